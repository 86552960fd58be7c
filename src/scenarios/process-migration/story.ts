import type { Beat, Condition, Prediction } from '../document/document.ts'

const is = (key: string, value: string): Condition => ({ switch: key, is: '=', value })
const PRECOPY = is('method', 'pre-copy')
const QUIET = is('happens', 'nothing')

const rounds: readonly Beat[] = [
  {
    id: 'round',
    at: { kind: 'roundBegun' },
    when: [PRECOPY],
    title: 'Copied while it runs',
    text: 'All {switch:addressSpaceKB} go over, in units of 8 KB. In the pauses the program has the processor and **goes on writing**.',
    look: ['Old.mover', 'Old.worker'],
    layer: 'message',
  },
  {
    id: 'turned-back',
    at: { kind: 'roundEnded' },
    when: [PRECOPY],
    title: 'Some have turned back',
    text: 'Pages that were written since they were copied are old over there. **They go again**. That takes less time, so fewer are written meanwhile.',
    look: ['Old.mover'],
    layer: 'message',
    ask: 'crash',
  },
]

const faults: readonly Beat[] = [
  {
    id: 'new-dies',
    at: { kind: 'crash', entity: 'New' },
    when: [PRECOPY, is('happens', 'new-dies')],
    title: 'The new machine dies',
    text: 'It had most of the pages, and **nothing ran there**. The next unit is sent six times, and nobody answers.',
    look: ['New', 'Old.mover'],
    layer: 'message',
  },
  {
    id: 'stays',
    at: { kind: 'migrationEnded' },
    when: [PRECOPY, is('happens', 'new-dies')],
    title: 'It stays',
    text: 'The program never stopped, and its partner has noticed nothing. Whoever moves it may try another machine.',
    look: ['Old.mover'],
    layer: 'message',
  },
  {
    id: 'asks-everybody',
    at: { kind: 'rebound', entity: 'C', where: { b: 1 } },
    when: [is('happens', 'here-lost')],
    title: 'Nobody told C',
    text: 'C sends to the old machine, which has **nothing of that name** and keeps silent. After two copies C drops its hint and asks everybody.',
    look: ['C.client'],
    layer: 'message',
  },
  {
    id: 'asked-again',
    at: { kind: 'duplicate', entity: 'C.client/send*/SEND.3' },
    when: [PRECOPY, is('happens', 'answer-lost'), is('answers', 'move')],
    title: 'Asked again, elsewhere',
    text: 'The answer was lost, and so was the old machine’s copy of it. C’s third request reaches the new one. That **knows it**: what the old one had answered has come along.',
    look: ['C.client'],
    layer: 'message',
  },
  {
    id: 'done-twice',
    at: { kind: 'executed', where: { b: 2 } },
    when: [PRECOPY, is('happens', 'answer-lost'), is('answers', 'stay')],
    title: 'Done twice',
    text: 'The answer was lost, and so was the old machine’s copy of it. To the new one C’s third request is a request like any other: it is **counted again**.',
    look: ['C.client'],
    layer: 'message',
  },
  {
    id: 'old-dies',
    at: { kind: 'crash', entity: 'Old' },
    when: [is('happens', 'old-dies')],
    title: 'The old machine dies',
    text: 'The program is gone from it. Does it **need anything there** still? It asks a server {switch:leans}.',
    look: ['Old'],
    layer: 'message',
  },
  {
    id: 'stuck',
    at: { kind: 'change:text', entity: 'New.worker/worker' },
    when: [PRECOPY, is('happens', 'old-dies'), is('leans', 'yes')],
    title: 'It had not quite left',
    text: 'A server on the old machine was still asked, across the network. **What a program leans on** stays behind, and dies with its machine.',
    look: ['C.client'],
    layer: 'message',
  },
]

/** What was said of the move is lost, all six times. */
const DOUBTS = ['word-lost', 'call-lost', 'dies-in-doubt']
const ASKS = is('inDoubt', 'asks')

const doubts: readonly Beat[] = [
  ...DOUBTS.map(
    (happens): Beat => ({
      id: `in-doubt-${happens}`,
      at: { kind: 'moveInDoubt' },
      when: [PRECOPY, is('happens', happens), ASKS],
      title: 'Does it run there?',
      text: 'Old has said six times that New may take over, and has no answer. To go on here **could make two**, to give it up could leave none. So it asks.',
      look: ['Old.mover'],
      layer: 'message',
    }),
  ),
  {
    id: 'it-does',
    at: { kind: 'migrationEnded' },
    when: [PRECOPY, is('happens', 'word-lost'), ASKS, is('oldCopy', 'deleted')],
    title: 'It does',
    text: 'New was asked by the number of this move, and says that it runs there. **Only now** the copy here goes; until then it stood still.',
    look: ['Old.mover'],
    layer: 'message',
  },
  {
    id: 'it-does-not',
    at: { kind: 'migrationEnded' },
    when: [PRECOPY, is('happens', 'call-lost'), ASKS, is('oldCopy', 'deleted')],
    title: 'It does not, and will not',
    text: 'New has never had the word. It says so, and will **refuse it** should it still come. Here the program goes on, after {metric:freezeMs}.',
    look: ['Old.mover'],
    layer: 'message',
  },
  {
    id: 'nobody-can-say',
    at: { kind: 'migrationEnded' },
    when: [PRECOPY, is('happens', 'dies-in-doubt'), ASKS, is('oldCopy', 'deleted')],
    title: 'Nobody can say',
    text: 'New has started anew and knows nothing of the move. The program may have run there: to go on here **could undo** what C was told. It is given up.',
    look: ['Old.mover'],
    layer: 'message',
  },
  {
    id: 'two-in-doubt',
    at: { kind: 'migrationEnded' },
    when: [PRECOPY, is('happens', 'word-lost'), is('inDoubt', 'goes-on')],
    title: 'Two of them',
    text: 'Old believes that New never had it, and **lets its copy go on**. New had it: now there are two, with the same identifiers.',
    look: ['Old.counter', 'New.taker'],
    layer: 'message',
  },
  {
    id: 'none-in-doubt',
    at: { kind: 'migrationEnded' },
    when: [PRECOPY, is('happens', 'call-lost'), is('inDoubt', 'gives-up')],
    title: 'None of them',
    text: 'Old believes that New has it, and gives its copy up. New never had the word: the program **runs nowhere**.',
    look: ['Old.mover'],
    layer: 'message',
  },
]

export const story: readonly Beat[] = [
  {
    id: 'steady',
    at: { kind: 'sendOpen', entity: 'C.client/send2' },
    title: 'A partner that keeps sending',
    text: 'C sends to a program on Old, which counts the requests. In the same memory a worker writes {switch:dirtyKBps} a second.',
    look: ['C.client', 'Old.counter'],
    layer: 'message',
  },
  {
    id: 'back',
    at: { kind: 'sendOpen', entity: 'Old.owner/send1' },
    title: 'The owner is back',
    text: 'The guest must go, and nobody wants to start it over. It is to be **{switch:method}**.',
    look: ['Old.owner', 'Old.mover'],
    layer: 'message',
    ask: 'freeze',
  },
  {
    id: 'room',
    at: { kind: 'migrationBegun' },
    title: 'Room on the other machine',
    text: 'New has memory for it and has granted it to Old’s mover. The **logical host** of the program will come along, and its identifiers with it.',
    look: ['Old.mover', 'New.room'],
    layer: 'message',
  },
  ...rounds,
  ...faults.slice(0, 2),
  {
    id: 'frozen',
    at: { kind: 'guestFrozen' },
    when: [PRECOPY, QUIET],
    title: 'Frozen, for the rest',
    text: 'Few pages are left, and another round would leave as many. Only now does the program **stand still**.',
    look: ['Old.counter', 'Old.worker'],
    layer: 'message',
  },
  {
    id: 'frozen-first',
    at: { kind: 'guestFrozen' },
    when: [is('method', 'freeze-and-copy')],
    title: 'Frozen, for all of it',
    text: 'From now on the program stands still until its last page is over there: **{metric:freezeMs}**.',
    look: ['Old.counter', 'Old.worker'],
    layer: 'message',
    ask: 'crash',
  },
  {
    id: 'waits',
    at: { kind: 'putOffFrozen' },
    when: [is('replyPending', 'on'), QUIET],
    title: 'Not yet',
    text: 'A request for the frozen program. Nothing is taken in, **nothing can be lost**: its sender is told to wait, and will ask again.',
    look: ['C.client'],
    layer: 'message',
  },
  {
    id: 'thawed',
    at: { kind: 'guestThawed' },
    when: [QUIET],
    title: 'It goes on',
    text: 'The same bytes, the same identifiers, another machine. It stood still for **{metric:freezeMs}**: {metric:finalCopyMs} for its last pages, the rest for what the kernel knows of it.',
    look: ['New.taker'],
    layer: 'message',
  },
  {
    id: 'here',
    at: { kind: 'rebound' },
    when: [QUIET],
    title: '“Here I am”',
    text: 'One broadcast tells where the logical host is now. It is **only a hint**: whoever missed it finds out by asking.',
    look: ['New.taker'],
    layer: 'message',
  },
  ...faults.slice(2, 5),
  {
    id: 'deleted',
    at: { kind: 'migrationEnded' },
    when: [QUIET, is('oldCopy', 'deleted')],
    title: 'And the old copy goes',
    text: '**Only when New has said** that it runs there. Before, it could still have gone on here; from then on there must not be two.',
    look: ['Old.mover'],
    layer: 'message',
  },
  {
    id: 'two',
    at: { kind: 'migrationEnded' },
    when: [PRECOPY, is('oldCopy', 'kept')],
    title: 'Two of them',
    text: 'The old copy was not deleted but **let go on**. Both have the same identifiers, and both believe that they are the one.',
    look: ['Old.counter', 'New.taker'],
    layer: 'message',
  },
  ...doubts,
  ...faults.slice(5),
  {
    id: 'end',
    at: { kind: 'runEnd' },
    title: 'What it came to',
    text: 'Where it runs in the end: **{metric:runningCopyState}**. {metric:copiedKB} were copied, and the longest wait of its partner was {metric:sendDelayMs}.',
    look: ['C.client'],
    layer: 'message',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'freeze',
    question: 'And if it were frozen first, and then copied: for how long would it stand still?',
    overrides: { method: 'freeze-and-copy', happens: 'nothing' },
    metric: 'freezeMs',
    unit: 'ms',
    choices: [
      { text: 'Less than half a second', test: { is: '<=', value: 500 } },
      {
        text: 'One or two seconds',
        test: { from: 500.000001, to: 2500 },
      },
      { text: 'Longer: as long as copying takes', test: { is: '>', value: 2500 } },
    ],
    because:
      'Every kilobyte costs some four and a half milliseconds, and the program waits for all of them. Copied while it runs, it waits for those that it has written since.',
  },
  {
    id: 'crash',
    question:
      'It is copied while it runs, and the new machine dies in the second round. Where does the program run afterwards?',
    overrides: { method: 'pre-copy', happens: 'new-dies' },
    metric: 'runningCopyState',
    choices: [
      { text: 'On the old machine, as if nothing had been', test: { is: '=', value: 'Old' } },
      { text: 'Nowhere: it died with its pages', test: { is: '=', value: 'nowhere' } },
      { text: 'On the new one, once that is up again', test: { is: '=', value: 'New' } },
    ],
    because:
      'Until it is frozen nothing but copies of pages has left. The old machine notices that nobody answers, and forgets that it wanted to move anything.',
  },
]
