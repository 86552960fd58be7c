import type { Beat, Condition, Prediction } from '../document/document.ts'

const is = (key: string, value: string): Condition => ({ switch: key, is: '=', value })
const CALLBACK = is('policy', 'callback')
/** Beats of the policies by which the server remembers nobody. */
const withoutTable = (beat: Omit<Beat, 'when'>): readonly Beat[] =>
  ['none', 'time-out', 'check-on-open'].map((policy) => ({
    ...beat,
    id: `${beat.id}-${policy}`,
    when: [is('policy', policy)],
  }))
const AGAIN: Beat['at'] = { kind: 'fileOpened', entity: 'W2.user', nth: 2 }

export const story: readonly Beat[] = [
  {
    id: 'promised',
    at: { kind: 'fileOpened', entity: 'W2.user' },
    when: [CALLBACK],
    title: 'A whole file, and a promise',
    text: 'W2 has the file in its memory. F has it **in a table** that W2 has a copy, and will tell it when that gets old.',
    look: ['W2.user', 'F.files'],
    layer: 'message',
  },
  ...withoutTable({
    id: 'copied',
    at: { kind: 'fileOpened', entity: 'W2.user' },
    title: 'A whole file, once over the cable',
    text: 'W2 has it in its memory now. F has **forgotten** about it already: it does not know who has copies.',
    look: ['W2.user', 'F.files'],
    layer: 'message',
  }),
  {
    id: 'told',
    at: { kind: 'promiseBroken', entity: 'F.files' },
    when: [CALLBACK],
    title: 'First the others are told',
    text: 'W1 closes the file, changed. F has it on its disk, and W1 still has no answer: **first** everybody in the table is told.',
    look: ['F.files', 'W2.notes'],
    layer: 'message',
  },
  ...withoutTable({
    id: 'not-told',
    at: { kind: 'fileSaved', entity: 'W1.user' },
    title: 'Saved, and nobody is told',
    text: 'W1 has closed the file, changed, and F has it on its disk. The copies of the others are **old** from this moment.',
    look: ['W1.user', 'F.files'],
    layer: 'message',
  }),
  {
    id: 'fetched-again',
    at: AGAIN,
    when: [CALLBACK],
    title: 'W2 knew, and fetched it anew',
    text: 'Had nobody told it, it would have used its copy **without a word** to F. The table is there to make that silence safe.',
    look: ['W2.user', 'F.files'],
    layer: 'message',
    ask: 'unchanged',
  },
  {
    id: 'asked-again',
    at: AGAIN,
    when: [is('policy', 'check-on-open')],
    title: 'W2 asked, and fetched it anew',
    text: 'It asks **every time**. This once the answer was not “unchanged”: F had a newer version.',
    look: ['W2.user', 'F.files'],
    layer: 'message',
    ask: 'unchanged',
  },
  {
    id: 'young-enough',
    at: AGAIN,
    when: [is('policy', 'time-out')],
    title: 'Young enough?',
    text: 'A copy is used unasked for {switch:timeoutSeconds}. W2 cannot see whether the file was saved meanwhile: the lamp can.',
    look: ['W2.user', 'F.files'],
    layer: 'message',
    ask: 'unchanged',
  },
  {
    id: 'old-copy',
    at: AGAIN,
    when: [is('policy', 'none')],
    title: 'An old copy is read',
    text: 'The file was saved more than a second ago, and W2 reads **what was in it before**. Nothing will ever tell it.',
    look: ['W2.user', 'F.files'],
    layer: 'message',
    ask: 'unchanged',
  },
  {
    id: 'restarted',
    at: { kind: 'reboot', entity: 'F' },
    when: [is('restart', 'silent')],
    title: 'F starts again, and says nothing',
    text: 'Files are on its disk. Who has copies was **in its memory**: it does not know any more whom it has promised what.',
    look: ['F'],
    layer: 'message',
  },
  {
    id: 'announced',
    at: { kind: 'reboot', entity: 'F' },
    when: [is('restart', 'announced')],
    title: 'F starts again, and says so',
    text: 'Its table was in its memory. It **tells everybody** that it has started: who relied on a promise asks before a copy is used again.',
    look: ['F'],
    layer: 'message',
  },
  {
    id: 'saved-again',
    at: { kind: 'fileSaved', entity: 'W1.user', nth: 2 },
    title: 'Saved once more',
    text: 'W1 has its answer. Whether W2 and W3 have heard of it depends on the policy, and on **what F remembers**.',
    look: ['W1.user', 'F.files'],
    layer: 'message',
    ask: 'silent',
  },
  {
    id: 'end',
    at: { kind: 'runEnd' },
    title: 'What it came to',
    text: '**{metric:filesOpened}** opens, {metric:openMs} each. {metric:validationFrames} frames went into asking, {metric:callbacksBroken} promises were taken back, and **{metric:staleReads}** opens gave an old version.',
    look: ['F.files'],
    layer: 'message',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'unchanged',
    question:
      'One user opens a file a hundred times that nobody else changes, by the policy that is set here. How many frames go into learning that its copy is current?',
    overrides: { workstations: 1, opens: 98, sharedPercent: 100, savePercent: 0 },
    metric: 'validationFrames',
    choices: [
      { text: 'None', test: { is: '=', value: 0 } },
      { text: 'A few: now and then one asks', test: { from: 1, to: 60 } },
      { text: 'One each time', test: { from: 61, to: 140 } },
      { text: 'Two each time', test: { is: '>', value: 140 } },
    ],
    because:
      'Who asks each time is told “unchanged” a hundred times, in two frames each. A promise costs nothing while nothing happens: the server speaks when there is something to say. And who never asks pays nothing either, until it matters.',
  },
  {
    id: 'silent',
    question:
      'F restarts without a word at four seconds, and has lost its table; a second later W1 saves the file. How often do the others then open a version that is old?',
    overrides: { policy: 'callback', restart: 'silent', sharedPercent: 5, opens: 40 },
    metric: 'staleReads',
    choices: [
      { text: 'Never: F tells them, as it promised', test: { is: '=', value: 0 } },
      { text: 'Once: then they notice', test: { is: '=', value: 1 } },
      { text: 'Each time: nothing ever tells them', test: { is: '>', value: 1 } },
    ],
    because:
      'They rely on a promise that nobody remembers. The silence of a server that has nothing to say and of one that has forgotten sound the same; so a restart has to be told, and whoever hears of it trusts none of its copies.',
  },
]
