import type { Beat, Condition, Prediction } from '../document/document.ts'

const is = (key: string, value: string): Condition => ({ switch: key, is: '=', value })
const FAILS: Condition = { switch: 'failAtMs', is: '!=', value: 0 }
const ATOMIC = is('atomic', 'on')
const LOOSE = is('atomic', 'off')

export const story: readonly Beat[] = [
  {
    id: 'one-thing',
    at: { kind: 'workBegun', entity: 'C.client' },
    title: 'One thing to do, and several to write',
    text: 'A debit, a credit, a line in a log: to its user that is **one** piece of work. To the disk it is {switch:writesPerJob} writes, and a disk writes one block at a time.',
    look: ['C.client', 'F.files'],
    layer: 'transaction',
    ask: 'states',
  },
  {
    id: 'committed',
    at: { kind: 'intentionsKept', entity: 'F.files' },
    when: [ATOMIC, is('ending', 'commit')],
    title: 'One write decides',
    text: 'The numbers have waited in memory. Now **one block** is written that lists them all, and from this instant the work has happened, though no account says so yet.',
    look: ['F.files', 'F/disk'],
    layer: 'message',
  },
  {
    id: 'first-write',
    at: { kind: 'diskOpen', entity: 'F/disk', where: { b: 1 }, nth: 2 },
    when: [LOOSE],
    title: 'The first of several',
    text: 'From here until the last of them is on the disk the file system is in a state that **nobody asked for**.',
    look: ['F/disk', 'F.files'],
    layer: 'message',
  },
  {
    id: 'power',
    at: { kind: 'crash', entity: 'F' },
    when: [FAILS, is('failure', 'power')],
    title: 'The power goes',
    text: 'Memory is gone. The disk keeps what it has, and finishes the **one sector** that is under its head.',
    look: ['F', 'F/disk'],
    layer: 'transaction',
    ask: 'cut',
  },
  {
    id: 'processor',
    at: { kind: 'crash', entity: 'F' },
    when: [FAILS, is('failure', 'processor')],
    title: 'The processor fails',
    text: 'Memory is gone, and the disk knows nothing of it: it **finishes the write** that it has begun.',
    look: ['F', 'F/disk'],
    layer: 'transaction',
    ask: 'cut',
  },
  {
    id: 'disk',
    at: { kind: 'diskLost', entity: 'F/disk' },
    when: [FAILS, is('failure', 'disk')],
    title: 'The disk fails',
    text: 'No order of writes helps against this: **what is on one disk** goes with it. Two disks are another scenario.',
    look: ['F/disk'],
    layer: 'transaction',
    ask: 'cut',
  },
  {
    id: 'recovered',
    at: { kind: 'mounted', entity: 'F.files*', where: { b: 1 } },
    when: [FAILS],
    title: 'Somebody has to put it right',
    text: 'The disk’s label says that nobody closed it. Recovery took **{metric:recoveryMs}**: a full scan grows with the files on the disk, a replay does not.',
    look: ['F.files', 'F/disk'],
    layer: 'message',
  },
  {
    id: 'looked',
    at: { kind: 'audited', entity: 'C.auditor' },
    title: 'What is found',
    text: 'The auditor reads the numbers as any program would, and finds **{metric:recoveredState}**, the balances off by {metric:balanceErrorUnits}. **Every cut** shows all the other endings.',
    look: ['C.auditor'],
    layer: 'transaction',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'states',
    question:
      'Three writes, answered before they are on the disk, and no transaction. The power may go at any instant: in how many different states can the work be found?',
    overrides: { atomic: 'off', writePolicy: 'back', writesPerJob: 3, recovery: 'replay' },
    metric: 'statesReachable',
    choices: [
      { text: 'Two: done or not done', test: { is: '<=', value: 2 } },
      { text: 'Four: none, one, two or three of them', test: { from: 3, to: 4 } },
      { text: 'Six', test: { from: 5, to: 6 } },
      { text: 'Eight: every choice of them', test: { is: '>=', value: 7 } },
    ],
    because:
      'The cache is written in the order that suits the disk’s arm, so each write can be there without the others: two to the third. Written through, in the client’s order, there are four; in a transaction two.',
  },
  {
    id: 'cut',
    question:
      'The power goes at the same instant, but there is no transaction, and every write goes straight to the disk. What will be found after the restart?',
    overrides: { atomic: 'off', writePolicy: 'through', writesPerJob: 3, failure: 'power' },
    metric: 'recoveredState',
    choices: [
      { text: 'What was there before', test: { is: '=', value: 'before' } },
      { text: 'The debit, and nothing else', test: { is: '=', value: 'debit-only' } },
      { text: 'Debit and credit, and no log', test: { is: '=', value: 'debit-and-credit' } },
      { text: 'All of it', test: { is: '=', value: 'after' } },
    ],
    because:
      'Each write was on the disk before the next was asked for, and the power went between two of them. No program is left that knows the rest: only a list that was written beforehand could say it.',
  },
]
