import type { Checker } from '../trace/fold.ts'
import { DamageReason, Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

/** On a cable of legal length, with frames of legal size, a collision never escapes who caused it. */
export const everyCollisionSeen: Checker = {
  id: 'every-collision-seen',
  says: 'Whoever sends a frame into a collision hears of it, within 512 bit times.',
  start(context, lamp) {
    const { slotBits = 512, bitNs = 100 } = context.setup.cable
    const opened = new Map<EntityId, number>()
    context.observe([Kind.transmitOpen], ({ time, entity }) => opened.set(entity, time))
    context.observe([Kind.transmitClose], ({ entity }) => opened.delete(entity))
    context.observe([Kind.collision], ({ time, entity, index }) => {
      lamp.exercised()
      const since = opened.get(entity)
      if (since === undefined || time - since <= slotBits * bitNs) return
      const bits = Math.round((time - since) / bitNs)
      lamp.broken(
        `${context.nameOf(entity)} heard of its collision only after ${bits} bits.`,
        index,
      )
    })
    context.observe([Kind.damaged], ({ entity, a, b, index }) => {
      if (b !== DamageReason.collision && b !== DamageReason.ownTransmission) return
      lamp.exercised()
      lamp.broken(
        `${context.nameOf(entity)} was spoiled by another signal at ${context.nameOf(a)}, and its sender heard nothing.`,
        index,
      )
    })
    return {}
  },
}
