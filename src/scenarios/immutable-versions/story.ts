import type { Beat, Condition, Prediction } from '../document/document.ts'

const is = (key: string, value: string): Condition => ({ switch: key, is: '=', value })
const IMMUTABLE = is('files', 'immutable')
const IN_PLACE = is('files', 'in-place')
const SEVERAL: Condition = { switch: 'replicas', is: '>=', value: 2 }
const isCut: Condition = { switch: 'cutAtMs', is: '>=', value: 1 }

export const story: readonly Beat[] = [
  {
    id: 'committed',
    at: { kind: 'versionCommitted', entity: 'F1.files' },
    title: 'Created, filled, committed',
    text: 'W has created a file at F1 and filled it, part by part, in **F1’s memory**. Now it is committed, once: it has an identifier, and may be read.',
    look: ['F1.files', 'W.writer'],
    layer: 'message',
  },
  {
    id: 'copied',
    at: { kind: 'versionCommitted', entity: 'F2.files' },
    when: [SEVERAL],
    title: 'A copy, and nobody waited for it',
    text: 'F1 has given F2 the same bytes under the **same identifier**, after it had answered W. Whoever asks F2 for it gets just what F1 would give.',
    look: ['F1.copier', 'F2.files'],
    layer: 'message',
  },
  {
    id: 'half-way',
    at: { kind: 'saveBegun', entity: 'W.writer', nth: 2 },
    title: 'A save comes in between',
    text: 'R1 has some of the file and not the rest: one request moves **29,768 bytes** at most. Just now W saves it again, all of it changed.',
    look: ['R1.reader', 'W.writer'],
    layer: 'message',
    ask: 'mixed',
  },
  {
    id: 'overwritten',
    at: { kind: 'versionOnDisk', entity: 'F1.files' },
    when: [IN_PLACE, is('replyAfterDisk', 'on')],
    title: 'New bytes behind the old identifier',
    text: 'The part that W has sent stands where the old one stood. Who asks for it now gets the new one, **whatever he has read before**.',
    look: ['F1.files', 'R1.reader'],
    layer: 'message',
  },
  {
    id: 'beside',
    at: { kind: 'versionCommitted', entity: 'F1.files', nth: 2 },
    when: [IMMUTABLE],
    title: 'A new version beside the old one',
    text: 'It has **another identifier**, and another place on the disk. The old one has not been touched: who reads it goes on reading it.',
    look: ['F1.files', 'R1.reader'],
    layer: 'message',
  },
  {
    id: 'name',
    at: { kind: 'nameLinked', entity: 'F1.files', nth: 2 },
    when: [IMMUTABLE],
    title: 'What changes is the name',
    text: 'From here on the name denotes the new version. It is the **only thing that ever changes**, and it is one block on one disk.',
    look: ['F1.files', 'F1/disk'],
    layer: 'message',
  },
  {
    id: 'one-colour',
    at: { kind: 'versionRead', entity: 'R1.reader' },
    when: [IMMUTABLE],
    title: 'One colour',
    text: 'R1 has read across the save, and has the old version **whole**. Nobody locked anything, and nobody told it.',
    look: ['R1.reader'],
    layer: 'message',
  },
  {
    id: 'two-colours',
    at: { kind: 'versionRead', entity: 'R1.reader' },
    when: [IN_PLACE],
    title: 'What R1 walks off with',
    text: 'Parts that it asked for before the save and after it, put together as one file. **Nobody has ever written** such a file, where both are in it.',
    look: ['R1.reader'],
    layer: 'message',
  },
  {
    id: 'cut',
    at: { kind: 'crash', entity: 'F1' },
    when: [isCut],
    title: 'F1 loses its power',
    text: 'What only its memory had is gone. Its disk has every version whose **inode** is there: the inode is written last.',
    look: ['F1', 'F1/disk'],
    layer: 'message',
  },
  {
    id: 'again',
    at: { kind: 'versionRead', entity: 'R1.reader', nth: 2 },
    title: 'Opened again',
    text: 'R1 has asked what the name denotes. A copy in its memory is good **for ever** where files never change; else it asks F1 whether the copy is.',
    look: ['R1.reader', 'F1.files'],
    layer: 'message',
    ask: 'survives',
  },
  {
    id: 'own-copy',
    at: { kind: 'versionRead', entity: 'R1.reader', nth: 3 },
    when: [IMMUTABLE],
    title: 'Its own copy will do',
    text: 'The name denotes the version that R1 has. It need not ask whether that is **still** so: it cannot be otherwise.',
    look: ['R1.reader'],
    layer: 'message',
  },
  {
    id: 'end',
    at: { kind: 'runEnd' },
    title: 'What it came to',
    text: 'At the worst one read had bytes of **{metric:versionsMixed}**. {metric:consistencyFrames} frames went only to keep copies alike. At the last read the name gave: **{metric:recoveredState}**.',
    look: ['F1.files'],
    layer: 'message',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'mixed',
    question:
      'R1 is half-way through the file, and W saves it. Of how many versions will there be bytes in what one reader has read?',
    metric: 'versionsMixed',
    choices: [
      { text: 'Of one: old or new', test: { is: '=', value: 1 } },
      { text: 'Of two', test: { is: '=', value: 2 } },
      { text: 'Of none: the read fails', test: { is: '=', value: 0 } },
    ],
    because:
      'An identifier stands for bytes that never change. R1 goes on with the identifier that it has, and the save made another. Where a save overwrites, the identifier stays and the bytes do not, so a read that takes several requests can fall on both sides.',
  },
  {
    id: 'survives',
    question:
      'There is one file server, and it answers before the disk has the version. Its power goes soon after it has answered W’s second save. What does the name give afterwards?',
    overrides: { files: 'immutable', replyAfterDisk: 'off', replicas: 1, cutAtMs: 0 },
    interventions: [
      { time: 6_000_000_000, action: 'crash', target: 'F1' },
      { time: 6_500_000_000, action: 'reboot', target: 'F1' },
    ],
    metric: 'recoveredState',
    choices: [
      { text: 'The new version', test: { is: '=', value: 'new' } },
      { text: 'The old version', test: { is: '=', value: 'old' } },
      { text: 'Nothing: it denotes what is no more', test: { is: '=', value: 'lost' } },
    ],
    because:
      'W was told that it is saved, and up to a minute can go by until a sweep brings it to the disk. The name was written at once, so it denotes a version that no machine has. A second server might have got its copy in time; the answer after the disk needs no luck.',
  },
]
