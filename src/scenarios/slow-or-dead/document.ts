/** Catalogue entry 7: a server is silent, and its client has to think something. */
import type { PlacedFault, ScenarioDocument } from '../document/document.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

/** When S begins the job, ms: nothing before it hangs on any switch. */
const BEGINS_MS = 3.255

const inWorld = (
  world: string,
  share: number,
  action: 'crash' | 'reboot',
  target: string,
): PlacedFault => ({
  timeMs: { sum: [BEGINS_MS, { product: [share, { switch: 'serviceMs' }] }] },
  action,
  target,
  when: [{ switch: 'world', is: '=', value: world }],
})

export const slowOrDead: ScenarioDocument = {
  format: 1,
  id: 'slow-or-dead',
  revision: 1,
  title: 'Are you still alive?',
  section: 'Communication',
  wave: 1,
  minutes: 5,
  pair: 'orphanExtermination',
  asks: 'When may a client believe that its server has crashed, and what may it then conclude?',
  from: 'S2 Communication ¶11: the are-you-alive request. S2 Fault tolerance ¶4: half-done work.',
  switches,
  network: { preset: 'eth3', metres: 200 },
  kernel: {
    dialect: 'v',
    options: {
      liveness: { switch: 'liveness' },
      retriesMax: { switch: 'retriesMax' },
      orphanExtermination: { switch: 'orphanExtermination' },
      retransmitMs: 100,
      enquireMs: 1000,
      silenceMs: 20_000,
      alienRetentionMs: 60_000,
    },
  },
  hosts: [
    { name: 'A', role: 'workstation', metre: 50, processor: 'sun10' },
    { name: 'S', role: 'server', metre: 150, processor: 'sun10' },
  ],
  processes: [
    {
      name: 'server',
      host: 'S',
      program: 'job-server',
      args: { logicalId: 9, serviceMs: { switch: 'serviceMs' } },
      restarts: true,
    },
    { name: 'printer', host: 'S', program: 'script', args: { do: [{ exit: true }] } },
    {
      name: 'client',
      host: 'A',
      program: 'job-client',
      args: { logicalId: 9, gone: { process: 'printer' } },
      restarts: true,
    },
  ],
  interventions: [
    inWorld('dead-before', 0.25, 'crash', 'S'),
    inWorld('dead-after', 0.75, 'crash', 'S'),
    inWorld('client-dies', 0.5, 'reboot', 'A'),
  ],
  until: { quiescent: true },
  checks: ['refused-not-done', 'answering-is-alive', 'no-orphans'],
  promisedWhen: { 'no-orphans': [{ switch: 'orphanExtermination', is: '=', value: 'on' }] },
  tolerates: [{ fault: 'lose', highestRatePercent: 10 }, { fault: 'crash' }, { fault: 'reboot' }],
  metrics: [
    { name: 'clientOutcomeState', kind: 'run', label: 'What the client may conclude' },
    { name: 'executions', kind: 'run', label: 'Times that one job was done' },
    { name: 'falseSuspicions', kind: 'run', label: 'Living servers given up' },
    {
      name: 'detectionMs',
      kind: 'run',
      label: 'Time until a silent server is given up',
      unit: 'ms',
    },
    { name: 'replyPendingFrames', kind: 'run', label: 'REPLY-PENDING frames' },
    { name: 'orphanCpuMs', kind: 'run', label: 'S’s work for a dead client', unit: 'ms' },
  ],
  figures: [
    {
      metric: 'detectionMs',
      value: 20_000,
      unit: 'ms',
      source:
        'Amoeba’s FLIP remote procedure calls (flrpc.h): first enquiry after 1 s, crash after 20 s',
      tag: '[SRC]',
      calibrated: true,
      headline: true,
      when: { liveness: 'probe', world: 'dead-before', retriesMax: 10 },
      tolerancePercent: 3,
      note: 'The silence begins with the request; the crash comes half a second later, and the metric counts from it.',
    },
    {
      metric: 'executions',
      value: 1,
      unit: '',
      source: 'The rule of both protocols: who is told that the server is at work waits on',
      tag: 'D',
      when: { liveness: 'probe' },
      tolerancePercent: 0,
      note: 'Exact. V’s own timer values are not published: those here are ours.',
    },
    {
      metric: 'orphanCpuMs',
      value: 1000,
      unit: 'ms',
      source: 'Half of the job is left when the client dies, and nobody ends it',
      tag: 'D',
      when: { world: 'client-dies', liveness: 'reply-pending', orphanExtermination: 'off' },
      tolerancePercent: 1,
    },
  ],
  cuts: { target: 'S', action: 'crash', outcome: 'executions', set: { world: 'slow' } },
  story,
  predictions,
}
