import type { Beat, Condition, Prediction } from '../document/document.ts'

const is = (value: string): Condition => ({ switch: 'class', is: '=', value })
const about = (value: string): Condition => ({ switch: 'about', is: '=', value })
const COUNTER = about('counter')
const TIME = about('time')
const ASKED_FOR_TIME: Condition = { switch: 'class', is: '!=', value: '0' }
const FIRST = 'A.client/send1'
const CLOSED: Beat['at'] = { kind: 'sendClose', entity: FIRST }

const classes: readonly Beat[] = [
  {
    id: 'superseded',
    at: CLOSED,
    when: [is('0')],
    title: 'Sent, and forgotten',
    text: 'An echo on A answers at once, so the Send is over and **no copy** follows. The replicas are not asked to reply: whoever missed this state gets the next.',
    look: ['A.client', 'A.echo'],
    layer: 'transaction',
  },
  {
    id: 'one-heard',
    at: CLOSED,
    when: [is('1')],
    title: 'One has answered',
    text: 'That is what the kernel promises, and the client asks no more. The other replies come, and **nobody fetches** them.',
    look: ['A.client'],
    layer: 'transaction',
  },
  {
    id: 'first-of-k',
    at: CLOSED,
    when: [is('k')],
    title: 'One has answered, the client wants more',
    text: 'The kernel has done its part. The client’s **own loop** goes on with GetReply until {switch:k} different members have answered, or {switch:deadlineMs} are over.',
    look: ['A.client'],
    layer: 'transaction',
  },
  {
    id: 'first-of-all',
    at: CLOSED,
    when: [is('all')],
    title: 'One has answered, the client has a list',
    text: 'It collects for {switch:deadlineMs}, crossing names off. Whoever is left is then asked **by its own name**, until it answers or the kernel gives up.',
    look: ['A.client'],
    layer: 'transaction',
  },
  {
    id: 'enough',
    at: { kind: 'gotReply', entity: FIRST },
    when: [is('k')],
    title: 'The count climbs',
    text: 'Each reply bears its sender’s identifier, so the client counts **members**, not replies. A member that answers twice is one member.',
    look: ['A.client'],
    layer: 'message',
  },
]

export const story: readonly Beat[] = [
  {
    id: 'asked',
    at: { kind: 'sendOpen', entity: FIRST },
    when: [COUNTER],
    title: 'An update for all replicas',
    text: 'One frame to the group of {switch:members}. Each interface misses {switch:lossPercent} of all frames, so some replica may not hear, and some reply may not come back.',
    look: ['A.client', 'R1.replica'],
    layer: 'transaction',
    ask: 'frames',
  },
  {
    id: 'what-time',
    at: { kind: 'sendOpen', entity: FIRST },
    when: [TIME, ASKED_FOR_TIME],
    title: 'What time is it?',
    text: 'One frame to the group of {switch:members} clocks. Each is off by up to 50 ms, and none knows how much. The client sets its own by the **middle one** of the answers.',
    look: ['A.client', 'R1.replica'],
    layer: 'transaction',
    ask: 'frames',
  },
  {
    id: 'time-is',
    at: { kind: 'sendOpen', entity: FIRST },
    when: [TIME, is('0')],
    title: 'The time is',
    text: 'A has the right time and **tells** it to all {switch:members} clocks at once, each off by up to 50 ms. They set themselves and do not answer.',
    look: ['A.client', 'R1.replica'],
    layer: 'transaction',
    ask: 'frames',
  },
  ...classes,
  {
    id: 'next',
    at: { kind: 'sendOpen', entity: 'A.client/send2' },
    when: [COUNTER],
    title: 'Once more',
    text: 'A new Send has a new sequence number, be it the next update or the last one **again**. A replica that knows an update by its number adds it once.',
    look: ['A.client'],
    layer: 'transaction',
    ask: 'crashed',
  },
  {
    id: 'next-time',
    at: { kind: 'sendOpen', entity: 'A.client/send2' },
    when: [TIME],
    title: 'Once more',
    text: 'Each Send brings a **new** time. A reply that a kernel keeps and repeats is an old one: the clock was read when it was first made.',
    look: ['A.client'],
    layer: 'transaction',
    ask: 'crashed',
  },
  {
    id: 'clock-set',
    at: { kind: 'runEnd' },
    when: [TIME],
    title: 'How good is the time?',
    text: 'What was set is wrong by {metric:clockErrorMs}. One answer may come from any clock; **the middle of several** passes over those far off. What the way takes is in none.',
    look: ['A.client', 'R1.replica'],
    layer: 'transaction',
  },
  {
    id: 'end',
    at: { kind: 'runEnd' },
    when: [COUNTER],
    title: 'Who decides',
    text: '{metric:framesPerQuery} frames an update, {metric:repliesCollected} members heard of; the replica furthest behind has {metric:memberState} of 4. The kernel counted to one.',
    look: ['A.client', 'R1.replica'],
    layer: 'transaction',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'frames',
    question:
      'The client wants five of eight replies, and one frame in ten is missed at each interface. How many frames does an update take on the mean?',
    overrides: { about: 'counter', class: 'k', k: 5, members: 8, lossPercent: 10 },
    metric: 'framesPerQuery',
    choices: [
      { text: '6 or fewer: a question and five replies', test: { is: '<=', value: 6.5 } },
      {
        text: '7 to 11: all who heard reply, and now and then once more',
        test: { from: 6.500001, to: 11.5 },
      },
      { text: '16: one there and back for each', test: { from: 11.500001, to: 17 } },
      { text: 'More', test: { is: '>', value: 17 } },
    ],
    because:
      'Nobody tells the members how many are wanted, so all who have heard the question answer it: one frame and seven or so replies. Where the deadline passes with fewer than five, the client’s program sends again.',
  },
  {
    id: 'crashed',
    question:
      'Now the client wants all to have answered, and R1 crashes for good 0.3 s after the start, before the last update. How does the loop for that one end?',
    overrides: { about: 'counter', class: 'all', lossPercent: 0 },
    interventions: [{ time: 300_000_000, action: 'crash', target: 'R1' }],
    metric: 'outcomeState',
    choices: [
      { text: 'All have answered', test: { is: '=', value: 'all-heard' } },
      {
        text: 'With one missing, after six copies to R1 alone',
        test: { is: '=', value: 'some-missing' },
      },
      { text: 'Not at all: it waits for ever', test: { is: '=', value: 'waiting' } },
      { text: 'With no answer from anybody', test: { is: '=', value: 'no-answer' } },
    ],
    because:
      'The group is never told that R1 is gone; only the client’s own list still has it. The update waits out the deadline, then six copies to R1 by name, more than half a second. Then the program must decide what “all” is to mean.',
  },
]
