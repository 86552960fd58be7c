import type { Beat, Condition, Prediction } from '../document/document.ts'

const is = (key: string, value: string | number): Condition => ({ switch: key, is: '=', value })
const QUORUM = is('scheme', 'quorum')
const AVAILABLE = is('scheme', 'available-copies')
const LAZY = is('scheme', 'lazy')
const WRITES: Condition = { switch: 'readPercent', is: '<=', value: 80 }
const AS_USUAL: readonly Condition[] = [
  QUORUM,
  WRITES,
  is('happens', 'nothing'),
  is('replicas', 5),
  is('r', 3),
  is('w', 3),
]
const FEW: Condition = { switch: 'replicas', is: '>=', value: 5 }

export const story: readonly Beat[] = [
  {
    id: 'one-file',
    at: { kind: 'processCreated', entity: 'A.near' },
    title: 'One file, many disks',
    text: 'Every S has the **whole file** on its disk. A and B read and write it; A asks the servers from the left, B from the right. How many must they ask?',
    look: ['A.near', 'B'],
    layer: 'message',
    ask: 'miss',
  },
  {
    id: 'numbers',
    at: { kind: 'copyWriteBegun', entity: 'A/file' },
    when: [QUORUM, WRITES],
    title: 'First the numbers',
    text: 'All writes go through one writer, one after the other. It asks **r copies** which version they have: the newest and one more is the number of its own.',
    look: ['A.writer'],
    layer: 'message',
  },
  {
    id: 'on-disk',
    at: { kind: 'copyStored', entity: 'S1/copy' },
    when: [WRITES],
    title: 'The disk, then the answer',
    text: 'S1 has the new version **on its disk** and says so only now. A crash can take its memory, and not what it has answered for.',
    look: ['S1.copy', 'S1/disk'],
    layer: 'message',
  },
  {
    id: 'committed',
    at: { kind: 'copyWriteCommitted', entity: 'A/file' },
    when: [QUORUM, WRITES],
    title: 'w copies are enough',
    text: 'So many have it: the version is **committed**. The other servers know nothing of it, and need not.',
    look: ['A.writer'],
    layer: 'transaction',
  },
  {
    id: 'all-up',
    at: { kind: 'copyWriteCommitted', entity: 'A/file' },
    when: [AVAILABLE, WRITES],
    title: 'All that are up',
    text: 'The writer went to **every** server, and waited for each. From now on one answer is enough to read: a dear write for cheap reads.',
    look: ['A.writer'],
    layer: 'transaction',
  },
  {
    id: 'one-is-enough',
    at: { kind: 'copyWriteCommitted', entity: 'A/file' },
    when: [LAZY, WRITES],
    title: 'One has it: done',
    text: 'The cheapest write there is. S1 will carry it to the others **later**; until then whoever asks them reads the past.',
    look: ['A.writer', 'S1.courier'],
    layer: 'transaction',
  },
  {
    id: 'they-meet',
    at: { kind: 'copyReadEnded', entity: 'B/file', where: { a: 1 } },
    when: AS_USUAL,
    title: 'They meet at S3',
    text: 'B asked **S5, S4, S3**; the writer stored at S1, S2, S3. Three and three of five must share one, and its number is the highest: B takes that.',
    look: ['B.far', 'S3.copy'],
    layer: 'message',
  },
  {
    id: 'carried',
    at: { kind: 'copyStored', entity: 'S2/copy' },
    when: [LAZY, WRITES, { switch: 'replicas', is: '>=', value: 3 }, is('happens', 'nothing')],
    title: 'The news arrives',
    text: 'S1’s courier brings the version round, one server after the other. A crash of S1 **before that** would have taken a committed write with it.',
    look: ['S1.courier', 'S2.copy'],
    layer: 'message',
  },
  {
    id: 'refused',
    at: { kind: 'copyReadRefused', entity: 'B/file' },
    when: [QUORUM, is('happens', 'partition'), FEW, is('r', 3), is('w', 3)],
    title: 'The smaller side refuses',
    text: 'B reaches S5 and S4, **two of the three** that it needs. The other side may be writing this very moment: better no answer than an old one.',
    look: ['B.far'],
    layer: 'message',
  },
  {
    id: 'back',
    at: { kind: 'copyFound', entity: 'S1/copy', nth: 2 },
    when: [is('happens', 'comes-back')],
    title: 'Back, with its disk',
    text: 'S1 finds the version it had. What was written while it was away it **cannot know** of: on its disk nothing is missing.',
    look: ['S1', 'S1/disk'],
    layer: 'message',
  },
  {
    id: 'empty',
    at: { kind: 'copyFound', entity: 'S3/copy', nth: 2 },
    when: [is('happens', 'comes-back-empty'), { switch: 'replicas', is: '>=', value: 3 }],
    title: 'Back, with nothing',
    text: 'S3 has answered for versions that its new disk **does not have**. To count it as before would break the sum: S3 was where the sets met.',
    look: ['S3', 'S3/disk'],
    layer: 'message',
  },
  {
    id: 'caught-up',
    at: { kind: 'copyCaughtUp', entity: 'S1/copy', nth: 2 },
    when: [AVAILABLE, is('happens', 'comes-back'), is('catchUp', 'on'), WRITES],
    title: 'Current again',
    text: 'Its courier has asked the writer, **between two writes**, what is committed, and fetched it. Only now may one answer of S1’s be believed.',
    look: ['S1.courier', 'S1.copy'],
    layer: 'message',
  },
  {
    id: 'end',
    at: { kind: 'runEnd' },
    title: 'Where the bill goes',
    text: 'A read took {metric:readMs} and {metric:framesPerRead} frames, a write {metric:writeMs} and {metric:framesPerWrite}. Pull r down and w up: the sum stays, and somebody else pays.',
    look: ['A.near', 'B.far'],
    layer: 'transaction',
    ask: 'returns',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'miss',
    question:
      'Five copies; three must answer a read, two must store a write. A and B make eight reads each. How many of the sixteen miss the last write?',
    overrides: {
      scheme: 'quorum',
      replicas: 5,
      r: 3,
      w: 2,
      happens: 'nothing',
    },
    metric: 'staleReads',
    choices: [
      { text: 'None: three of five is a majority', test: { is: '=', value: 0 } },
      { text: 'One or two, by bad luck', test: { from: 1, to: 2 } },
      { text: 'Nearly all of B’s, none of A’s', test: { from: 3, to: 8 } },
      { text: 'More than half of all', test: { from: 9, to: 16 } },
    ],
    because:
      'Three and two make five: a read set and a write set may have no copy in common. The writer stores at S1 and S2, and B asks S5, S4 and S3, which agree with each other and are all old. One more in either set and they must meet.',
  },
  {
    id: 'returns',
    question:
      'S1 was down while the file was written, and comes back without catching up. One copy is enough to read, and A asks S1. How many reads are old? And how many if three are compared, 3 + 3 of 5?',
    overrides: {
      scheme: 'available-copies',
      replicas: 5,
      happens: 'comes-back',
      catchUp: 'off',
    },
    metric: 'staleReads',
    choices: [
      { text: 'None, and none: its disk has kept everything', test: { is: '=', value: 0 } },
      { text: 'A’s, until the next write; of those compared none', test: { from: 1, to: 6 } },
      { text: 'All that follow; of those compared some', test: { from: 7, to: 16 } },
    ],
    because:
      'Read alone, an old copy looks like any other, until the next write to all makes S1 current again. Beside two others its version number gives it away: a quorum needs no catching up, unless a disk has forgotten.',
  },
]
