import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

export const startsOnce: Checker = {
  id: 'starts-once',
  says: 'Each program starts once at most, on one machine.',
  start(context, lamp) {
    const started = new Map<number, EntityId>()
    context.observe([Kind.programStarted], ({ entity, a, index }) => {
      lamp.exercised()
      const before = started.get(a)
      started.set(a, entity)
      if (before === undefined) return
      const name = context.nameOf(entity)
      lamp.broken(
        `${name} started program ${a}, which ${context.nameOf(before)} had started.`,
        index,
      )
    })
    return {}
  },
}
