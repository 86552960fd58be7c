import { CHANGE, Field } from '../trace/fields.ts'
import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

export const reservesNothing: Checker = {
  id: 'reserves-nothing',
  says: 'A machine that was not chosen keeps no place for the program.',
  start(context, lamp) {
    /** By program: the machine that its user chose, and the places that are kept for it. */
    const chosen = new Map<number, EntityId>()
    const kept = new Map<number, Set<EntityId>>()
    const keeps = (place: EntityId, program: number, index: number) =>
      lamp.broken(
        `${context.nameOf(place)} is kept for program ${program}, whose user chose ${nameOf(program)}.`,
        index,
      )
    const nameOf = (program: number) => context.nameOf(chosen.get(program) as EntityId)
    context.observe([Kind.hostChosen], ({ a, b, index }) => {
      lamp.exercised()
      if (a < 0) return
      chosen.set(b, context.parentOf(a))
      for (const place of kept.get(b) ?? [])
        if (context.parentOf(place) !== chosen.get(b)) keeps(place, b, index)
    })
    context.observe([CHANGE + Field.placeFor], ({ entity, a, b, index }) => {
      if (a > 0) kept.get(a)?.delete(entity)
      if (b === 0) return
      kept.set(b, (kept.get(b) ?? new Set()).add(entity))
      const host = chosen.get(b)
      if (host !== undefined && context.parentOf(entity) !== host) keeps(entity, b, index)
    })
    context.observe([Kind.processDestroyed], ({ entity }) => {
      for (const places of kept.values()) places.delete(entity)
    })
    return {}
  },
}
