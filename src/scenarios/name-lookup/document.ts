/** Catalogue entry 22: a service is found by asking everyone once, and what was heard is a hint. */
import type { PlacedFault, ScenarioDocument } from '../document/document.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

const dies = (value: string, target: string): PlacedFault => ({
  timeMs: 1500,
  action: 'crash',
  target,
  when: [{ switch: 'dies', is: '=', value }],
})

export const nameLookup: ScenarioDocument = {
  format: 1,
  id: 'name-lookup',
  revision: 1,
  title: 'Asking everyone once',
  section: 'Process groups',
  wave: 1,
  minutes: 5,
  pair: 'scheme',
  asks: 'How is a service found without a name server, and what when the answer is out of date?',
  from: 'S1: a group of file servers. S2 Future ¶3: the name space for services and objects. S2 Introduction ¶5: explicit placement.',
  switches,
  network: { preset: 'eth10', metres: 500, lossPercent: { switch: 'lossPercent' } },
  kernel: { dialect: 'v', options: { aliens: 32, alienRetentionMs: 2000 } },
  hosts: [
    {
      name: 'C',
      role: 'workstation',
      metre: 20,
      spacing: 20,
      count: { switch: 'clients' },
      processor: 'sun10',
    },
    { name: 'N', role: 'server', metre: 160, processor: 'sun10' },
    { name: 'O', role: 'workstation', metre: 180, processor: 'sun10' },
    {
      name: 'F',
      role: 'file-server',
      metre: 200,
      spacing: 15,
      count: { switch: 'servers' },
      processor: 'sun10',
    },
  ],
  groups: [{ name: 'managers', number: 5 }],
  processes: [
    { name: 'names', host: 'N', program: 'name-server' },
    {
      name: 'manager',
      host: 'F',
      program: 'name-manager',
      args: {
        scheme: { switch: 'scheme' },
        group: { process: 'managers' },
        managers: { processes: 'manager' },
        handOver: { switch: 'handOver' },
        hintCheck: { switch: 'hintCheck' },
      },
      startMs: 5,
    },
    {
      name: 'mover',
      host: 'O',
      program: 'name-mover',
      args: {
        managers: { processes: 'manager' },
        everySeconds: { switch: 'moveEverySeconds' },
        opens: { switch: 'opens' },
        opensPerSecond: { switch: 'lookupsPerSecond' },
      },
      startMs: 100,
    },
    {
      name: 'client',
      host: 'C',
      program: 'name-client',
      args: {
        scheme: { switch: 'scheme' },
        group: { process: 'managers' },
        clients: { processes: 'client' },
        hints: { switch: 'hints' },
        variety: { switch: 'variety' },
        opens: { switch: 'opens' },
        opensPerSecond: { switch: 'lookupsPerSecond' },
      },
      startMs: 100,
    },
  ],
  interventions: [dies('name-server', 'N'), dies('owner', 'F1')],
  until: { quiescent: true },
  checks: ['owner-answers', 'hint-checked', 'found-while-up'],
  promisedWhen: {
    'owner-answers': [{ switch: 'handOver', is: '=', value: 'struck' }],
    'hint-checked': [
      { switch: 'hintCheck', is: '=', value: 'by-use' },
      { switch: 'handOver', is: '=', value: 'struck' },
    ],
    'found-while-up': [{ switch: 'scheme', is: '=', value: 'multicast' }],
  },
  tolerates: [
    { fault: 'lose', highestRatePercent: 10 },
    { fault: 'crash' },
    { fault: 'delay' },
    { fault: 'duplicate' },
    { fault: 'cut' },
  ],
  phases: [
    { name: 'name sought', begins: { kind: 'nameSought' } },
    { name: 'name answered', begins: { kind: 'nameAnswered' } },
    { name: 'name opened', begins: { kind: 'nameOpened' } },
    { name: 'name given away', begins: { kind: 'nameHeld' } },
  ],
  metrics: [
    { name: 'lookupFrames', kind: 'run', label: 'Frames for finding names' },
    { name: 'hintHits', kind: 'run', label: 'Opens by a hint that held' },
    {
      name: 'staleHintExtraFrames',
      kind: 'run',
      label: 'Frames that an old hint cost, at most',
    },
    { name: 'opensFailed', kind: 'run', label: 'Opens that failed' },
    { name: 'openMs', kind: 'run', label: 'One open', unit: 'ms' },
  ],
  figures: [
    {
      metric: 'lookupFrames',
      value: 2,
      unit: '',
      source: 'One multicast, and a reply of the one manager that has the name',
      tag: 'D',
      when: { clients: 1, moveEverySeconds: 0, dies: 'nobody' },
      tolerancePercent: 0,
      note: 'Exact. The reports on V that we have give no figure for names.',
    },
    {
      metric: 'lookupFrames',
      value: 20,
      unit: '',
      source: 'The same for each of ten opens when nothing is remembered',
      tag: 'D',
      when: { clients: 1, moveEverySeconds: 0, dies: 'nobody', hints: 'off' },
      tolerancePercent: 0,
    },
  ],
  story,
  predictions,
}
