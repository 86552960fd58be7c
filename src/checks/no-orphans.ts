import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

/**
 * Asked from the moment at which a kernel takes up the first packet of a client machine's next life: no process of
 * its own gets the processor for a request of the life before.
 */
export const noOrphans: Checker = {
  id: 'no-orphans',
  says: 'Once a machine has heard from a client that started again, it works for that client’s former life no more.',
  start(context, lamp) {
    /** Machine → processes of its lives that are over. */
    const dead = new Map<EntityId, Set<EntityId>>()
    /** Process → what it has Received and not answered, the latest last. */
    const work = new Map<EntityId, EntityId[]>()
    const orphans = new Set<EntityId>()
    const told = new Set<EntityId>()
    const clientOf = (exchange: EntityId) => context.parentOf(exchange)
    const end = (exchange: EntityId) => {
      for (const list of work.values()) {
        const at = list.indexOf(exchange)
        if (at >= 0) list.splice(at, 1)
      }
    }
    context.observe([Kind.processDestroyed], ({ entity }) => {
      work.delete(entity)
      const machine = context.parentOf(entity)
      dead.set(machine, (dead.get(machine) ?? new Set()).add(entity))
    })
    context.observe([Kind.received], ({ entity, a }) => {
      work.set(a, [...(work.get(a) ?? []), entity])
    })
    context.observe([Kind.replied, Kind.orphanEnded], ({ entity }) => end(entity))
    context.observe([Kind.packetIn], ({ entity, a }) => {
      const sender = clientOf(context.parentOf(entity))
      const machine = context.parentOf(sender)
      const former = dead.get(machine)
      if (machine === a || !former || former.has(sender)) return
      for (const [process, exchanges] of work) {
        if (context.parentOf(process) !== a) continue
        for (const exchange of exchanges) if (former.has(clientOf(exchange))) orphans.add(exchange)
      }
      lamp.exercised()
    })
    context.observe([Kind.burstOpen], ({ a, index }) => {
      const exchange = a < 0 ? undefined : work.get(a)?.at(-1)
      if (exchange === undefined || !orphans.has(exchange) || told.has(exchange)) return
      told.add(exchange)
      lamp.broken(
        `${context.nameOf(a)} works on for ${context.nameOf(exchange)}, whose client’s machine has started again and been heard of.`,
        index,
      )
    })
    return {}
  },
}
