import type { Checker } from '../trace/fold.ts'
import { Kind, PacketType } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

/** A kernel that kept packets, to put them together later, would take one up and place it at another time. */
export const straightToPlace: Checker = {
  id: 'straight-to-place',
  says: 'Nothing of a move is kept but in an interface and where it belongs: a packet taken up is in its place at once, or dropped.',
  start(context, lamp) {
    const data = new Set<EntityId>()
    const inHand = new Map<EntityId, number>()
    context.observe([Kind.packetOut], ({ entity, a }) => {
      if (a === PacketType.DATA) data.add(entity)
    })
    context.observe([Kind.packetIn], ({ entity, time }) => {
      if (data.has(entity)) inHand.set(entity, time)
    })
    context.observe(
      [Kind.placed, Kind.duplicate, Kind.ignored],
      ({ entity, kind, time, index }) => {
        if (!data.has(entity)) return
        const since = inHand.get(entity)
        inHand.delete(entity)
        if (kind === Kind.placed) lamp.exercised()
        if (since === time) return
        lamp.broken(
          since === undefined
            ? `${context.nameOf(entity)} was used without having been taken up.`
            : `${context.nameOf(entity)} was kept for ${time - since} ns before it was used.`,
          index,
        )
      },
    )
    return {
      end: () => {
        for (const frame of inHand.keys())
          lamp.broken(`${context.nameOf(frame)} was taken up and never put in its place.`)
      },
    }
  },
}
