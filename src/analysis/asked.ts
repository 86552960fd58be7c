/** Which record "why?" is about. */
import { EntityType } from '../trace/entities.ts'
import { Field } from '../trace/fields.ts'
import { type EntityId, NONE, type RecordIndex } from '../trace/record.ts'
import type { Trace } from '../trace/trace.ts'
import { askableRecord } from './why.ts'

/** The cursor in a run: records before `prefix` have happened. */
interface Cut {
  readonly trace: Trace
  readonly prefix: RecordIndex
}

/**
 * The record pointed at, once it has happened; else of a process one asks why it is in its state, of anything else
 * why its last happening happened.
 */
export function askedOf(
  { trace, prefix }: Cut,
  entity: EntityId,
  pointed?: RecordIndex,
): RecordIndex {
  if (pointed !== undefined && pointed < prefix) return pointed
  if (trace.typeOf(entity) === EntityType.process) {
    const state = trace.lastChange(entity, Field.state, prefix)
    const seen = trace.lastChange(entity, Field.sendSeen, prefix)
    const known = seen !== NONE && trace.b(seen) !== 0 ? seen : state
    if (known !== NONE) return known
  }
  return askableRecord(trace, entity, prefix)
}
