import type { Beat, Condition, Prediction } from '../document/document.ts'

const is = (key: string, value: string): Condition => ({ switch: key, is: '=', value })

const whole: readonly Beat[] = [
  {
    id: 'at-home',
    at: { kind: 'nameResolved', entity: 'U.names' },
    when: [is('leftBehind', 'nothing')],
    title: 'Names mean what they mean at home',
    text: '“rates” is asked of **U**. Every machine here has a file of that name; which one is meant, only the user’s own names can say.',
    look: ['U.names'],
    layer: 'message',
  },
  {
    id: 'shown',
    at: { kind: 'lineShown', entity: 'U.screen' },
    when: [is('leftBehind', 'nothing')],
    title: 'The line appears at home',
    text: 'It was computed elsewhere. All arrows of the program **come home**: to the names, the screen and the open file of its user.',
    look: ['U.screen'],
    layer: 'message',
  },
]

const left: readonly Beat[] = [
  {
    id: 'stranger',
    at: { kind: 'nameResolved', entity: 'G*.own-names' },
    when: [is('leftBehind', 'names')],
    title: 'The stranger’s file of the same name',
    text: 'Names were left behind, so this machine’s are asked. It has “rates”, too: nothing fails, and the program reads **another’s rates**.',
    look: ['U.names'],
    layer: 'message',
  },
  {
    id: 'other-screen',
    at: { kind: 'lineShown', entity: 'G*.own-screen' },
    when: [is('leftBehind', 'terminal')],
    title: 'On somebody else’s screen',
    text: 'The screen was left behind. The user sees nothing, and whoever owns this machine sees lines that **nobody there asked for**.',
    look: ['U.screen'],
    layer: 'message',
  },
  {
    id: 'other-input',
    at: { kind: 'lineRead', nth: 2 },
    when: [is('leftBehind', 'files')],
    title: 'Somebody else’s open file',
    text: 'What is open is a number at the file server. Without it the program reads on where the **machine’s owner** had stopped.',
    look: ['F.files'],
    layer: 'message',
  },
  {
    id: 'refused',
    at: { kind: 'openedFor', nth: 6 },
    when: [is('leftBehind', 'user')],
    title: 'Not allowed',
    text: 'The program asks in the name of the machine’s owner, to whom the file is closed. It fails, and **that is the best case** of the four.',
    look: ['F.files'],
    layer: 'message',
  },
]

const events: readonly Beat[] = [
  {
    id: 'dies',
    at: { kind: 'crash', entity: 'G2' },
    when: [is('happens', 'guest-dies')],
    title: 'G2 loses its power',
    text: 'The program was at its second line. Its memory is gone; what it has **sent home** is not.',
    look: ['G2', 'U.shell'],
    layer: 'message',
  },
  {
    id: 'told',
    at: { kind: 'change:text', entity: 'U.shell/outcome' },
    when: [is('happens', 'guest-dies')],
    title: 'The shell is told',
    text: 'It was waiting for the end of the program: nobody answers any more, so it knows. Nothing is started again **by itself**: half of the report is written.',
    look: ['U.shell'],
    layer: 'message',
  },
  {
    id: 'interrupted',
    at: { kind: 'environmentCleared' },
    when: [is('happens', 'interrupt')],
    title: 'The key is pressed at home',
    text: 'U’s screen knows who is in front, and where. The manager there **ends the program**, wherever it stood, and clears up.',
    look: ['U.screen'],
    layer: 'message',
  },
  {
    id: 'owner',
    at: { kind: 'processDestroyed', entity: 'G2.owner' },
    when: [is('happens', 'owner-returns')],
    title: 'The owner was at work',
    text: 'For a fifth of a second the owner of G2 computed. Guests compute **{switch:guests}**; what they need not do is leave. That is the next scenario.',
    look: ['G2.owner'],
    layer: 'message',
  },
]

export const story: readonly Beat[] = [
  {
    id: 'command',
    at: { kind: 'sendOpen', entity: 'U.shell/send1' },
    title: 'A command',
    text: 'The program **report** is to run {switch:place}. It multiplies four numbers by a rate, and tells the screen and a file. What must go along?',
    look: ['U.shell'],
    layer: 'message',
    ask: 'start',
  },
  {
    id: 'chosen',
    at: { kind: 'hostChosen' },
    when: [is('place', 'any')],
    title: 'A machine has answered',
    text: 'One question to all, and the first answer is taken, after **{metric:selectionMs}**. U’s own manager keeps silent: its user is at work.',
    look: ['U.shell'],
    layer: 'message',
  },
  {
    id: 'room',
    at: { kind: 'environmentMade' },
    title: 'Room for a stranger',
    text: 'The manager has made an **environment**: memory, and a logical host of its own. The program’s identifiers will not say on which machine it is.',
    look: ['U.shell'],
    layer: 'message',
  },
  {
    id: 'loaded',
    at: { kind: 'programLoaded' },
    title: 'It has fetched itself',
    text: '{switch:programKB} came straight into its memory, in **{metric:loadMs}**. The file server does not care who asks from where.',
    look: ['F.files'],
    layer: 'message',
  },
  {
    id: 'begins',
    at: { kind: 'programBegun' },
    title: 'Four words go along',
    text: 'Who knows its **names**, where its **screen** is, which **file** is open, and **whose** it is. Left behind: {switch:leftBehind}.',
    look: ['U.shell'],
    layer: 'message',
    ask: 'crash',
  },
  ...whole,
  ...left,
  ...events,
  {
    id: 'ended',
    at: { kind: 'programExited' },
    when: [is('happens', 'nothing'), is('leftBehind', 'nothing')],
    title: 'And ends',
    text: 'Four lines are on the screen and in the report. At home the same command would have written **the same**.',
    look: ['U.screen'],
    layer: 'message',
  },
  {
    id: 'cleared',
    at: { kind: 'environmentCleared' },
    when: [is('happens', 'nothing'), is('leftBehind', 'nothing'), is('afterwards', 'cleared')],
    title: 'Nothing is left of it',
    text: 'The manager ends what is left and gives the memory back. To make room and to clear up took **{metric:setupMs}**.',
    look: ['U.shell'],
    layer: 'message',
  },
  {
    id: 'end',
    at: { kind: 'runEnd' },
    title: 'What it came to',
    text: '“{metric:outcomeState}”, and **{metric:foreignLookups}** answers in a stranger’s context. Leave one thing behind, and run it here and there.',
    look: ['U.shell'],
    layer: 'message',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'start',
    question:
      'A program of 100 KB is run on any idle machine. How long from the command to its first instruction?',
    overrides: { place: 'any', leftBehind: 'nothing', happens: 'nothing' },
    metric: 'startMs',
    unit: 'ms',
    choices: [
      { text: 'Less than 150 ms: to find a machine and make room', test: { is: '<=', value: 150 } },
      { text: 'About half a second', test: { from: 150.000001, to: 1000 } },
      { text: 'More than a second', test: { is: '>', value: 1000 } },
    ],
    because:
      'To find a machine takes a few milliseconds, and to make an environment twenty. Nearly all of it is loading, and that takes as long at home.',
  },
  {
    id: 'crash',
    question:
      'The machine that it runs on loses its power while the second line is on its way. What does the shell see, and what is in the report?',
    overrides: { place: 'named', leftBehind: 'nothing', happens: 'guest-dies' },
    metric: 'outcomeState',
    choices: [
      {
        text: 'Nothing ever: it waits, and the report is cut off',
        test: { is: '=', value: 'waiting, 2 lines' },
      },
      {
        text: 'That nobody answers, and two lines are in the report',
        test: { is: '=', value: 'no answer, 2 lines' },
      },
      {
        text: 'That nobody answers, and the report is empty',
        test: { is: '=', value: 'no answer, 0 lines' },
      },
      {
        text: 'Its end: another machine goes on with it',
        test: { is: '=', value: 'done, 4 lines' },
      },
    ],
    because:
      'The shell waits for an answer, and its kernel notices that nobody gives one. What was written at the file server stays written: nothing here is taken back, and nothing is begun again.',
  },
]
