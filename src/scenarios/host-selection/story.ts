import type { Beat, Condition, Prediction } from '../document/document.ts'

const is = (key: string, value: string | number): Condition => ({ switch: key, is: '=', value })
const not = (key: string, value: string): Condition => ({ switch: key, is: '!=', value })
const ASKED = not('policy', 'polled')

const CHOSEN: Beat['at'] = { kind: 'hostChosen', entity: 'U1.user' }
const ANSWERED: Beat['at'] = { kind: 'sendClose', entity: 'U1.user/send1' }

const answers: readonly Beat[] = [
  {
    id: 'from-table',
    at: ANSWERED,
    when: [is('policy', 'polled')],
    title: 'The server has a table',
    text: 'R asked all machines how busy they were, {switch:pollSeconds} ago. It names one that was good **then**.',
    look: ['U1.user', 'R.run'],
    layer: 'message',
  },
  {
    id: 'offered',
    at: { kind: 'hostOffered' },
    when: [ASKED],
    title: 'Each looks at itself',
    text: 'The question was **one frame**. A manager on whose machine {switch:limit} programs or more run says nothing. There is no table of machines anywhere.',
    look: ['U1.user', 'H1.manager'],
    layer: 'message',
  },
  {
    id: 'lost',
    at: { kind: 'lost', entity: 'U1.user/send1/REPLY.1' },
    when: [ASKED, is('happens', 'reply-lost')],
    title: 'The quickest reply is lost',
    text: 'Nobody notices, for nobody counts replies. U1 waits on, and **takes the next**: the question need not be asked again.',
    look: ['U1.user'],
    layer: 'message',
  },
  {
    id: 'idlest',
    at: ANSWERED,
    when: [is('policy', 'delayed')],
    title: 'The first answer is here',
    text: 'A manager’s look waits its turn behind the programs of its machine. So the **idlest answers first**, and nobody had to compare.',
    look: ['U1.user'],
    layer: 'message',
  },
  {
    id: 'any',
    at: ANSWERED,
    when: [is('policy', 'first')],
    title: 'The first answer is here',
    text: 'Managers go before all programs here, so the answers come together. Who is first is decided **on the cable**, whether its machine is idle or not.',
    look: ['U1.user'],
    layer: 'message',
  },
]

const returns: readonly Beat[] = [
  {
    id: 'owner-returns',
    at: { kind: 'sendOpen', entity: 'H6.owner2/send1' },
    when: [ASKED, is('happens', 'owner-returns')],
    title: 'The owner of H6 is back',
    text: 'H6 was idle when it was asked. Now two programs of its owner’s begin: its answer was **true when it was given**, and a promise of nothing.',
    look: ['H6.owner2', 'H6.manager'],
    layer: 'message',
  },
]

const dies: readonly Beat[] = [
  {
    id: 'host-dies',
    at: { kind: 'crash', entity: 'H6' },
    when: [ASKED, is('happens', 'host-dies')],
    title: 'H6 loses its power',
    text: 'It was making an environment for the program of U1, and had not said so yet.',
    look: ['H6', 'U1.user'],
    layer: 'message',
  },
  {
    id: 'told',
    at: { kind: 'sendClose', entity: 'U1.user/send2' },
    when: [is('policy', 'delayed'), is('happens', 'host-dies'), is('unsure', 'told')],
    title: 'U1 is told',
    text: 'Six copies, no answer. The program may have begun or not, and U1 cannot know: it is **told**, and nothing is started elsewhere.',
    look: ['U1.user'],
    layer: 'message',
  },
  {
    id: 'elsewhere',
    at: { kind: 'programStarted', nth: 2 },
    when: [is('policy', 'delayed'), is('happens', 'host-dies'), is('unsure', 'elsewhere')],
    title: 'Started once more',
    text: 'U1 believes that nothing was started, and sends the program to another machine. H6 had taken it: it was **started twice**.',
    look: ['U1.user'],
    layer: 'message',
  },
]

export const story: readonly Beat[] = [
  {
    id: 'asks',
    at: { kind: 'sendOpen', entity: 'U1.user/send1' },
    title: 'U1 needs a machine',
    text: 'Its program computes for a fifth of a second. {switch:hosts} machines stand about, and on most of them programs of their owners run.',
    look: ['U1.user'],
    layer: 'message',
    ask: 'first-response',
  },
  ...answers,
  {
    id: 'chosen',
    at: CHOSEN,
    title: 'The choice',
    text: '**{metric:selectionMs}** after the question U1 has the name of a machine, and sends its program there. Replies that come later are thrown away: {metric:repliesDiscarded}.',
    look: ['U1.user'],
    layer: 'message',
  },
  ...returns,
  {
    id: 'five-choices',
    at: { kind: 'hostChosen', nth: 5 },
    when: [is('users', 5)],
    title: 'Five choices',
    text: 'Each user went by what it was told, and heard nothing of the others’ choices. What a machine said was true **when it said it**.',
    look: ['U1.user', 'U5.user'],
    layer: 'message',
  },
  {
    id: 'taken',
    at: { kind: 'programStarted' },
    title: 'The program is taken',
    text: 'The machine makes an **environment** for it, which takes its processor some time, and clears it away in the end.',
    look: ['U1.user'],
    layer: 'message',
    ask: 'five-at-once',
  },
  {
    id: 'place-kept',
    at: { kind: 'change:placeFor', nth: 2 },
    when: [is('policy', 'delayed'), is('offer', 'place')],
    title: 'A place kept for nothing',
    text: 'This machine answered later and was not chosen. It keeps a place all the same, for a fifth of a second, and may **turn others away** for it.',
    look: ['U1.user'],
    layer: 'message',
  },
  {
    id: 'asked-again',
    at: { kind: 'hostChosen', entity: 'U1.user', nth: 2 },
    when: [is('policy', 'delayed'), is('happens', 'owner-returns'), is('atStart', 'looks-again')],
    title: 'Refused, and asked once more',
    text: 'The manager of H6 looked once more and refused. U1 asked all of them anew, and the answers are of **now**.',
    look: ['U1.user', 'H6.manager'],
    layer: 'message',
  },
  ...dies,
  {
    id: 'ended',
    at: { kind: 'programEnded' },
    when: [not('happens', 'host-dies')],
    title: 'And ends',
    text: 'The environment is cleared away. **Nobody is told** that the machine has room again: the next question finds out.',
    look: ['U1.user'],
    layer: 'message',
  },
  {
    id: 'end',
    at: { kind: 'runEnd' },
    title: 'What it came to',
    text: '**{metric:framesPerQuery}** frames from question to start, and at most **{metric:jobsOnBusiestHost}** of the users’ programs on one machine. Now let five users ask.',
    look: ['U1.user'],
    layer: 'message',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'first-response',
    question: 'Ten machines are asked at once. How long until the first has answered?',
    overrides: { policy: 'delayed', hosts: 10 },
    metric: 'selectionMs',
    unit: 'ms',
    choices: [
      { text: 'Little longer than one question to one machine', test: { is: '<=', value: 6 } },
      { text: 'Two to four times as long', test: { from: 6.000001, to: 12 } },
      { text: 'Ten times as long, or more', test: { is: '>', value: 12 } },
    ],
    because:
      'The machines look at themselves all at the same time, and nobody waits for the slowest. V was reported at 23 ms; what its managers did in that time is not in this model.',
  },
  {
    id: 'five-at-once',
    question:
      'Five users ask a server at the same instant, and its table is five seconds old. How many programs does the busiest of ten machines get?',
    overrides: { policy: 'polled', users: 5, hosts: 10, pollSeconds: 5 },
    metric: 'jobsOnBusiestHost',
    choices: [
      { text: 'One: there are machines enough', test: { is: '<=', value: 1 } },
      { text: 'Two or three', test: { from: 2, to: 3 } },
      { text: 'Four or five: they run to the same one', test: { is: '>=', value: 4 } },
    ],
    because:
      'One machine was idle in the table, and no choice is written into it: all five go there, though it is busy by now. Asking all machines herds users too; then the machine can look once more when they come.',
  },
]
