import type { Checker, Emission } from '../trace/fold.ts'
import { Kind, kindInfo, PacketType } from '../trace/kinds.ts'
import type { EntityId, RecordIndex } from '../trace/record.ts'

/** Neither sends nor computes nor hears; and what it had to send when the power went is gone for good. */
export const deadIsSilent: Checker = {
  id: 'dead-is-silent',
  says: 'A machine without power sends nothing and does nothing, and forgets what it was about to send.',
  start(context, lamp) {
    const dead = new Map<EntityId, RecordIndex>()
    const crashedAt = new Map<EntityId, number>()
    const queuedAt = new Map<EntityId, number>()

    const act = (host: EntityId, { entity, kind, time }: Emission): void => {
      const crash = dead.get(host)
      if (crash === undefined) return
      const what = `${kindInfo(kind)?.name} of ${context.nameOf(entity)}`
      lamp.broken(`${context.nameOf(host)} has no power: ${what} at ${time} ns.`, crash)
    }

    context.observe([Kind.crash], ({ entity, time, index }) => {
      lamp.exercised()
      dead.set(entity, index)
      crashedAt.set(entity, time)
    })
    context.observe([Kind.reboot], ({ entity }) => dead.delete(entity))
    context.observe([Kind.burstOpen, Kind.processCreated], (emission) =>
      act(context.parentOf(emission.entity), emission),
    )
    context.observe([Kind.accepted, Kind.handed, Kind.packetIn], (emission) =>
      act(emission.a, emission),
    )
    context.observe([Kind.received, Kind.replied, Kind.executed], (emission) =>
      act(context.parentOf(emission.a), emission),
    )
    // Only a client's own packets say by their name who sends them; the others are known when they are sent.
    context.observe([Kind.packetOut], (emission) => {
      if (emission.a !== PacketType.SEND && emission.a !== PacketType.GETPID) return
      act(context.parentOf(context.parentOf(context.parentOf(emission.entity))), emission)
    })
    context.observe([Kind.frameQueued], ({ entity, time }) => queuedAt.set(entity, time))
    context.observe([Kind.frameDone], ({ entity }) => queuedAt.delete(entity))
    context.observe([Kind.transmitOpen], (emission) => {
      act(emission.b, emission)
      const died = crashedAt.get(emission.b)
      const queued = queuedAt.get(context.parentOf(emission.entity))
      if (died === undefined || queued === undefined || queued >= died) return
      lamp.broken(
        `${context.nameOf(emission.b)} sent ${context.nameOf(emission.entity)}, queued at ${queued} ns, after it had lost power at ${died} ns.`,
        emission.index,
      )
    })
    return {}
  },
}
