/** Figures of Amoeba’s file server, as far as the model has what they were measured on. */
import type { SetRow } from '../set-row.ts'

/** Two recalled and read figures that cannot both be true. */
const CONTRADICTED =
  'A megabyte in 1,970 ms is 520 KB/s, and the abstract says 677: both are shown, and no test fails on either.'

/** The save comes when the file has been read: then nobody else wants the server. */
const ofFile = (fileKB: number): Pick<SetRow, 'scenario' | 'switches'> => ({
  scenario: 'immutable-versions',
  switches: { fileKB, saveAfterMs: 4000 },
})

export const AMOEBA_ROWS: readonly SetRow[] = [
  {
    ...ofFile(116),
    id: 'bullet-read-rate',
    figure: 'Reading a file that the server has in memory',
    metric: 'transferKBps',
    expected: { is: 'near', value: 677, percent: 10 },
    unit: 'KB/s',
    source: 'Amoeba’s Bullet server, abstract: reads are limited by RPC at 677 KB/s',
    tag: '[ABS]',
    calibrated: true,
    shownBecause: CONTRADICTED,
    note: 'The costs of a call were fitted to this rate; what four requests of one file add to it is the model’s.',
  },
  {
    ...ofFile(116),
    id: 'bullet-read-megabyte',
    figure: 'A megabyte read in about 1,970 ms, as a rate',
    metric: 'transferKBps',
    expected: { is: 'near', value: 520, percent: 20 },
    unit: 'KB/s',
    source: 'Amoeba’s Bullet server: 1 MB in about 1,970 ms',
    tag: '[MEM]',
    shownBecause: CONTRADICTED,
    note: 'The longest file of the model is 256 KB, so a rate is compared and not the time.',
  },
  {
    ...ofFile(4),
    id: 'bullet-read-4-kb',
    figure: 'Reading a file of 4 KB that the server has in memory',
    metric: 'transferMs',
    expected: { is: 'near', value: 7, percent: 20 },
    unit: 'ms',
    source: 'Amoeba’s Bullet server: 7 ms for 4 KB',
    tag: '[MEM]',
  },
]
