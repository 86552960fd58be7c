import type { Beat, Condition, Prediction } from '../document/document.ts'

const is = (key: string, value: string): Condition => ({ switch: key, is: '=', value })
const GROUP = is('scheme', 'multicast')
const CENTRAL = is('scheme', 'central')

const SOUGHT: Beat['at'] = { kind: 'nameSought', entity: 'C1.client', where: { b: 1 } }
const OPENED: Beat['at'] = { kind: 'nameOpened', entity: 'C1.client', where: { b: 1 } }
const AGAIN: Beat['at'] = { kind: 'nameOpened', entity: 'C1.client', where: { b: 1 }, nth: 2 }

export const story: readonly Beat[] = [
  {
    id: 'asked-all',
    at: SOUGHT,
    when: [GROUP],
    title: 'Who has name 0?',
    text: 'C1 has never opened it. One **multicast** asks all {switch:servers} managers: each knows the names that it keeps, and no others.',
    look: ['C1.client', 'F1.manager'],
    layer: 'message',
    ask: 'ten-opens',
  },
  {
    id: 'asked-one',
    at: SOUGHT,
    when: [CENTRAL],
    title: 'Who has name 0?',
    text: 'C1 has never opened it. It asks the **name server** on N, where every manager has written its names down.',
    look: ['C1.client', 'N.names'],
    layer: 'message',
    ask: 'ten-opens',
  },
  {
    id: 'one-answers',
    at: OPENED,
    when: [GROUP],
    title: 'One answers, the others are silent',
    text: 'F1 keeps name 0 and said so. The others heard the question and said **nothing**. C1 sent its open to F1, and remembers it: a **hint**.',
    look: ['C1.client', 'F1.manager'],
    layer: 'message',
  },
  {
    id: 'table-answers',
    at: OPENED,
    when: [CENTRAL],
    title: 'The table knows',
    text: 'N named F1. C1 sent its open there, and remembers it: a **hint**. Without N no client could have found F1.',
    look: ['C1.client', 'F1.manager'],
    layer: 'message',
  },
  {
    id: 'straight',
    at: AGAIN,
    when: [is('hints', 'on')],
    title: 'The next one flies straight',
    text: 'No question this time: request and reply, two frames. In the whole run **{metric:hintHits}** opens went by a hint that held.',
    look: ['C1.client', 'F1.manager'],
    layer: 'message',
  },
  {
    id: 'not-remembered',
    at: AGAIN,
    when: [is('hints', 'off')],
    title: 'Asked again',
    text: 'Nothing is remembered, so every open begins with the same question. All managers have to look at it, **every time**.',
    look: ['C1.client', 'F1.manager'],
    layer: 'message',
  },
  {
    id: 'moved',
    at: { kind: 'nameHeld', entity: 'F2.manager', where: { a: 0, b: 1 } },
    title: 'The names of F1 move to F2',
    text: 'An operator moves them, and tells **no client**. Whoever holds a hint to F1 holds an old one from now on.',
    look: ['F1.manager', 'F2.manager'],
    layer: 'message',
    ask: 'moved-names',
  },
  {
    id: 'old-hint',
    at: { kind: 'nameOpened', entity: 'C1.client', where: { b: 2 } },
    when: [is('hints', 'on'), is('hintCheck', 'by-use')],
    title: 'The hint was old',
    text: 'F1 looked into its table and refused. A hint may be wrong, because it is **checked by use**: C1 asks again, and then opens.',
    look: ['C1.client', 'F1.manager'],
    layer: 'message',
  },
  {
    id: 'n-dies',
    at: { kind: 'crash', entity: 'N' },
    when: [GROUP, is('dies', 'name-server')],
    title: 'N loses its power',
    text: 'Nobody needs it: **no machine has the table of all names**. A name can be found as long as the server that keeps it is up.',
    look: ['N', 'C1.client'],
    layer: 'transaction',
  },
  {
    id: 'n-dies-central',
    at: { kind: 'crash', entity: 'N' },
    when: [CENTRAL, is('dies', 'name-server')],
    title: 'N loses its power',
    text: 'The table is gone. Every file is where it was, on a server that is up, and **none can be found** but by a hint that still holds.',
    look: ['N', 'C1.client'],
    layer: 'transaction',
  },
  {
    id: 'owner-dies',
    at: { kind: 'crash', entity: 'F1' },
    when: [is('dies', 'owner')],
    title: 'F1 loses its power',
    text: 'Names that it keeps now go with it, and **only** these. The files are unreachable too, so nothing is lost that could have been used.',
    look: ['F1', 'C1.client'],
    layer: 'transaction',
  },
  {
    id: 'end',
    at: { kind: 'runEnd' },
    title: 'What it came to',
    text: '**{metric:lookupFrames}** frames went into finding names, and **{metric:opensFailed}** opens failed. Now turn the scheme, or choose who dies.',
    look: ['C1.client'],
    layer: 'transaction',
  },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'ten-opens',
    question:
      'One client opens the same name ten times, and nothing moves. How many frames go into finding out who has it?',
    overrides: { clients: 1, moveEverySeconds: 0, dies: 'nobody' },
    metric: 'lookupFrames',
    choices: [
      { text: 'Two: one question, one answer', test: { is: '=', value: 2 } },
      { text: 'Four: one question, an answer of each manager', test: { from: 3, to: 10 } },
      { text: 'Twenty: a question and an answer each time', test: { is: '=', value: 20 } },
      { text: 'Forty: every manager answers each time', test: { is: '>=', value: 40 } },
    ],
    because:
      'The question is one frame however many managers there are, and a manager that does not have the name keeps silent. The answer is remembered: nine opens go straight there. Without hints it is twenty.',
  },
  {
    id: 'moved-names',
    question:
      'C1 opens name 0 once more, by its old hint. What does it cost beyond the two frames of an open?',
    overrides: { clients: 1, dies: 'nobody' },
    metric: 'staleHintExtraFrames',
    choices: [
      { text: 'Nothing: F1 passes it on to F2', test: { is: '=', value: 0 } },
      { text: 'Two frames: F1’s refusal tells the new manager', test: { is: '=', value: 2 } },
      {
        text: 'Four: a refusal by F1, and a new question to all',
        test: { is: '=', value: 4 },
      },
      { text: 'More: it has to run into time-outs', test: { is: '>', value: 4 } },
    ],
    because:
      'The request to F1 and its refusal are two frames, question and answer two more; then the open itself succeeds. It is the price of never telling anybody: paid once, by whoever comes back, and by nobody else.',
  },
]
