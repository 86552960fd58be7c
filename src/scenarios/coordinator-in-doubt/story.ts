import type { Beat, Condition, Prediction } from '../document/document.ts'

const is = (key: string, value: string): Condition => ({ switch: key, is: '=', value })
const not = (key: string, value: string): Condition => ({ switch: key, is: '!=', value })
const CRASH = is('fault', 'crash')
const CUT = is('fault', 'partition')
const STRUCK = not('crashPoint', 'never')
const VOTES = is('crashPoint', 'after-votes')
const FORCE = is('crashPoint', 'after-force')
const ONE_KNOWS = is('crashPoint', 'after-one-decision')
const ALL_PROMISED = not('crashPoint', 'first-vote')
const IMPATIENT = is('participant', 'impatient')
const PATIENT = is('participant', 'patient')
const COOPERATIVE = is('participant', 'cooperative')
const LONG: Condition = { switch: 'rebootMs', is: '=', value: 5000 }

export const story: readonly Beat[] = [
  {
    id: 'promised',
    at: { kind: 'voted', entity: 'P1/T*', where: { a: 1 } },
    title: 'P1 has promised',
    text: 'Its yes is on its disk. From here until it knows the decision P1 is **in doubt**: it holds its lock, and may neither commit nor abort by itself.',
    look: ['P1.participant', 'C.coordinator'],
    layer: 'message',
    ask: 'decision',
  },
  {
    id: 'dark',
    at: { kind: 'crash', entity: 'C' },
    when: [VOTES, CRASH],
    title: 'All have voted, and C is gone',
    text: 'All three said yes. C was about to write **one record**, and its power went while the platter still turned.',
    look: ['C'],
    layer: 'transaction',
  },
  {
    id: 'dark-safe',
    at: { kind: 'crash', entity: 'C' },
    when: [FORCE, CRASH],
    title: 'Decided, and nobody knows',
    text: 'C’s record is on its disk: the transaction **is committed**. The only machine that knows has lost its power before it told anybody.',
    look: ['C'],
    layer: 'transaction',
  },
  {
    id: 'dark-one',
    at: { kind: 'crash', entity: 'C' },
    when: [ONE_KNOWS, CRASH],
    title: 'P1 will know, the others not',
    text: 'The decision is on C’s disk and on its way to P1. C’s power goes before it can tell **P2 and P3**.',
    look: ['C', 'P1.participant'],
    layer: 'transaction',
  },
  {
    id: 'cut',
    at: { kind: 'cableCut' },
    when: [STRUCK, CUT],
    title: 'C is well, and out of reach',
    text: 'The cable is cut between C and the others. From where they sit a machine that is cut off looks **just like one that is dead**.',
    look: ['C'],
    layer: 'transaction',
  },
  {
    id: 'waits',
    at: { kind: 'lockAwaited' },
    when: [STRUCK, ALL_PROMISED],
    title: 'A wants x',
    text: 'P2 is healthy and its processor idle. But **x is locked** by a transaction whose end P2 does not know, so A has to wait.',
    look: ['P2.participant', 'A.reader'],
    layer: 'message',
  },
  {
    id: 'silence',
    at: { kind: 'inquired', entity: 'P1/T*' },
    when: [STRUCK, PATIENT, LONG],
    title: 'P1 asks, and asks again',
    text: 'The decision is overdue. P1 asks C, there is no answer, and so it asks again: **only C can free it**, so it waits for as long as C takes.',
    look: ['P1.watcher'],
    layer: 'message',
  },
  {
    id: 'others',
    at: { kind: 'inquired', entity: 'P2/T*', nth: 2 },
    when: [STRUCK, COOPERATIVE, LONG],
    title: 'Does anybody know?',
    text: 'C does not answer, so P2 asks the **other participants**. One that knows is enough, and one that has not voted may abort. If all are in doubt, they can only wait.',
    look: ['P2.watcher', 'P1.participant'],
    layer: 'message',
  },
  {
    id: 'freed',
    at: { kind: 'decided', entity: 'P2/T*', where: { b: 2 } },
    when: [ONE_KNOWS, COOPERATIVE, LONG],
    title: 'P1 knew',
    text: 'P1 had been told. Its word frees P2 **while C is still dark**; A gets its turn.',
    look: ['P2.participant'],
    layer: 'message',
  },
  {
    id: 'enough',
    at: { kind: 'decided', entity: 'P3/T*', where: { b: 5 } },
    when: [STRUCK, IMPATIENT, ALL_PROMISED, LONG],
    title: 'P3 has had enough',
    text: 'It gave its word, and now **aborts by itself** and lets the lock go. Nobody waits any longer. Whether C has decided otherwise it cannot know.',
    look: ['P3.participant'],
    layer: 'transaction',
  },
  {
    id: 'queue',
    at: { kind: 'lockAwaited', nth: 2 },
    when: [STRUCK, ALL_PROMISED, PATIENT, LONG],
    title: 'The queue grows',
    text: 'B waits behind A now. Nothing is broken at P2 and nothing is being computed; a **dead machine elsewhere** holds them up.',
    look: ['P2.participant', 'B.visitor'],
    layer: 'message',
  },
  {
    id: 'back',
    at: { kind: 'reboot', entity: 'C' },
    when: [STRUCK, CRASH, LONG],
    title: 'C starts again',
    text: 'Memory is empty; all that it knows is what its **log** says. With a commit record, it is committed. Without one, it was aborted: that is presumed.',
    look: ['C'],
    layer: 'transaction',
  },
  {
    id: 'whole',
    at: { kind: 'cableHealed' },
    when: [STRUCK, CUT, LONG],
    title: 'The cable is whole again',
    text: 'C had its record all the time and had told an **empty cable**. Now the questions reach it.',
    look: ['C'],
    layer: 'transaction',
  },
  {
    id: 'end',
    at: { kind: 'runEnd' },
    title: 'What it came to',
    text: 'Machines that decided otherwise than the rest: **{metric:decisionsDiffering}**. Messages to find out: {metric:recoveryMessages}. Now move the moment, or turn the patience.',
    look: ['C.coordinator', 'P2.participant'],
    layer: 'transaction',
    ask: 'held',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'decision',
    question:
      'All three vote yes, and C loses its power before its record is on the disk. It starts again later. How has it decided?',
    overrides: { crashPoint: 'after-votes', fault: 'crash' },
    metric: 'decisionState',
    choices: [
      { text: 'Commit: all had said yes', test: { is: '=', value: 'committed' } },
      { text: 'Abort: there is no record of it', test: { is: '=', value: 'aborted' } },
      { text: 'Not at all: nobody asks it', test: { is: '=', value: 'undecided' } },
    ],
    because:
      'The votes were in C’s memory. Its log has nothing of the transaction, and what the log does not know was aborted: every question gets that answer. The one record is the decision, not the last yes. (Impatient participants do not even ask.)',
  },
  {
    id: 'held',
    question:
      'C is away for five seconds. How long is the longest that a participant is in doubt and holds its locks?',
    overrides: { rebootMs: 5000 },
    metric: 'inDoubtMs',
    choices: [
      { text: 'No longer than usual, a fifth of a second', test: { is: '<', value: 400 } },
      { text: 'About a second: then it finds out, or gives up', test: { from: 400, to: 3000 } },
      { text: 'Until C is back, five seconds or more', test: { from: 3001, to: 10_000 } },
      {
        text: 'For ever: the promise was made to a dead machine',
        test: { is: '>', value: 10_000 },
      },
    ],
    because:
      'A patient participant can do nothing but wait for C. If one of the others knows and they ask each other, it takes a second; if all of them are in doubt, asking helps nobody. An impatient one is quick, and may be wrong.',
  },
]
