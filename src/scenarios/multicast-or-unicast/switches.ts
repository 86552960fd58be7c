import type { Switch } from '../document/document.ts'

const count = (key: string, label: string, max: number, usual: number, says: string): Switch => ({
  key,
  label,
  says,
  kind: 'number',
  min: 0,
  max,
  step: 1,
  default: usual,
  unit: '',
})

export const switches: readonly Switch[] = [
  {
    key: 'transport',
    label: 'The question goes',
    says: 'As one Send to the group, or as one Send to each member, the next when the last is answered.',
    kind: 'choice',
    values: [
      { value: 'unicast', label: 'to each member by itself' },
      { value: 'group', label: 'to the group' },
    ],
    default: 'group',
    fix: 'group',
  },
  {
    ...count('members', 'Members', 32, 8, 'Machines with a member of the group.'),
    min: 1,
  } as Switch,
  count(
    'bystanders',
    'Bystanders',
    32,
    8,
    'Machines that listen to other groups, and not to this one.',
  ),
  {
    key: 'filter',
    label: 'Filter in each interface',
    says: 'How the hardware tells one group’s frames from another’s: exactly, by one of 64 bits, or not at all.',
    kind: 'choice',
    values: [
      { value: 'exact', label: 'exact addresses' },
      { value: 'hash', label: '64 bits of a hash (LANCE)' },
      { value: 'none', label: 'all groups or none (3C400)' },
    ],
    default: 'exact',
  },
  count(
    'idsSharing16Bits',
    'Groups with the same address',
    4,
    0,
    'Other groups, a member each, whose identifiers share the 16 low bits: their frames have the same address.',
  ),
  {
    key: 'network',
    label: 'Cable',
    says: 'The 3 Mb/s cable has no group addresses here: every such frame is a broadcast.',
    kind: 'choice',
    values: [
      { value: 'eth10', label: 'Ethernet, 10 Mb/s' },
      { value: 'eth3', label: 'experimental, 3 Mb/s' },
    ],
    default: 'eth10',
  },
  {
    key: 'match',
    label: 'A kernel looks at',
    says: 'What tells it which members a frame is for. With the address alone, groups that share one hear each other.',
    kind: 'choice',
    values: [
      { value: 'identifier', label: 'the group’s whole identifier' },
      { value: 'address', label: 'the group’s address alone' },
    ],
    default: 'identifier',
    fix: 'identifier',
  },
  {
    key: 'nack',
    label: 'A kernel without members',
    says: 'What it does with a frame for a group that it has no member of. To answer is a mistake.',
    kind: 'choice',
    values: [
      { value: 'never', label: 'says nothing' },
      { value: 'always', label: 'answers: not here' },
    ],
    default: 'never',
    fix: 'never',
  },
]
