import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { namesHeld } from './names-held.ts'

export const foundWhileUp: Checker = {
  id: 'found-while-up',
  says: 'A name whose manager is up and heard can be opened.',
  start(context, lamp) {
    const held = namesHeld(context)
    const since = new Map<EntityId, number>()
    context.observe([Kind.nameSought], ({ entity, time }) => {
      if (!since.has(entity)) since.set(entity, time)
    })
    context.observe([Kind.nameOpened], ({ entity, a, b, index }) => {
      if (b === 2) return
      const begun = since.get(entity) ?? 0
      since.delete(entity)
      lamp.exercised()
      if (b === 1) return
      // A name that changed hands meanwhile may have been nobody's when it was asked for.
      for (const [manager, from] of held.get(a) ?? [])
        if (from <= begun)
          lamp.broken(
            `${context.nameOf(entity)} could not open name ${a}, though ${context.nameOf(manager)} was up and had it.`,
            index,
          )
    })
    return {}
  },
}
