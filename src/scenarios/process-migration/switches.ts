import type { Switch } from '../document/document.ts'

const number = (
  key: string,
  label: string,
  [min, max, step, usual]: readonly [number, number, number, number],
  unit = '',
  says?: string,
): Switch => ({
  key,
  label,
  kind: 'number',
  min,
  max,
  step,
  default: usual,
  unit,
  ...(says ? { says } : {}),
})

export const switches: readonly Switch[] = [
  {
    key: 'method',
    label: 'The program is moved',
    says: 'Frozen first, and then copied; or copied in rounds while it runs, and frozen for the rest.',
    kind: 'choice',
    values: [
      { value: 'freeze-and-copy', label: 'frozen, then copied' },
      { value: 'pre-copy', label: 'copied, then frozen' },
    ],
    default: 'pre-copy',
    fix: 'pre-copy',
  },
  {
    key: 'happens',
    label: 'What happens',
    kind: 'choice',
    values: [
      { value: 'nothing', label: 'nothing' },
      { value: 'new-dies', label: 'the new machine dies in the second round' },
      { value: 'here-lost', label: 'the word of where it is now is lost' },
      { value: 'answer-lost', label: 'an answer and its copy are lost, about the freeze' },
      { value: 'old-dies', label: 'the old machine dies after the move' },
    ],
    default: 'nothing',
  },
  number('addressSpaceKB', 'Memory of the program', [64, 2048, 64, 1024], 'KB'),
  number('dirtyKBps', 'It writes, in a second', [0, 600, 10, 50], 'KB'),
  number(
    'workingSetKB',
    'In a working set of',
    [8, 512, 8, 64],
    'KB',
    'Pages that it writes again and again.',
  ),
  number('roundsMax', 'Rounds at most', [1, 8, 1, 3]),
  number(
    'pauseMs',
    'Pause after each 8 KB',
    [0, 50, 5, 10],
    'ms',
    'Copying goes before all programs. In the pauses the one that is copied has the processor.',
  ),
  {
    key: 'replyPending',
    label: 'Who sends to a frozen program',
    says: 'Whether its kernel answers that there is no answer yet.',
    kind: 'choice',
    values: [
      { value: 'off', label: 'hears nothing' },
      { value: 'on', label: 'is told to wait' },
    ],
    default: 'on',
    fix: 'on',
  },
  {
    key: 'rest',
    label: 'Pages written last',
    says: 'Those that no round has taken over when the program is frozen.',
    kind: 'choice',
    values: [
      { value: 'left', label: 'are left behind' },
      { value: 'copied', label: 'are copied while it is frozen' },
    ],
    default: 'copied',
    fix: 'copied',
  },
  {
    key: 'oldCopy',
    label: 'The copy that was left',
    kind: 'choice',
    values: [
      { value: 'kept', label: 'is kept, and goes on' },
      { value: 'deleted', label: 'is deleted' },
    ],
    default: 'deleted',
    fix: 'deleted',
  },
  {
    key: 'answers',
    label: 'Answers already given',
    says: 'What the old kernel remembers of them, so that a second copy of a request is not a new one.',
    kind: 'choice',
    values: [
      { value: 'stay', label: 'are forgotten' },
      { value: 'move', label: 'go along' },
    ],
    default: 'move',
    fix: 'move',
  },
  {
    key: 'leans',
    label: 'The program asks a server',
    says: 'Every tenth of a second of its work, on the machine that it came from; or never.',
    kind: 'choice',
    values: [
      { value: 'no', label: 'nowhere' },
      { value: 'yes', label: 'on its old machine' },
    ],
    default: 'no',
  },
]
