import type { Beat, Condition, Prediction } from '../document/document.ts'

const BLAST: Condition = { switch: 'protocol', is: '=', value: 'blast' }
const WINDOW: Condition = { switch: 'protocol', is: '=', value: 'window' }
const ONE: Condition = { switch: 'protocol', is: '=', value: 'stop-and-wait' }

const FIRST_IN_PLACE: Beat['at'] = { kind: 'placed', entity: 'W.loader/send1/DATA.1' }

export const story: readonly Beat[] = [
  {
    id: 'ask',
    at: { kind: 'sendOpen', entity: 'W.loader/send1' },
    title: 'Room for a program',
    text: 'W’s loader has made room for **{switch:transferKB}** and lets the server on F write there. Then it waits, in an ordinary Send.',
    look: ['W.loader', 'F.server'],
    layer: 'message',
  },
  {
    id: 'move',
    at: { kind: 'moveOpen', entity: 'W.loader/send1/move1' },
    title: 'The server calls MoveTo',
    text: 'One system call for {switch:unitKB}. The kernel cuts it into packets of **1,024 bytes** and takes each straight out of the server’s memory.',
    look: ['F.server'],
    layer: 'message',
  },
  {
    id: 'placed',
    at: FIRST_IN_PLACE,
    when: [BLAST],
    title: 'Straight to its place',
    text: 'Each packet says where it belongs, so W’s kernel copies it **from the interface to its place**. Meanwhile F is at work on the next one.',
    look: ['W.loader/send1/DATA.1', 'W.loader'],
    layer: 'packet',
    ask: 'slower',
  },
  {
    id: 'placed-window',
    at: FIRST_IN_PLACE,
    when: [WINDOW],
    title: 'Straight to its place',
    text: 'W’s kernel copies it **from the interface to its place** and acknowledges it. F need not wait: {switch:windowPackets} may be under way.',
    look: ['W.loader/send1/DATA.1', 'W.loader'],
    layer: 'packet',
    ask: 'slower',
  },
  {
    id: 'placed-one',
    at: FIRST_IN_PLACE,
    when: [ONE],
    title: 'Straight to its place, and a wait',
    text: 'W’s kernel copies it **from the interface to its place**. F does nothing until the acknowledgement is back: copy, cable, copy, and again.',
    look: ['W.loader/send1/DATA.1', 'W.loader'],
    layer: 'packet',
    ask: 'slower',
  },
  {
    id: 'acknowledged',
    at: { kind: 'packetIn', entity: 'W.loader/send1/MOVE-ACK.1' },
    title: 'An acknowledgement',
    text: '**{metric:acksSent}** of them for {metric:packetsSent} packets, in this run. It names the first packet that is missing; when none is, the MoveTo is done.',
    look: ['F.server'],
    layer: 'packet',
    ask: 'resent',
  },
  {
    id: 'loaded',
    at: { kind: 'sendClose', entity: 'W.loader/send1' },
    title: 'The program is there',
    text: '**{metric:loadMs}**, or {metric:throughputKBps}. Nothing of it was buffered but in W’s interface and where it is to run.',
    look: ['W.loader'],
    layer: 'message',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'slower',
    question:
      'Were each packet acknowledged before the next one goes, how long would the load take, against a blast?',
    overrides: { protocol: 'stop-and-wait' },
    metric: 'slowdownRatio',
    choices: [
      { text: 'Hardly longer', test: { is: '<', value: 1.2 } },
      { text: 'About one and a half times as long', test: { from: 1.2, to: 1.65 } },
      { text: 'Not quite twice as long', test: { from: 1.650001, to: 2 } },
      { text: 'More than twice as long', test: { is: '>', value: 2 } },
    ],
    because:
      'In a blast W copies one packet out of its interface while F copies the next one in and the cable carries it. Stop-and-wait puts all of that in a row. The faster the cable, the more of the time is copying.',
  },
  {
    id: 'resent',
    question:
      'Packet 40 of a program of 64 KB is lost on the way, and nothing else. How many packets will have been sent again when the program is there?',
    overrides: { transferKB: 64, lossPercent: 0 },
    interventions: [{ time: 0, action: 'lose', target: 'W.loader/send1/DATA.40' }],
    metric: 'packetsResent',
    choices: [
      { text: 'None', test: { is: '=', value: 0 } },
      { text: 'One', test: { is: '=', value: 1 } },
      { text: 'Some: those from the lost one on', test: { from: 2, to: 40 } },
      { text: 'All of them', test: { is: '>', value: 40 } },
    ],
    because:
      'The acknowledgement names the first packet that is missing. What is sent again is a choice: everything, from there on, or what is missing. The more packets are lost, the less the first is worth.',
  },
]
