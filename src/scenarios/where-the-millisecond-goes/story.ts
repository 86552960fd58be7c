import type { Beat, Prediction } from '../document/document.ts'

export const story: readonly Beat[] = [
  {
    id: 'request',
    at: { kind: 'sendOpen', entity: 'A.client/send1' },
    title: 'A hundred bytes set out',
    text: 'Three owners share each way: the **hardware** with {switch:hardwareMicros}, **scheduling** with {switch:schedulingMicros} and the **protocol** with {switch:protocolMicros}.',
    look: ['A.client'],
    layer: 'message',
    ask: 'null-call',
  },
  {
    id: 'protocol',
    at: { kind: 'packetOut', entity: 'A.client/send1/SEND.1' },
    title: 'The sender’s protocol is done',
    text: 'Half of the protocol’s time goes here, half at the far end. On a processor of {switch:mips} its {switch:protocolMicros} are **{metric:instructionsInBudget} instructions** in all.',
    look: ['A/cpu'],
    layer: 'packet',
  },
  {
    id: 'wire',
    at: { kind: 'transmitClose', entity: 'A.client/send1/SEND.1/*' },
    title: 'The wire has its share',
    text: 'The frame is on the cable for **{metric:frameMicros}**. What is left of the hardware’s {switch:hardwareMicros} goes into the two interfaces.',
    look: ['A.client/send1/SEND.1'],
    layer: 'frame',
  },
  {
    id: 'scheduling',
    at: { kind: 'queued', entity: 'A.client/send1' },
    title: 'The message is there, the server is not',
    text: 'The kernel has the message, and its receiver still sleeps. Switching to it takes **{switch:schedulingMicros}**; a heavy-weight process takes ten times what a light-weight one does.',
    look: ['S.server'],
    layer: 'packet',
  },
  {
    id: 'leg',
    at: { kind: 'received', entity: 'A.client/send1' },
    title: 'One leg is over',
    text: 'One way is over, and the way back takes as long. One after the other, messages get through at **{metric:messagesPerSecond}**. Halve one owner’s share to see what it gains.',
    look: ['S.server'],
    layer: 'message',
    ask: 'free-wire',
  },
  {
    id: 'answer',
    at: { kind: 'sendClose', entity: 'A.client/send1' },
    title: 'Two legs make a call',
    text: '**{metric:nullRpcMs}** for a question and an answer that say nothing. A faster cable can save no more than the hardware’s share of it, {metric:hardwareMs}.',
    look: ['A.client'],
    layer: 'transaction',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'null-call',
    question: 'How long will an empty request and its reply take?',
    metric: 'nullRpcMs',
    unit: 'ms',
    choices: [
      { text: 'About 0.7 ms, or less', test: { is: '<=', value: 0.85 } },
      { text: 'About 1.0 ms', test: { from: 0.850001, to: 1.2 } },
      { text: 'About 1.4 ms', test: { from: 1.200001, to: 2 } },
      { text: 'More than 2 ms', test: { is: '>', value: 2 } },
    ],
    because:
      'Two legs, one after the other: the server cannot answer before it has the question. The reply is the acknowledgement, so nothing comes on top.',
  },
  {
    id: 'free-wire',
    question:
      'Suppose the network took no time at all. How many one-way messages a second could one sender get through, one after the other?',
    overrides: { hardwareMicros: 0 },
    metric: 'messagesPerSecond',
    unit: '/s',
    choices: [
      { text: 'About 1,400, or fewer', test: { is: '<=', value: 1700 } },
      { text: '1,700 to 5,000', test: { from: 1700.001, to: 5000 } },
      { text: 'About 10,000', test: { from: 5000.001, to: 50_000 } },
      { text: 'As many as you like', test: { is: '>', value: 50_000 } },
    ],
    because:
      'Scheduling and protocol remain, and take as long as before. The faster the network, the more the protocol decides.',
  },
]
