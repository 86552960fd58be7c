/**
 * The run server’s published defaults, each from the choice of a run in which it decides; and the pool as a queue,
 * which theory knows.
 */
import type { Values } from '../../scenarios/document/switches.ts'
import type { SetRow } from '../set-row.ts'

const SOURCE = 'Amoeba’s run server, as its manual page (run.n) gives formula and defaults'
const SET =
  'It is a parameter of the model: agreement says that the formula runs, and nothing more.'

const scenario = 'processor-pool'
/** Eight idle hosts, as in the sample listing, and so few jobs that none finds another. */
const IDLE: Values = { pool: 8, users: 1, jobsPerMinute: 1, jobSeconds: 1, pollSeconds: 1 }
const NO_TEXT: Values = { textKB: 0 }

const published = { scenario, source: SOURCE, tag: '[SRC]', calibrated: true }

const DEFAULTS: readonly SetRow[] = [
  {
    ...published,
    id: 'run-server-sample-host',
    figure: 'Sample listing: a host of 3.0 MIPS, at PREF 100 %, idle',
    switches: { ...IDLE, ...NO_TEXT },
    metric: 'bestSuitability',
    per: 'memoryCountedKB',
    expected: { is: 'exactly', value: 3000 },
    unit: 'KIPS',
    note: `Suitability over memory, of the best of eight. ${SET}`,
  },
  {
    ...published,
    id: 'run-server-memtrunc',
    figure: 'MEMTRUNC: memory beyond 2,048 KB does not count',
    switches: { ...IDLE, ...NO_TEXT, memoryKB: 8192 },
    metric: 'memoryCountedKB',
    expected: { is: 'exactly', value: 2048 },
    unit: 'KB',
    note: `Hosts have 8,192 KB each. ${SET}`,
  },
  {
    ...published,
    id: 'run-server-cachetime',
    figure: 'CACHETIME: a program of 500 KB that is cached makes its host twice as good',
    switches: { ...IDLE, textKB: 500 },
    over: { ...IDLE, ...NO_TEXT },
    metric: 'bestSuitability',
    expected: { is: 'exactly', value: 2 },
    unit: '×',
    note: `Against the same run with no program to load. ${SET}`,
  },
  {
    ...published,
    id: 'run-server-cachemem',
    figure: 'CACHEMEM: 10 % of 500 KB that are cached count as memory',
    switches: { ...IDLE, memoryKB: 2000, jobKB: 100, textKB: 500 },
    less: { ...IDLE, ...NO_TEXT, memoryKB: 2000, jobKB: 600 },
    metric: 'memoryCountedKB',
    expected: { is: 'exactly', value: 50 },
    unit: 'KB',
    note: `Against jobs that need as much and have no program to keep. ${SET}`,
  },
  {
    ...published,
    id: 'run-server-equivperc-inside',
    figure: 'EQUIVPERC 5 %: eight hosts, all but one 4.9 % below',
    switches: { ...IDLE, textKB: 26 },
    metric: 'fewestAsGood',
    expected: { is: 'exactly', value: 8 },
    unit: 'hosts',
    note: `A cached program of 26 KB makes 1.052 of a host: all eight stay as good. ${SET}`,
  },
  {
    ...published,
    id: 'run-server-equivperc-outside',
    figure: 'EQUIVPERC 5 %: eight hosts, all but one 5.1 % below',
    switches: { ...IDLE, textKB: 27 },
    metric: 'fewestAsGood',
    expected: { is: 'exactly', value: 1 },
    unit: 'hosts',
    note: `A cached program of 27 KB makes 1.054 of a host: it is the only one. ${SET}`,
  },
]

/** Short jobs for an hour and a half: of three minutes a tenth would be beginning and end. */
const THEORY: Values = {
  users: 4,
  pool: 4,
  jobsPerMinute: 40,
  jobSeconds: 1,
  minutes: 90,
  ...NO_TEXT,
}
const derived = { scenario, tag: 'D', metric: 'responseSeconds', unit: 's' }

const QUEUES: readonly SetRow[] = [
  {
    ...derived,
    id: 'pool-m-m-1',
    figure: 'Four users, a processor each, at two thirds of its time: M/M/1',
    switches: { ...THEORY, processors: 'private' },
    expected: { is: 'near', value: 3, percent: 5 },
    source: 'Theory of queues: S / (1 − ρ), with S = 1 s and ρ = 2/3',
    note: 'Messages and keys take a hundredth of it.',
  },
  {
    ...derived,
    id: 'pool-m-m-n',
    figure: 'The same with one queue for all four: M/M/4',
    switches: { ...THEORY, processors: 'one-queue' },
    expected: { is: 'near', value: 1.284, percent: 5 },
    source: 'Theory of queues: Erlang’s formula for the share that waits',
    note: 'News is fresh: a processor that is free waits at the queue.',
  },
  {
    ...derived,
    id: 'run-server-even',
    figure: 'Eight equal hosts named at random: jobs at the one that most went to',
    switches: { ...IDLE, ...NO_TEXT, users: 5, jobsPerMinute: 12, minutes: 60 },
    metric: 'busiestSharePercent',
    unit: '%',
    expected: { is: 'near', value: 12.5, percent: 10 },
    source: 'Chance: an eighth each',
    note: 'Of 3,600 jobs the luckiest of eight hosts gets some six in a hundred more than its eighth.',
  },
]

export const RUN_SERVER_ROWS: readonly SetRow[] = [...DEFAULTS, ...QUEUES]
