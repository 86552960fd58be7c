import type { Switch } from '../document/document.ts'

const number = (
  key: string,
  label: string,
  [min, max, usual]: readonly [number, number, number],
  unit = '',
  says?: string,
): Switch => ({
  key,
  label,
  kind: 'number',
  min,
  max,
  step: 1,
  default: usual,
  unit,
  ...(says ? { says } : {}),
})

export const switches: readonly Switch[] = [
  {
    key: 'policy',
    label: 'A machine is found by',
    says: 'Asking a server that polls all machines, or asking all machines at once. A manager answers before the programs of its machine, or in its turn behind them.',
    kind: 'choice',
    values: [
      { value: 'polled', label: 'a table that a server polls' },
      { value: 'first', label: 'the first answer, given at once' },
      { value: 'delayed', label: 'the first answer, busy machines later' },
    ],
    default: 'delayed',
    fix: 'delayed',
  },
  number('users', 'Users', [1, 5, 1], '', 'All need a machine at the same instant.'),
  {
    key: 'happens',
    label: 'What happens',
    says: 'Just after machines were asked for.',
    kind: 'choice',
    values: [
      { value: 'nothing', label: 'nothing' },
      { value: 'reply-lost', label: 'the first reply to U1 is lost' },
      { value: 'owner-returns', label: 'the owner of H6 comes back' },
      { value: 'host-dies', label: 'H6 loses its power' },
    ],
    default: 'nothing',
  },
  number('hosts', 'Machines', [2, 25, 10]),
  number('limit', 'Not willing from', [1, 5, 2], '', 'Programs on a machine, its owner’s counted.'),
  number(
    'pollSeconds',
    'Polled every',
    [1, 30, 5],
    's',
    'Users ask just before the second round, so the table is as old as this.',
  ),
  number(
    'equivPercent',
    'As good as the best',
    [0, 50, 5],
    '%',
    'The server chooses at random among machines so near to the best in its table.',
  ),
  {
    key: 'atStart',
    label: 'A start finds the machine',
    says: 'Whether a manager looks once more when a user comes with its program: its answer is a while ago by then. A machine that is polled takes what the server sends.',
    kind: 'choice',
    values: [
      { value: 'looks-again', label: 'looked at once more' },
      { value: 'takes', label: 'as it was when it answered' },
    ],
    default: 'looks-again',
  },
  {
    key: 'offer',
    label: 'An offer keeps',
    says: 'Whether a manager that has answered keeps a place for the asker, for a fifth of a second.',
    kind: 'choice',
    values: [
      { value: 'nothing', label: 'nothing' },
      { value: 'place', label: 'a place' },
    ],
    default: 'nothing',
    fix: 'nothing',
  },
  {
    key: 'unsure',
    label: 'No answer to a start',
    says: 'The program may have started or not.',
    kind: 'choice',
    values: [
      { value: 'told', label: 'is told to the user' },
      { value: 'elsewhere', label: 'sends it to another machine' },
    ],
    default: 'told',
    fix: 'told',
  },
]
