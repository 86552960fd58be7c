import type { Checker } from '../trace/fold.ts'
import { DestroyReason, Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { deathInDoubt } from './program-kept.ts'

/** Who has no answer from a program that died with its machine has lost it by the death, and not by the move. */
export const countedInOrder: Checker = {
  id: 'counted-in-order',
  says: 'No request to a program that moves is lost, and none is counted twice.',
  start(context, lamp) {
    const guests = new Set<EntityId>()
    const died = deathInDoubt(context)
    let lost = false
    context.observe([Kind.environmentMade], ({ entity }) => void guests.add(entity))
    context.observe([Kind.guestThawed], ({ entity }) => void guests.add(entity))
    context.observe([Kind.processDestroyed], ({ entity, a }) => {
      if (guests.has(entity) && a === DestroyReason.crash) lost = true
    })
    context.observe([Kind.countHeard], ({ entity, a, b, index }) => {
      if (b < 0 && (lost || died())) return
      lamp.exercised()
      if (a === b) return
      const name = context.nameOf(entity)
      lamp.broken(
        b < 0
          ? `${name} has no answer to request ${a}.`
          : `${name} is answered ${b} to request ${a}.`,
        index,
      )
    })
    return {}
  },
}
