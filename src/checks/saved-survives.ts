import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

/** A server is a program, and after a restart another process: what it has promised its machine has. */
export const savedSurvives: Checker = {
  id: 'saved-survives',
  says: 'A version that a server has committed and not let go is on its disk when it starts again.',
  start(context, lamp) {
    const promised = new Map<EntityId, Set<number>>()
    const found = new Map<EntityId, Set<number>>()
    const of = (all: Map<EntityId, Set<number>>, process: EntityId): Set<number> => {
      const host = context.parentOf(process)
      const its = all.get(host) ?? new Set()
      all.set(host, its)
      return its
    }
    context.observe([Kind.versionCommitted], ({ entity, a }) => void of(promised, entity).add(a))
    context.observe([Kind.versionGone], ({ entity, a }) => void of(promised, entity).delete(a))
    context.observe([Kind.versionFound], ({ entity, a }) => void of(found, entity).add(a))
    context.observe([Kind.storeMounted], ({ entity, index }) => {
      const there = of(found, entity)
      for (const version of of(promised, entity)) {
        lamp.exercised()
        if (!there.has(version))
          lamp.broken(
            `${context.nameOf(entity)} had committed version ${version}, and does not find it on its disk.`,
            index,
          )
      }
      promised.set(context.parentOf(entity), new Set(there))
      there.clear()
    })
    return {}
  },
}
