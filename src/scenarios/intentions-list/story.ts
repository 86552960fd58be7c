import type { Beat, Condition, Prediction } from '../document/document.ts'

const is = (key: string, value: string): Condition => ({ switch: key, is: '=', value })
const COMMITS = is('end', 'commit')
const FLAG_LAST = is('flag', 'after')

export const story: readonly Beat[] = [
  {
    id: 'begin',
    at: { kind: 'transactionOpen', entity: 'F.server/T1' },
    title: 'Five dollars from A to B',
    text: 'The client begins a transaction and gets its **identifier**, T1. All it asks for bears that number, and **none of it happens** until it says so.',
    look: ['F.server', 'A.client'],
    layer: 'transaction',
  },
  {
    id: 'intended',
    at: { kind: 'intended', entity: 'F.server/T1' },
    when: [FLAG_LAST],
    title: 'What it will do',
    text: 'Not the page is written but an **intention**: an entry of a list, on stable storage. The pages of the accounts stand as they stood.',
    look: ['F.server/T1', 'F/disk1'],
    layer: 'message',
  },
  {
    id: 'asked',
    at: { kind: 'commitAsked', entity: 'F.server/T1' },
    when: [COMMITS],
    title: 'Commit',
    text: 'All the work lies in the list. Now **one flag** is set, in one page of stable storage, and that can be only old or new.',
    look: ['F.server/T1'],
    layer: 'transaction',
    ask: 'twice',
  },
  {
    id: 'flag',
    at: { kind: 'flagSet', entity: 'F.server/T1' },
    when: [COMMITS, FLAG_LAST],
    title: 'It has happened',
    text: 'Not one page of an account has been touched, and yet **it has happened**: from here on every start finds the flag and does what the list says.',
    look: ['F.server/T1', 'F/disk1'],
    layer: 'transaction',
  },
  {
    id: 'too-early',
    at: { kind: 'flagSet', entity: 'F.server/T1' },
    when: [COMMITS, is('flag', 'before')],
    title: 'A promise without a list',
    text: 'The flag says that it has happened; **what** has happened stands nowhere yet. A crash now leaves a start with nothing to do again.',
    look: ['F.server/T1', 'F/disk1'],
    layer: 'transaction',
  },
  {
    id: 'cut',
    at: { kind: 'crash', entity: 'F' },
    title: 'The power goes',
    text: 'Half carried out: A has its new balance, B has not. The memory that knew about it is gone. **Flag and list** are on the disks.',
    look: ['F'],
    layer: 'transaction',
    ask: 'relative',
  },
  {
    id: 'again',
    at: { kind: 'transactionOpen', entity: 'F.server#2/T1' },
    when: [COMMITS],
    title: 'The list is done again',
    text: 'The start does not ask how far the last life came. It carries out **every entry**, done or not: where an entry says what a page becomes, twice is as good as once.',
    look: ['F.server#2/T1'],
    layer: 'transaction',
  },
  {
    id: 'end',
    at: { kind: 'runEnd' },
    title: 'The bit that decides',
    text: 'The accounts are as **{metric:recoveredState}** the transaction, {metric:balanceErrorUnits} too many or too few. Move the cut: one access decides on which side it falls.',
    look: ['F'],
    layer: 'transaction',
  },
]

/** Of two entries: in the middle of carrying out, and in the middle of doing it again. */
const twice: Prediction['interventions'] = [
  { time: 1_610_000_000, action: 'crash', target: 'F' },
  { time: 1_660_000_000, action: 'reboot', target: 'F' },
  { time: 2_150_000_000, action: 'crash', target: 'F' },
  { time: 2_200_000_000, action: 'reboot', target: 'F' },
]

export const predictions: readonly Prediction[] = [
  {
    id: 'twice',
    question:
      'The power goes half-way through carrying out, and again half-way through doing the list again. What do the accounts hold in the end?',
    overrides: { cutAfter: 0 },
    interventions: twice,
    metric: 'recoveredState',
    choices: [
      { text: '$10 and $15: as if it had never begun', test: { is: '=', value: 'before' } },
      { text: '$5 and $15: half of it', test: { is: '=', value: 'half' } },
      { text: '$5 and $20: all of it, once', test: { is: '=', value: 'after' } },
      { text: 'Something else', test: { is: '=', value: 'wrong' } },
    ],
    because:
      'The flag was set, so every start does the whole list again, from the first entry. An entry says what a page becomes, not what is added: the page is the same after the first time and after the third.',
  },
  {
    id: 'relative',
    question:
      'The same two power cuts, but an entry says “add 5” in place of “becomes 20”. How many dollars are the accounts off in the end, together?',
    overrides: { cutAfter: 0, intentions: 'relative' },
    interventions: twice,
    metric: 'balanceErrorUnits',
    unit: '$',
    choices: [
      { text: 'None', test: { is: '=', value: 0 } },
      { text: '$5', test: { is: '=', value: 5 } },
      { text: '$10: A has paid three times', test: { is: '=', value: 10 } },
      { text: 'More', test: { is: '>', value: 10 } },
    ],
    because:
      'Nothing says how far the last life came, so each start adds all over again. A has paid once in every life that came to it; B was reached by the last one alone.',
  },
]
