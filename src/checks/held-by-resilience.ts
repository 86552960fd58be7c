import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

/** The switch `resilience` says L; a list that is smaller than L + 1 has no more sites to hold it. */
export const heldByResilience: Checker = {
  id: 'held-by-resilience',
  says: 'What a site delivers, L + 1 sites have taken into their histories before.',
  start(context, lamp) {
    const wanted = Number(context.switches.resilience ?? 0) + 1
    const holders = new Map<number, Set<EntityId>>()
    const sites = new Set<EntityId>()
    let smallest = Number.POSITIVE_INFINITY
    context.observe([Kind.joined], ({ a }) => void sites.add(a))
    context.observe([Kind.held], ({ entity, b }) => {
      const own = holders.get(b)
      if (own) own.add(entity)
      else holders.set(b, new Set([entity]))
    })
    context.observe([Kind.installed], ({ b }) => {
      smallest = Math.min(smallest, b)
    })
    context.observe([Kind.logged], ({ entity, a, b, index }) => {
      lamp.exercised()
      const most = Math.min(wanted, smallest, sites.size)
      const holding = holders.get(b)?.size ?? 0
      if (holding >= most) return
      const many = holding === 1 ? 'one site' : `${holding} sites`
      lamp.broken(
        `${context.nameOf(entity)} delivered number ${a} when ${many} held it, of ${most} that must.`,
        index,
      )
    })
    return {}
  },
}
