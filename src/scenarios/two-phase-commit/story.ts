import type { Beat, Condition, Prediction } from '../document/document.ts'

const NOTHING: Condition = { switch: 'happens', is: '=', value: 'nothing' }
const CRASHES: Condition = { switch: 'happens', is: '=', value: 'participant-crashes' }
const DEADLOCK: Condition = { switch: 'happens', is: '=', value: 'deadlock' }
const UNDISTURBED: Condition = { switch: 'happens', is: '!=', value: 'deadlock' }
const LOST: Condition = { switch: 'happens', is: '=', value: 'vote-lost' }
const ALL_YES: Condition = { switch: 'noVotes', is: '=', value: 0 }
const SOME_NO: Condition = { switch: 'noVotes', is: '>=', value: 1 }
const ALL_UPDATE: Condition = { switch: 'readOnly', is: '=', value: 0 }
const ONE_BY_ONE: Condition = { switch: 'transport', is: '=', value: 'unicast' }
const GROUP: Condition = { switch: 'transport', is: '=', value: 'group' }

export const story: readonly Beat[] = [
  {
    id: 'waits',
    at: { kind: 'lockWaitsFor' },
    when: [DEADLOCK],
    title: 'One waits for the other',
    text: 'Two transactions change x on every P: one from the first to the last, the other from the last to the first. Where they meet, **one has the lock and the other waits**.',
    look: ['C.client', 'C.other'],
    layer: 'message',
  },
  {
    id: 'cycle',
    at: { kind: 'lockWaitsFor', nth: 2 },
    when: [DEADLOCK],
    title: 'And the other for the one',
    text: '**A deadlock**: each has a lock that the other needs, and neither will let go. Only the kernels still ask whether the other side is there; the inspector shows the circle.',
    look: ['C.client', 'C.other'],
    layer: 'message',
  },
  {
    id: 'broken',
    at: { kind: 'decided', where: { a: 0 } },
    when: [DEADLOCK],
    title: 'Time breaks the circle',
    text: 'Nobody has seen the circle. But nothing here is promised yet, so a participant that has **waited long enough aborts by itself**, and its locks are free.',
    look: ['P1.participant'],
    layer: 'message',
    ask: 'messages',
  },
  {
    id: 'all-or-none',
    at: { kind: 'commitBegun' },
    when: [UNDISTURBED],
    title: 'All or none',
    text: 'A transaction has changed **x** on every P, in memory and under a lock. Now it is to be true on all of them or on none, whatever crashes on the way. C asks: can you?',
    look: ['C.coordinator', 'P1.participant'],
    layer: 'message',
    ask: 'messages',
  },
  {
    id: 'no',
    at: { kind: 'voted', entity: 'P1/T*', where: { a: 0 } },
    when: [SOME_NO],
    title: 'P1 says no',
    text: 'Before it has voted, **anyone may abort** by itself: P1 has promised nothing to anybody. One no decides for all.',
    look: ['P1.participant'],
    layer: 'message',
  },
  {
    id: 'promise',
    at: { kind: 'logForced', entity: 'P1/log' },
    when: [ALL_YES, ALL_UPDATE],
    title: 'First the disk, then the word',
    text: 'P1 writes what it would need to go on, and **waits for its disk**: a forced record. Only then may it say yes. Until then it is free to abort.',
    look: ['P1.participant', 'P1/disk'],
    layer: 'message',
  },
  {
    id: 'yes',
    at: { kind: 'voted', entity: 'P1/T*', where: { a: 1 } },
    when: [ALL_YES, ALL_UPDATE],
    title: 'A promise that outlives a crash',
    text: 'P1 has said **yes** and is in doubt from now on: it holds the lock, and may neither commit nor abort by itself. Its pill is half filled.',
    look: ['P1.participant'],
    layer: 'message',
  },
  {
    id: 'dark',
    at: { kind: 'crash', entity: 'P1' },
    when: [CRASHES, ALL_YES, ALL_UPDATE],
    title: 'P1 loses its power',
    text: 'Memory is gone, and with it the locks and the changes. The **promise is on the disk**. Nobody has noticed: the vote had left before.',
    look: ['P1'],
    layer: 'transaction',
  },
  {
    id: 'again',
    at: { kind: 'packetOut', entity: 'C.coordinator/send1/SEND.2' },
    when: [LOST, ALL_YES, ALL_UPDATE, ONE_BY_ONE],
    title: 'The vote never came',
    text: 'C’s kernel sends its request again. P1’s kernel **knows it** and repeats the answer that it kept; P1’s program is not asked twice.',
    look: ['C.coordinator', 'P1.participant'],
    layer: 'packet',
  },
  {
    id: 'together',
    at: { kind: 'voted', entity: 'P2/T*' },
    when: [GROUP, NOTHING, ALL_YES, ALL_UPDATE],
    title: 'One question, all disks at once',
    text: 'The question was **one frame**, so all participants force their records at the same time. One by one they had to wait for each other.',
    look: ['P1.participant', 'P2.participant'],
    layer: 'message',
  },
  {
    id: 'instant',
    at: { kind: 'decided', entity: 'C/T*', where: { a: 1 } },
    when: [ALL_YES, UNDISTURBED],
    title: 'The instant',
    text: 'All said yes, and **one record** has reached C’s disk. A crash before it aborts everywhere; after it nothing can undo the commit. Nobody but C knows yet.',
    look: ['C.coordinator'],
    layer: 'transaction',
  },
  {
    id: 'aborted',
    at: { kind: 'decided', entity: 'C/T*', where: { a: 0 } },
    when: [SOME_NO],
    title: 'None of us',
    text: 'C **writes nothing**. A transaction that its log does not know was aborted: that is what everybody presumes, and it makes an abort cheap.',
    look: ['C.coordinator'],
    layer: 'transaction',
  },
  {
    id: 'told',
    at: { kind: 'decided', entity: 'P1/T*', where: { a: 1 } },
    when: [NOTHING, ALL_YES, ALL_UPDATE],
    title: 'Told, and written',
    text: 'P1 forces a second record, the decision, gives up its lock, and **acknowledges**: it will never have to ask. The pill is a solid bar with a tick.',
    look: ['P1.participant'],
    layer: 'message',
  },
  {
    id: 'forgotten',
    at: { kind: 'forgotten', entity: 'C/T*' },
    when: [NOTHING, ALL_YES, ALL_UPDATE],
    title: 'C may forget',
    text: 'All have acknowledged. The last record says that nobody will ask, and need **not be forced**: if a crash takes it, C only tells everybody once more.',
    look: ['C.coordinator'],
    layer: 'message',
  },
  {
    id: 'found',
    at: { kind: 'recovered', entity: 'P1/T*' },
    when: [CRASHES, ALL_YES, ALL_UPDATE],
    title: 'What its disk still has',
    text: 'P1’s new life reads the log: a promise, **and no end**. So it takes the lock again and asks C how it was decided.',
    look: ['P1.participant#2', 'P1/disk'],
    layer: 'message',
  },
  {
    id: 'end',
    at: { kind: 'runEnd' },
    title: 'One truth',
    text: 'Machines that decided otherwise than the rest: **{metric:decisionsDiffering}**. From the wish to the decision: {metric:commitMs}. Now crash any machine, at any arrow.',
    look: ['C.coordinator'],
    layer: 'transaction',
    ask: 'restart',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'messages',
    question:
      'Three participants, each with something to change, and all say yes. What does the commitment take: messages between machines, and writes that somebody has to wait for?',
    overrides: { participants: 3, noVotes: 0, readOnly: 0, happens: 'nothing' },
    metric: 'messagesSent',
    choices: [
      { text: '6 messages, 4 writes: each is asked and answers', test: { is: '=', value: 6 } },
      { text: '8 messages, 7 writes: it asks them all at once', test: { is: '=', value: 8 } },
      { text: '9 messages, 4 writes: and each is told the result', test: { is: '=', value: 9 } },
      { text: '12 messages, 7 writes: and each says that it knows', test: { is: '=', value: 12 } },
    ],
    because:
      'Prepare, vote, decision, acknowledgement: four for each participant. Each of them forces its promise and then the decision, and the coordinator forces one record: 1 + 2 × 3. To a group the two questions are one frame each: 2 + 2 × 3.',
  },
  {
    id: 'restart',
    question:
      'P1 loses its power just after its vote, and starts again a second later. Where does its log have the transaction, and what becomes of it?',
    overrides: { happens: 'participant-crashes' },
    metric: 'participantState',
    choices: [
      {
        text: 'In doubt; it aborts, for its log has no commit',
        test: { is: '=', value: 'in-doubt-then-aborted' },
      },
      {
        text: 'In doubt; the coordinator’s answer commits it',
        test: { is: '=', value: 'in-doubt-then-committed' },
      },
      { text: 'Committed: the log says so', test: { is: '=', value: 'committed' } },
      { text: 'Nowhere: it has promised nothing', test: { is: '=', value: 'nothing' } },
    ],
    because:
      'After a yes only the decision frees it, and the decision is not P1’s to make. It finds its promise and no end, holds its locks, and asks the coordinator, which has the record. Had it voted no, or only read, there would be nothing to find.',
  },
]
