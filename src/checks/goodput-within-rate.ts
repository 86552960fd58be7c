import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

/** A tap hears one signal at a time, so no station can have received more bits than the line has time for. */
export const goodputWithinRate: Checker = {
  id: 'goodput-within-rate',
  says: 'No station receives more than the line can carry in the time.',
  start(context, lamp) {
    const { bitNs = 100 } = context.setup.cable
    const bits = new Map<EntityId, number>()
    const received = new Map<EntityId, number>()
    context.observe([Kind.transmitOpen], ({ entity, a }) => bits.set(context.parentOf(entity), a))
    context.observe([Kind.accepted], ({ entity, a }) => {
      lamp.exercised()
      received.set(a, (received.get(a) ?? 0) + (bits.get(entity) ?? 0))
    })
    // Receptions come within a crossing of the frame's end, so the table is kept small by the tally.
    context.observe([Kind.tally], ({ entity }) => bits.delete(context.parentOf(entity)))
    return {
      end: (endNs) => {
        for (const [host, sum] of received) {
          if (sum * bitNs <= endNs) continue
          lamp.broken(
            `${context.nameOf(host)} received ${sum} bits in ${endNs} ns, which is more than the line carries.`,
          )
        }
      },
    }
  },
}
