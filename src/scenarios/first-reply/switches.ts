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
    'members',
    'Members',
    [1, 16, 5, 1],
    '',
    'File servers in the group, each with a counter.',
  ),
  number(
    'lossPercent',
    'Frames lost',
    [0, 40, 20, 1],
    '%',
    'Share of frames that each interface misses, by chance and each for itself.',
  ),
  number(
    'serviceSpreadMs',
    'Spread of the service',
    [0, 50, 10, 1],
    'ms',
    'Each member waits a random time up to this before it answers.',
  ),
  number(
    'retransmitMs',
    'Timer',
    [20, 500, 100, 10],
    'ms',
    'After so long without any reply the client’s kernel sends another copy.',
  ),
  number(
    'nextSendMs',
    'Next Send after',
    [0, 100, 30, 1],
    'ms',
    'How soon after the first reply the client sends the next update.',
  ),
  {
    key: 'lateReplies',
    label: 'Late replies',
    says: 'What becomes of a reply that comes after the next Send has closed its own.',
    kind: 'choice',
    values: [
      { value: 'discarded', label: 'discarded, by their sequence number' },
      { value: 'accepted', label: 'taken for the next one’s' },
    ],
    default: 'discarded',
    fix: 'discarded',
  },
  {
    key: 'duplicates',
    label: 'A second copy',
    says: 'Whether a member’s kernel knows an update again that it has delivered. Not to know it is a mistake.',
    kind: 'choice',
    values: [
      { value: 'volatile', label: 'is known, and answered again' },
      { value: 'off', label: 'is delivered again' },
    ],
    default: 'volatile',
    fix: 'volatile',
  },
]
