/** What the group checks keep: which transactions are Sends to a group, and who is in which group. */
import { EntityType } from '../trace/entities.ts'
import { CHANGE, Field } from '../trace/fields.ts'
import type { FoldContext } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { isSend } from './sends.ts'

/** Group of each Send to one, by transaction; a question about a group is none. */
export function groupSends(context: FoldContext): ReadonlyMap<EntityId, EntityId> {
  const sends = new Map<EntityId, EntityId>()
  context.observe([Kind.sendOpen], ({ entity, a }) => {
    if (a >= 0 && context.typeOf(a) === EntityType.group && isSend(context, entity))
      sends.set(entity, a)
  })
  return sends
}

/** Members of each group as the kernels' tables together have them. */
export function memberships(context: FoldContext): ReadonlyMap<EntityId, ReadonlySet<EntityId>> {
  const members = new Map<EntityId, Set<EntityId>>()
  context.observe([CHANGE + Field.memberOf], ({ entity, a, b }) => {
    const process = context.parentOf(entity)
    if (a >= 0) members.get(a)?.delete(process)
    if (b < 0) return
    const now = members.get(b) ?? new Set()
    now.add(process)
    members.set(b, now)
  })
  return members
}
