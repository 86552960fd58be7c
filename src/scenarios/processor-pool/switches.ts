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
    key: 'processors',
    label: 'Processors',
    says: 'Each user’s jobs go to one processor, always the same; or a run server names one; or all processors take from one queue, so that nobody needs news.',
    kind: 'choice',
    values: [
      { value: 'private', label: 'one for each user' },
      { value: 'pooled', label: 'shared, by a run server’s table' },
      { value: 'one-queue', label: 'shared, by one queue' },
    ],
    default: 'pooled',
    fix: 'pooled',
  },
  {
    key: 'compute',
    label: 'Jobs compute',
    says: 'On the workstation of their user, beside its editor, whoever owns the processors; or on processors that have no screen.',
    kind: 'choice',
    values: [
      { value: 'pool', label: 'on processors of their own' },
      { value: 'workstation', label: 'at the workstation' },
    ],
    default: 'pool',
    fix: 'pool',
  },
  number('users', 'Users', [1, 20, 10]),
  number('pool', 'Processors in all', [2, 20, 10]),
  number('jobsPerMinute', 'Jobs of a user', [1, 60, 2], 'a minute', 'On average, at random.'),
  number('jobSeconds', 'Processor time of a job', [1, 120, 20], 's', 'On average, exponential.'),
  number('pollSeconds', 'Polled every', [1, 30, 5], 's', 'How old the table may get.'),
  number(
    'equivPercent',
    'As good as the best',
    [0, 50, 5],
    '%',
    'The run server chooses at random among processors so near to the best in its table.',
  ),
  {
    key: 'freeProcessor',
    label: 'A processor that is free',
    says: 'Its question for a job waits at the queue until there is one, or is sent back, and asked once more when the time between two polls is over.',
    kind: 'choice',
    values: [
      { value: 'waits', label: 'waits at the queue' },
      { value: 'asks-again', label: 'asks again later' },
    ],
    default: 'waits',
  },
  {
    key: 'happens',
    label: 'What happens',
    says: 'A minute after the beginning.',
    kind: 'choice',
    values: [
      { value: 'nothing', label: 'nothing' },
      { value: 'together', label: 'all users have one job more' },
      { value: 'server-dies', label: 'the run server loses its power' },
      { value: 'server-returns', label: 'it does, and has it back after 30 s' },
      { value: 'processor-dies', label: 'P1 loses its power' },
    ],
    default: 'nothing',
  },
  {
    key: 'unsure',
    label: 'No answer to a start',
    says: 'The job may have been taken or not.',
    kind: 'choice',
    values: [
      { value: 'told', label: 'is told to the user' },
      { value: 'elsewhere', label: 'makes the user ask once more' },
    ],
    default: 'told',
  },
]
