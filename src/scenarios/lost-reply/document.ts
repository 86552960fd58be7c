/** Catalogue entry 6: an answer is lost, and the question is asked again. */
import type { ScenarioDocument } from '../document/document.ts'
import { predictions, story } from './story.ts'
import { switches } from './switches.ts'

export const lostReply: ScenarioDocument = {
  format: 1,
  id: 'lost-reply',
  revision: 1,
  title: 'Once, twice or never',
  section: 'Communication',
  wave: 1,
  minutes: 5,
  pair: 'duplicateTable',
  asks: 'If the answer is lost, how often was the work done?',
  from: 'S2 Communication ¶10: request/response protocols. S2 Fault tolerance ¶4: at which point was the work interrupted? S1: the implementation of the kernel’s messages.',
  switches,
  network: { preset: 'eth3', metres: 200, lossPercent: { switch: 'lossPercent' } },
  kernel: {
    dialect: 'v',
    options: {
      duplicateTable: { switch: 'duplicateTable' },
      binding: { switch: 'binding' },
      retransmitMs: { switch: 'retransmitMs' },
      retriesMax: { switch: 'retriesMax' },
      alienRetentionMs: { switch: 'alienRetentionMs' },
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
      program: 'account-server',
      args: {
        logicalId: 7,
        operation: { switch: 'operation', map: { not: 'add', idempotent: 'set' } },
        serviceMicros: 500,
        balance: 100,
      },
      restarts: true,
    },
    {
      name: 'client',
      host: 'A',
      program: 'account-client',
      args: {
        logicalId: 7,
        operation: { switch: 'operation', map: { not: 'add', idempotent: 'set' } },
        amount: { switch: 'operation', map: { not: 5, idempotent: 105 } },
        requests: { switch: 'requests' },
        thinkMs: 10,
      },
    },
  ],
  interventions: [{ time: 0, action: 'lose', target: 'A.client/send1/REPLY.1' }],
  until: { quiescent: true },
  checks: ['executed-at-most-once', 'sequence-matches'],
  // Enough for alienRetentionMs > (retriesMax + 1) × retransmitMs, and sayable one switch at a time.
  promisedWhen: {
    'executed-at-most-once': [
      { switch: 'duplicateTable', is: '=', value: 'kept' },
      { switch: 'alienRetentionMs', is: '>', value: 600 },
      { switch: 'retriesMax', is: '<=', value: 5 },
      { switch: 'retransmitMs', is: '<=', value: 100 },
    ],
  },
  tolerates: [
    { fault: 'lose', highestRatePercent: 30 },
    { fault: 'duplicate', highestRatePercent: 30 },
    { fault: 'reboot' },
    // A copy that comes when its answered request is forgotten is carried out anew: the last of five comes within
    // half a second, and the retention that is promised is at least a tenth of a second longer.
    { fault: 'delay', longestMs: 100 },
  ],
  metrics: [
    { name: 'executions', kind: 'run', label: 'Times that one request was carried out' },
    { name: 'duplicatesSuppressed', kind: 'run', label: 'Duplicates recognised' },
    { name: 'retransmissions', kind: 'run', label: 'Requests sent again' },
    { name: 'sendFailures', kind: 'run', label: 'Sends that failed' },
    { name: 'framesPerExchange', kind: 'run', label: 'Frames for each exchange' },
    { name: 'exchangeMs', kind: 'run', label: 'One exchange', unit: 'ms' },
  ],
  figures: [
    {
      metric: 'executions',
      value: 1,
      unit: '',
      source: 'The kernel’s rule: a duplicate strikes an alien that still holds its reply',
      tag: 'D',
      tolerancePercent: 0,
      note: 'Exact. No timer values are published: those here are ours.',
    },
    {
      metric: 'executions',
      value: 2,
      unit: '',
      source: 'The kernel’s rule: a duplicate comes when its alien has been freed',
      tag: 'D',
      when: { alienRetentionMs: 20 },
      tolerancePercent: 0,
      note: 'Exact. No timer values are published: those here are ours.',
    },
  ],
  cuts: { target: 'S', action: 'crash', restartMs: 50, outcome: 'executions' },
  story,
  predictions,
}
