import type { Switch } from '../document/document.ts'

export const switches: readonly Switch[] = [
  {
    key: 'group',
    label: 'The group is',
    says: 'Whether a process must share the founder’s user to join.',
    kind: 'choice',
    values: [
      { value: 'restricted', label: 'for the founder’s user alone' },
      { value: 'open', label: 'open to anybody' },
    ],
    default: 'restricted',
  },
  {
    key: 'place',
    label: 'Members',
    says: 'Whether all must be on the founder’s machine; the identifier of such a group says so.',
    kind: 'choice',
    values: [
      { value: 'global', label: 'anywhere' },
      { value: 'local', label: 'on the founder’s machine alone' },
    ],
    default: 'global',
  },
  {
    key: 'list',
    label: 'The founder’s own list',
    says: 'Whether the founding program keeps a list of who has told it of joining.',
    kind: 'choice',
    values: [
      { value: 'no', label: 'none' },
      { value: 'yes', label: 'kept' },
    ],
    default: 'yes',
  },
  {
    key: 'joinRate',
    label: 'Comings and goings',
    says: 'How often a second the guest on C joins, leaving in between; at 0 it joins once.',
    kind: 'number',
    min: 0,
    max: 10,
    step: 1,
    default: 0,
    unit: '',
  },
  {
    key: 'numbers',
    label: 'Numbers to draw from',
    says: 'How many numbers a new group’s is drawn from. V has many; with one, two foundings are bound to meet.',
    kind: 'number',
    min: 1,
    max: 16_000,
    step: 1,
    default: 16_000,
    unit: '',
  },
  {
    key: 'users',
    label: 'A joiner’s user',
    says: 'Whether a kernel looks whose process wants to join a restricted group. Not to look is a mistake.',
    kind: 'choice',
    values: [
      { value: 'checked', label: 'is compared with the founder’s' },
      { value: 'unchecked', label: 'is not looked at' },
    ],
    default: 'checked',
    fix: 'checked',
  },
  {
    key: 'ended',
    label: 'A process that ends',
    says: 'Whether its kernel strikes it out of its groups. Not to do so is a mistake.',
    kind: 'choice',
    values: [
      { value: 'removed', label: 'leaves its groups' },
      { value: 'kept', label: 'stays in the table' },
    ],
    default: 'removed',
    fix: 'removed',
  },
]
