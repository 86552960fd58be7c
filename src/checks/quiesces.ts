import { EntityType } from '../trace/entities.ts'
import type { Checker } from '../trace/fold.ts'
import { EndReason, FrameOutcome, Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { openExchanges } from './sends.ts'

/**
 * Where nothing is left to happen nothing will wake a sender either: it would wait for ever. A station that only
 * sends a load has nobody to try again for it: a frame given up there is one that never ends as it should. But with
 * random waits it may be out of luck sixteen times while others get through: that is how the protocol ends by rule.
 */
export const quiesces: Checker = {
  id: 'quiesces',
  says: 'When nothing is left to happen, no living process is still blocked on a Send, and no load’s frame was given up while nobody got through.',
  start(context, lamp) {
    let sent = false
    const open = openExchanges(context, () => {
      sent = true
    })
    const givenUp: EntityId[] = []
    /** Frames that had got through, over all stations, when a frame was first tried. */
    const before = new Map<EntityId, number>()
    let through = 0
    context.observe([Kind.transmitOpen], ({ entity }) => {
      const frame = context.parentOf(entity)
      if (!before.has(frame)) before.set(frame, through)
    })
    context.observe([Kind.frameDone], ({ entity, a }) => {
      const others = through - (before.get(entity) ?? through)
      before.delete(entity)
      if (a === FrameOutcome.sent) through++
      if (context.typeOf(context.parentOf(entity)) !== EntityType.host) return
      sent = true
      if (a === FrameOutcome.abandoned && others === 0) givenUp.push(entity)
    })
    return {
      end: (endNs, reason) => {
        if (reason !== EndReason.quiescent || !sent) return
        lamp.exercised()
        for (const frame of givenUp)
          lamp.broken(`${context.nameOf(frame)} was given up, and nobody tries it again.`)
        for (const [exchange, process] of open) {
          lamp.broken(
            `${context.nameOf(process)} still waits in ${context.nameOf(exchange)} at ${endNs} ns, and nothing is left to happen.`,
          )
        }
      },
    }
  },
}
