import type { Beat, Condition, Prediction } from '../document/document.ts'

const is = (value: string): Condition => ({ switch: 'happens', is: '=', value })
const not = (value: string): Condition => ({ switch: 'happens', is: '!=', value })

export const story: readonly Beat[] = [
  {
    id: 'first',
    at: { kind: 'recordPassed', entity: 'A.read' },
    title: 'One record is read',
    text: 'It goes by message into the **buffer before format**. While format works on it, read has the next: two processors are at work.',
    look: ['A.read'],
    layer: 'message',
  },
  {
    id: 'staircase',
    at: { kind: 'recordTaken', entity: '*.print' },
    title: 'The staircase is climbed',
    text: 'Print has its first record, and all four stages **work at once**, each on a processor of its own. From now on one record comes out for each that goes in.',
    look: ['D'],
    layer: 'message',
    ask: 'makespan',
  },
  {
    id: 'full',
    at: { kind: 'recordPassed', entity: 'A.read', nth: 9 },
    title: 'Read must wait',
    text: 'Format is slower, so the buffer before it **fills**: {switch:bufferRecords}. A writer who finds no room gets no answer until there is some. That is all it takes to slow it.',
    look: ['A.read'],
    layer: 'message',
  },
  {
    id: 'pace',
    at: { kind: 'recordPassed', entity: '*.format', nth: 10 },
    title: 'One lane is solid',
    text: 'Whoever is slowest **never waits**; the others’ lanes are striped with waiting. Faster neighbours help nobody.',
    look: ['B'],
    layer: 'message',
    ask: 'restart',
  },
  {
    id: 'restart',
    at: { kind: 'reboot', entity: 'C' },
    when: [is('check-restarts')],
    title: 'Check begins anew',
    text: 'What was in its buffer and in its hands **had been acknowledged**, and is gone: nobody keeps what has been passed on.',
    look: ['C'],
    layer: 'message',
  },
  {
    id: 'gone',
    at: { kind: 'pipeBroken' },
    when: [is('print-goes')],
    title: 'Nobody reads any more',
    text: 'Check has sent, and asked five times, and **hears nothing**: it stops. It tells the buffer that it read from, and so the news walks upstream.',
    look: ['A.read'],
    layer: 'message',
  },
  {
    id: 'unheard',
    at: { kind: 'pipeBroken', entity: '*.format' },
    when: [is('format-unheard')],
    title: 'Six in a row',
    text: 'Format has sent, and asked five times, and hears nothing. It **cannot say** whether its record came. It stops, and tells both its neighbours.',
    look: ['B'],
    layer: 'message',
  },
  {
    id: 'severed',
    at: { kind: 'pipeBroken', entity: '*.format' },
    when: [is('cable-cut')],
    title: 'The cable is cut',
    text: 'Format has sent, and asked five times, and hears nothing. It **cannot say** whether its record came, and stops; read hears that nobody reads.',
    look: ['B'],
    layer: 'message',
  },
  {
    id: 'silent',
    at: { kind: 'writerSilent' },
    when: [is('cable-cut')],
    title: 'Who waits hears nothing either',
    text: 'Check waits at its buffer, on its own machine, and **would wait for ever**. A watcher beside the buffer asks whether format is there, six times, and then says that it is not.',
    look: ['C'],
    layer: 'message',
  },
  {
    id: 'cut',
    at: { kind: 'streamCut', entity: '*.print' },
    when: [is('format-unheard')],
    title: 'Broken off, not ended',
    text: 'Print has what came through, in its order, and knows that **it was not the end**. Read, and never printed: {metric:recordsLost}.',
    look: ['D'],
    layer: 'message',
  },
  {
    id: 'short',
    at: { kind: 'streamCut', entity: '*.print' },
    when: [is('cable-cut')],
    title: 'Both sides know',
    text: 'Print has what came through, and knows that **it was not the end**. Read, and never printed: {metric:recordsLost}. A cut of two seconds would have cost nothing.',
    look: ['D'],
    layer: 'message',
  },
  {
    id: 'end',
    at: { kind: 'streamEnded', entity: '*.print' },
    when: ['print-goes', 'format-unheard', 'cable-cut'].map(not),
    title: 'The end of the stream',
    text: 'The end follows the last record through all buffers. **{metric:throughputPerSecond}** came out. Read, and never printed: {metric:recordsLost}. The slowest stage worked {metric:stageBusyPercent} of the time.',
    look: ['D'],
    layer: 'message',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'makespan',
    question:
      'A hundred records go through stages of 10, 30, 10 and 10 ms, each on a processor of its own. How long does it take?',
    overrides: {
      processors: 4,
      readMs: 10,
      formatMs: 30,
      checkMs: 10,
      printMs: 10,
      records: 100,
      happens: 'nothing',
      variationPercent: 0,
    },
    metric: 'makespanMs',
    unit: 'ms',
    choices: [
      { text: 'About 1,500 ms: a quarter of the work', test: { from: 1000, to: 2499 } },
      {
        text: 'A little over 3,000 ms: a hundred times the slowest',
        test: { from: 2500, to: 4499 },
      },
      { text: 'About 6,000 ms: all the work', test: { from: 4500, to: 8000 } },
    ],
    because:
      'Once the stages are filled, a record comes out each time the slowest stage is done with one: a hundred times 30 ms, and what its messages cost. The other three wait half of the time and more.',
  },
  {
    id: 'restart',
    question:
      'A second and a half into the run the machine of check is started again, without its buffer. What is missing in the end?',
    overrides: { happens: 'check-restarts', processors: 4 },
    metric: 'recordsLost',
    unit: 'records',
    choices: [
      { text: 'Nothing: what was lost is sent again', test: { is: '=', value: 0 } },
      { text: 'What check had in hand and in its buffer', test: { from: 1, to: 20 } },
      { text: 'Everything from then on', test: { is: '>', value: 20 } },
    ],
    because:
      'A message that was answered is never sent again, and the answer said only that the buffer had it. What had not been answered comes anew, to whoever has that name now.',
  },
]
