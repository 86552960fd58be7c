import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

export const sameUser: Checker = {
  id: 'same-user',
  says: 'All members of a restricted group belong to the user who made it.',
  start(context, lamp) {
    const users = new Map<EntityId, number>()
    const owners = new Map<EntityId, number>()
    context.observe([Kind.processCreated], ({ entity, a }) => users.set(entity, a))
    context.observe([Kind.groupCreated], ({ entity, b }) => owners.set(entity, b))
    context.observe([Kind.joined, Kind.joinRefused], ({ kind, entity, a, index }) => {
      const owner = owners.get(entity) ?? 0
      if (owner === 0) return
      lamp.exercised()
      if (kind !== Kind.joined || users.get(a) === owner) return
      lamp.broken(
        `${context.nameOf(a)} joined ${context.nameOf(entity)}, which belongs to another user.`,
        index,
      )
    })
    return {}
  },
}
