import type { Beat, Condition, Prediction } from '../document/document.ts'

const is = (key: string, value: string | number): Condition => ({ switch: key, is: '=', value })
const SUSPENDED: Condition = { switch: 'suspendAtMs', is: '>=', value: 10 }
const TO_THE_END = is('destroyAtMs', 0)
const SHARED = is('share', 'on-improvement')

const stopping: readonly Beat[] = [
  {
    id: 'suspend',
    at: { kind: 'controlAsked', entity: 'O.operator/suspend*' },
    when: [SUSPENDED, TO_THE_END],
    title: 'Stop, all of you',
    text: 'The operator knows no machine, only the name of the job. **One frame** goes to that name; each kernel looks which of its own processes bear it.',
    look: ['O.operator', 'W1.master'],
    layer: 'message',
  },
  {
    id: 'suspended',
    at: { kind: 'change:state', entity: 'W1.worker', where: { b: 'suspended' } },
    when: [SUSPENDED, TO_THE_END],
    title: 'Stopped where they stood',
    text: 'Master and workers are **suspended**, whatever they were about to do. Replies may come in meanwhile; nobody looks at them.',
    look: ['W1.worker', 'W1.master'],
    layer: 'message',
  },
  {
    id: 'resume',
    at: { kind: 'controlAsked', entity: 'O.operator/resume*' },
    when: [SUSPENDED, TO_THE_END],
    title: 'Go on',
    text: 'One more frame, and each goes on **from where it had got to**. No program knows that it has been stopped.',
    look: ['O.operator', 'W1.master'],
    layer: 'message',
  },
]

export const story: readonly Beat[] = [
  {
    id: 'begun',
    at: { kind: 'searchBegun', entity: 'W1.master' },
    title: 'The shortest round trip',
    text: 'The master has drawn a map of nine cities and cut the search into 56 parts. Master and workers form **one group**, whose name is the job’s.',
    look: ['W1.master'],
    layer: 'message',
    ask: 'kept',
  },
  {
    id: 'handed-out',
    at: { kind: 'replied', entity: 'W1.worker/send1' },
    title: 'A part for whoever asks',
    text: 'A worker **sends** for work and is blocked until the master **replies** with a part. A fast worker asks more often: nobody has to plan who does how much.',
    look: ['W1.master', 'W1.worker'],
    layer: 'message',
  },
  {
    id: 'told',
    at: { kind: 'boundKnown', entity: 'W*.worker', where: { b: 0 } },
    when: [SHARED],
    title: 'A better tour, told to all',
    text: 'Somebody has found one and said so in one frame that **nobody answers**. Whoever hears it cuts off each branch that cannot beat it; whoever does not, works more.',
    look: ['W1.worker'],
    layer: 'message',
  },
  {
    id: 'kept',
    at: { kind: 'boundKnown', entity: 'W*.worker', where: { b: 1 } },
    when: [is('share', 'never')],
    title: 'A better tour, kept',
    text: 'A worker has found one, and cuts off its own branches by it. The others **know nothing** of it, and look at nodes that could not win.',
    look: ['W1.worker'],
    layer: 'message',
  },
  ...stopping,
  {
    id: 'found',
    at: { kind: 'searchEnded', entity: 'W1.master' },
    when: [TO_THE_END],
    title: 'The shortest of all',
    text: 'All parts are done, and the master has the answer. It is the **same answer** however many worked, and whatever they told each other. The workers wait for more.',
    look: ['W1.master'],
    layer: 'message',
  },
  {
    id: 'destroy',
    at: { kind: 'controlAsked', entity: 'O.operator/end*' },
    title: 'The end, by name',
    text: 'Destroy, addressed to the job. Each kernel that hears it ends **its own** members and says how many they were. The operator goes by: {switch:destroy}.',
    look: ['O.operator', 'W1.master'],
    layer: 'message',
    ask: 'missed',
  },
  {
    id: 'end',
    at: { kind: 'runEnd' },
    title: 'What is left',
    text: '{metric:nodesExpanded} nodes looked at, {metric:boundFrames} frames about better tours, {metric:processesAlive} processes alive. Now lose the Destroy at one machine.',
    look: ['O.operator', 'W1.worker'],
    layer: 'transaction',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'kept',
    question:
      'The whole tree has 109,592 nodes. Six workers search it and keep what they find to themselves. How many nodes do they look at in all?',
    overrides: { workers: 6, share: 'never', lossPercent: 0 },
    metric: 'nodesExpanded',
    choices: [
      { text: 'Fewer than 3,000', test: { is: '<', value: 3000 } },
      { text: '3,000 to 7,000, as when each better tour is told', test: { from: 3000, to: 7000 } },
      { text: '7,000 to 30,000, twice that or more', test: { from: 7000.5, to: 30_000 } },
      { text: 'More: most of the tree', test: { is: '>', value: 30_000 } },
    ],
    because:
      'Each worker cuts off branches by what it has found itself, so all six have to find good tours of their own first. When each better tour is told at once, one worker’s luck is everybody’s, for a dozen frames.',
  },
  {
    id: 'missed',
    question:
      'This frame is lost at W1, where a worker and the master are. How many processes of the job are alive when everything has come to rest?',
    overrides: { lossPercent: 0, destroyAtMs: 0 },
    interventions: [{ time: 0, action: 'lose', target: 'O.operator/end*/DESTROY.1@W1' }],
    metric: 'processesAlive',
    choices: [
      { text: 'None: it is sent again until W1 answers', test: { is: '=', value: 0 } },
      { text: 'One', test: { is: '=', value: 1 } },
      { text: 'Two: nobody tells W1', test: { is: '=', value: 2 } },
      { text: 'All: it ends either for all or for none', test: { is: '>', value: 2 } },
    ],
    because:
      'One answer ends the call, and no kernel knows who should have answered. Only the operator’s own list can tell that W1 was not heard: with all to be accounted for, it asks there again by name.',
  },
]
