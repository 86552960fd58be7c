/** Catalogue entry 29: work of several writes, a failure in its midst, and the states in which one can wake up. */
import type { Condition, PlacedFault, ScenarioDocument } from '../document/document.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

const NUMBERS = 2
const RESTART_MS = 50
/** When the work begins, somebody else reads a file, the cache is written, and the auditor looks. */
const WORK_MS = 100
const PASSER_BY_MS = 650
const SYNC_MS = 800
const AUDIT_MS = 3000

const numbers = {
  logicalId: NUMBERS,
  writes: { switch: 'writesPerJob' },
  files: { switch: 'filesOnDisk' },
}
const is = (key: string, value: string): Condition => ({ switch: key, is: '=', value })
const fault = (action: string, target: string, what?: string, laterMs = 0): PlacedFault => ({
  timeMs: { sum: [{ switch: 'failAtMs' }, laterMs] },
  action,
  target,
  when: [
    { switch: 'failAtMs', is: '>', value: 0 },
    ...(what === undefined ? [] : [is('failure', what)]),
  ],
})

export const halfDoneWork: ScenarioDocument = {
  format: 1,
  id: 'half-done-work',
  revision: 1,
  title: 'How many ways to wake up?',
  section: 'Fault tolerance',
  wave: 1,
  minutes: 5,
  pair: 'atomic',
  asks: 'After a crash, in how many different states can the system find itself?',
  from: 'S2 Fault tolerance ¶1–6: failures to survive, the file system as state to be recovered, half-done work, fewer states through transactions. S2 Introduction ¶7.',
  switches,
  network: { preset: 'eth10', metres: 200 },
  kernel: { dialect: 'v', options: { binding: 'checked', alienRetentionMs: 5000 } },
  hosts: [
    { name: 'C', role: 'workstation', metre: 50, processor: 'survey' },
    {
      name: 'F',
      role: 'file-server',
      metre: 150,
      processor: 'survey',
      disk: {
        preset: 'arm',
        lastSector: 'finished',
        files: { switch: 'filesOnDisk' },
        filePages: 1,
      },
    },
  ],
  processes: [
    {
      name: 'files',
      host: 'F',
      program: 'number-server',
      args: {
        logicalId: NUMBERS,
        writes: { switch: 'writePolicy' },
        recovery: { switch: 'recovery' },
      },
      restarts: true,
    },
    {
      name: 'update',
      host: 'F',
      program: 'cache-writer',
      args: { server: { process: 'files' }, everyMs: SYNC_MS, times: 1 },
      restarts: true,
    },
    {
      name: 'client',
      host: 'C',
      program: 'transfer',
      args: { ...numbers, atomic: { switch: 'atomic' }, ending: { switch: 'ending' } },
      startMs: WORK_MS,
    },
    {
      name: 'other',
      host: 'C',
      program: 'passer-by',
      args: {
        logicalId: NUMBERS,
        files: { switch: 'filesOnDisk' },
        percent: { switch: 'armAt', map: { first: 0, second: 34, third: 67 } },
      },
      startMs: PASSER_BY_MS,
    },
    { name: 'auditor', host: 'C', program: 'auditor', args: numbers, startMs: AUDIT_MS },
  ],
  interventions: [
    fault('crash', 'F', 'power'),
    fault('halt', 'F', 'processor'),
    fault('wreck', 'F/disk', 'disk'),
    fault('reboot', 'F', undefined, RESTART_MS),
  ],
  until: { quiescent: true },
  checks: ['atomic-outcome'],
  promisedWhen: {
    'atomic-outcome': [is('atomic', 'on'), { switch: 'failure', is: '!=', value: 'disk' }],
  },
  cuts: {
    target: { switch: 'failure', map: { power: 'F', processor: 'F', disk: 'F/disk' } },
    action: { switch: 'failure', map: { power: 'crash', processor: 'halt', disk: 'wreck' } },
    restartMs: RESTART_MS,
    untilMs: AUDIT_MS,
    outcome: 'recoveredState',
    set: { failAtMs: 0 },
    over: { switch: 'armAt', when: [is('writePolicy', 'back'), is('atomic', 'off')] },
  },
  tolerates: [
    { fault: 'crash', at: ['F'] },
    { fault: 'halt', at: ['F'] },
    { fault: 'tear', at: ['F'] },
    { fault: 'reboot', at: ['F'] },
    { fault: 'lose', highestRatePercent: 20 },
    { fault: 'delay', longestMs: 50 },
    { fault: 'duplicate' },
    { fault: 'cut', longestMs: 200 },
  ],
  phases: [
    { name: 'reading', begins: { kind: 'processCreated', entity: 'C.client*' } },
    { name: 'writing', begins: { kind: 'workBegun' } },
    { name: 'committed', begins: { kind: 'intentionsKept' } },
    { name: 'ended', begins: { kind: 'workEnded' } },
    { name: 'looking', begins: { kind: 'processCreated', entity: 'C.auditor' } },
  ],
  metrics: [
    { name: 'statesReachable', kind: 'sweep', cuts: 'states', label: 'States one can wake up in' },
    {
      name: 'inconsistentStates',
      kind: 'sweep',
      cuts: 'broken-states',
      label: 'Of them, neither before nor after',
    },
    { name: 'recoveredState', kind: 'run', label: 'What is found after the restart' },
    { name: 'recoveryMs', kind: 'run', label: 'Recovery', unit: 'ms' },
    {
      name: 'balanceErrorUnits',
      kind: 'run',
      label: 'Balances together are off by',
      unit: 'units',
    },
  ],
  story,
  predictions,
}
