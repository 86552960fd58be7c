/** Catalogue entry 25: a program of many processes has one name, and whoever has the name can stop or end all of it. */
import type { ScenarioDocument } from '../document/document.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

const JOB = { process: 'job' }
const SHARE = { switch: 'share' }
const worker = {
  program: 'search-worker',
  args: { group: JOB, master: { process: 'master' }, share: SHARE },
}
const calm = { lossPercent: 0 }

export const jobAsAGroup: ScenarioDocument = {
  format: 1,
  id: 'job-as-a-group',
  revision: 1,
  title: 'One name for many workers',
  section: 'Process groups',
  wave: 2,
  minutes: 5,
  asks: 'How can one operation inform, suspend or end a program of many processes?',
  from: 'S1: a group that executes a job, a group that executes a distributed parallel computation, process management.',
  switches,
  network: { preset: 'eth10', metres: 500, lossPercent: { switch: 'lossPercent' } },
  kernel: { dialect: 'v', options: { aliens: 32 } },
  hosts: [
    { name: 'O', role: 'workstation', metre: 20, processor: 'sun10', buffers: 32 },
    {
      name: 'W',
      role: 'workstation',
      metre: 60,
      spacing: 30,
      count: { switch: 'workers' },
      processor: 'sun10',
      buffers: 16,
    },
    { name: 'X', role: 'workstation', metre: 450, processor: 'sun10', buffers: 16 },
  ],
  groups: [{ name: 'job', number: 25 }],
  processes: [
    {
      name: 'master',
      host: 'W1',
      program: 'search-master',
      args: { group: JOB, share: SHARE, ends: { switch: 'ends' } },
    },
    { ...worker, name: 'worker', host: 'W', startMs: 5 },
    {
      ...worker,
      name: 'late',
      host: 'X',
      count: { switch: 'extra', map: { no: 0, 'mid-search': 1 } },
      startMs: 150,
    },
    {
      name: 'operator',
      host: 'O',
      program: 'job-operator',
      args: {
        job: JOB,
        master: { process: 'master' },
        members: { processes: 'worker' },
        late: { processes: 'late' },
        sure: { switch: 'destroy' },
        suspendAtMs: { switch: 'suspendAtMs' },
        destroyAtMs: { switch: 'destroyAtMs' },
      },
      startMs: 10,
    },
  ],
  // Who asks a process that nobody resumes waits for ever.
  until: { quiescent: true, atMostMs: 20_000 },
  checks: ['same-optimum', 'job-gone'],
  promisedWhen: {
    'same-optimum': [{ switch: 'ends', is: '=', value: 'all-parts' }],
    'job-gone': [{ switch: 'destroy', is: '=', value: 'all-reliable' }],
  },
  tolerates: [
    { fault: 'lose', highestRatePercent: 20 },
    { fault: 'cut' },
    // A job that O has suspended stays so when O dies: nobody else is there to let it go on.
    { fault: 'crash', at: ['W', 'X'] },
    { fault: 'duplicate' },
    { fault: 'delay' },
  ],
  phases: [
    { name: 'search begun', begins: { kind: 'searchBegun' } },
    { name: 'better tour found', begins: { kind: 'boundKnown' } },
    { name: 'suspend ordered', begins: { kind: 'controlAsked', entity: 'O.operator/suspend*' } },
    { name: 'suspended', begins: { kind: 'change:state', where: { b: 'suspended' } } },
    { name: 'going on', begins: { kind: 'controlAsked', entity: 'O.operator/resume*' } },
  ],
  metrics: [
    { name: 'nodesExpanded', kind: 'run', label: 'Nodes that were looked at' },
    {
      name: 'speedupRatio',
      kind: 'pair',
      pair: { metric: 'searchesPerSecond', against: { workers: 1 } },
      label: 'Faster than with one worker',
      unit: 'times',
    },
    { name: 'searchMs', kind: 'run', label: 'The search, pauses not counted', unit: 'ms' },
    { name: 'boundFrames', kind: 'run', label: 'Frames that told of a better tour' },
    { name: 'processesAlive', kind: 'run', label: 'Processes of the job alive in the end' },
    { name: 'stopMs', kind: 'run', label: 'From the order to the end of the last', unit: 'ms' },
  ],
  figures: [
    {
      metric: 'processesAlive',
      value: 0,
      unit: '',
      source: 'One frame that all hear ends all of the job',
      tag: 'D',
      when: calm,
      tolerancePercent: 0,
    },
    {
      metric: 'boundFrames',
      value: 0,
      unit: '',
      source: 'Nothing is told to anybody',
      tag: 'D',
      when: { ...calm, share: 'never' },
      tolerancePercent: 0,
    },
  ],
  story,
  predictions,
}
