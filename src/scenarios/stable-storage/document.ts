/** Catalogue entry 30: how two disks that may tear a write give one write that never tears. */
import type { Condition, PlacedFault, ScenarioDocument, Term } from '../document/document.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

const isSet: readonly Condition[] = [{ switch: 'cutAfter', is: '>', value: 0 }]
/** Disk accesses from the first put to the second. */
const ACCESSES = 12
const RESTART_MS = 50
const diskMs: Term = { switch: 'diskMs' }
const cutMs: Term = {
  sum: [{ product: [ACCESSES, diskMs] }, { product: [{ switch: 'cutAfter' }, diskMs] }],
}
const fault = (action: string, timeMs: Term): PlacedFault => ({
  timeMs,
  action,
  target: 'S',
  when: isSet,
})
const STORE = { process: 'store' }

export const stableStorage: ScenarioDocument = {
  format: 1,
  id: 'stable-storage',
  revision: 1,
  title: 'Two bad disks make a good one',
  section: 'Fault tolerance',
  wave: 1,
  minutes: 6,
  pair: 'copies',
  asks: 'How do two disks that may tear a write give one write that never tears?',
  from: 'S2: Fault tolerance, paragraph 11, stable storage; Lampson and Sturgis 1979.',
  switches,
  network: { preset: 'eth10', metres: 100 },
  hosts: [
    {
      name: 'S',
      role: 'server',
      metre: 50,
      processor: 'sun10',
      disk: {
        preset: 'constant',
        accessMs: { switch: 'diskMs' },
        blockBytes: 2048,
        count: 2,
        decayPerDay: { switch: 'decayPerDay' },
        checksums: { switch: 'checksums', map: { on: 'checked', off: 'ignored' } },
      },
    },
  ],
  processes: [
    {
      name: 'store',
      host: 'S',
      program: 'stable-store',
      args: {
        copies: { switch: 'copies' },
        readBack: { switch: 'readBack' },
        compares: { switch: 'cleanupCompares' },
      },
      restarts: true,
    },
    {
      name: 'client',
      host: 'S',
      program: 'stable-client',
      args: {
        store: STORE,
        first: 100,
        second: 70,
        diskMs: { switch: 'diskMs' },
        accesses: ACCESSES,
      },
    },
    {
      name: 'keeper',
      host: 'S',
      program: 'stable-keeper',
      args: { store: STORE, everyHours: 1, days: 10, decayPerDay: { switch: 'decayPerDay' } },
      restarts: true,
    },
  ],
  interventions: [fault('crash', cutMs), fault('reboot', { sum: [cutMs, RESTART_MS] })],
  until: { quiescent: true },
  checks: ['old-or-new', 'pair-equal', 'never-back', 'checksum-heeded'],
  cuts: {
    target: 'S',
    action: 'crash',
    restartMs: RESTART_MS,
    outcome: 'recoveredState',
    set: { cutAfter: 0, decayPerDay: 0 },
  },
  tolerates: [
    { fault: 'crash' },
    { fault: 'halt' },
    { fault: 'decay' },
    { fault: 'tear' },
    { fault: 'spoil' },
  ],
  phases: [
    { name: 'cleaning', begins: { kind: 'cleanupOpen' } },
    { name: 'putting', begins: { kind: 'stablePutOpen' } },
    { name: 'getting', begins: { kind: 'stableGetOpen' } },
    { name: 'at rest', begins: { kind: 'stablePutClose' } },
    { name: 'at rest', begins: { kind: 'stableGetClose' } },
    { name: 'at rest', begins: { kind: 'cleanupClose' } },
  ],
  metrics: [
    { name: 'diskOps', kind: 'run', label: 'Disk operations of one StablePut' },
    { name: 'stablePutMs', kind: 'run', label: 'Time of a StablePut', unit: 'ms' },
    { name: 'recoveredState', kind: 'run', label: 'The account, as it was read last' },
    { name: 'crashPointsTried', kind: 'sweep', cuts: 'instants', label: 'Cuts that were tried' },
    {
      name: 'atomicityViolations',
      kind: 'sweep',
      cuts: 'broken-runs',
      label: 'Cuts after which a promise is broken',
    },
  ],
  figures: [
    {
      metric: 'diskOps',
      value: 4,
      unit: '',
      source: 'At least 4: two writes and two readings back, twice a careful write',
      tag: '[DER]',
      tolerancePercent: 0,
      headline: true,
    },
    {
      metric: 'stablePutMs',
      value: 100,
      unit: 'ms',
      source: 'Four disk operations of 25 ms each',
      tag: '[DER]',
      tolerancePercent: 10,
    },
  ],
  story,
  predictions,
}
