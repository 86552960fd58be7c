import type { Switch } from '../document/document.ts'

const copies = (key: string, label: string, says: string, usual: number): Switch => ({
  key,
  label,
  says,
  kind: 'number',
  min: 1,
  max: 7,
  step: 1,
  default: usual,
  unit: '',
})

export const switches: readonly Switch[] = [
  {
    key: 'scheme',
    label: 'Kept alike by',
    says: 'Enough copies for every read and write; all copies that are up, and any one to read; or one copy now and the rest later.',
    kind: 'choice',
    values: [
      { value: 'quorum', label: 'quorums' },
      { value: 'available-copies', label: 'writing all that are up' },
      { value: 'lazy', label: 'writing one, others later' },
    ],
    default: 'quorum',
  },
  copies('r', 'Read set r', 'Copies that must answer a read, with quorums.', 3),
  copies('w', 'Write set w', 'Copies that must store a write, with quorums.', 3),
  {
    key: 'happens',
    label: 'What goes wrong',
    says: 'Servers crash; one comes back after half a second, as it was or with a new disk; or the cable is cut and S4, S5 and B are on the other side.',
    kind: 'choice',
    values: [
      { value: 'nothing', label: 'nothing' },
      { value: 'one-crashes', label: 'S1 crashes' },
      { value: 'two-crash', label: 'S1 and S2 crash' },
      { value: 'comes-back', label: 'S1 crashes and comes back' },
      { value: 'comes-back-empty', label: 'S3 comes back with a new disk' },
      { value: 'partition', label: 'the cable is cut for two seconds' },
    ],
    default: 'nothing',
  },
  {
    key: 'catchUp',
    label: 'A server that comes back',
    says: 'Whether it fetches what it missed before anybody may read its copy.',
    kind: 'choice',
    values: [
      { value: 'on', label: 'catches up first' },
      { value: 'off', label: 'serves at once' },
    ],
    default: 'on',
    fix: 'on',
  },
  copies('replicas', 'Copies n', 'Servers, each with the whole file on its disk.', 5),
  {
    key: 'readPercent',
    label: 'Reads',
    says: 'Of a hundred operations; the others write the whole file.',
    kind: 'number',
    min: 0,
    max: 100,
    step: 10,
    default: 80,
    unit: '%',
  },
]
