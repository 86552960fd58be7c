/** Catalogue entry 21: where the membership of a group is kept. */
import type { ScenarioDocument } from '../document/document.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

const machine = { role: 'workstation', processor: 'sun10' }
const founder = { process: 'founder' }

export const nobodyHoldsTheList: ScenarioDocument = {
  format: 1,
  id: 'nobody-holds-the-list',
  revision: 1,
  title: 'Who is in the group?',
  section: 'Process groups',
  wave: 1,
  minutes: 4,
  asks: 'Where is the membership of a group kept?',
  from: 'S1: logical groups such as file servers, a job or a computation; process groups and process management.',
  switches,
  network: { preset: 'eth10', metres: 500 },
  kernel: {
    dialect: 'v',
    options: {
      groupNumbers: { switch: 'numbers' },
      groupUsers: { switch: 'users' },
      groupDead: { switch: 'ended' },
    },
  },
  hosts: [
    { name: 'A', metre: 50, ...machine },
    { name: 'B', metre: 150, ...machine },
    { name: 'C', metre: 250, ...machine },
    { name: 'D', metre: 400, ...machine },
  ],
  processes: [
    {
      name: 'founder',
      host: 'A',
      program: 'founder',
      user: 'ann',
      args: { group: { switch: 'group' }, place: { switch: 'place' }, list: { switch: 'list' } },
    },
    {
      name: 'worker',
      host: 'B',
      count: 2,
      program: 'joiner',
      user: 'ann',
      args: { founder },
      startMs: 700,
    },
    {
      name: 'helper',
      host: 'C',
      program: 'joiner',
      user: 'ann',
      args: { founder, rate: { switch: 'joinRate' } },
      startMs: 800,
    },
    { name: 'guest', host: 'C', program: 'joiner', user: 'bob', args: { founder }, startMs: 900 },
    {
      name: 'founder2',
      host: 'D',
      program: 'founder',
      user: 'bob',
      args: { group: 'open' },
      startMs: 1000,
    },
  ],
  interventions: [{ time: 1_400_000_000, action: 'crash', target: 'B' }],
  until: { quiescent: true },
  checks: ['union-is-truth', 'same-user'],
  promisedWhen: {
    'same-user': [{ switch: 'users', is: '=', value: 'checked' }],
    'union-is-truth': [{ switch: 'ended', is: '=', value: 'removed' }],
  },
  tolerates: [
    { fault: 'crash' },
    { fault: 'lose', highestRatePercent: 5 },
    { fault: 'delay' },
    { fault: 'duplicate' },
    { fault: 'cut' },
  ],
  phases: [
    { name: 'member joined', begins: { kind: 'joined' } },
    { name: 'join refused', begins: { kind: 'joinRefused' } },
    { name: 'asked', begins: { kind: 'sendOpen' } },
    { name: 'answered', begins: { kind: 'replied' } },
    { name: 'left', begins: { kind: 'left' } },
  ],
  metrics: [
    { name: 'membershipFrames', kind: 'run', label: 'Frames about members after the crash' },
    { name: 'groupsPerId', kind: 'run', label: 'Groups founded under one identifier' },
    { name: 'deniedJoins', kind: 'run', label: 'Joins that were refused' },
    { name: 'staleListEntries', kind: 'run', label: 'Entries of the list that are no members' },
  ],
  figures: [
    {
      metric: 'membershipFrames',
      value: 0,
      unit: '',
      source:
        'The mechanism as recalled: each kernel knows its own members, so a crash leaves nothing to tell',
      tag: 'D',
      tolerancePercent: 0,
      note: 'Exact, of the mechanism. Nothing is published about what membership cost.',
    },
    {
      metric: 'staleListEntries',
      value: 2,
      unit: '',
      source: 'Two members went with their machine, and told nobody',
      tag: 'D',
      tolerancePercent: 0,
    },
  ],
  story,
  predictions,
}
