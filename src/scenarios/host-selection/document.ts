/** Catalogue entry 23: one query finds an idle machine, for the idlest answers first. */
import type { Condition, ScenarioDocument, Term } from '../document/document.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

const policy = { switch: 'policy' } as const
const askedSeconds = { switch: 'pollSeconds' } as const
/** So many ms after machines were asked for. */
const after = (ms: number): Term => ({
  sum: [{ product: [1000, { switch: 'pollSeconds' }] }, ms],
})
const happens = (value: string): readonly Condition[] => [{ switch: 'happens', is: '=', value }]

export const hostSelection: ScenarioDocument = {
  format: 1,
  id: 'host-selection',
  revision: 1,
  title: 'First come, best served',
  section: 'Process groups',
  wave: 1,
  minutes: 4,
  pair: 'policy',
  asks: 'How does one query find an idle machine?',
  from: 'S1: applications of group communication. S2 Introduction ¶4–5: processors allocated for a time, explicit choice of machine. S2 Parallelism ¶7.',
  switches,
  network: { preset: 'eth10', metres: 500 },
  kernel: { dialect: 'v', options: { aliens: 32, binding: 'checked' } },
  hosts: [
    {
      name: 'U',
      role: 'workstation',
      metre: 20,
      spacing: 5,
      count: { switch: 'users' },
      processor: 'sun10',
      buffers: 32,
    },
    { name: 'R', role: 'server', metre: 60, processor: 'sun10', buffers: 32 },
    {
      name: 'H',
      role: 'workstation',
      metre: 80,
      spacing: 15,
      count: { switch: 'hosts' },
      processor: 'sun10',
      buffers: 32,
    },
  ],
  groups: [{ name: 'program-managers', number: 6 }],
  processes: [
    {
      name: 'run',
      host: 'R',
      program: 'run-server',
      args: { managers: { processes: 'manager' }, equivPercent: { switch: 'equivPercent' } },
    },
    {
      name: 'poller',
      host: 'R',
      program: 'run-poller',
      count: { switch: 'policy', map: { polled: 1, first: 0, delayed: 0 } },
      args: {
        managers: { processes: 'manager' },
        server: { process: 'R.run' },
        everySeconds: { switch: 'pollSeconds' },
      },
      startMs: 20,
    },
    {
      name: 'manager',
      host: 'H',
      program: 'program-manager',
      restarts: true,
      args: {
        group: { process: 'program-managers' },
        policy,
        environments: { processes: 'place' },
        limit: { switch: 'limit' },
        atStart: { switch: 'atStart' },
        offer: { switch: 'offer' },
      },
    },
    {
      name: 'place',
      host: 'H',
      count: { switch: 'users' },
      program: 'environment',
      restarts: true,
      args: { managers: { processes: 'manager' } },
    },
    {
      name: 'owner',
      host: 'H',
      count: 2,
      program: 'machine-owner',
      args: {
        managers: { processes: 'manager' },
        owners: { processes: 'owner' },
        askedSeconds,
        returns: {
          switch: 'happens',
          map: { nothing: 0, 'reply-lost': 0, 'owner-returns': 6, 'host-dies': 0 },
        },
        returnsMicros: 2500,
      },
    },
    {
      name: 'user',
      host: 'U',
      program: 'host-user',
      args: {
        policy,
        group: { process: 'program-managers' },
        server: { process: 'R.run' },
        afterSeconds: askedSeconds,
        programMs: 200,
        unsure: { switch: 'unsure' },
      },
    },
  ],
  interventions: [
    {
      timeMs: after(0),
      action: 'lose',
      target: 'U1.user/send1/REPLY.1',
      when: happens('reply-lost'),
    },
    { timeMs: after(15), action: 'crash', target: 'H6', when: happens('host-dies') },
  ],
  until: { quiescent: true },
  checks: ['willing-host', 'starts-once', 'reserves-nothing'],
  promisedWhen: {
    'willing-host': [{ switch: 'policy', is: '!=', value: 'polled' }],
    'starts-once': [{ switch: 'unsure', is: '=', value: 'told' }],
    'reserves-nothing': [
      { switch: 'offer', is: '=', value: 'nothing' },
      { switch: 'unsure', is: '=', value: 'told' },
    ],
  },
  tolerates: [
    { fault: 'lose', highestRatePercent: 10 },
    { fault: 'crash' },
    { fault: 'delay' },
    { fault: 'duplicate' },
    { fault: 'cut' },
  ],
  phases: [
    { name: 'asked', begins: { kind: 'sendOpen', entity: 'U*.user/send1' } },
    { name: 'offered', begins: { kind: 'hostOffered' } },
    { name: 'chosen', begins: { kind: 'hostChosen' } },
    { name: 'program started', begins: { kind: 'programStarted' } },
  ],
  metrics: [
    { name: 'selectionMs', kind: 'run', label: 'Until a machine is chosen', unit: 'ms' },
    { name: 'loadAtStart', kind: 'run', label: 'Programs there already' },
    { name: 'jobsOnBusiestHost', kind: 'run', label: 'Users’ programs on the busiest machine' },
    { name: 'framesPerQuery', kind: 'run', label: 'Frames from question to start' },
    { name: 'repliesDiscarded', kind: 'run', label: 'Replies thrown away' },
    { name: 'environmentMs', kind: 'run', label: 'Environment made and cleared away', unit: 'ms' },
    { name: 'usersTold', kind: 'run', label: 'Users told that there is no start, or no knowing' },
  ],
  figures: [
    {
      metric: 'selectionMs',
      value: 23,
      unit: 'ms',
      source: 'Theimer, Lantz and Cheriton 1985: first response to the query',
      tag: 'M',
      note: 'Recalled, not read again. What the program managers of 1985 did before they answered is not in this model.',
    },
    {
      metric: 'environmentMs',
      value: 40,
      unit: 'ms',
      source: 'Theimer, Lantz and Cheriton 1985: an environment created and destroyed',
      tag: 'M',
      calibrated: true,
      tolerancePercent: 10,
      note: 'Recalled, and set: the processor time of both is 40 ms here, half each. What is above is two local messages.',
    },
    {
      metric: 'framesPerQuery',
      value: 9,
      unit: '',
      source:
        'Counted: one question, a reply of each of six willing machines, a start and its reply',
      tag: 'D',
      tolerancePercent: 0,
    },
  ],
  story,
  predictions,
}
