/** Catalogue entry 39: if files never change, where change lives, and what must be atomic there. */
import type {
  Argument,
  Condition,
  PlacedFault,
  ScenarioDocument,
  Term,
} from '../document/document.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

const TROUBLE_MS = 3900
const RESTART_MS = 500
const LAST_LOOK_MS = 12_000
const METRES = 500
const CUT_METRE = 215

const is = (key: string, value: string): Condition => ({ switch: key, is: '=', value })
const CRASHES: Condition = { switch: 'crashAtMs', is: '>', value: 0 }
const CRASHES_AGAIN: Condition = { switch: 'crashAgainMs', is: '>', value: 0 }
const crashMs: Term = { switch: 'crashAtMs' }
const backMs: Term = { sum: [crashMs, RESTART_MS] }
const againMs: Term = { sum: [backMs, { switch: 'crashAgainMs' }] }
const fault = (
  action: string,
  target: string,
  timeMs: Term,
  when: readonly Condition[],
  amount?: number,
): PlacedFault => ({ timeMs, action, target, when, ...(amount === undefined ? {} : { amount }) })
const healMs: Term = {
  sum: [TROUBLE_MS, 6000, { product: [{ switch: 'partnerTimeoutSeconds' }, 1500] }],
}

const DIRECTORIES: Argument = { processes: 'names' }
const STORES: Argument = { processes: 'files' }
const common = { names: DIRECTORIES, stores: STORES, patienceSeconds: 200 }
/** Parts of one side of the cable stand beside each other: D1, F1, E1, R1, and then the others. */
const station = { processor: 'amoeba', buffers: 32 }

export const swapTheName: ScenarioDocument = {
  format: 1,
  id: 'swap-the-name',
  revision: 3,
  title: 'All change in one arrow',
  section: 'Fault tolerance',
  wave: 1,
  minutes: 6,
  pair: 'comparison',
  asks: 'If files never change, where does change live, and what must be atomic there?',
  from: 'S2 Fault tolerance ¶12: a name mapped to another object, fault tolerance and atomicity gathered in one mapping service. After Amoeba’s directory server SOAP.',
  switches,
  network: { preset: 'eth10', metres: METRES },
  kernel: { dialect: 'v', options: { aliens: 32 } },
  hosts: [
    {
      name: 'D',
      count: { switch: 'servers' },
      role: 'server',
      metre: 20,
      spacing: 470,
      ...station,
      disk: { preset: 'arm', blockBytes: 512 },
    },
    {
      name: 'F',
      count: 2,
      role: 'file-server',
      metre: 75,
      spacing: 305,
      ...station,
      disk: { preset: 'arm', blockBytes: 4096 },
    },
    {
      name: 'E',
      count: { switch: 'editors' },
      role: 'workstation',
      metre: 130,
      spacing: 112,
      ...station,
    },
    { name: 'R', count: 3, role: 'workstation', metre: 185, spacing: 130, ...station },
  ],
  processes: [
    {
      name: 'names',
      host: 'D',
      program: 'directory',
      args: {
        servers: DIRECTORIES,
        compares: { switch: 'comparison' },
        partnerTimeoutSeconds: { switch: 'partnerTimeoutSeconds' },
      },
      restarts: true,
    },
    {
      name: 'courier',
      host: 'D',
      program: 'directory-courier',
      args: { server: { process: 'names' }, servers: DIRECTORIES },
      restarts: true,
    },
    {
      name: 'files',
      host: 'F',
      program: 'immutable-store',
      args: { servers: STORES, files: 24 },
      restarts: true,
    },
    {
      name: 'copier',
      host: 'F',
      program: 'store-copier',
      args: { server: { process: 'files' }, servers: STORES },
      restarts: true,
    },
    {
      name: 'editor',
      host: 'E',
      program: 'editor',
      args: { ...common, editors: { processes: 'editor' } },
    },
    {
      name: 'reader',
      host: 'R',
      program: 'name-reader',
      args: {
        ...common,
        readers: { processes: 'reader' },
        secondMs: LAST_LOOK_MS,
        secondAfterSeconds: { switch: 'partnerTimeoutSeconds' },
        times: { switch: 'partner', map: { there: 0, dies: 2, 'cut-off': 2 } },
      },
    },
  ],
  interventions: [
    fault('crash', 'D1', crashMs, [CRASHES]),
    fault('reboot', 'D1', backMs, [CRASHES]),
    fault('crash', 'D1', againMs, [CRASHES, CRASHES_AGAIN]),
    fault('reboot', 'D1', { sum: [againMs, RESTART_MS] }, [CRASHES, CRASHES_AGAIN]),
    fault('crash', 'D2', TROUBLE_MS, [
      is('partner', 'dies'),
      { switch: 'servers', is: '=', value: 2 },
    ]),
    fault('cut', 'cable', TROUBLE_MS, [is('partner', 'cut-off')], CUT_METRE),
    fault('heal', 'cable', healMs, [is('partner', 'cut-off')]),
  ],
  until: { quiescent: true },
  checks: [
    'no-lost-update',
    'names-committed',
    'roll-forward-idempotent',
    'replicas-agree',
    'bytes-never-change',
    'one-version-a-read',
  ],
  promisedWhen: {
    'no-lost-update': [is('comparison', 'on'), { switch: 'partner', is: '!=', value: 'cut-off' }],
    'replicas-agree': [{ switch: 'partner', is: '!=', value: 'cut-off' }],
    'roll-forward-idempotent': [{ switch: 'partner', is: '!=', value: 'cut-off' }],
  },
  tolerates: [
    { fault: 'lose', highestRatePercent: 5 },
    { fault: 'corrupt' },
    { fault: 'duplicate' },
    { fault: 'delay', longestMs: 50 },
    { fault: 'crash' },
    { fault: 'reboot' },
    { fault: 'tear', at: ['D'] },
  ],
  swept: { partner: ['there', 'there', 'dies'], servers: [2, 2, 1], editors: [2, 1, 3] },
  phases: [
    { name: 'file made', begins: { kind: 'basedOn' } },
    { name: 'partner has it', begins: { kind: 'intentionKept', where: { b: 0 } } },
    { name: 'committed', begins: { kind: 'intentionKept', where: { b: 1 } } },
    { name: 'carried out', begins: { kind: 'rolledForward' } },
    { name: 'reading', begins: { kind: 'versionReading' } },
  ],
  metrics: [
    { name: 'lostUpdates', kind: 'run', label: 'Edits that are lost' },
    { name: 'swapsRefused', kind: 'run', label: 'Swaps that were refused' },
    { name: 'rollForwards', kind: 'run', label: 'Intentions carried out' },
    { name: 'namesForked', kind: 'run', label: 'Names that denoted two things' },
    { name: 'recoveredState', kind: 'run', label: 'What the name denotes' },
    { name: 'updateMs', kind: 'run', label: 'Swapping a name', unit: 'ms' },
    {
      name: 'oneCopySeconds',
      kind: 'run',
      label: 'Silence until a server goes on alone',
      unit: 's',
    },
    { name: 'statesReachable', kind: 'sweep', cuts: 'states', label: 'States one can wake up in' },
  ],
  cuts: {
    target: 'D1',
    action: 'crash',
    restartMs: RESTART_MS,
    untilMs: LAST_LOOK_MS,
    outcome: 'recoveredState',
    set: { crashAtMs: 0, crashAgainMs: 0, editors: 1 },
  },
  figures: [
    {
      metric: 'oneCopySeconds',
      value: 30,
      unit: 's',
      source: 'Amoeba 5, soapsvr: a partner that cannot be reached for about 30 s',
      tag: '[SRC]',
      when: { partner: 'dies' },
      tolerancePercent: 10,
      headline: true,
    },
    {
      metric: 'lostUpdates',
      value: 3,
      unit: '',
      source: 'Four edit the same version, and each but the last is written over',
      tag: 'D',
      when: { comparison: 'off', editors: 4 },
      tolerancePercent: 0,
    },
    {
      metric: 'swapsRefused',
      value: 6,
      unit: '',
      source: 'Of four that save together one gets through, then one of three, then one of two',
      tag: 'D',
      when: { editors: 4 },
      tolerancePercent: 0,
    },
  ],
  sweeps: [
    {
      id: 'editors',
      title: 'Who edits the same thing',
      x: { switch: 'editors', values: [1, 2, 3, 4] },
      lines: [{ switch: 'comparison', values: ['on', 'off'] }],
      metrics: ['lostUpdates', 'swapsRefused', 'updateMs'],
      seeds: 1,
      note: 'Exact counts of our own. No measurement is known of updates that a directory of the time refused.',
    },
  ],
  story,
  predictions,
}
