import type { Switch } from '../document/document.ts'

const accesses = (key: string, label: string, says: string, usual: number): Switch => ({
  key,
  label,
  says,
  kind: 'number',
  min: 0,
  max: 40,
  step: 0.1,
  default: usual,
  unit: 'accesses',
})

export const switches: readonly Switch[] = [
  {
    key: 'flag',
    label: 'The flag is set',
    says: 'One block on stable storage says whether the transaction has happened. A list that is not whole when it is set cannot be done again.',
    kind: 'choice',
    values: [
      { value: 'after', label: 'when the list is complete' },
      { value: 'before', label: 'before the list is complete' },
    ],
    default: 'after',
    fix: 'after',
  },
  {
    key: 'reply',
    label: 'The client is told',
    says: 'A reply cannot be taken back: what it says must be true after any crash.',
    kind: 'choice',
    values: [
      { value: 'after', label: 'when the flag is stable' },
      { value: 'before', label: 'before the flag is stable' },
    ],
    default: 'after',
    fix: 'after',
  },
  {
    key: 'intentions',
    label: 'An entry of the list says',
    says: 'Whether an entry may be carried out again and again, or adds each time.',
    kind: 'choice',
    values: [
      { value: 'absolute', label: 'what the page becomes' },
      { value: 'relative', label: 'what is added to it' },
    ],
    default: 'absolute',
    fix: 'absolute',
  },
  {
    key: 'entries',
    label: 'Entries of the list',
    says: 'Accounts that the transaction changes: five dollars go from the first to the second, and so on.',
    kind: 'number',
    min: 1,
    max: 8,
    step: 1,
    default: 2,
    unit: '',
  },
  {
    key: 'end',
    label: 'The client ends it with',
    kind: 'choice',
    values: [
      { value: 'commit', label: 'commit' },
      { value: 'abort', label: 'abort' },
    ],
    default: 'commit',
  },
  accesses(
    'cutAfter',
    'The power goes, after the commit began',
    'In disk accesses of 25 ms; 0 for never. The flag is the first four, each entry carried out four more.',
    8,
  ),
  accesses(
    'cutAgainAfter',
    'And again, after the restart',
    'In disk accesses; 0 for never. The first of them compare the copies, then the list is done again.',
    0,
  ),
]
