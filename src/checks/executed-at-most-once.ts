import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

/** Asked whatever the switches: a scenario says under which of them it is promised. */
export const executedAtMostOnce: Checker = {
  id: 'executed-at-most-once',
  says: 'What one Send asks for is carried out once at most, however many copies of it arrive.',
  start(context, lamp) {
    const times = new Map<EntityId, number>()
    context.observe([Kind.executed], ({ entity, a, index }) => {
      lamp.exercised()
      const so = (times.get(entity) ?? 0) + 1
      times.set(entity, so)
      if (so === 1) return
      lamp.broken(
        `${context.nameOf(a)} carried out ${context.nameOf(entity)}: ${so} times by now.`,
        index,
      )
    })
    return {}
  },
}
