import { EntityType } from '../../trace/entities.ts'
import { Kind, PacketType } from '../../trace/kinds.ts'
import { type EntityId, NONE } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'

/** Packets that may go to a group as their transaction does. */
const TO_A_GROUP: readonly number[] = [
  PacketType.SEND,
  PacketType.GROUP_QUERY,
  PacketType.SUSPEND,
  PacketType.RESUME,
  PacketType.DESTROY,
]

/** The group that a frame goes to, or NONE where it goes to one process or has no such destination. */
export function groupAskedBy(trace: Trace, frame: EntityId, type: number): EntityId {
  if (!TO_A_GROUP.includes(type)) return NONE
  const destination = sentTo(trace, frame)
  return destination !== NONE && trace.typeOf(destination) === EntityType.group ? destination : NONE
}

/** What the Send goes to that a frame belongs to, or NONE. */
export function sentTo(trace: Trace, frame: EntityId): EntityId {
  const exchange = trace.within(frame, EntityType.exchange)
  if (exchange === NONE) return NONE
  for (const record of trace.recordsOf(exchange))
    if (trace.kind(record) === Kind.sendOpen) return trace.a(record) < 0 ? NONE : trace.a(record)
  return NONE
}
