import type { Switch } from '../document/document.ts'

export const switches: readonly Switch[] = [
  {
    key: 'world',
    label: 'What happens',
    says: 'What the client cannot see. S dies at a quarter or at three quarters of the job, A half-way.',
    kind: 'choice',
    values: [
      { value: 'slow', label: 'S is slow, and nothing else' },
      { value: 'dead-before', label: 'S dies before the job has an effect' },
      { value: 'dead-after', label: 'S dies after it' },
      { value: 'client-dies', label: 'A dies, and starts again' },
    ],
    default: 'slow',
  },
  {
    key: 'liveness',
    label: 'Sign of life',
    says: 'How A’s kernel learns that a silent server is at work: not at all, from an answer to each copy, or by asking.',
    kind: 'choice',
    values: [
      { value: 'bare-timeout', label: 'none: a bare timeout' },
      { value: 'reply-pending', label: 'REPLY-PENDING (V)' },
      { value: 'probe', label: 'ENQUIRE and ALIVE (Amoeba)' },
    ],
    default: 'bare-timeout',
  },
  {
    key: 'serviceMs',
    label: 'The job takes',
    says: 'Processor time on S. The job takes effect half-way.',
    kind: 'number',
    min: 1,
    max: 5000,
    step: 1,
    default: 2000,
    unit: 'ms',
  },
  {
    key: 'retriesMax',
    label: 'Retries',
    says: 'Copies or enquiries that may go unanswered, one after the other, before the Send fails.',
    kind: 'number',
    min: 1,
    max: 10,
    step: 1,
    default: 5,
    unit: '',
  },
  {
    key: 'orphanExtermination',
    label: 'Extermination of orphans',
    says: 'Whether S ends its work for a client’s former life when it hears of the next one.',
    kind: 'choice',
    values: [
      { value: 'off', label: 'off' },
      { value: 'on', label: 'on' },
    ],
    default: 'on',
    fix: 'on',
  },
]
