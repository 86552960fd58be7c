import type { Beat, Prediction } from '../document/document.ts'

const FIRST = 'A.client/send1'

export const story: readonly Beat[] = [
  {
    id: 'asked',
    at: { kind: 'sendOpen', entity: FIRST },
    title: 'One update for all replicas',
    text: 'Each of {switch:members} file servers keeps a counter. The client sends “add one” to their **group**, and is blocked until a reply comes.',
    look: ['A.client', 'S1.server'],
    layer: 'transaction',
  },
  {
    id: 'first',
    at: { kind: 'sendClose', entity: FIRST },
    title: 'The first reply, and on',
    text: 'One member has answered, so the Send has **succeeded**. The timer stops: from here on no copy of this update is ever sent.',
    look: ['A.client'],
    layer: 'transaction',
    ask: 'missed',
  },
  {
    id: 'next',
    at: { kind: 'sendOpen', entity: 'A.client/send2' },
    title: 'The next Send closes the last',
    text: 'What the client did not fetch is thrown away, and what still comes bears an **old sequence number**. Nobody counts who has answered.',
    look: ['A.client'],
    layer: 'transaction',
  },
  {
    id: 'half-way',
    at: { kind: 'sendClose', entity: 'A.client/send10' },
    title: 'Ten updates, ten successes',
    text: 'Every Send so far has come back with a reply. In the members’ counters one sees what the client **cannot**.',
    look: ['S1.server', 'A.client'],
    layer: 'transaction',
    ask: 'counter',
  },
  {
    id: 'end',
    at: { kind: 'runEnd' },
    title: 'What a return tells',
    text: '{metric:membersMissedPercent} of updates never reached a member; {metric:retransmissions} copies were sent, {metric:repliesDiscarded} replies came for nothing. All Sends succeeded.',
    look: ['A.client', 'S1.server'],
    layer: 'transaction',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'missed',
    question:
      'Each interface misses a frame in five. Of every hundred updates that a member should hear, how many does it never hear of?',
    overrides: { lossPercent: 20 },
    metric: 'membersMissedPercent',
    unit: '%',
    choices: [
      { text: 'None: the kernel sends again until all have it', test: { is: '=', value: 0 } },
      { text: 'Hardly any, 1 to 5', test: { from: 0.001, to: 5 } },
      { text: 'About 20', test: { from: 5.001, to: 32 } },
      { text: 'More than a third', test: { is: '>', value: 32 } },
    ],
    because:
      'The kernel sends again only while nobody has answered. Among several members somebody nearly always has, so whoever missed the first copy gets no second. The member does not know that there was anything to miss.',
  },
  {
    id: 'counter',
    question:
      'Each interface misses a frame in five, and twenty updates are sent. What does the member that is furthest behind have in its counter at the end?',
    overrides: { lossPercent: 20 },
    metric: 'memberState',
    choices: [
      { text: '20: it has them all', test: { is: '>=', value: 20 } },
      { text: 'Less than 20, and it will stay so', test: { from: 1, to: 19 } },
      { text: '0', test: { is: '=', value: 0 } },
    ],
    because:
      'The kernel sends again until one has answered. Nothing in it brings another member up to date: it keeps no list of members and no history of messages. Whoever wants every replica to have every update must count the answers and ask again.',
  },
]
