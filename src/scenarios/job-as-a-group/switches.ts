import type { Switch } from '../document/document.ts'

const number = (
  key: string,
  label: string,
  [min, max, usual, step]: readonly [number, number, number, number],
  unit: string,
  says: string,
): Switch => ({ key, label, says, kind: 'number', min, max, step, default: usual, unit })

export const switches: readonly Switch[] = [
  number(
    'workers',
    'Workers',
    [1, 12, 6, 1],
    '',
    'Machines with a worker; the first has the master too.',
  ),
  {
    key: 'share',
    label: 'A better tour is told to the group',
    says: 'Whether a worker that finds a better tour says so to all, in one frame that nobody answers.',
    kind: 'choice',
    values: [
      { value: 'never', label: 'never' },
      { value: 'on-improvement', label: 'at once' },
    ],
    default: 'on-improvement',
  },
  {
    key: 'destroy',
    label: 'The operator is content',
    says: 'After the first kernel’s answer, or when every process on its list is known to be gone.',
    kind: 'choice',
    values: [
      { value: '1-reliable', label: 'with one answer' },
      { value: 'all-reliable', label: 'when all are accounted for' },
    ],
    default: '1-reliable',
  },
  number(
    'destroyAtMs',
    'Destroyed at',
    [0, 2000, 0, 10],
    'ms',
    'When the operator ends the job. 0: after the search has ended.',
  ),
  number(
    'suspendAtMs',
    'Suspended at',
    [0, 500, 100, 10],
    'ms',
    'When the operator suspends the job, for 50 ms. 0: it does not.',
  ),
  {
    key: 'extra',
    label: 'One worker more',
    says: 'Whether another machine, X, joins in after 150 ms.',
    kind: 'choice',
    values: [
      { value: 'no', label: 'no' },
      { value: 'mid-search', label: 'in the middle of the search' },
    ],
    default: 'no',
  },
  number(
    'lossPercent',
    'Frames lost',
    [0, 20, 0, 1],
    '%',
    'Share of frames that each interface misses, by chance and each for itself.',
  ),
  {
    key: 'ends',
    label: 'The search has ended',
    says: 'What the master takes for the end: no part left to hand out, or no part left that somebody is at work on either.',
    kind: 'choice',
    values: [
      { value: 'empty-queue', label: 'when all parts are handed out' },
      { value: 'all-parts', label: 'when all parts are done' },
    ],
    default: 'all-parts',
    fix: 'all-parts',
  },
]
