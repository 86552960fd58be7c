/** Catalogue entry 37: what it costs to keep copies alike, and where the bill can be moved. */
import type { Condition, PlacedFault, ScenarioDocument } from '../document/document.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

const CRASH_MS = 240
const BACK_MS = 740
/** While S3 is the one server that has both the writer's last version and B for a reader. */
const EMPTY_MS = 450
const CUT_METRE = 225

const happens = (value: string): Condition => ({ switch: 'happens', is: '=', value })
const copies = (n: number): Condition => ({ switch: 'replicas', is: '>=', value: n })
const fault = (
  timeMs: number,
  action: string,
  target: string,
  when: readonly Condition[],
  amount?: number,
): PlacedFault => ({ timeMs, action, target, when, ...(amount === undefined ? {} : { amount }) })

const ALL = { processes: 'copy' } as const
const COURIERS = { processes: 'courier' } as const
const WRITER = { process: 'writer' } as const
const NEEDING = {
  scheme: { switch: 'scheme' },
  r: { switch: 'r' },
  w: { switch: 'w' },
  replicas: ALL,
} as const

const exact = { tag: 'D', tolerancePercent: 0 } as const

export const priceOfConsistency: ScenarioDocument = {
  format: 1,
  id: 'price-of-consistency',
  revision: 1,
  title: 'Read cheap, write dear',
  section: 'Fault tolerance',
  wave: 1,
  minutes: 6,
  pair: 'catchUp',
  asks: 'What does it cost to keep copies alike, and where can the bill be moved?',
  from: 'S2 Fault tolerance ¶3, ¶10: files on several servers, consistency against efficiency, any single failure; Introduction ¶7.',
  switches,
  constraints: [
    {
      left: { switch: 'r' },
      is: '<=',
      right: { switch: 'replicas' },
      says: 'The read set cannot be larger than all copies together.',
    },
    {
      left: { switch: 'w' },
      is: '<=',
      right: { switch: 'replicas' },
      says: 'The write set cannot be larger than all copies together.',
    },
  ],
  network: { preset: 'eth10', metres: 500 },
  // A server writes for 20 ms; after 200 ms of silence it counts as down.
  kernel: { dialect: 'v', options: { aliens: 32, retransmitMs: 40, retriesMax: 4 } },
  hosts: [
    { name: 'A', role: 'workstation', metre: 30, processor: 'sun10' },
    {
      name: 'S',
      role: 'server',
      metre: 100,
      spacing: 50,
      count: { switch: 'replicas' },
      processor: 'sun10',
      disk: { preset: 'constant', accessMs: 20 },
    },
    { name: 'B', role: 'workstation', metre: 470, processor: 'sun10' },
  ],
  processes: [
    { name: 'writer', host: 'A', program: 'copy-writer', args: NEEDING },
    {
      name: 'near',
      host: 'A',
      program: 'copy-client',
      startMs: 200,
      args: { ...NEEDING, writer: WRITER, readPercent: { switch: 'readPercent' }, mark: 'a' },
    },
    {
      name: 'far',
      host: 'B',
      program: 'copy-client',
      startMs: 215,
      args: {
        ...NEEDING,
        writer: WRITER,
        readPercent: { switch: 'readPercent' },
        mark: 'b',
        order: 'last-to-first',
        shift: 3,
      },
    },
    {
      name: 'copy',
      host: 'S',
      program: 'copy-server',
      restarts: true,
      args: {
        scheme: { switch: 'scheme' },
        catchUp: { switch: 'catchUp' },
        replicas: ALL,
        couriers: COURIERS,
      },
    },
    {
      name: 'courier',
      host: 'S',
      program: 'copy-courier',
      restarts: true,
      args: { scheme: { switch: 'scheme' }, replicas: ALL, couriers: COURIERS, writer: WRITER },
    },
  ],
  interventions: [
    fault(CRASH_MS, 'crash', 'S1', [happens('one-crashes')]),
    fault(CRASH_MS, 'crash', 'S1', [happens('two-crash')]),
    fault(CRASH_MS, 'crash', 'S2', [happens('two-crash'), copies(2)]),
    fault(CRASH_MS, 'crash', 'S1', [happens('comes-back')]),
    fault(BACK_MS, 'reboot', 'S1', [happens('comes-back')]),
    fault(EMPTY_MS, 'crash', 'S3', [happens('comes-back-empty'), copies(3)]),
    fault(EMPTY_MS + 1, 'replace', 'S3/disk', [happens('comes-back-empty'), copies(3)]),
    fault(EMPTY_MS + 150, 'reboot', 'S3', [happens('comes-back-empty'), copies(3)]),
    fault(CRASH_MS, 'cut', 'cable', [happens('partition')], CUT_METRE),
    fault(CRASH_MS + 2000, 'heal', 'cable', [happens('partition')]),
  ],
  until: { quiescent: true },
  checks: ['reads-latest', 'serves-only-when-current', 'versions-monotone', 'minority-refuses'],
  promisedWhen: {
    // Sets of three of five must meet; and copies that take silence for a crash promise less.
    'reads-latest': [
      { switch: 'scheme', is: '=', value: 'quorum' },
      { switch: 'catchUp', is: '=', value: 'on' },
      { switch: 'r', is: '>=', value: 3 },
      { switch: 'w', is: '>=', value: 3 },
      { switch: 'replicas', is: '<=', value: 5 },
    ],
    'serves-only-when-current': [
      { switch: 'scheme', is: '!=', value: 'lazy' },
      { switch: 'catchUp', is: '=', value: 'on' },
    ],
  },
  tolerates: [
    { fault: 'lose', highestRatePercent: 10 },
    { fault: 'delay', longestMs: 400 },
    { fault: 'duplicate' },
    { fault: 'corrupt' },
    { fault: 'crash', longestMs: 2000, at: ['S'] },
    { fault: 'reboot', at: ['S'] },
    { fault: 'tear', longestMs: 2000, at: ['S'] },
    { fault: 'cut', longestMs: 2000 },
    { fault: 'pause', longestMs: 400 },
  ],
  phases: [
    { name: 'reading', begins: { kind: 'copyReadBegun' } },
    { name: 'asking for numbers', begins: { kind: 'copyWriteBegun' } },
    { name: 'partly stored', begins: { kind: 'copyStored' } },
    { name: 'committed', begins: { kind: 'copyWriteCommitted' } },
    { name: 'coming back', begins: { kind: 'copyFound' } },
  ],
  metrics: [
    { name: 'staleReads', kind: 'run', label: 'Reads that missed the last write' },
    { name: 'readMs', kind: 'run', label: 'A read', unit: 'ms' },
    { name: 'writeMs', kind: 'run', label: 'A write', unit: 'ms' },
    { name: 'framesPerRead', kind: 'run', label: 'Frames of a read' },
    { name: 'framesPerWrite', kind: 'run', label: 'Frames of a write' },
    { name: 'writesRefused', kind: 'run', label: 'Writes refused' },
    { name: 'unavailableMs', kind: 'run', label: 'Time in which it was refused', unit: 'ms' },
  ],
  figures: [
    {
      metric: 'framesPerWrite',
      value: 12,
      unit: '',
      source: 'Quorums, each copy asked by name: 2r + 2w frames a write, r = w = 3',
      ...exact,
      headline: true,
      note: 'No published figure: a question and an answer for each copy, counted.',
    },
    {
      metric: 'framesPerRead',
      value: 6,
      unit: '',
      source: 'Quorums, each copy asked by name: 2r frames a read, r = 3',
      ...exact,
    },
    {
      metric: 'framesPerWrite',
      value: 12,
      unit: '',
      source: 'Quorums, the bill moved to the writes: 2r + 2w, r = 1, w = 5',
      ...exact,
      when: { r: 1, w: 5 },
    },
    {
      metric: 'framesPerRead',
      value: 2,
      unit: '',
      source: 'Quorums, the bill moved to the writes: 2r, r = 1',
      ...exact,
      when: { r: 1, w: 5 },
    },
    {
      metric: 'framesPerWrite',
      value: 10,
      unit: '',
      source: 'Available copies, all up: 2n frames a write, n = 5',
      ...exact,
      when: { scheme: 'available-copies' },
    },
  ],
  story,
  predictions,
}
