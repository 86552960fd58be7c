import type { Beat, Condition, Prediction } from '../document/document.ts'

const is = (key: string, value: string): Condition => ({ switch: key, is: '=', value })
const atLeast = (key: string, value: number): Condition => ({ switch: key, is: '>=', value })
const TWO_SERVERS = atLeast('servers', 2)
const PARTNER_THERE = is('partner', 'there')
const UNBROKEN: Condition = { switch: 'crashAtMs', is: '=', value: 0 }
const SEVERAL = atLeast('editors', 2)
const crashes = atLeast('crashAtMs', 1)

export const story: readonly Beat[] = [
  {
    id: 'named',
    at: { kind: 'nameLinked', entity: 'D1.names' },
    when: [UNBROKEN],
    title: 'A name, and what it denotes',
    text: 'E1 has made a file, which will never change, and D1 has put its identifier beside a name. Two names, in fact, **both or neither**.',
    look: ['D1.names', 'D1/disk'],
    layer: 'message',
  },
  {
    id: 'race',
    at: { kind: 'saveBegun', entity: 'E1.editor', nth: -1 },
    when: [UNBROKEN, PARTNER_THERE],
    title: 'Edited, and saved as another file',
    text: 'E1 has read what the name denotes and changed all of it. **So has whoever else** edits here. Each makes a file of its own: nobody is in anybody’s way, yet.',
    look: ['E1.editor'],
    layer: 'message',
  },
  {
    id: 'partner-first',
    at: { kind: 'intentionKept', entity: 'D*.names', where: { b: 0 }, nth: 2 },
    when: [TWO_SERVERS, PARTNER_THERE, UNBROKEN],
    title: 'First the partner has it',
    text: 'The server that was asked has compared: the name denotes **what this editor had read**. Its partner has the intention on its disk before anything is promised.',
    look: ['D1.names', 'D2.names'],
    layer: 'message',
  },
  {
    id: 'commit-point',
    at: { kind: 'intentionKept', entity: 'D*.names', where: { b: 1 }, nth: 2 },
    when: [UNBROKEN, PARTNER_THERE],
    title: 'One block, and it has happened',
    text: 'This server’s own **first block** says it. No block of the name has been touched. From here on the name denotes the new file, whatever happens to whom.',
    look: ['D1.names', 'D1/disk'],
    layer: 'message',
  },
  {
    id: 'refused',
    at: { kind: 'swapRefused', entity: 'D*.names' },
    when: [is('comparison', 'on'), SEVERAL, PARTNER_THERE, UNBROKEN],
    title: 'One arrow has moved, the other may not',
    text: 'Who comes second had read a version that is **no longer** what the name denotes. It is told so, must read again, and edits what the first has made.',
    look: ['D1.names', 'E2.editor'],
    layer: 'message',
  },
  {
    id: 'rolled',
    at: { kind: 'rolledForward', entity: 'D1.names', nth: 2 },
    when: [UNBROKEN, PARTNER_THERE],
    title: 'The rest at leisure',
    text: 'The name’s own block says it too, and the intention is taken out of the first block. A start that finds one there **does this again**: it says what the name becomes.',
    look: ['D1.names', 'D1/disk'],
    layer: 'message',
  },
  {
    id: 'written-over',
    at: { kind: 'nameLinked', entity: 'D1.names', nth: 4 },
    when: [is('comparison', 'off'), SEVERAL, PARTNER_THERE, UNBROKEN],
    title: 'The arrow moves once more',
    text: 'To a file that was made from the **first** version. What the other editor did is in no file that a name leads to, and nobody has been told.',
    look: ['D1.names', 'E2.editor'],
    layer: 'message',
  },
  {
    id: 'silent',
    at: { kind: 'partnerSilent', entity: 'D1.names' },
    when: [is('partner', 'dies'), TWO_SERVERS],
    title: 'No answer from D2',
    text: 'D1 keeps asking, and E1 waits. D2 may be slow, or dead, or beyond a cut: **from here it looks the same**.',
    look: ['D1.names', 'D2'],
    layer: 'message',
  },
  {
    id: 'alone',
    at: { kind: 'directoryMode', entity: 'D1.names', where: { a: 1 } },
    when: [is('partner', 'dies'), TWO_SERVERS],
    title: 'One copy',
    text: 'After {switch:partnerTimeoutSeconds} s D1 leaves D2 out, and **writes down that it did**. Should D2 start again, it will ask D1 before it serves anybody.',
    look: ['D1.names', 'D1/disk'],
    layer: 'message',
  },
  {
    id: 'fork',
    at: { kind: 'directoryMode', entity: 'D2.names', where: { a: 1 } },
    when: [is('partner', 'cut-off'), TWO_SERVERS],
    title: 'Both go on alone, and the name forks',
    text: 'Each takes the other for dead. On either side of the cut the name denotes **another file** now. This is the limit: two servers cannot tell a cut from a death.',
    look: ['D1.names', 'D2.names'],
    layer: 'message',
  },
  {
    id: 'crash',
    at: { kind: 'crash', entity: 'D1' },
    when: [crashes],
    title: 'D1 loses its power',
    text: 'Its disk keeps what was written whole. A first block that was being written is **torn**; then the one before it still stands beside it.',
    look: ['D1', 'D1/disk'],
    layer: 'message',
  },
  {
    id: 'back',
    at: { kind: 'directoryMode', entity: 'D1.names#2' },
    when: [crashes],
    title: 'What the start does',
    text: 'It has read its disk, and carried out an intention that it found there. It has a partner? Then it **asks who has more** before it serves.',
    look: ['D1.names#2', 'D1/disk'],
    layer: 'message',
  },
  {
    id: 'last-look',
    at: { kind: 'versionReading', entity: 'R1.reader', nth: 2 },
    title: 'What the name denotes',
    text: 'R1 looks it up once more. Files that it read before are where they were: only **the arrow** can be somewhere else.',
    look: ['R1.reader'],
    layer: 'message',
    ask: 'lost',
  },
  {
    id: 'end',
    at: { kind: 'runEnd' },
    title: 'All change in one place',
    text: 'Swaps refused: {metric:swapsRefused}; intentions carried out: {metric:rollForwards}. A swap took {metric:updateMs}. Whatever is atomic here is so **because one block is**.',
    look: ['D1.names'],
    layer: 'message',
    ask: 'after-crash',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'lost',
    question:
      'All editors read the same version, and saved what they had made of it. How many edits are in no version that led to the one which the name denotes now?',
    metric: 'lostUpdates',
    choices: [
      { text: 'None', test: { is: '=', value: 0 } },
      { text: 'One', test: { is: '=', value: 1 } },
      { text: 'More', test: { is: '>', value: 1 } },
    ],
    because:
      'With the comparison whoever comes second is refused, reads what the first has made and begins again: every version is made from the one before. Without it each save is carried out, the last one stays, and those before it are lost without a word. So they are on one side of a cut.',
  },
  {
    id: 'after-crash',
    question:
      'One editor. D1 has written its first block and answered; then its power goes, before the block of the name has been written. What does the name denote, when D1 serves again?',
    overrides: { editors: 1, crashAtMs: 0, crashAgainMs: 0 },
    interventions: [
      { time: 4_160_000_000, action: 'crash', target: 'D1' },
      { time: 4_660_000_000, action: 'reboot', target: 'D1' },
    ],
    metric: 'recoveredState',
    choices: [
      { text: 'The old version', test: { is: '=', value: 'old' } },
      { text: 'The new version', test: { is: '=', value: 'new' } },
      { text: 'Nothing: its block is torn', test: { is: '=', value: 'nothing' } },
      { text: 'D1 does not serve: it waits for D2', test: { is: '=', value: 'waits' } },
    ],
    because:
      'The first block has the intention, and an intention says what the name becomes. The start carries it out, as often as it may be cut off in the middle, and then asks its partner, who has had it even longer. A server that may have missed something serves nobody until it has asked.',
  },
]
