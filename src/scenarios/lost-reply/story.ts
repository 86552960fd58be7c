import type { Beat, Condition, Prediction } from '../document/document.ts'

const REMEMBERED: readonly Condition[] = [{ switch: 'duplicateTable', is: '!=', value: 'off' }]
const FORGOTTEN: readonly Condition[] = [{ switch: 'duplicateTable', is: '=', value: 'off' }]
const ADDED: readonly Condition[] = [{ switch: 'operation', is: '=', value: 'not' }]
const SET: readonly Condition[] = [{ switch: 'operation', is: '=', value: 'idempotent' }]

const DUPLICATE: Beat['at'] = { kind: 'packetIn', entity: 'A.client/send1/SEND.2' }
/** With an answer: a client that is gone reads nothing. */
const ANSWERED: Beat['at'] = { kind: 'sendClose', entity: 'A.client/send1', where: { a: 0 } }

export const story: readonly Beat[] = [
  {
    id: 'bound',
    at: { kind: 'sendClose', entity: 'A.client/getpid1' },
    title: 'The client knows whom to ask',
    text: 'A broadcast asked who keeps account 7, and S answered. The client is now **bound** to a process on S, as S has been since it last started.',
    look: ['A.client', 'S.server'],
    layer: 'transaction',
  },
  {
    id: 'executed',
    at: { kind: 'executed', entity: 'A.client/send1' },
    title: 'The work is done',
    text: 'The account held 100. The server has carried out the request, and the balance is **105**. All that is missing is the answer.',
    look: ['S.server'],
    layer: 'message',
  },
  {
    id: 'lost',
    at: { kind: 'lost', entity: 'A.client/send1/REPLY.1' },
    title: 'The answer is lost',
    text: 'The REPLY left S and never reached A. To the client this looks the same as a SEND that was lost: **nothing comes**. A timer runs.',
    look: ['A.client/send1/REPLY.1', 'A.client'],
    layer: 'frame',
    ask: 'frames',
  },
  {
    id: 'again',
    at: { kind: 'timerEnd', entity: 'A.client/send1/timer1', where: { a: 1 } },
    title: 'The timer has run out',
    text: 'The client’s kernel sends the same request again, with the **same sequence number**. The program knows nothing of it; it still waits in its Send.',
    look: ['A.client/send1/timer1', 'A.client'],
    layer: 'message',
  },
  {
    id: 'duplicate',
    at: DUPLICATE,
    when: REMEMBERED,
    title: 'Has S seen this before?',
    text: 'While the reply is kept, for {switch:alienRetentionMs}, S has an **alien** for this sender: sequence number 1 and the reply, which goes out again with no work done.',
    look: ['S.server', 'A.client/send1/SEND.2'],
    layer: 'packet',
  },
  {
    id: 'duplicate-forgotten',
    at: DUPLICATE,
    when: FORGOTTEN,
    title: 'Has S seen this before?',
    text: 'With the table off S keeps **nothing** of a request that it has answered. This one looks new, and S starts over.',
    look: ['S.server', 'A.client/send1/SEND.2'],
    layer: 'packet',
  },
  {
    id: 'answered',
    at: ANSWERED,
    when: ADDED,
    title: 'Send returns, a little late',
    text: 'In this run no request was carried out more than **{metric:executions}×**. Once: the client reads 105. Twice: it reads 110, and **nothing tells it** that the second five was not its own.',
    look: ['A.client', 'S.server'],
    layer: 'transaction',
    ask: 'rebooted',
  },
  {
    id: 'answered-idempotent',
    at: ANSWERED,
    when: SET,
    title: 'Send returns, a little late',
    text: 'In this run no request was carried out more than **{metric:executions}×**. The client reads 105 either way: to set it twice is the same as once.',
    look: ['A.client', 'S.server'],
    layer: 'transaction',
    ask: 'rebooted',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'frames',
    question: 'How many frames will this exchange have put on the wire when the Send returns?',
    metric: 'framesPerExchange',
    choices: [
      { text: 'Two: the Send fails', test: { is: '<=', value: 2 } },
      {
        text: 'Three: S hears no acknowledgement and sends its answer again',
        test: { from: 2.000001, to: 3 },
      },
      {
        text: 'Four: the request goes out again, and then the answer',
        test: { from: 3.000001, to: 4 },
      },
      { text: 'More than four', test: { is: '>', value: 4 } },
    ],
    because:
      'SEND, the REPLY that was lost, SEND again, REPLY again. Only the client has a timer: a server that waited for acknowledgements would have to remember every client.',
  },
  {
    id: 'rebooted',
    question:
      'Now S reboots after the work and before the second SEND. Its table was in memory, and no other frame is lost. How often will the work be done?',
    overrides: { duplicateTable: 'volatile', lossPercent: 0, requests: 1 },
    interventions: [{ time: 12_000_000, action: 'reboot', target: 'S' }],
    metric: 'executions',
    choices: [
      { text: 'Never: S does not know the client any more', test: { is: '=', value: 0 } },
      { text: 'Once: S does not carry out the second SEND', test: { is: '=', value: 1 } },
      { text: 'Twice: the second SEND looks new', test: { is: '=', value: 2 } },
      { text: 'Three times or more', test: { is: '>=', value: 3 } },
    ],
    because:
      'The alien went with the power, and so did this account, which lives in memory; on a disk it would be 110. With the table kept it is once; with bindings checked the Send fails, and the client cannot tell whether it was done.',
  },
]
