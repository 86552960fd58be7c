/** Who is in which group, as the kernels’ tables together have it, and the last word of a variable. */
import { CHANGE, Field } from '../trace/fields.ts'
import type { FoldContext } from '../trace/fold.ts'
import type { EntityId } from '../trace/record.ts'

/** Members of each group, by group. */
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

/** What each process shows as `name` now: a number, or the id of a string. */
export function shownBy(context: FoldContext, name: string): ReadonlyMap<EntityId, number> {
  const values = new Map<EntityId, number>()
  context.observe([CHANGE + Field.value, CHANGE + Field.text], ({ entity, b }) => {
    if (context.localName(entity) === name) values.set(context.parentOf(entity), b)
  })
  return values
}
