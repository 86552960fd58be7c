/** Catalogue entry 33: after a yes, a participant waits for a coordinator that may be dead. */
import type { Condition, PlacedFault, ScenarioDocument } from '../document/document.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

/** How far the coordinator has come, ms: nothing in the run is drawn, so the times are always the same. */
const POINTS = {
  'first-vote': 154,
  'after-votes': 235,
  'after-force': 244,
  'after-one-decision': 249.5,
} as const
/** Between C and all others. */
const CUT_METRE = 90

const is = (key: string, value: string): Condition => ({ switch: key, is: '=', value })

function struck(point: keyof typeof POINTS): readonly PlacedFault[] {
  const at = POINTS[point]
  const again = { sum: [at, { switch: 'rebootMs' }] }
  const crash = [is('crashPoint', point), is('fault', 'crash')]
  const cut = [is('crashPoint', point), is('fault', 'partition')]
  return [
    { timeMs: at, action: 'crash', target: 'C', when: crash },
    { timeMs: again, action: 'reboot', target: 'C', when: crash },
    { timeMs: at, action: 'cut', target: 'cable', amount: CUT_METRE, when: cut },
    { timeMs: again, action: 'heal', target: 'cable', when: cut },
  ]
}

const disk = { preset: 'constant', accessMs: 15 }
const participants = { processes: 'participant' }
const watchers = { processes: 'watcher' }

export const coordinatorInDoubt: ScenarioDocument = {
  format: 1,
  id: 'coordinator-in-doubt',
  revision: 1,
  title: 'The promise that blocks',
  section: 'Fault tolerance',
  wave: 1,
  minutes: 5,
  pair: 'participant',
  asks: 'Why can a dead coordinator freeze a healthy participant?',
  from: 'S2 Fault tolerance ¶4, ¶6: interrupted work, commit or abort. S2 Introduction ¶7.',
  switches,
  network: { preset: 'eth10', metres: 500 },
  kernel: { dialect: 'v', options: { aliens: 32 } },
  hosts: [
    { name: 'C', role: 'server', metre: 30, processor: 'camelot', buffers: 16, disk },
    { name: 'P', role: 'server', metre: 150, spacing: 70, count: 3, processor: 'camelot', disk },
    { name: 'A', role: 'workstation', metre: 400, processor: 'camelot' },
    { name: 'B', role: 'workstation', metre: 470, processor: 'camelot' },
  ],
  processes: [
    {
      name: 'coordinator',
      host: 'C',
      program: 'commit-coordinator',
      restarts: true,
      args: { participants },
    },
    {
      name: 'client',
      host: 'C',
      program: 'transaction-client',
      startMs: 50,
      args: { coordinator: { process: 'coordinator' }, participants },
    },
    {
      name: 'participant',
      host: 'P',
      program: 'commit-participant',
      restarts: true,
      args: { participants, watchers },
    },
    {
      name: 'watcher',
      host: 'P',
      program: 'commit-watcher',
      restarts: true,
      args: {
        coordinator: { process: 'coordinator' },
        participants,
        watchers,
        policy: { switch: 'participant' },
        impatienceMs: { switch: 'impatienceMs' },
      },
    },
    ...(['A', 'B'] as const).map((host, i) => ({
      name: host === 'A' ? 'reader' : 'visitor',
      host,
      program: 'item-reader',
      startMs: 300 + 200 * i,
      args: { participant: { process: 'P2.participant' } },
    })),
  ],
  interventions: [
    ...struck('first-vote'),
    ...struck('after-votes'),
    ...struck('after-force'),
    ...struck('after-one-decision'),
  ],
  until: { quiescent: true },
  checks: [
    'one-decision',
    'commit-record-decides',
    'no-unilateral-abort',
    'in-doubt-holds-locks',
    'knower-frees',
  ],
  promisedWhen: {
    'one-decision': [{ switch: 'participant', is: '!=', value: 'impatient' }],
    'commit-record-decides': [{ switch: 'participant', is: '!=', value: 'impatient' }],
    'no-unilateral-abort': [{ switch: 'participant', is: '!=', value: 'impatient' }],
  },
  cuts: {
    target: 'C',
    action: 'crash',
    restartMs: 1000,
    outcome: 'decisionState',
    set: { crashPoint: 'never' },
  },
  tolerates: [
    { fault: 'lose', highestRatePercent: 15 },
    { fault: 'delay', longestMs: 400 },
    { fault: 'duplicate' },
    { fault: 'corrupt' },
    { fault: 'crash', longestMs: 3000 },
    { fault: 'reboot' },
    { fault: 'tear', longestMs: 3000 },
    { fault: 'cut', longestMs: 3000 },
    { fault: 'pause', longestMs: 400 },
  ],
  phases: [
    { name: 'at work', begins: { kind: 'sendOpen', entity: 'C.client/send1' } },
    { name: 'asking', begins: { kind: 'commitBegun' } },
    { name: 'in doubt', begins: { kind: 'voted', where: { a: 1 } } },
    { name: 'decided', begins: { kind: 'decided', entity: 'C/T*' } },
  ],
  metrics: [
    { name: 'inDoubtMs', kind: 'run', label: 'Longest doubt, with its locks', unit: 'ms' },
    { name: 'lockWaitMs', kind: 'run', label: 'Longest wait for a lock', unit: 'ms' },
    { name: 'decisionState', kind: 'run', label: 'The coordinator’s decision' },
    { name: 'decisionsDiffering', kind: 'run', label: 'Machines that decided otherwise' },
    { name: 'recoveryMessages', kind: 'run', label: 'Messages to find out' },
  ],
  story,
  predictions,
}
