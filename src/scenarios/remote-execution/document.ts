/** Catalogue entry 43: what has to travel with a program so that it does not notice where it runs. */
import type { Condition, ScenarioDocument } from '../document/document.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

/** Of the user's machine, and of the three others, in the order of their users. */
const everywhere = (here: string, there: string) =>
  [`U.${here}`, ...['G1', 'G2', 'G3'].map((host) => `${host}.${there}`)].map((process) => ({
    process,
  }))
const names = everywhere('names', 'own-names')
const screens = everywhere('screen', 'own-screen')
const managers = everywhere('own-manager', 'manager')
const server = { process: 'F.files' } as const
const group = { process: 'program-managers' } as const
const managing = {
  group,
  server,
  names,
  screens,
  kilobytes: { switch: 'programKB' },
  afterwards: { switch: 'afterwards' },
} as const
/** When the program is at its second line, ms, with 100 KB. */
const SECOND_LINE_MS = 600
/** A number that what happens decides: 0 but for what is given. */
const happening = (given: Readonly<Record<string, number>>) => ({
  switch: 'happens',
  map: { nothing: 0, 'guest-dies': 0, interrupt: 0, 'owner-returns': 0, ...given },
})
const THEORY = 'Theimer, Lantz and Cheriton 1985'
const happens = (value: string): readonly Condition[] => [{ switch: 'happens', is: '=', value }]

export const remoteExecution: ScenarioDocument = {
  format: 1,
  id: 'remote-execution',
  revision: 1,
  title: 'What a program must take along',
  section: 'Parallelism',
  wave: 1,
  minutes: 5,
  pair: 'leftBehind',
  asks: 'What has to travel with a program so that it does not notice where it runs?',
  from: 'S1: process management, memory management, transparent boundaries. S2 Communication ¶11: the run-this-process request. S2 Introduction ¶5: local or remote chosen by hand.',
  switches,
  network: { preset: 'eth10', metres: 300 },
  kernel: { dialect: 'v', options: { binding: 'checked', guests: { switch: 'guests' } } },
  hosts: [
    { name: 'U', role: 'workstation', metre: 30, processor: 'sun10', buffers: 32 },
    {
      name: 'G',
      role: 'workstation',
      metre: 90,
      spacing: 60,
      count: 3,
      processor: 'sun10',
      buffers: 32,
    },
    { name: 'F', role: 'file-server', metre: 280, processor: 'sun10', buffers: 32 },
  ],
  groups: [{ name: 'program-managers', number: 6 }],
  processes: [
    { name: 'screen', host: 'U', program: 'terminal', restarts: true },
    { name: 'own-screen', host: 'G', program: 'terminal', restarts: true },
    { name: 'names', host: 'U', program: 'home-names', args: { homes: names }, restarts: true },
    { name: 'own-names', host: 'G', program: 'home-names', args: { homes: names }, restarts: true },
    {
      name: 'files',
      host: 'F',
      program: 'home-files',
      args: { kilobytes: { switch: 'programKB' }, lines: 4 },
      restarts: true,
    },
    {
      name: 'own-manager',
      host: 'U',
      program: 'execution-manager',
      args: managing,
      restarts: true,
    },
    { name: 'manager', host: 'G', program: 'execution-manager', args: managing, restarts: true },
    {
      name: 'shell',
      host: 'U',
      program: 'command',
      args: {
        place: { switch: 'place' },
        group,
        managers,
        server,
        names,
        screens,
        leftBehind: { switch: 'leftBehind' },
        afterMs: 50,
      },
    },
    {
      name: 'keyboard',
      host: 'U',
      count: happening({ interrupt: 1 }),
      program: 'keyboard',
      args: {
        screens,
        afterMs: SECOND_LINE_MS,
      },
    },
    {
      name: 'owner',
      host: 'G',
      count: happening({ 'owner-returns': 1 }),
      program: 'home-owner',
      args: {
        fromMs: SECOND_LINE_MS,
        untilMs: SECOND_LINE_MS + 200,
      },
    },
  ],
  interventions: [
    { timeMs: SECOND_LINE_MS, action: 'crash', target: 'G2', when: happens('guest-dies') },
  ],
  until: { quiescent: true },
  checks: ['user-context', 'nothing-left', 'owner-first'],
  promisedWhen: {
    'user-context': [{ switch: 'leftBehind', is: '=', value: 'nothing' }],
    'nothing-left': [{ switch: 'afterwards', is: '=', value: 'cleared' }],
    'owner-first': [{ switch: 'guests', is: '=', value: 'behind' }],
  },
  tolerates: [{ fault: 'lose', highestRatePercent: 10 }, { fault: 'crash' }],
  phases: [
    { name: 'asked', begins: { kind: 'sendOpen', entity: 'U.shell/send1' } },
    { name: 'chosen', begins: { kind: 'hostChosen' } },
    { name: 'loading', begins: { kind: 'environmentMade' } },
    { name: 'running', begins: { kind: 'programBegun' } },
    { name: 'ended', begins: { kind: 'programExited' } },
  ],
  metrics: [
    { name: 'selectionMs', kind: 'run', label: 'Until a machine is chosen', unit: 'ms' },
    { name: 'setupMs', kind: 'run', label: 'Environment made and cleared away', unit: 'ms' },
    { name: 'loadMs', kind: 'run', label: 'Loading the program', unit: 'ms' },
    {
      name: 'startMs',
      kind: 'run',
      label: 'From the command to the first instruction',
      unit: 'ms',
    },
    { name: 'foreignLookups', kind: 'run', label: 'Answers in a stranger’s context' },
    {
      name: 'outcomeState',
      kind: 'run',
      label: 'What the user is told, and what is in the report',
    },
  ],
  figures: [
    {
      metric: 'selectionMs',
      value: 23,
      unit: 'ms',
      source: `${THEORY}: first response to the query`,
      tag: 'M',
      note: 'Recalled, not read again. What the program managers of 1985 did before they answered is not in this model.',
    },
    {
      metric: 'setupMs',
      value: 40,
      unit: 'ms',
      source: `${THEORY}: an environment created and destroyed`,
      tag: 'M',
      calibrated: true,
      tolerancePercent: 10,
      note: 'Recalled, and set: the processor time of both is 40 ms here, half each.',
    },
    {
      metric: 'loadMs',
      value: 330,
      unit: 'ms',
      source: `${THEORY}: 100 KB loaded`,
      tag: 'M',
      headline: true,
      tolerancePercent: 15,
      note: 'Recalled, not read again; shown and not gated.',
    },
  ],
  story,
  predictions,
}
