import type { Beat, Condition, Prediction } from '../document/document.ts'

const CHECKED: Condition = { switch: 'users', is: '=', value: 'checked' }
const UNCHECKED: Condition = { switch: 'users', is: '=', value: 'unchecked' }

export const story: readonly Beat[] = [
  {
    id: 'founded',
    at: { kind: 'groupCreated' },
    title: 'A number that nobody answers for',
    text: 'A’s kernel drew a number and asked the network whether a group has it. **Silence** was the answer, so the founder is its first member.',
    look: ['A.founder'],
    layer: 'message',
  },
  {
    id: 'workers',
    at: { kind: 'received', nth: 1 },
    title: 'B’s workers ask for the group',
    text: 'They learn its identifier from the founder and join. B’s kernel writes them into **its own table**, and no other kernel is told.',
    look: ['B.worker', 'A.founder'],
    layer: 'message',
  },
  {
    id: 'guest',
    at: { kind: 'processCreated', entity: 'C.guest' },
    when: [CHECKED],
    title: 'Somebody else’s process',
    text: 'The guest is Bob’s, the founder Ann’s. In a **restricted** group the joiner’s kernel compares the two.',
    look: ['C.guest'],
    layer: 'message',
    ask: 'crash',
  },
  {
    id: 'anybody',
    at: { kind: 'processCreated', entity: 'C.guest' },
    when: [UNCHECKED],
    title: 'Somebody else’s process',
    text: 'The guest is Bob’s, the founder Ann’s. The joiner’s kernel could compare the two, and does **not look**.',
    look: ['C.guest'],
    layer: 'message',
    ask: 'crash',
  },
  {
    id: 'second',
    at: { kind: 'groupCreated', nth: 2 },
    title: 'D founds a group too',
    text: 'It asks whether its number is taken, and takes it. Had A been out of reach with **the same number**, silence would have said: free.',
    look: ['D.founder2'],
    layer: 'message',
    ask: 'partition',
  },
  {
    id: 'crash',
    at: { kind: 'crash', entity: 'B' },
    title: 'Two members fewer',
    text: 'B’s table is gone with its memory, and so are its members: nothing had to be sent. A **list** that a program keeps is wrong from now on.',
    look: ['B', 'A.founder'],
    layer: 'transaction',
  },
  {
    id: 'end',
    at: { kind: 'runEnd' },
    title: 'Nobody holds the list',
    text: '{metric:deniedJoins} joins were refused; {metric:staleListEntries} entries of the founder’s list are no members. The outline on the stage is **yours alone**: no machine sees it.',
    look: ['A.founder'],
    layer: 'transaction',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'crash',
    question:
      'B loses its power, and two members with it. How many frames about members follow on the cable?',
    metric: 'membershipFrames',
    choices: [
      { text: 'None', test: { is: '=', value: 0 } },
      { text: 'Some', test: { is: '>', value: 0 } },
    ],
    because:
      'A kernel knows its own members and no others, so there is no list to put right. Whoever Sends to the group next is answered by those who are left. Only a list that a program keeps for itself is wrong.',
  },
  {
    id: 'partition',
    question:
      'There is but one number to draw, and the cable is cut between C and D while D founds its group. Healed again, how many groups stand behind the one identifier?',
    overrides: { numbers: 1 },
    interventions: [
      { time: 950_000_000, action: 'cut', target: 'cable', amount: 300 },
      { time: 1_300_000_000, action: 'heal', target: 'cable' },
    ],
    metric: 'groupsPerId',
    choices: [
      { text: 'One: the second founding fails', test: { is: '<=', value: 1 } },
      { text: 'Two, and neither knows of the other', test: { is: '=', value: 2 } },
      { text: 'One: they are merged when the cable heals', test: { is: '>', value: 2 } },
    ],
    because:
      'Silence is all the proof there is that a number is free, and a cut cable is silent too. Nothing looks again after it heals: what is sent to the identifier reaches the members of both.',
  },
]
