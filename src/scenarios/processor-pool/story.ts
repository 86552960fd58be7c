import type { Beat, Condition, Prediction } from '../document/document.ts'

const is = (key: string, value: string | number): Condition => ({ switch: key, is: '=', value })
const POOL = is('compute', 'pool')

export const story: readonly Beat[] = [
  {
    id: 'idle',
    at: { kind: 'processorFree' },
    title: 'Processors for all who compute',
    text: '{switch:users} users edit, each at a workstation with a screen. {switch:pool} processors stand beside, for what takes long.',
    look: ['W1', 'P1'],
    layer: 'message',
    ask: 'private-or-shared',
  },
  {
    id: 'submitted',
    at: { kind: 'jobSubmitted' },
    title: 'Somebody has a job',
    text: 'Jobs come at random, {switch:jobsPerMinute} of each user, and take {switch:jobSeconds} of a processor on average; some take much more.',
    layer: 'message',
    ask: 'fresh-news',
  },
  {
    id: 'named',
    at: { kind: 'programStarted' },
    when: [is('processors', 'pooled'), POOL],
    title: 'The run server names a processor',
    text: 'It looks into its table for the most suitable: speed, shared among the jobs there; memory; whether the job’s program is cached. What the table says is up to {switch:pollSeconds} old.',
    look: ['R.run'],
    layer: 'message',
  },
  {
    id: 'own-queue',
    at: { kind: 'programStarted' },
    when: [is('processors', 'private'), POOL],
    title: 'It goes to the processor of its user',
    text: 'Always the same one. If that is busy the job **waits**, and whether the next processor is idle makes no difference.',
    layer: 'message',
  },
  {
    id: 'beside-editor',
    at: { kind: 'jobStarted' },
    when: [is('compute', 'workstation')],
    title: 'Beside the editor',
    text: 'The job computes on the machine with the screen. A key that is typed now waits for its turn, **twice**: for the editor, and for the window manager.',
    layer: 'message',
  },
  {
    id: 'loaded',
    at: { kind: 'textLoaded' },
    title: 'First its program',
    text: 'All {switch:textKB} of it are loaded, and **stay** when the job has ended, until their memory is wanted. In this run {metric:programCachedPercent} of the jobs found theirs.',
    layer: 'message',
  },
  {
    id: 'queue',
    at: { kind: 'jobQueued', where: { b: 2 } },
    title: 'Two wait for one processor',
    text: 'A processor computes one job at a time here. Look at the others while these wait: is one of them idle?',
    layer: 'message',
    ask: 'server-down',
  },
  {
    id: 'together',
    at: { ms: 60_500 },
    when: [is('happens', 'together')],
    title: 'All at once',
    text: 'Every user had a job just now. Who goes by a table goes where the table was good: **{metric:jobsOnBusiestHost}** jobs at one processor in this run. The inspector has the table beside what is.',
    layer: 'message',
  },
  {
    id: 'server-dead',
    at: { kind: 'crash', entity: 'R' },
    when: [is('happens', 'server-dies')],
    title: 'The run server is gone',
    text: 'Jobs that compute know nothing of it. **No job begins** from now on: it stood alone.',
    look: ['R'],
    layer: 'message',
  },
  {
    id: 'refused',
    at: { kind: 'jobRefused' },
    when: [is('happens', 'server-dies'), is('processors', 'pooled'), POOL],
    title: 'Nobody names a processor',
    text: 'Processors stand idle, and nobody may use them: **{metric:jobsRefused}** jobs were refused until the end.',
    layer: 'message',
  },
  {
    id: 'server-gone-for-now',
    at: { kind: 'crash', entity: 'R' },
    when: [is('happens', 'server-returns')],
    title: 'The run server is gone for half a minute',
    text: 'Jobs that compute know nothing of it. No job begins until it is back.',
    look: ['R'],
    layer: 'message',
  },
  {
    id: 'server-back',
    at: { kind: 'reboot', entity: 'R' },
    when: [is('happens', 'server-returns')],
    title: 'It is back, and knows nothing',
    text: 'Its table was in its memory. It asks every processor **anew**, and what they compute was never lost. In this run **{metric:jobsRefused}** jobs were refused.',
    look: ['R'],
    layer: 'message',
  },
  {
    id: 'processor-dead',
    at: { kind: 'crash', entity: 'P1' },
    when: [is('happens', 'processor-dies')],
    title: 'P1 loses its power',
    text: 'Its job and its queue are lost with it, and **nobody is told**: whoever waits for the output waits on.',
    look: ['P1'],
    layer: 'message',
  },
  {
    id: 'end',
    at: { kind: 'runEnd' },
    title: 'At the end',
    text: 'A job took **{metric:responseSeconds}** on average. For **{metric:idleWhileQueuedPercent}** of the time some processor was idle while some job waited. Of a hundred keys 95 had their echo within {metric:keystrokeP95Ms}.',
    layer: 'message',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'private-or-shared',
    question:
      'Ten users, ten processors, the same jobs. Does a job take longer when each user has a processor, or when all share them?',
    overrides: { processors: 'pooled', compute: 'pool', users: 10, pool: 10 },
    metric: 'privateOverShared',
    choices: [
      { text: 'Equally long: there are as many processors', test: { from: 0.9, to: 1.1 } },
      { text: 'Longer when each has one', test: { is: '<', value: 0.9 } },
      { text: 'Longer when all share them', test: { is: '>', value: 1.1 } },
    ],
    because:
      'A user has several jobs at once and then none for a while. Privately they wait for one processor while others idle; shared, whichever is idle takes them.',
  },
  {
    id: 'fresh-news',
    question:
      'Now all processors take from one queue, and nobody needs a table. For how much of the time is some processor idle while some job waits?',
    overrides: { processors: 'one-queue', compute: 'pool' },
    metric: 'idleWhileQueuedPercent',
    unit: '%',
    choices: [
      { text: 'Less than one per cent', test: { is: '<', value: 1 } },
      { text: 'One to twenty', test: { from: 1, to: 20 } },
      { text: 'More', test: { is: '>', value: 20 } },
    ],
    because:
      'A free processor waits at the queue, so a job waits only where all are busy; what is left is the time of a message. A table is old when it is used: jobs queue at processors that were idle.',
  },
  {
    id: 'server-down',
    question:
      'The run server loses its power after a minute. What of the jobs that are submitted from then on?',
    overrides: { processors: 'pooled', compute: 'pool', happens: 'server-dies' },
    metric: 'jobsRefused',
    choices: [
      { text: 'All are computed: processors are up', test: { is: '=', value: 0 } },
      { text: 'A few are refused, five at most', test: { from: 1, to: 5 } },
      { text: 'None begins', test: { is: '>', value: 5 } },
    ],
    because:
      'Jobs that had begun end as if nothing had been. A job that begins needs the name of a processor, and only one machine gives names.',
  },
]
