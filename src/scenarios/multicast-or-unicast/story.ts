import type { Beat, Condition, Prediction } from '../document/document.ts'

const is = (key: string, value: string): Condition => ({ switch: key, is: '=', value })
const GROUP = is('transport', 'group')
const UNICAST = is('transport', 'unicast')
const QUESTION = 'A.client/send2'

const byGroup: readonly Beat[] = [
  {
    id: 'one-frame',
    at: { kind: 'packetOut', entity: `${QUESTION}/SEND.1` },
    when: [GROUP],
    title: 'One frame for all',
    text: 'The identifier’s 16 low bits end the **group address**. One SEND passes every tap; who takes it up is decided in each interface.',
    look: [`${QUESTION}/SEND.1`, 'M1.member'],
    layer: 'packet',
  },
  {
    id: 'heard',
    at: { kind: 'received', entity: QUESTION },
    when: [GROUP],
    title: 'Each kernel knows its own members',
    text: 'M1’s kernel finds the group in **its own table**, and gives its member a copy. No kernel knows the others’ members.',
    look: ['M1.member'],
    layer: 'message',
  },
  {
    id: 'first',
    at: { kind: 'sendClose', entity: QUESTION },
    when: [GROUP],
    title: 'The first reply ends the Send',
    text: 'The client is running again after {metric:firstReplyMs}. The other replies, a frame each, wait for **GetReply**.',
    look: ['A.client'],
    layer: 'transaction',
  },
  {
    id: 'last',
    at: { kind: 'gotReply', entity: QUESTION, nth: -1 },
    when: [GROUP],
    title: 'All have answered',
    text: 'After {metric:allRepliesMs} the client has every reply: {metric:framesPerQuery} frames. Each goes over the one cable, and then through A’s one processor.',
    look: ['A.client'],
    layer: 'message',
  },
]

const oneByOne: readonly Beat[] = [
  {
    id: 'each-by-itself',
    at: { kind: 'packetOut', entity: `${QUESTION}/SEND.1` },
    when: [UNICAST],
    title: 'One frame for M1',
    text: 'This SEND carries M1’s own address. No other interface takes it up, and **no other processor** is troubled.',
    look: [`${QUESTION}/SEND.1`, 'M1.member'],
    layer: 'packet',
  },
  {
    id: 'next-one',
    at: { kind: 'sendOpen', entity: 'A.client/send3' },
    when: [UNICAST],
    title: 'And again, for M2',
    text: 'Only when M1 has answered does the client ask the next. Each member costs a whole exchange of about {metric:firstReplyMs}.',
    look: ['A.client', 'M2.member'],
    layer: 'transaction',
  },
]

export const story: readonly Beat[] = [
  {
    id: 'greeted',
    at: { kind: 'sendClose', entity: 'A.client/send1' },
    title: 'A has greeted the group',
    text: 'So A’s kernel has heard of all {switch:members} members’ machines. Next comes the **question** that is counted.',
    look: ['A.client'],
    layer: 'transaction',
    ask: 'frames',
  },
  ...byGroup.slice(0, 3),
  ...oneByOne,
  ...byGroup.slice(3),
  {
    id: 'end',
    at: { kind: 'runEnd' },
    title: 'What it cost, and whom',
    text: '{metric:framesPerQuery} frames for one question, {metric:allRepliesMs} to the last reply; {metric:softwareFiltered} frames were thrown away by software.',
    look: ['A.client', 'M1.member'],
    layer: 'transaction',
    ask: 'bystander',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'frames',
    question:
      'Eight members on eight machines, nothing lost. How many frames are this question and all replies to it?',
    overrides: { members: 8 },
    metric: 'framesPerQuery',
    choices: [
      { text: '2: one there, one back', test: { is: '=', value: 2 } },
      { text: '9: one there, and a reply from each', test: { from: 3, to: 9 } },
      { text: '16: one there and one back for each', test: { from: 10, to: 16 } },
      { text: 'More', test: { is: '>', value: 16 } },
    ],
    because:
      'Sent to the group, the question is on the wire once, and every interface that listens to the group takes it up. Replies have one addressee each: 1 + n frames in all. As Sends to each member it is 2n.',
  },
  {
    id: 'bystander',
    question:
      'Now no interface can tell groups apart, and eight machines listen to other groups. How much processor time does the one question cost each of them?',
    overrides: { filter: 'none', bystanders: 8 },
    metric: 'bystanderCpuMs',
    unit: 'ms',
    choices: [
      { text: 'None', test: { is: '=', value: 0 } },
      { text: 'As long as the frame is on the wire, 0.1 ms', test: { from: 0.001, to: 0.15 } },
      { text: 'About a third of a millisecond', test: { from: 0.150001, to: 0.6 } },
      { text: 'As long as a whole exchange, 2 ms or more', test: { is: '>', value: 0.6 } },
    ],
    because:
      'The frame has to be copied out of the interface and its header read before the kernel can see that nobody here is in the group. An exact filter spares them that, 64 hash bits spare nearly all.',
  },
]
