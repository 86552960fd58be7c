import type { Switch } from '../document/document.ts'

export const switches: readonly Switch[] = [
  {
    key: 'participant',
    label: 'A participant in doubt',
    says: 'Asks the coordinator until it answers; asks the other participants too; or has had enough and aborts by itself.',
    kind: 'choice',
    values: [
      { value: 'impatient', label: 'impatient' },
      { value: 'patient', label: 'patient' },
      { value: 'cooperative', label: 'cooperative' },
    ],
    default: 'patient',
    fix: 'cooperative',
  },
  {
    key: 'crashPoint',
    label: 'C is struck',
    says: 'How far it has come when it happens.',
    kind: 'choice',
    values: [
      { value: 'never', label: 'never' },
      { value: 'first-vote', label: 'after the first vote' },
      { value: 'after-votes', label: 'after all votes' },
      { value: 'after-force', label: 'after its record is safe' },
      { value: 'after-one-decision', label: 'after it has told one' },
    ],
    default: 'after-votes',
  },
  {
    key: 'fault',
    label: 'It',
    says: 'Whether C loses its power, or only its piece of cable: then it is well, and nobody hears it.',
    kind: 'choice',
    values: [
      { value: 'crash', label: 'loses its power' },
      { value: 'partition', label: 'is cut off' },
    ],
    default: 'crash',
  },
  {
    key: 'rebootMs',
    label: 'For',
    says: 'Time until C has its power, or the cable is whole again.',
    kind: 'number',
    min: 100,
    max: 60_000,
    step: 100,
    default: 5000,
    unit: 'ms',
  },
  {
    key: 'impatienceMs',
    label: 'Patience of the impatient',
    says: 'Time from joining the transaction until an impatient participant aborts it.',
    kind: 'number',
    min: 100,
    max: 5000,
    step: 100,
    default: 1000,
    unit: 'ms',
  },
]
