/** Which machines something has happened to: of hundreds, between two frames of a run that plays, a few. */
import { EntityType } from '../../trace/entities.ts'
import { type EntityId, NONE, type RecordIndex } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'

/** More records are not looked through: whoever asks finds everything out anew. */
const RECORDS_MOST = 1 << 11

/**
 * The machines that a record in [from, to) is about, or that it names as the one that took a frame or did not; null
 * where there are too many records to say.
 */
export function hostsBetween(
  trace: Trace,
  from: RecordIndex,
  to: RecordIndex,
): ReadonlySet<EntityId> | null {
  if (to - from > RECORDS_MOST) return null
  const hosts = new Set<EntityId>()
  for (let record = from; record < to; record++) {
    const host = trace.within(trace.entity(record), EntityType.host)
    if (host !== NONE) hosts.add(host)
    // Another number than an entity's may look like a machine's: then one too many is looked at.
    const named = trace.a(record)
    if (named >= 0 && named < trace.entityCount && trace.typeOf(named) === EntityType.host)
      hosts.add(named)
  }
  return hosts
}
