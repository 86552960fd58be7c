import type { Beat, Condition, Prediction } from '../document/document.ts'

const READ: Condition = { switch: 'direction', is: '=', value: 'read' }
const WRITE: Condition = { switch: 'direction', is: '=', value: 'write' }
const ON: Condition = { switch: 'segments', is: '=', value: 'on' }
const OFF: Condition = { switch: 'segments', is: '=', value: 'off' }

export const story: readonly Beat[] = [
  {
    id: 'ask',
    at: { kind: 'sendOpen', entity: 'W.client/send1' },
    title: 'A workstation without a disk',
    text: 'W has no disk of its own. Its client asks a server on F for a page of **{switch:pageBytes}**. A message has 32 bytes: where is the page to go?',
    look: ['W.client', 'F.server'],
    layer: 'message',
  },
  {
    id: 'grant',
    at: { kind: 'change:state', entity: 'W.client', where: { b: 'awaiting-reply' } },
    title: 'The message grants a segment',
    text: 'Its last words name a **segment** of the client’s memory and what the server may do there. The grant holds until the server has replied.',
    look: ['W.client'],
    layer: 'message',
    ask: 'frames',
  },
  {
    id: 'received',
    at: { kind: 'received', entity: 'W.client/send1' },
    title: 'The server has the request',
    text: 'From here until its Reply the client is **blocked on this server**, and its segment is open to it. What it does there is the kernels’ work.',
    look: ['F.server', 'W.client'],
    layer: 'message',
  },
  {
    id: 'rides',
    at: { kind: 'replied', entity: 'W.client/send1' },
    when: [ON, READ],
    title: 'The page rides on the reply',
    text: '**ReplyWithSegment** sends message and page in one packet. It is data, answer and acknowledgement at once.',
    look: ['F.server'],
    layer: 'message',
  },
  {
    id: 'rode',
    at: { kind: 'replied', entity: 'W.client/send1' },
    when: [ON, WRITE],
    title: 'The page came with the message',
    text: 'The **Send** took the first part of the segment along, and ReceiveWithSegment has it. The reply only says that it is done.',
    look: ['F.server'],
    layer: 'message',
  },
  {
    id: 'moves',
    at: { kind: 'moveOpen', entity: 'W.client/send1/move1' },
    when: [OFF],
    title: 'The page goes by itself',
    text: 'Without segments the server needs a **move** before its reply: two more frames, and two more times through both kernels.',
    look: ['F.server', 'W.client'],
    layer: 'message',
  },
  {
    id: 'returned',
    at: { kind: 'sendClose', entity: 'W.client/send1' },
    when: [READ],
    title: 'Send returns, and the page is there',
    text: '**{metric:pageReadMs}** and {metric:framesPerPage} frames for a page. No buffer held it on the way but those of the interfaces.',
    look: ['W.client'],
    layer: 'message',
    ask: 'wire',
  },
  {
    id: 'written',
    at: { kind: 'sendClose', entity: 'W.client/send1' },
    when: [WRITE],
    title: 'Send returns, and the page is written',
    text: '**{metric:pageWriteMs}** and {metric:framesPerPage} frames for a page. No buffer held it on the way but those of the interfaces.',
    look: ['W.client'],
    layer: 'message',
    ask: 'wire',
  },
  {
    id: 'refused',
    at: { kind: 'moveRefused', entity: 'F.server' },
    when: [
      { switch: 'grantCheck', is: '=', value: 'on' },
      { switch: 'trespass', is: '!=', value: 'none' },
    ],
    title: 'What was not granted is refused',
    text: 'At the second page the server tries a **move that it may not make**. Its own kernel refuses; no frame leaves F. Turn the check off and see.',
    look: ['F.server'],
    layer: 'message',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'frames',
    question: 'How many frames does one page take if messages and replies cannot carry it?',
    overrides: { segments: 'off', grantCheck: 'on', trespass: 'none' },
    metric: 'framesPerPage',
    choices: [
      { text: 'Two, as with it', test: { is: '=', value: 2, within: 0.01 } },
      {
        text: 'Three: request, page, reply',
        test: { is: '=', value: 3, within: 0.01 },
      },
      {
        text: 'Four: request, page, its acknowledgement, reply',
        test: { is: '=', value: 4, within: 0.01 },
      },
      { text: 'More than four', test: { is: '>', value: 4.01 } },
    ],
    because:
      'A move is a transfer of its own and is acknowledged. A page that goes with the reply needs neither: the exchange has two packets anyway, and one of them now carries it.',
  },
  {
    id: 'wire',
    question: 'What share of this time do the frames spend on the cable?',
    metric: 'wireSharePercent',
    unit: '%',
    choices: [
      { text: 'Under a fifth', test: { is: '<', value: 20 } },
      { text: 'About a third', test: { from: 20, to: 42 } },
      { text: 'About half', test: { from: 42.0001, to: 65 } },
      { text: 'Nearly all of it', test: { is: '>', value: 65 } },
    ],
    because:
      'Both processors copy every byte, one into its interface and one out of it, and that together takes about as long as the cable. The rest is traps, protocol and switches.',
  },
]
