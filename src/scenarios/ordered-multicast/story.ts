import type { Beat, Condition, Prediction } from '../document/document.ts'

const is = (key: string, value: string): Condition => ({ switch: key, is: '=', value })
const OFF = is('ordering', 'off')
const PB = is('ordering', 'pb')
const BB = is('ordering', 'bb')
const CALM = is('happens', 'nothing')
const DIES = is('happens', 'sequencer-crashes')
const SEQUENCED: Condition = { switch: 'ordering', is: '!=', value: 'off' }

const A1 = 'R2.member/letter1'

export const story: readonly Beat[] = [
  {
    id: 'two-letters',
    at: { kind: 'broadcast', entity: A1 },
    title: 'Two letters at once',
    text: 'R2 has the letter **A1** for the group, R3 at the same moment **B1**. Each replica must apply both; if two apply them in different orders, they differ for good.',
    look: ['R2.member', 'R3.member'],
    layer: 'message',
    ask: 'frames',
  },
  {
    id: 'own-first',
    at: { kind: 'logged', entity: 'R3.member', nth: 1 },
    when: [OFF],
    title: 'Each its own first',
    text: 'Without an order a multicast is delivered as it comes. R3 has its own **B1** first, R2 its own **A1**: there is nothing on the wire yet, and the logs differ.',
    look: ['R2.member', 'R3.member'],
    layer: 'message',
  },
  {
    id: 'swapped',
    at: { kind: 'logged', entity: 'R3.member', nth: 2 },
    when: [OFF],
    title: 'A B here, B A there',
    text: 'Now R3 has **B1 A1** and R2 **A1 B1**. Nobody has noticed: no member knows what another has.',
    look: ['R2.member', 'R3.member'],
    layer: 'message',
  },
  {
    id: 'to-one',
    at: { kind: 'numbered', nth: 1 },
    when: [PB],
    title: 'R1 gives numbers',
    text: 'Both letters went to one member, the **sequencer**. Whatever comes first is **number 1**. It multicasts the letter with its number: PB, point to point and broadcast.',
    look: ['R1.member'],
    layer: 'packet',
  },
  {
    id: 'to-all',
    at: { kind: 'numbered', nth: 1 },
    when: [BB],
    title: 'R1 gives numbers',
    text: 'The senders multicast the letters themselves. R1, the **sequencer**, multicasts a short ACCEPT with a name and a **number**: the letter’s bytes are on the cable once.',
    look: ['R1.member'],
    layer: 'packet',
  },
  {
    id: 'delivered',
    at: { kind: 'logged', entity: 'R2.member', nth: 1 },
    when: [SEQUENCED],
    title: 'Delivered by number',
    text: 'R2 delivers number 1 when it has it, and number 2 after it. Its own letter waits like any other: it has **no place** before R1 has given it one.',
    look: ['R2.member'],
    layer: 'message',
  },
  {
    id: 'own-letter',
    at: { kind: 'broadcast', entity: 'R1.member/letter1' },
    when: [DIES],
    title: 'R1’s own letter',
    text: 'R1 has a letter too, **C1**, and needs no request. It delivers it, and no other member hears of that.',
    look: ['R1.member'],
    layer: 'message',
  },
  {
    id: 'dies',
    at: { kind: 'crash', entity: 'R1' },
    when: [DIES],
    title: 'R1 loses its power',
    text: 'The only log with **C1** delivered is gone with it, or cannot be asked.',
    look: ['R1'],
    layer: 'transaction',
  },
  {
    id: 'voted',
    at: { kind: 'installed', nth: 1 },
    when: [DIES, SEQUENCED],
    title: 'A new sequencer',
    text: 'Ten requests were in vain. Who noticed called a **vote**, took from the others what it lacked, and gives numbers now. What none of them holds **never was**.',
    look: ['R2.member', 'R3.member'],
    layer: 'message',
  },
  {
    id: 'gap',
    at: { kind: 'gapSeen', nth: 1 },
    when: [PB, CALM],
    title: 'A hole',
    text: 'A member has a number and not the one before it. It asks the sequencer, and R1 sends the letter again from its **history**. Nobody acknowledges what is there.',
    look: ['R1.member'],
    layer: 'message',
  },
  {
    id: 'end',
    at: { kind: 'runEnd' },
    title: 'The logs side by side',
    text: 'Places where two logs differ: **{metric:orderViolations}**. Frames for a letter, upkeep included: {metric:framesInAllPerBroadcast}.',
    look: ['R2.member', 'R3.member'],
    layer: 'transaction',
    ask: 'survives',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'frames',
    question:
      'Let two members besides the sequencer hold each letter before anybody delivers it (r = 2), with five replicas and no loss. How many frames does one letter take?',
    overrides: { resilience: 2, lossPercent: 0, happens: 'nothing', messageBytes: 64 },
    metric: 'framesPerBroadcast',
    choices: [
      { text: 'One: it is a multicast', test: { is: '=', value: 1 } },
      { text: 'Two: to the sequencer, and to all', test: { is: '=', value: 2 } },
      { text: 'Five: two more to acknowledge, one to accept', test: { is: '=', value: 5 } },
      { text: 'Six or more: each replica acknowledges', test: { is: '>=', value: 6 } },
    ],
    because:
      'One to the sequencer, one tentative multicast, r short acknowledgements, one short multicast to accept: 3 + r. With r = 0 the last two fall away, and two are enough, however many members there are.',
  },
  {
    id: 'survives',
    question:
      'R1 sends a letter of its own, C1, and delivers it. No word of that reaches the others, and R1 dies. How many letters that a replica has delivered do the others never get?',
    overrides: { happens: 'sequencer-crashes', lossPercent: 0, messageBytes: 64 },
    metric: 'messagesLost',
    choices: [
      { text: 'None: C1 survives', test: { is: '=', value: 0 } },
      { text: 'One: C1 is lost', test: { is: '=', value: 1 } },
      { text: 'All that R1 had numbered', test: { is: '>=', value: 2 } },
    ],
    because:
      'At r = 0 R1 delivered before anybody else had the letter, and took it along. At r = 1 another member must hold it first, and the next sequencer finds it there.',
  },
]
