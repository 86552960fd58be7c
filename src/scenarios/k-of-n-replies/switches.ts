import type { Switch } from '../document/document.ts'

const number = (
  key: string,
  label: string,
  [min, max, usual, step]: readonly [number, number, number, number],
  unit: string,
  says: string,
): Switch => ({ key, label, says, kind: 'number', min, max, step, default: usual, unit })

export const switches: readonly Switch[] = [
  {
    key: 'about',
    label: 'Each Send is about',
    says: 'A counter that all replicas keep, or the time: every replica’s clock is off by up to 50 ms, and the client takes the middle one of the answers. Sure of nobody, it tells its own time, and they set their clocks.',
    kind: 'choice',
    values: [
      { value: 'counter', label: 'one more for a counter' },
      { value: 'time', label: 'the time' },
    ],
    default: 'counter',
  },
  {
    key: 'class',
    label: 'Sure of',
    says: 'How many members must have answered before the client is content. The kernel sees to one; the rest is the client’s own program.',
    kind: 'choice',
    values: [
      { value: '0', label: 'nobody: the next state supersedes this one' },
      { value: '1', label: 'one: the kernel’s own promise' },
      { value: 'k', label: 'k of them' },
      { value: 'all', label: 'all on the client’s list' },
    ],
    default: 'k',
  },
  number('k', 'k', [1, 8, 5, 1], '', 'Different members that must have answered.'),
  number('members', 'Replicas', [1, 16, 8, 1], '', 'Machines with a replica of the counter.'),
  number(
    'deadlineMs',
    'Deadline',
    [5, 500, 50, 5],
    'ms',
    'Time for the replies to one Send. Then the client sends again, three times in all, or asks the missing ones by name.',
  ),
  number(
    'lossPercent',
    'Frames lost',
    [0, 30, 10, 1],
    '%',
    'Share of frames that each interface misses, by chance and each for itself.',
  ),
  {
    key: 'resend',
    label: 'A second Send of an update',
    says: 'Whether a replica knows an update by its number when it comes again, or adds it once more.',
    kind: 'choice',
    values: [
      { value: 'idempotent', label: 'is known by its number' },
      { value: 'not', label: 'is carried out again' },
    ],
    default: 'idempotent',
    fix: 'idempotent',
  },
  {
    key: 'counts',
    label: 'The client counts',
    says: 'What k is a number of, where one update needs a second Send.',
    kind: 'choice',
    values: [
      { value: 'members', label: 'members that have answered' },
      { value: 'replies', label: 'replies, whoever they are from' },
    ],
    default: 'members',
    fix: 'members',
  },
  number(
    'updatePeriodMs',
    'Pause between updates',
    [20, 1000, 100, 10],
    'ms',
    'Between one update, or one state, and the next.',
  ),
]
