/** The run server's published defaults, each read off the choice of a run in which it decides. */
import type { Figure } from '../document/document.ts'

const published = {
  source: 'Amoeba’s run server, as its manual page (run.n) gives formula and defaults',
  tag: '[SRC]',
  calibrated: true,
  tolerancePercent: 0,
} as const

/** Eight idle hosts, as in the sample listing, and so few jobs that none finds another. */
const IDLE = { pool: 8, users: 1, jobsPerMinute: 1, jobSeconds: 1, pollSeconds: 1 } as const

export const FIGURES: readonly Figure[] = [
  {
    ...published,
    metric: 'bestSuitability',
    value: 6_144_000,
    unit: 'KIPS·KB',
    when: { ...IDLE, textKB: 0 },
    note: 'A host of the sample listing, idle: PREF 100 % of 3.0 MIPS, and MEMTRUNC 2,048 KB.',
  },
  {
    ...published,
    metric: 'memoryCountedKB',
    value: 2048,
    unit: 'KB',
    when: { ...IDLE, textKB: 0, memoryKB: 8192 },
    note: 'MEMTRUNC: of 8,192 KB no more counts.',
  },
  {
    ...published,
    metric: 'fewestAsGood',
    value: 8,
    unit: '',
    when: { ...IDLE, textKB: 26 },
    note: 'EQUIVPERC 5 %: 26 KB that are cached make 1.052 of a host, and the others are 4.9 % below it.',
  },
  {
    ...published,
    metric: 'fewestAsGood',
    value: 1,
    unit: '',
    when: { ...IDLE, textKB: 27 },
    note: 'EQUIVPERC 5 %: 27 KB that are cached make 1.054 of a host, and the others are 5.1 % below it.',
  },
]
