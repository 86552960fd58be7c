/** Catalogue entry 32: several machines make one decision, and one forced record is the instant. */
import type { Condition, PlacedFault, ScenarioDocument, Term } from '../document/document.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

const CRASHES: Condition = { switch: 'happens', is: '=', value: 'participant-crashes' }
/** Just after P1's vote has left it, ms: after the updates, 2.3 ms each, and its own forced write. */
const voted = (later: number): Term => ({
  sum: [
    55.5 + later,
    { product: [2.31, { switch: 'participants' }] },
    { product: [1, { switch: 'forceMs' }] },
  ],
})
const P1: Omit<PlacedFault, 'timeMs' | 'action'> = { target: 'P1', when: [CRASHES] }

const exact = { tag: '[MEM✓]', tolerancePercent: 0 } as const
const CAMELOT = 'Presumed abort, all participants update (Camelot; Lampson and Lomet)'

export const twoPhaseCommit: ScenarioDocument = {
  format: 1,
  id: 'two-phase-commit',
  revision: 1,
  title: 'All of us or none',
  section: 'Fault tolerance',
  wave: 1,
  minutes: 6,
  asks: 'How do several machines make one decision?',
  from: 'S2 Fault tolerance ¶5–6, ¶9: atomic transactions as a distributed service. S1: votes collected from a group.',
  switches,
  constraints: [
    {
      left: { sum: [{ switch: 'noVotes' }, { switch: 'readOnly' }] },
      is: '<=',
      right: { switch: 'participants' },
      says: 'Those who vote no and those who only read are different participants: there must be so many.',
    },
  ],
  network: { preset: 'eth10', metres: 500 },
  kernel: { dialect: 'v', options: { aliens: 32 } },
  hosts: [
    {
      name: 'C',
      role: 'server',
      metre: 30,
      processor: 'sun10',
      buffers: 16,
      disk: { preset: 'constant', accessMs: { switch: 'forceMs' } },
    },
    {
      name: 'P',
      role: 'server',
      metre: 110,
      spacing: 50,
      count: { switch: 'participants' },
      processor: 'sun10',
      disk: { preset: 'constant', accessMs: { switch: 'forceMs' } },
    },
  ],
  groups: [{ name: 'sites', number: 6 }],
  processes: [
    {
      name: 'coordinator',
      host: 'C',
      program: 'commit-coordinator',
      restarts: true,
      args: {
        participants: { processes: 'participant' },
        transport: { switch: 'transport' },
        group: { process: 'sites' },
      },
    },
    {
      name: 'client',
      host: 'C',
      program: 'transaction-client',
      startMs: 50,
      args: {
        coordinator: { process: 'coordinator' },
        participants: { processes: 'participant' },
        readOnly: { switch: 'readOnly' },
      },
    },
    {
      name: 'other',
      host: 'C',
      count: {
        switch: 'happens',
        map: { nothing: 0, 'participant-crashes': 0, 'vote-lost': 0, deadlock: 1 },
      },
      program: 'transaction-client',
      startMs: 50,
      args: {
        coordinator: { process: 'coordinator' },
        participants: { processes: 'participant' },
        readOnly: { switch: 'readOnly' },
        order: 'last-to-first',
        value: 8,
      },
    },
    {
      name: 'participant',
      host: 'P',
      program: 'commit-participant',
      restarts: true,
      args: {
        participants: { processes: 'participant' },
        watchers: { processes: 'watcher' },
        transport: { switch: 'transport' },
        group: { process: 'sites' },
        noVotes: { switch: 'noVotes' },
      },
    },
    {
      name: 'watcher',
      host: 'P',
      program: 'commit-watcher',
      restarts: true,
      args: {
        coordinator: { process: 'coordinator' },
        participants: { processes: 'participant' },
        watchers: { processes: 'watcher' },
      },
    },
  ],
  interventions: [
    { timeMs: voted(0), action: 'crash', ...P1 },
    { timeMs: voted(1000), action: 'reboot', ...P1 },
    {
      timeMs: 0,
      action: 'lose',
      target: 'C.coordinator/send1/REPLY.1',
      when: [{ switch: 'happens', is: '=', value: 'vote-lost' }],
    },
  ],
  until: { quiescent: true },
  checks: [
    'one-decision',
    'commit-after-prepared',
    'commit-record-decides',
    'no-unilateral-abort',
    'in-doubt-holds-locks',
  ],
  cuts: {
    target: 'P1',
    action: 'crash',
    restartMs: 1000,
    outcome: 'participantState',
    set: { happens: 'nothing' },
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
    { name: 'all know', begins: { kind: 'forgotten' } },
  ],
  metrics: [
    { name: 'messagesSent', kind: 'run', label: 'Messages of the commitment' },
    { name: 'forcedWrites', kind: 'run', label: 'Forced writes' },
    { name: 'commitMs', kind: 'run', label: 'From the wish to the decision', unit: 'ms' },
    { name: 'participantState', kind: 'run', label: 'Where the participants stand' },
    { name: 'decisionsDiffering', kind: 'run', label: 'Machines that decided otherwise' },
  ],
  figures: [
    {
      metric: 'messagesSent',
      value: 12,
      unit: '',
      source: `${CAMELOT}: 4N messages, N = 3`,
      ...exact,
      headline: true,
      note: 'Recalled, and the numbers agree with each other: prepare, vote, decision, acknowledgement.',
    },
    {
      metric: 'forcedWrites',
      value: 7,
      unit: '',
      source: `${CAMELOT}: 1 at the coordinator and 2 at each participant, N = 3`,
      ...exact,
    },
    {
      metric: 'messagesSent',
      value: 2,
      unit: '',
      source: 'Presumed abort, a participant that has only read: asked, and its answer',
      ...exact,
      when: { participants: 1, readOnly: 1 },
    },
    {
      metric: 'messagesSent',
      value: 8,
      unit: '',
      source: 'The two questions go to the group: 2 + 2N frames, N = 3',
      tag: 'D',
      tolerancePercent: 0,
      when: { transport: 'group' },
    },
  ],
  story,
  predictions,
}
