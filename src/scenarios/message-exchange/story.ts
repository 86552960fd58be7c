import type { Beat, Condition, Prediction } from '../document/document.ts'

const REMOTE: readonly Condition[] = [{ switch: 'place', is: '=', value: 'remote' }]
const LOCAL: readonly Condition[] = [{ switch: 'place', is: '=', value: 'local' }]

const BLOCKED: Beat['at'] = {
  kind: 'change:state',
  entity: 'A.client',
  where: { b: 'awaiting-reply' },
}
const RECEIVED: Beat['at'] = { kind: 'received', entity: 'A.client/send1' }
const REPLIED: Beat['at'] = { kind: 'replied', entity: 'A.client/send1' }
const RETURNED: Beat['at'] = { kind: 'sendClose', entity: 'A.client/send1' }

export const story: readonly Beat[] = [
  {
    id: 'send',
    at: { kind: 'sendOpen', entity: 'A.client/send1' },
    title: 'The client calls Send',
    text: 'A message is always **32 bytes**. The client says which process it is for, and no machine: the same line would reach a server next door.',
    look: ['A.client'],
    layer: 'message',
  },
  {
    id: 'blocked',
    at: BLOCKED,
    when: REMOTE,
    title: 'Send blocks',
    text: 'The client stops here until it has its answer. For another machine its kernel adds a header of 32 bytes: a **SEND** packet with sequence number 1.',
    look: ['A.client'],
    layer: 'message',
    ask: 'frames',
  },
  {
    id: 'blocked-here',
    at: BLOCKED,
    when: LOCAL,
    title: 'Send blocks',
    text: 'The client stops here until it has its answer. The server is on the **same machine**, so its kernel makes no packet of the message.',
    look: ['A.client'],
    layer: 'message',
    ask: 'frames',
  },
  {
    id: 'crossing',
    at: { kind: 'transmitClose', entity: 'A.client/send1/SEND.1/*' },
    when: REMOTE,
    title: 'The SEND is on the cable',
    text: 'At {switch:network} its 64 bytes, and what the link adds to them, take **{metric:frameMicros}**. Copying them into one interface and out of the other costs the processors more.',
    look: ['A.client/send1/SEND.1'],
    layer: 'frame',
  },
  {
    id: 'received',
    at: RECEIVED,
    when: REMOTE,
    title: 'Receive returns in the server',
    text: 'The server was waiting in **Receive** and runs now. The client still waits, from here on for a reply, and no frame tells its kernel so.',
    look: ['S.server', 'A.client'],
    layer: 'message',
    ask: 'overlap',
  },
  {
    id: 'received-here',
    at: RECEIVED,
    when: LOCAL,
    title: 'Receive returns in the server',
    text: 'The server was waiting in **Receive** and runs now. The client still waits, from here on for a reply; one kernel serves both.',
    look: ['A.server', 'A.client'],
    layer: 'message',
    ask: 'overlap',
  },
  {
    id: 'reply',
    at: REPLIED,
    when: REMOTE,
    title: 'Reply does not block',
    text: 'Between machines the REPLY packet **is the acknowledgement**: nothing else says that the SEND arrived. The server goes straight on to its next Receive.',
    look: ['S.server'],
    layer: 'message',
  },
  {
    id: 'reply-here',
    at: REPLIED,
    when: LOCAL,
    title: 'Reply does not block',
    text: 'Nothing can be lost on the way, so nothing is acknowledged. The server goes straight on to its **next Receive**.',
    look: ['A.server'],
    layer: 'message',
  },
  {
    id: 'returned',
    at: RETURNED,
    when: REMOTE,
    title: 'Send returns',
    text: 'At {switch:clock} an exchange between two machines takes **{metric:exchangeMs}** in this run. Turn the place: the programs stay as they are.',
    look: ['A.client'],
    layer: 'transaction',
  },
  {
    id: 'returned-here',
    at: RETURNED,
    when: LOCAL,
    title: 'Send returns',
    text: 'At {switch:clock} an exchange on one machine takes **{metric:exchangeMs}** in this run. Turn the place: the programs stay as they are.',
    look: ['A.client'],
    layer: 'transaction',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'frames',
    question: 'How many frames will this exchange put on the wire?',
    metric: 'framesPerExchange',
    choices: [
      {
        text: 'None: a message between processes needs no network',
        test: { is: '=', value: 0 },
      },
      { text: 'Two: the request and the answer', test: { is: '=', value: 2, within: 0.001 } },
      {
        text: 'Three: the client also acknowledges the answer',
        test: { is: '=', value: 3, within: 0.001 },
      },
      {
        text: 'Four: each of the two is acknowledged',
        test: { is: '=', value: 4, within: 0.001 },
      },
    ],
    because:
      'A SEND out and a REPLY back. The REPLY acknowledges the SEND, and the client’s next SEND says that the REPLY came. On one machine there is no frame at all.',
  },
  {
    id: 'overlap',
    question:
      'One client: add up the processor time that an exchange costs the client and the server. How does the sum compare with the time that passes?',
    overrides: { clients: 1 },
    metric: 'cpuOverlapMs',
    unit: 'ms',
    choices: [
      {
        text: 'Less by half a millisecond or more: the wire takes its share',
        test: { is: '<=', value: -0.5 },
      },
      {
        text: 'The same to a quarter of a millisecond: one works while the other waits',
        test: { from: -0.25, to: 0.25 },
      },
      {
        text: 'More by about 0.7 ms: at times both work at once',
        test: { from: 0.5, to: 0.9 },
      },
      {
        text: 'More by over 0.9 ms',
        test: { is: '>', value: 0.9 },
      },
    ],
    because:
      'Each kernel tidies up after its packet has gone: the client’s after the SEND, the server’s after the REPLY. That work costs processor time and delays nobody.',
  },
]
