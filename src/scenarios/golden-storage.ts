/** Lines of a golden trace that are about blocks of disks and stable storage. */
import { CleanupRule, Kind, RecoveryFound, StableResult, TransactionEnd } from '../trace/kinds.ts'
import type { EntityId, TraceRecord } from '../trace/record.ts'
import type { Trace } from '../trace/trace.ts'

type Say = (trace: Trace, record: TraceRecord) => readonly [who: string, what: string]

const name = (trace: Trace, entity: EntityId) => trace.nameOf(entity)
const caller = (trace: Trace, operation: EntityId) => trace.nameOf(trace.parentOf(operation))
const word = (values: Readonly<Record<string, number>>, value: number) =>
  Object.keys(values).find((key) => values[key] === value) ?? String(value)

/** `StablePut 2` of `S.store/put2`. */
function operation(trace: Trace, entity: EntityId): string {
  const local = trace.localName(entity)
  return local
    .replace(/^(put|get)/, (name) => `Stable${capital(name)}`)
    .replace(/^cleanup/, 'Cleanup')
    .replace(/\d+$/, ' $&')
}
const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)

export const STORAGE_SAYINGS: readonly (readonly [number, Say])[] = [
  [Kind.blockNamed, (t, { entity, b }) => [name(t, entity), `is “${t.string(b)}”`]],
  [
    Kind.stablePutOpen,
    (t, { entity, a }) => [caller(t, entity), `${operation(t, entity)} begins: page ${a}`],
  ],
  [
    Kind.stablePutClose,
    (t, { entity, a }) => [caller(t, entity), `${operation(t, entity)}: ${word(StableResult, a)}`],
  ],
  [
    Kind.stableGetClose,
    (t, { entity, a }) => [caller(t, entity), `${operation(t, entity)}: ${word(StableResult, a)}`],
  ],
  [Kind.cleanupOpen, (t, { entity }) => [caller(t, entity), `${operation(t, entity)} begins`]],
  [
    Kind.cleanupRule,
    (t, { entity, a, b }) => [caller(t, entity), `page ${a}: ${word(CleanupRule, b)}`],
  ],
  [Kind.blockTorn, (t, { entity, a, b }) => [name(t, entity), `tears block ${a}: ${b} bytes new`]],
  [Kind.blockDecayed, (t, { entity, a }) => [name(t, entity), `block ${a} decays`]],
  [Kind.diskLost, (t, { entity }) => [name(t, entity), 'is lost']],
  [Kind.diskReplaced, (t, { entity }) => [name(t, entity), 'is replaced by a new one']],
  [
    Kind.transactionOpen,
    (t, { entity, b }) => [
      caller(t, entity),
      b === 1 ? `takes up ${t.localName(entity)} again` : `begins ${t.localName(entity)}`,
    ],
  ],
  [
    Kind.transactionClose,
    (t, { entity, a }) => [caller(t, entity), `${t.localName(entity)}: ${word(TransactionEnd, a)}`],
  ],
  [Kind.intended, (t, { entity, a }) => [caller(t, entity), `entry ${a} is stable`]],
  [
    Kind.flagSet,
    (t, { entity }) => [caller(t, entity), `the flag of ${t.localName(entity)} is set`],
  ],
  [
    Kind.reported,
    (t, { entity, a }) => [
      caller(t, entity),
      `reports ${t.localName(entity)}: ${word(TransactionEnd, a)}`,
    ],
  ],
  [Kind.carriedOut, (t, { entity, a }) => [caller(t, entity), `entry ${a} is carried out`]],
  [
    Kind.recoveryClose,
    (t, { entity, a }) => [caller(t, entity), `recovery: ${word(RecoveryFound, a)}`],
  ],
]
