/** Catalogue entry 40: stages on processors of their own, and buffers between them. */
import type { ProcessPart, ScenarioDocument } from '../document/document.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

const SIZES = {
  recordBytes: { switch: 'recordBytes' },
  perMessage: { switch: 'recordsPerMessage' },
}
const on = (...hosts: readonly string[]) => ({
  switch: 'processors',
  map: Object.fromEntries(hosts.map((host, i) => [String(i + 1), host])),
})
/** By the number of processors. */
const HOSTS = {
  read: on('A', 'A', 'A', 'A'),
  format: on('A', 'B', 'B', 'B'),
  check: on('A', 'A', 'C', 'C'),
  print: on('A', 'A', 'C', 'D'),
}
type Stage = keyof typeof HOSTS

/** The buffer stands with the stage that reads from it. */
const buffer = (reader: Stage): ProcessPart => ({
  name: `to-${reader}`,
  host: HOSTS[reader],
  program: 'pipe',
  args: { ...SIZES, capacity: { switch: 'bufferRecords' } },
  restarts: true,
})
/** Beside the buffer: who waits at it would not learn that the one on its other side is gone. */
const watcher = (reader: Stage, writer: Stage): ProcessPart => ({
  name: `watch-${reader}`,
  host: HOSTS[reader],
  program: 'stream-watcher',
  args: {
    pipe: { process: `to-${reader}` },
    writer: { process: writer },
    reader: { process: reader },
  },
  restarts: true,
})
const workOf = (name: Stage, place: number) => ({
  ...SIZES,
  place,
  workMs: { switch: `${name}Ms` },
  variation: { switch: 'variationPercent' },
})
const input = (name: Stage) => ({ input: { process: `to-${name}` } })
const output = (name: Stage) => ({ output: { process: `to-${name}` } })
const FAULT_MS = 1500

export const pipeline: ScenarioDocument = {
  format: 1,
  id: 'pipeline',
  revision: 5,
  title: 'The slowest stage sets the pace',
  section: 'Parallelism',
  wave: 1,
  minutes: 4,
  asks: 'When do n stages on n processors run n times as fast?',
  from: 'S2 Parallelism ¶2: stages on different processors, buffered input and output. S2 Communication ¶3: one program’s output as another’s input. S1 references: UNIX.',
  switches,
  network: { preset: 'eth10', metres: 300 },
  kernel: {
    dialect: 'v',
    // A reply is kept for longer than any pause between two questions whether its sender is there.
    options: {
      retransmitMs: 100,
      liveness: 'probe',
      enquireMs: 100,
      silenceMs: 10_000,
      alienRetentionMs: 20_000,
    },
  },
  hosts: ['A', 'B', 'C', 'D'].map((name, i) => ({
    name,
    role: 'pool',
    metre: 30 + 80 * i,
    processor: 'survey',
    buffers: 16,
  })),
  processes: [
    {
      name: 'read',
      host: HOSTS.read,
      program: 'stream-source',
      args: { ...workOf('read', 1), ...output('format'), records: { switch: 'records' } },
    },
    buffer('format'),
    watcher('format', 'read'),
    {
      name: 'format',
      host: HOSTS.format,
      program: 'stream-stage',
      args: { ...workOf('format', 2), ...input('format'), ...output('check') },
      restarts: true,
    },
    buffer('check'),
    watcher('check', 'format'),
    {
      name: 'check',
      host: HOSTS.check,
      program: 'stream-stage',
      args: { ...workOf('check', 3), ...input('check'), ...output('print') },
      restarts: true,
    },
    buffer('print'),
    watcher('print', 'check'),
    {
      name: 'print',
      host: HOSTS.print,
      program: 'stream-sink',
      args: { ...workOf('print', 4), ...input('print') },
      restarts: true,
    },
  ],
  interventions: [
    {
      timeMs: FAULT_MS,
      action: 'reboot',
      target: 'C',
      when: [{ switch: 'happens', is: '=', value: 'check-restarts' }],
    },
    {
      timeMs: FAULT_MS,
      action: 'crash',
      target: 'D',
      when: [{ switch: 'happens', is: '=', value: 'print-goes' }],
    },
    ...['SEND.1', ...[1, 2, 3, 4, 5].map((n) => `ENQUIRE.${n}`)].map((packet) => ({
      timeMs: FAULT_MS,
      action: 'lose',
      target: `*.format/send*/${packet}`,
      when: [{ switch: 'happens', is: '=', value: 'format-unheard' } as const],
    })),
    {
      timeMs: FAULT_MS,
      action: 'cut',
      target: 'ether',
      amount: 150,
      when: [{ switch: 'happens', is: '=', value: 'cable-cut' }],
    },
  ],
  until: { quiescent: true, atMostMs: 1_000_000 },
  checks: ['stream-whole', 'buffer-bounds', 'slowest-sets-pace'],
  promisedWhen: {
    'stream-whole': [{ switch: 'happens', is: '!=', value: 'check-restarts' }],
  },
  tolerates: [
    { fault: 'lose', highestRatePercent: 10, most: 4 },
    { fault: 'duplicate' },
    { fault: 'delay' },
  ],
  phases: [
    { name: 'a record passed on', begins: { kind: 'recordPassed' } },
    { name: 'a record taken', begins: { kind: 'recordTaken' } },
    { name: 'a stage at its end', begins: { kind: 'streamEnded' } },
  ],
  metrics: [
    { name: 'makespanMs', kind: 'run', label: 'From the first to the last', unit: 'ms' },
    {
      name: 'speedupRatio',
      kind: 'pair',
      pair: { metric: 'throughputPerSecond', against: { processors: 1 } },
      label: 'Faster than on one processor',
      unit: 'times',
    },
    { name: 'throughputPerSecond', kind: 'run', label: 'Records a second' },
    { name: 'stageBusyPercent', kind: 'run', label: 'The busiest stage is at work', unit: '%' },
    { name: 'bufferPeak', kind: 'run', label: 'Most that a buffer held', unit: 'records' },
    { name: 'recordsLost', kind: 'run', label: 'Read and never printed', unit: 'records' },
    { name: 'outputState', kind: 'run', label: 'Sum of what was printed' },
  ],
  figures: [
    {
      metric: 'makespanMs',
      value: 3030,
      unit: 'ms',
      source: 'A hundred times the slowest stage, and once each of the others, without messages',
      tag: 'D',
      tolerancePercent: 20,
      headline: true,
      note: 'Messages come on top: the stages that wait have the time for theirs, the slowest has not.',
    },
    {
      metric: 'recordsLost',
      value: 0,
      unit: 'records',
      source: 'What comes out is what one process would have printed',
      tag: 'D',
      tolerancePercent: 0,
    },
  ],
  sweeps: [
    {
      id: 'buffers',
      title: 'What a larger buffer buys',
      x: { switch: 'bufferRecords', values: [0, 1, 2, 4, 8, 16, 32] },
      lines: [
        {
          switch: 'variationPercent',
          values: [0, 50, 100],
          names: ['times as told', 'up to half more or less', 'anything from none to twice'],
        },
      ],
      metrics: ['throughputPerSecond'],
      seeds: 3,
      set: { formatMs: 10 },
      note: 'All stages take 10 ms here. Nothing is published: look at the shape. A buffer helps only against variation.',
    },
  ],
  story,
  predictions,
}
