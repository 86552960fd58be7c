import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { groupSends } from './group-sends.ts'

export const memberAtMostOnce: Checker = {
  id: 'member-at-most-once',
  says: 'Each member receives one Send to its group once at most, however many copies of it arrive.',
  start(context, lamp) {
    const sends = groupSends(context)
    const receivers = new Map<EntityId, Set<EntityId>>()
    context.observe([Kind.received], ({ entity, a, index }) => {
      if (!sends.has(entity)) return
      lamp.exercised()
      const so = receivers.get(entity) ?? new Set()
      receivers.set(entity, so)
      if (so.has(a))
        lamp.broken(`${context.nameOf(a)} received ${context.nameOf(entity)} again.`, index)
      so.add(a)
    })
    return {}
  },
}
