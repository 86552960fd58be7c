import type { Switch } from '../document/document.ts'

export const switches: readonly Switch[] = [
  {
    key: 'leftBehind',
    label: 'Left behind',
    says: 'A part of the context that is not handed over: the program takes that of the machine it runs on.',
    kind: 'choice',
    values: [
      { value: 'nothing', label: 'nothing: the context travels' },
      { value: 'names', label: 'what names mean' },
      { value: 'terminal', label: 'the screen' },
      { value: 'files', label: 'the open file' },
      { value: 'user', label: 'whose it is' },
    ],
    default: 'nothing',
    fix: 'nothing',
  },
  {
    key: 'place',
    label: 'It is run',
    says: 'On the user’s own machine; on G2, by name; or, with “@ *”, on whichever idle machine answers first.',
    kind: 'choice',
    values: [
      { value: 'here', label: 'here' },
      { value: 'named', label: 'on G2: “@ G2”' },
      { value: 'any', label: 'on any idle machine: “@ *”' },
    ],
    default: 'any',
  },
  {
    key: 'programKB',
    label: 'Size of the program',
    kind: 'number',
    min: 20,
    max: 500,
    step: 10,
    default: 100,
    unit: 'KB',
  },
  {
    key: 'happens',
    label: 'What happens',
    says: 'While the program is at its second line.',
    kind: 'choice',
    values: [
      { value: 'nothing', label: 'nothing' },
      { value: 'guest-dies', label: 'the machine it runs on loses its power' },
      { value: 'interrupt', label: 'the user presses the interrupt key' },
      { value: 'owner-returns', label: 'the owners of G1 to G3 come back' },
    ],
    default: 'nothing',
  },
  {
    key: 'guests',
    label: 'Guests compute',
    says: 'Whether a guest’s work goes behind that of the machine’s owner, or takes its turn with it.',
    kind: 'choice',
    values: [
      { value: 'behind', label: 'behind the owner' },
      { value: 'equal', label: 'in turn with the owner' },
    ],
    default: 'behind',
    fix: 'behind',
  },
  {
    key: 'afterwards',
    label: 'After its end',
    says: 'What becomes of the environment that was made for the program.',
    kind: 'choice',
    values: [
      { value: 'cleared', label: 'everything is cleared away' },
      { value: 'left', label: 'its memory stays' },
    ],
    default: 'cleared',
    fix: 'cleared',
  },
]
