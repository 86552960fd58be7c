import type { Beat, Condition, Prediction } from '../document/document.ts'

const is = (key: string, value: string): Condition => ({ switch: key, is: '=', value })
const OFF = is('jitter', 'off')
const ON = is('jitter', 'on')
const QUESTION = 'A.client/send1'

export const story: readonly Beat[] = [
  {
    id: 'asked',
    at: { kind: 'packetOut', entity: `${QUESTION}/SEND.1` },
    title: 'One frame, many ears',
    text: 'The client asks a group of {switch:members}. All hear the frame within a few microseconds, and all take the **same time** to answer.',
    look: ['A.client', `${QUESTION}/SEND.1`],
    layer: 'packet',
  },
  {
    id: 'together',
    at: { kind: 'packetOut', entity: `${QUESTION}/REPLY.1` },
    when: [OFF],
    title: 'The answers are ready together',
    text: 'Each interface wants the cable at once. They collide, back off, and go **one after the other**: the Ethernet sorts them out.',
    look: [`${QUESTION}/REPLY.1`],
    layer: 'frame',
    ask: 'lost',
  },
  {
    id: 'spread',
    at: { kind: 'packetOut', entity: `${QUESTION}/REPLY.1` },
    when: [ON],
    title: 'The answers are spread out',
    text: 'Each kernel has drawn its own wait, up to {switch:replyJitterMs}. The burst has become a **drizzle**.',
    look: [`${QUESTION}/REPLY.1`],
    layer: 'frame',
    ask: 'lost',
  },
  {
    id: 'taken',
    at: { kind: 'accepted', entity: `${QUESTION}/REPLY.*` },
    title: 'A buffer is filled',
    text: 'A’s interface has {switch:nicBuffers} buffers, and its kernel takes {switch:drainMicros} for a frame. The cable brings one every **0.1 to 0.2 ms**.',
    look: ['A', 'A.client'],
    layer: 'frame',
  },
  {
    id: 'bounced',
    at: { kind: 'overrun', entity: `${QUESTION}/REPLY.*` },
    title: 'No buffer for this one',
    text: 'The frame came whole and undamaged, and is **gone**: all buffers are full. Its sender’s interface thinks that all went well.',
    look: ['A', 'A.client'],
    layer: 'frame',
  },
  {
    id: 'first',
    at: { kind: 'sendClose', entity: QUESTION },
    title: 'The Send has succeeded',
    text: 'One reply is enough for that, after {metric:firstReplyMs}. So **no copy** is sent, and the replies that bounced are never asked for.',
    look: ['A.client'],
    layer: 'transaction',
    ask: 'buffers',
  },
  {
    id: 'end',
    at: { kind: 'runEnd' },
    title: 'Lost where nobody looks',
    text: '{metric:repliesLostPercent} of the replies were lost, none of them on the wire, which had carried all within {metric:wireDrainMs}.',
    look: ['A', 'A.client'],
    layer: 'transaction',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'lost',
    question:
      'Sixteen members answer at once, and the client’s interface has two buffers. How many of the replies are lost?',
    overrides: { jitter: 'off', members: 16, nicBuffers: 2 },
    metric: 'repliesLostPercent',
    unit: '%',
    choices: [
      { text: 'None: the cable lets one through at a time', test: { is: '=', value: 0 } },
      { text: 'Some, up to a third', test: { from: 0.001, to: 35 } },
      { text: 'About half or more', test: { from: 35.001, to: 80 } },
      { text: 'Nearly all', test: { is: '>', value: 80 } },
    ],
    because:
      'The cable brings a reply every 0.1 to 0.2 ms. Where A takes much longer for each, both buffers fill, and most of the rest find no room.',
  },
  {
    id: 'buffers',
    question:
      'Two remedies: a jitter of 10 ms, or eight buffers in place of two. How much is lost with eight buffers, and no jitter?',
    overrides: { jitter: 'off', nicBuffers: 8 },
    metric: 'repliesLostPercent',
    unit: '%',
    choices: [
      { text: 'Nothing', test: { is: '=', value: 0 } },
      { text: 'Up to a third', test: { from: 0.001, to: 35 } },
      { text: 'About half', test: { from: 35.001, to: 80 } },
      { text: 'Nearly all', test: { is: '>', value: 80 } },
    ],
    because:
      'More buffers hold more of the burst, and jitter makes it thinner. Neither is a cure: buffers help until the burst is longer than they are, jitter until the group outgrows it.',
  },
]
