import type { Beat, Condition, Prediction } from '../document/document.ts'

const is = (key: string, value: string): Condition => ({ switch: key, is: '=', value })
const BOTH_AT_ONCE = [is('copies', 'concurrent')]
const ONE_BY_ONE = [is('copies', 'one-after-the-other')]
const isCut: Condition = { switch: 'cutAfter', is: '!=', value: 0 }
const SECOND_PUT = 'S.store/put2'

export const story: readonly Beat[] = [
  {
    id: 'put',
    at: { kind: 'stablePutOpen', entity: 'S.store/put1' },
    title: 'One page, two disks',
    text: 'The store keeps an account in one block on **each of two disks**. A disk that loses its power in the middle of a block leaves it half new, with a **wrong checksum**.',
    look: ['S.store', 'S/disk1', 'S/disk2'],
    layer: 'transaction',
    ask: 'operations',
  },
  {
    id: 'first-safe',
    at: { kind: 'diskOpen', entity: 'S/disk2', nth: 3 },
    when: ONE_BY_ONE,
    title: 'First one, then the other',
    text: 'The first copy is written and **read back**. Only now is the second begun: at every instant **at most one** of the two is in doubt.',
    look: ['S/disk2', 'S/disk1'],
    layer: 'message',
  },
  {
    id: 'at-once',
    at: { kind: 'diskOpen', entity: 'S/disk2', nth: 3 },
    when: BOTH_AT_ONCE,
    title: 'Both at once',
    text: 'Faster by a write: both disks have the block under their heads **at the same time**. So has whoever cuts the power.',
    look: ['S/disk1', 'S/disk2'],
    layer: 'message',
  },
  {
    id: 'second-put',
    at: { kind: 'stablePutOpen', entity: SECOND_PUT },
    title: '70 in place of 100',
    text: 'The second put. Until it is done the account may be found as 100 or as 70, and both are right. **Nothing else** may ever be found.',
    look: ['S.store'],
    layer: 'transaction',
    ask: 'between',
  },
  {
    id: 'cut',
    at: { kind: 'crash', entity: 'S' },
    title: 'The power goes',
    text: 'Memory is gone with all that was only there. The disks keep what has passed under their heads; a block that was under one at this instant is **torn**.',
    look: ['S/disk1', 'S/disk2'],
    layer: 'transaction',
  },
  {
    id: 'cleanup',
    at: { kind: 'cleanupOpen', entity: 'S.store#2/cleanup1' },
    when: [isCut],
    title: 'Cleanup',
    text: 'Before it serves anybody, the store reads both copies. One is bad: the good one goes over it. Both are good and **differ**: the first over the second. Else nothing.',
    look: ['S.store#2'],
    layer: 'transaction',
  },
  {
    id: 'interval',
    at: { kind: 'blockDecayed', entity: 'S/disk*' },
    when: [{ switch: 'decayPerDay', is: '>=', value: 0.5 }],
    title: 'A block decays',
    text: 'Nobody wrote it, nobody notices. The **next Cleanup** finds the wrong checksum and mends it from the other disk, if that has not decayed since.',
    look: ['S/disk1', 'S/disk2'],
    layer: 'message',
  },
  {
    id: 'end',
    at: { kind: 'runEnd' },
    title: 'Old or new',
    text: 'The account is **{metric:recoveredState}**. Ask for every cut: wherever the power goes, the states are two. A put costs {metric:stablePutMs}, twice a careful write.',
    look: ['S.store'],
    layer: 'transaction',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'operations',
    question: 'How many disk operations does this StablePut take, when nothing goes wrong?',
    metric: 'diskOps',
    choices: [
      { text: 'One', test: { is: '=', value: 1 } },
      { text: 'Two: a write on each disk', test: { is: '=', value: 2 } },
      { text: 'Four: each write is read back', test: { is: '=', value: 4 } },
      { text: 'More', test: { is: '>', value: 4 } },
    ],
    because:
      'A disk does not say that a write went wrong; only reading it back does. So each copy costs a write and a reading, and the second copy may not begin before the first is known to be good.',
  },
  {
    id: 'between',
    question:
      'The power goes when the first copy of 70 is safe and the second has not been touched. What is the account after restart and Cleanup?',
    overrides: { cutAfter: 0 },
    interventions: [
      { time: 362_500_000, action: 'crash', target: 'S' },
      { time: 412_500_000, action: 'reboot', target: 'S' },
    ],
    metric: 'recoveredState',
    choices: [
      { text: '100, the old one', test: { is: '=', value: 'old' } },
      { text: '70, the new one', test: { is: '=', value: 'new' } },
      { text: 'Neither can be read', test: { is: '=', value: 'lost' } },
      { text: 'Something else', test: { is: '=', value: 'mixed' } },
    ],
    because:
      'Both copies are good, and they differ. Cleanup copies the first over the second, since the first is always written first: what has been begun is carried through, and a value that has been new is never old again.',
  },
]
