import type { Beat, Condition, Prediction } from '../document/document.ts'

const is = (key: string, value: string): Condition => ({ switch: key, is: '=', value })
const SLOW = is('world', 'slow')
const BARE = is('liveness', 'bare-timeout')
const PENDING = is('liveness', 'reply-pending')
const PROBE = is('liveness', 'probe')

const SEND1 = 'A.client/send1'
const CLOSED: Beat['at'] = { kind: 'sendClose', entity: SEND1 }
const DONE: Beat['at'] = { kind: 'executed', entity: SEND1 }

/** A bare timeout: nothing tells slow from dead. */
const bare: readonly Beat[] = [
  {
    id: 'nothing-said',
    at: { kind: 'duplicate', entity: `${SEND1}/SEND.2` },
    when: [SLOW, BARE],
    title: 'A second copy, and no answer',
    text: 'S’s kernel has the request: this is a **duplicate**. Under a bare timeout it is dropped without a word, and A learns nothing from it.',
    look: ['S.server', `${SEND1}/SEND.2`],
    layer: 'packet',
  },
  {
    id: 'given-up',
    at: CLOSED,
    when: [SLOW, BARE],
    title: 'A gives up',
    text: 'After {metric:detectionMs} of silence the Send fails. All that the client may conclude is: **maybe executed**. S is alive, and at work.',
    look: ['A.client', 'S.server'],
    layer: 'transaction',
  },
  {
    id: 'done-unheard',
    at: DONE,
    when: [SLOW, BARE],
    title: 'And yet it is done',
    text: 'Half-way through its time the job takes effect. S was **slow, not dead**; whoever asks for the job again now gets it twice.',
    look: ['S.server'],
    layer: 'message',
  },
  {
    id: 'too-late',
    at: { kind: 'ignored', entity: `${SEND1}/REPLY.1` },
    when: [SLOW, BARE],
    title: 'The answer finds nobody',
    text: 'The REPLY comes, and no process waits for it. A’s kernel **throws it away**.',
    look: [`${SEND1}/REPLY.1`],
    layer: 'packet',
  },
]

/** A sign of life parts the slow from the dead. */
const told: readonly Beat[] = [
  {
    id: 'pending',
    at: { kind: 'packetIn', entity: `${SEND1}/REPLY-PENDING.1` },
    when: [SLOW, PENDING],
    title: 'Still at work',
    text: 'S’s kernel has the request, and says so to each copy: **REPLY-PENDING**. A’s kernel begins to count anew. The server’s program knows nothing of it.',
    look: ['A.client', `${SEND1}/REPLY-PENDING.1`],
    layer: 'packet',
  },
  {
    id: 'alive',
    at: { kind: 'packetIn', entity: `${SEND1}/ALIVE.1` },
    when: [SLOW, PROBE],
    title: 'Are you alive?',
    text: 'After a second A’s kernel asks: **ENQUIRE**. S’s kernel has the request: **ALIVE**. It will be asked again after twice the time.',
    look: ['A.client', `${SEND1}/ALIVE.1`],
    layer: 'packet',
  },
  ...[PENDING, PROBE].map((side) => ({
    id: `answered-${side.value}`,
    at: CLOSED,
    when: [SLOW, side],
    title: 'An answer, late but sure',
    text: 'A has waited as long as the job took. Nobody was taken for dead, and the client knows: **executed**.',
    look: ['A.client', 'S.server'],
    layer: 'transaction',
  })),
]

/** In all three worlds the client’s lane is the same up to here. */
const silent: readonly Beat[] = [
  {
    id: 'silence-before',
    at: CLOSED,
    when: [is('world', 'dead-before')],
    title: 'A gives up, and nothing was done',
    text: 'S died before the job had an effect. A sees what it would see of a job that **was** done: silence. All that it knows is **maybe**.',
    look: ['A.client'],
    layer: 'transaction',
  },
  {
    id: 'silence-after',
    at: CLOSED,
    when: [is('world', 'dead-after')],
    title: 'A gives up, and the job was done',
    text: 'The job had its effect, then S died. A sees what it would see of a job that was **not** done: silence. All that it knows is **maybe**.',
    look: ['A.client'],
    layer: 'transaction',
  },
  {
    id: 'reborn',
    at: { kind: 'reboot', entity: 'A' },
    when: [is('world', 'client-dies')],
    title: 'A starts again',
    text: 'Memory and processes are gone, and with them all that A knew of the job. S works on: **nobody has told it** anything.',
    look: ['A', 'S.server'],
    layer: 'message',
  },
]

export const story: readonly Beat[] = [
  {
    id: 'asked',
    at: { kind: 'sendOpen', entity: SEND1 },
    title: 'A asks S for a job',
    text: 'It takes {switch:serviceMs} of S’s processor. A’s kernel sends the request and sets a timer; the client is blocked until a REPLY comes.',
    look: ['A.client', 'S.server'],
    layer: 'transaction',
  },
  {
    id: 'begun',
    at: { kind: 'received', entity: SEND1 },
    title: 'S receives it, unseen',
    text: 'Nothing on the wire says that S has **begun**. From A, a server at work, a dead one and a cut cable look the same.',
    look: ['S.server'],
    layer: 'message',
    ask: 'suspected',
  },
  ...bare.slice(0, 2),
  ...told,
  ...silent,
  {
    id: 'refused',
    at: { kind: 'sendClose', entity: 'A.client/send2' },
    when: [SLOW],
    title: 'A refusal is an answer',
    text: 'The client has asked the printing process too, which has ended. S’s kernel says so: NACK, to the only copy there was. That is **surely not executed**.',
    look: ['A.client', 'S.printer'],
    layer: 'transaction',
  },
  ...bare.slice(2),
  {
    id: 'end',
    at: { kind: 'runEnd' },
    title: 'What silence says',
    text: 'In this run a job was done **{metric:executions}×** at most. Living servers given up: {metric:falseSuspicions}. Silence tells neither.',
    look: ['A.client', 'S.server'],
    layer: 'transaction',
    ask: 'orphan',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'suspected',
    question:
      'Say that A’s kernel has nothing but a timer: after six copies, 0.6 s, the Send fails. The job takes two seconds. How often is it done in the end?',
    overrides: { liveness: 'bare-timeout', retriesMax: 5, serviceMs: 2000 },
    metric: 'executions',
    choices: [
      { text: 'Never: a Send that failed has done nothing', test: { is: '=', value: 0 } },
      { text: 'Once, and the client never hears of it', test: { is: '=', value: 1 } },
      { text: 'Twice', test: { is: '=', value: 2 } },
      { text: 'Six times, once for each copy', test: { is: '>=', value: 3 } },
    ],
    because:
      'A time-out says that no answer came, and no more. S’s kernel knew the copies for duplicates, and its program did the job once. Had S died before the effect it would be never: the client sees no difference.',
  },
  {
    id: 'orphan',
    question:
      'Now A loses its power half-way through the job, starts again at once and asks anew. Extermination is off. How long does S go on working for the request of A’s former life?',
    overrides: {
      world: 'client-dies',
      liveness: 'reply-pending',
      orphanExtermination: 'off',
    },
    metric: 'orphanCpuMs',
    unit: 'ms',
    choices: [
      { text: 'Not at all: it sees that the client is gone', test: { is: '=', value: 0 } },
      { text: 'Up to 20 ms', test: { from: 0.001, to: 20 } },
      { text: 'Longer, up to half a second', test: { from: 20.000001, to: 499.999999 } },
      { text: 'About a second', test: { from: 500, to: 1500 } },
      { text: 'More than a second and a half', test: { is: '>', value: 1500 } },
    ],
    because:
      'Nothing comes from a machine without power, and a program that computes listens to nobody: S works until the job is done. With extermination on, S’s kernel sees the higher boot number in the first packet of A’s next life and breaks the work off, within a millisecond.',
  },
]
