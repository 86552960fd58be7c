/** Catalogue entry 17: one Send to a group against one to each member. */
import type { HostPart, ProcessPart, ScenarioDocument } from '../document/document.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

const BYSTANDERS_MAX = 32
/** Of so many bystanders, one listens to the group on the same bit of the hash. */
const split = (of: (bystanders: number) => number) => ({
  switch: 'bystanders',
  map: Object.fromEntries(Array.from({ length: BYSTANDERS_MAX + 1 }, (_, n) => [n, of(n)])),
})
const from = (least: number) => ({
  switch: 'idsSharing16Bits',
  map: Object.fromEntries([0, 1, 2, 3, 4].map((n) => [n, n >= least ? 1 : 0])),
})
const TWINS = ['T', 'U', 'V', 'W']

const machine = { processor: 'sun10', buffers: 64 }
const filtered = {
  ...machine,
  interface: { switch: 'filter', map: { exact: 'plain', hash: 'lance', none: '3c400' } },
}

const twinHosts: readonly HostPart[] = TWINS.map((name, i) => ({
  name,
  ...filtered,
  role: 'workstation',
  metre: 400 + 10 * i,
  count: from(i + 1),
}))
const twins: readonly ProcessPart[] = TWINS.map((host) => ({
  name: `stranger-${host.toLowerCase()}`,
  host,
  program: 'member',
  args: { group: { process: `twin-${host.toLowerCase()}` } },
}))

export const multicastOrUnicast: ScenarioDocument = {
  format: 1,
  id: 'multicast-or-unicast',
  revision: 2,
  title: 'One frame or n',
  section: 'Process groups',
  wave: 1,
  minutes: 4,
  pair: 'transport',
  asks: 'What does one group Send save over n Sends, and who pays for it?',
  from: 'S1: group interprocess communication as an abstraction of network multicast; implementation and performance.',
  switches,
  network: { preset: { switch: 'network' }, metres: 500 },
  kernel: {
    dialect: 'v',
    options: { groupMatch: { switch: 'match' }, groupNack: { switch: 'nack' } },
  },
  hosts: [
    { name: 'A', role: 'workstation', metre: 10, ...filtered },
    { name: 'M', role: 'server', metre: 20, spacing: 5, count: { switch: 'members' }, ...filtered },
    {
      name: 'B',
      role: 'workstation',
      metre: 200,
      spacing: 5,
      count: split((n) => Math.max(0, n - 1)),
      ...filtered,
    },
    {
      name: 'H',
      role: 'workstation',
      metre: 380,
      count: split((n) => Math.min(1, n)),
      ...filtered,
    },
    ...twinHosts,
  ],
  groups: [
    { name: 'servers', number: 1 },
    { name: 'clocks', number: 2 },
    { name: 'readers', number: 64 },
    ...TWINS.map((host, i) => ({ name: `twin-${host.toLowerCase()}`, number: 1, high: i + 1 })),
  ],
  processes: [
    { name: 'member', host: 'M', program: 'member', args: { group: { process: 'servers' } } },
    { name: 'clock', host: 'B', program: 'member', args: { group: { process: 'clocks' } } },
    { name: 'reader', host: 'H', program: 'member', args: { group: { process: 'readers' } } },
    ...twins,
    {
      name: 'client',
      host: 'A',
      program: 'questioner',
      args: {
        group: { process: 'servers' },
        members: { processes: 'member' },
        transport: { switch: 'transport' },
        patienceMs: 50,
        thinkMs: 40,
      },
      startMs: 5,
    },
  ],
  until: { quiescent: true },
  checks: ['members-only', 'no-nack-to-group', 'member-at-most-once', 'one-outstanding'],
  promisedWhen: {
    'members-only': [{ switch: 'match', is: '=', value: 'identifier' }],
    'no-nack-to-group': [{ switch: 'nack', is: '=', value: 'never' }],
  },
  tolerates: [
    { fault: 'lose', highestRatePercent: 20 },
    { fault: 'crash' },
    { fault: 'cut' },
    { fault: 'delay' },
    { fault: 'duplicate' },
  ],
  phases: [
    { name: 'question sent', begins: { kind: 'sendOpen' } },
    { name: 'heard by a member', begins: { kind: 'received' } },
    { name: 'member answers', begins: { kind: 'replied' } },
    { name: 'reply taken', begins: { kind: 'sendClose' } },
  ],
  metrics: [
    { name: 'framesPerQuery', kind: 'run', label: 'Frames for one question and its replies' },
    {
      name: 'bystanderCpuMs',
      kind: 'run',
      label: 'Processor time of each bystander',
      unit: 'ms',
    },
    { name: 'softwareFiltered', kind: 'run', label: 'Frames that software threw away' },
    { name: 'firstReplyMs', kind: 'run', label: 'Time to the first reply', unit: 'ms' },
    { name: 'allRepliesMs', kind: 'run', label: 'Time to the last reply', unit: 'ms' },
  ],
  figures: [
    {
      metric: 'framesPerQuery',
      value: 9,
      unit: '',
      source: 'Counted: one SEND that all hear, and a REPLY of each of eight members',
      tag: 'D',
      tolerancePercent: 0,
      note: 'Exact while nothing is lost. How long a group Send took in 1985 is not known to us: every time here is the model’s.',
    },
    {
      metric: 'framesPerQuery',
      value: 16,
      unit: '',
      source: 'Counted: a SEND and a REPLY for each of eight members',
      tag: 'D',
      when: { transport: 'unicast' },
      tolerancePercent: 0,
    },
    {
      metric: 'softwareFiltered',
      value: 1,
      unit: '',
      source:
        'LANCE: 64 bits for all addresses (V). One bystander’s group was chosen to fall on the same bit',
      tag: 'D',
      when: { filter: 'hash' },
      tolerancePercent: 0,
    },
    {
      metric: 'softwareFiltered',
      value: 8,
      unit: '',
      source: 'An interface without a filter takes every group’s frames as soon as it takes one’s',
      tag: 'D',
      when: { filter: 'none' },
      tolerancePercent: 0,
    },
  ],
  story,
  predictions,
}
