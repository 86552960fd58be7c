import type { Beat, Condition, Prediction } from '../document/document.ts'

const is = (key: string, value: string): Condition => ({ switch: key, is: '=', value })
const THROUGH = is('writes', 'through')
const DELAYED = is('writes', 'delayed')
const CUT = is('power', 'cut')
const STAYS = is('power', 'stays')

export const story: readonly Beat[] = [
  {
    id: 'miss',
    at: { kind: 'cacheMiss', entity: 'F.files' },
    title: 'Not in memory',
    text: 'A user on {switch:clients} machines asks F for a block of {switch:blockKB}. It has to come from the **disk**, and everybody else waits so long.',
    look: ['F.files', 'F/disk'],
    layer: 'message',
  },
  {
    id: 'on-disk',
    at: { kind: 'writeDone', entity: 'C1.user' },
    when: [THROUGH],
    title: 'Written, and on the disk',
    text: 'F answered for this write **when the disk had it**. The block is in memory as well, for whoever reads it next.',
    look: ['C1.user', 'F/disk'],
    layer: 'message',
  },
  {
    id: 'in-memory',
    at: { kind: 'writeDone', entity: 'C1.user' },
    when: [DELAYED],
    title: 'Written, and in memory alone',
    text: 'F answered **at once**. The disk has the old bytes, for up to {switch:delaySeconds}; if the block is written again by then, it saves a write.',
    look: ['C1.user', 'F.files'],
    layer: 'message',
  },
  {
    id: 'hit',
    at: { kind: 'cacheHit', entity: 'F.files' },
    title: 'In memory',
    text: 'This block was asked for before and is **still there**: no disk at all. F keeps {switch:cacheKB}; what was longest not asked for makes room.',
    look: ['F.files'],
    layer: 'message',
    ask: 'doubled',
  },
  {
    id: 'saved',
    at: { kind: 'writeDone', entity: 'S.saver' },
    title: 'One more page is saved',
    text: 'F’s disk was at work **{metric:diskBusyPercent}** of the time, its processor {metric:serverCpuPercent}. S has its answer: its page is written.',
    look: ['S.saver', 'F.files'],
    layer: 'message',
    ask: 'lost',
  },
  {
    id: 'power',
    at: { kind: 'crash', entity: 'F' },
    when: [CUT],
    title: 'The power goes',
    text: 'Five seconds later, and it is back at once. F’s memory is empty; what counts now is what is **on the disk**.',
    look: ['F'],
    layer: 'message',
  },
  {
    id: 'serves',
    at: { kind: 'mapRead', entity: 'F.files#2' },
    when: [CUT],
    title: 'F serves again',
    text: 'First F had to find its files: **{metric:recoveryMs}**. Reading the map of every file takes longer with every file; reading only what was being written last does not.',
    look: ['F.files#2', 'F/disk'],
    layer: 'message',
  },
  {
    id: 'there',
    at: { kind: 'readDone', entity: 'S.saver' },
    when: [THROUGH],
    title: 'It is there',
    text: 'S reads its page: **what it wrote**. Every write had waited for the disk, {metric:writeMs} on the average, and that is what the waiting was for.',
    look: ['S.saver', 'F.files'],
    layer: 'message',
  },
  {
    id: 'gone',
    at: { kind: 'readDone', entity: 'S.saver' },
    when: [DELAYED, CUT],
    title: 'What S reads',
    text: 'Written and answered for. If it was not on the disk when the power went, S now reads **what was there before**: see the lamp.',
    look: ['S.saver', 'F.files'],
    layer: 'message',
  },
  {
    id: 'lucky',
    at: { kind: 'readDone', entity: 'S.saver' },
    when: [DELAYED, STAYS],
    title: 'What S reads',
    text: 'S reads its page: **what it wrote**. A write took {metric:writeMs}, for nobody waited for the disk; and this time nothing happened.',
    look: ['S.saver', 'F.files'],
    layer: 'message',
  },
  {
    id: 'end',
    at: { kind: 'runEnd' },
    title: 'What memory bought',
    text: '**{metric:cacheHitPercent}** of the reads found their block in memory. **{metric:bytesLost}** of answered writes are lost. Try it with no cache, and a faster F.',
    look: ['F.files'],
    layer: 'message',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'doubled',
    question:
      'Memory is cheap: F gets 1,024 KB for blocks in place of 512 KB. How long does a read take then, on the average?',
    overrides: { cacheKB: 1024 },
    metric: 'doubledReadRatio',
    choices: [
      { text: 'Half as long, or less', test: { is: '<', value: 0.6 } },
      { text: 'Clearly shorter', test: { from: 0.6, to: 0.92 } },
      { text: 'About as long as before', test: { from: 0.920001, to: 1.08 } },
      { text: 'Longer: there is more to search', test: { is: '>', value: 1.08 } },
    ],
    because:
      'What is much used, 256 KB of files, was in memory already; what is seldom used would not be asked for again. From none to 256 KB a cache pays with every block, and from there on hardly at all.',
  },
  {
    id: 'lost',
    question:
      'Let writes be delayed by up to 30 s. Five seconds after this last write was answered for, the power of F goes. How much of what was answered for is lost?',
    overrides: { writes: 'delayed', delaySeconds: 30, power: 'cut' },
    metric: 'bytesLost',
    unit: 'bytes',
    choices: [
      { text: 'Nothing', test: { is: '=', value: 0 } },
      { text: 'This last page', test: { from: 1, to: 32_768 } },
      { text: 'All that was written since the run began', test: { is: '>', value: 32_768 } },
    ],
    because:
      'Nothing has been in memory for thirty seconds yet, so nothing has been written back but what had to make room. That users were told “written” changes nothing for the disk.',
  },
]
