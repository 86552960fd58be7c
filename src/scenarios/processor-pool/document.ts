/** Catalogue entry 42: one processor for each user, or all for all. */
import type { Condition, ProcessPart, ScenarioDocument } from '../document/document.ts'
import { FIGURES } from './figures.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

/** When what the switch says happens, s after the beginning. */
const HAPPENS_S = 60
/** And when a machine that lost its power then is switched on again. */
const RETURNS_S = 90
const happens = (value: string): readonly Condition[] => [{ switch: 'happens', is: '=', value }]

const atWorkstation = { switch: 'compute', map: { workstation: 1, pool: 0 } } as const
const inPool = { switch: 'compute', map: { workstation: 0, pool: 1 } } as const
const polled = { switch: 'processors', map: { private: 0, pooled: 1, 'one-queue': 0 } } as const

/** What a job takes of a processor's memory, and what there is. */
const OF_A_JOB = { jobKB: { switch: 'jobKB' }, textKB: { switch: 'textKB' } } as const
const MEMORY = { memoryKB: { switch: 'memoryKB' }, ...OF_A_JOB, room: { switch: 'room' } } as const
const QUEUE = { free: { switch: 'freeProcessor' }, ...MEMORY } as const

const worker = (host: string, queues: string, own: boolean): ProcessPart => ({
  name: own ? 'local' : 'job',
  host,
  program: 'job-worker',
  count: own ? atWorkstation : inPool,
  restarts: true,
  args: {
    queues: { processes: queues },
    central: { process: 'R.all' },
    againSeconds: { switch: 'pollSeconds' },
    ...MEMORY,
    order: own
      ? 'own'
      : {
          switch: 'processors',
          map: { private: 'own', pooled: 'own', 'one-queue': 'central' },
        },
  },
})

const workstations: readonly ProcessPart[] = [
  { name: 'window', host: 'W', program: 'window-manager' },
  {
    name: 'editor',
    host: 'W',
    program: 'screen-editor',
    args: { windows: { processes: 'window' } },
  },
  { name: 'keys', host: 'W', program: 'typist', args: { editors: { processes: 'editor' } } },
  { name: 'own', host: 'W', program: 'job-queue', args: QUEUE },
  worker('W', 'own', true),
]

/** Two switches say where a job computes: at the workstation, whoever owns the others; else as these are shared. */
const user: ProcessPart = {
  name: 'user',
  host: 'W',
  program: 'pool-user',
  args: {
    users: { processes: 'user' },
    compute: { switch: 'compute' },
    processors: { switch: 'processors' },
    own: { processes: 'own' },
    pool: { processes: 'queue' },
    server: { process: 'R.run' },
    central: { process: 'R.all' },
    jobsPerMinute: { switch: 'jobsPerMinute' },
    jobSeconds: { switch: 'jobSeconds' },
    togetherSeconds: {
      switch: 'happens',
      map: {
        nothing: 0,
        together: HAPPENS_S,
        'server-dies': 0,
        'server-returns': 0,
        'processor-dies': 0,
      },
    },
    unsure: { switch: 'unsure' },
    ...OF_A_JOB,
  },
}

const servers: readonly ProcessPart[] = [
  {
    name: 'run',
    host: 'R',
    program: 'run-server',
    restarts: true,
    args: { managers: { processes: 'queue' }, equivPercent: { switch: 'equivPercent' } },
  },
  {
    name: 'all',
    host: 'R',
    program: 'job-queue',
    restarts: true,
    args: { ...QUEUE, serves: 'many' },
  },
  {
    name: 'poller',
    host: 'R',
    program: 'run-poller',
    restarts: true,
    count: polled,
    args: {
      managers: { processes: 'queue' },
      server: { process: 'R.run' },
      everySeconds: { switch: 'pollSeconds' },
      rounds: 1_000_000,
    },
  },
]

export const processorPool: ScenarioDocument = {
  format: 1,
  id: 'processor-pool',
  revision: 3,
  title: 'Mine or ours',
  section: 'Parallelism',
  wave: 1,
  minutes: 5,
  pair: 'processors',
  asks: 'With the same number of processors, should each user own one, or all share them?',
  from: 'S2 Introduction ¶3–4: personal computers, or a pool of processors beside workstations for windows and editor. S2 Parallelism ¶7.',
  switches,
  constraints: [
    {
      left: { sum: [{ switch: 'jobKB' }, { switch: 'textKB' }] },
      is: '<',
      right: { switch: 'memoryKB' },
      says: 'A job and its program must leave some of a processor’s memory free: the run server names none without.',
    },
    {
      left: { product: [{ switch: 'users' }, { switch: 'minutes' }] },
      is: '<=',
      right: 400,
      says: 'Users times minutes may be 400 at most: a longer run has more records than a page holds.',
    },
  ],
  network: { preset: 'eth10', metres: 500 },
  kernel: { dialect: 'v', options: { aliens: 32, retransmitMs: 500, alienRetentionMs: 4000 } },
  hosts: [
    {
      name: 'W',
      role: 'workstation',
      metre: 15,
      spacing: 12,
      count: { switch: 'users' },
      processor: 'survey',
      buffers: 32,
    },
    { name: 'R', role: 'server', metre: 250, processor: 'survey', buffers: 32 },
    {
      name: 'P',
      role: 'processor',
      metre: 262,
      spacing: 12,
      count: { switch: 'pool' },
      processor: 'survey',
      buffers: 32,
    },
  ],
  processes: [
    ...servers,
    { name: 'queue', host: 'P', program: 'job-queue', restarts: true, args: QUEUE },
    worker('P', 'queue', false),
    ...workstations,
    user,
  ],
  interventions: [
    {
      timeMs: HAPPENS_S * 1000,
      action: 'crash',
      target: 'R',
      when: happens('server-dies'),
    },
    {
      timeMs: HAPPENS_S * 1000,
      action: 'crash',
      target: 'R',
      when: happens('server-returns'),
    },
    {
      timeMs: RETURNS_S * 1000,
      action: 'reboot',
      target: 'R',
      when: happens('server-returns'),
    },
    {
      timeMs: HAPPENS_S * 1000,
      action: 'crash',
      target: 'P1',
      when: happens('processor-dies'),
    },
  ],
  until: { timeMs: { product: [60_000, { switch: 'minutes' }] } },
  checks: ['job-on-one-processor', 'no-idle-while-queued', 'memory-not-overcommitted'],
  promisedWhen: {
    'job-on-one-processor': [{ switch: 'unsure', is: '=', value: 'told' }],
    'no-idle-while-queued': [{ switch: 'freeProcessor', is: '=', value: 'waits' }],
    'memory-not-overcommitted': [{ switch: 'room', is: '=', value: 'looked-for' }],
  },
  tolerates: [{ fault: 'lose', highestRatePercent: 10 }],
  swept: { memoryKB: [4096, 512, 1000] },
  phases: [
    { name: 'job begun', begins: { kind: 'jobStarted' } },
    { name: 'job done', begins: { kind: 'jobFinished' } },
    { name: 'job submitted', begins: { kind: 'jobSubmitted' } },
  ],
  metrics: [
    {
      name: 'responseSeconds',
      kind: 'run',
      label: 'From submission to end, on average',
      unit: 's',
    },
    {
      name: 'responseP95Seconds',
      kind: 'run',
      label: 'From submission to end, 95 of 100 within',
      unit: 's',
    },
    { name: 'keystrokeP95Ms', kind: 'run', label: 'Key to screen, 95 of 100 within', unit: 'ms' },
    {
      name: 'idleWhileQueuedPercent',
      kind: 'run',
      label: 'Time with an idle processor and a waiting job',
      unit: '%',
    },
    { name: 'jobsOnBusiestHost', kind: 'run', label: 'Jobs at the busiest processor' },
    { name: 'jobsRefused', kind: 'run', label: 'Jobs that nobody took' },
    { name: 'programCachedPercent', kind: 'run', label: 'Jobs whose program was there', unit: '%' },
    {
      name: 'busiestSharePercent',
      kind: 'run',
      label: 'Jobs at the processor that most went to',
      unit: '%',
    },
    { name: 'fewestAsGood', kind: 'run', label: 'Processors as good as the best, at the fewest' },
    { name: 'memoryCountedKB', kind: 'run', label: 'Memory that counted, at most', unit: 'KB' },
    { name: 'bestSuitability', kind: 'run', label: 'Highest suitability named', unit: 'KIPS·KB' },
    {
      name: 'privateOverShared',
      kind: 'pair',
      pair: { metric: 'responseSeconds', against: { processors: 'private' } },
      label: 'Response, against private processors',
      unit: '×',
    },
  ],
  figures: FIGURES,
  sweeps: [
    {
      id: 'response',
      title: 'How long a job takes, the busier the users are',
      x: { switch: 'jobsPerMinute', values: [1, 2, 3] },
      lines: [
        {
          switch: 'processors',
          values: ['private', 'pooled', 'one-queue'],
          names: ['private', 'by a table', 'by one queue'],
        },
      ],
      metrics: ['responseSeconds', 'idleWhileQueuedPercent'],
      seeds: 5,
      set: { jobSeconds: 15 },
      note: 'A job that had not ended after three minutes counts with the time that it had taken by then.',
    },
    {
      id: 'news',
      title: 'How long a job takes, the older the table’s news',
      x: { switch: 'pollSeconds', values: [1, 3, 10, 30] },
      lines: [
        {
          switch: 'equivPercent',
          values: [5, 50],
          names: ['5 % is as good', '50 % is as good'],
        },
      ],
      metrics: ['responseSeconds', 'jobsOnBusiestHost'],
      seeds: 5,
      set: { users: 20, jobSeconds: 10 },
      note: 'No source with such a figure is known. Who takes more for as good as the best goes less often where all go.',
    },
  ],
  story,
  predictions,
}
