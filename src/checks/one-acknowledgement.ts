import type { Checker } from '../trace/fold.ts'
import { FrameOutcome, Kind, MoveResult, PacketType } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

interface Train {
  readonly move: EntityId
  writes: boolean
  data: number
  acks: number
}

/** A train of packets that goes to a granted segment; one that comes from there is its own answer. */
export const oneAcknowledgement: Checker = {
  id: 'one-acknowledgement',
  says: 'A blast of which nothing is lost or late is acknowledged once, however many packets it has.',
  start(context, lamp) {
    if ((context.switches.protocol ?? 'blast') !== 'blast') return {}
    const trains = new Map<EntityId, Train>()
    const excused = new Set<EntityId>()
    /** Packets of data that have left and not come: lost, or later than all the others. */
    const under = new Map<EntityId, Set<EntityId>>()
    const excuse = (frame: EntityId) => void excused.add(context.parentOf(frame))
    context.observe(
      [Kind.lost, Kind.damaged, Kind.overrun, Kind.duplicate, Kind.ignored],
      ({ entity }) => excuse(entity),
    )
    context.observe([Kind.frameDone], ({ entity, a }) => {
      if (a !== FrameOutcome.sent) excuse(entity)
    })
    context.observe([Kind.moveOpen], ({ entity }) => {
      trains.set(context.parentOf(entity), { move: entity, writes: false, data: 0, acks: 0 })
    })
    context.observe([Kind.moveRange], ({ entity, b }) => {
      const train = trains.get(context.parentOf(entity))
      if (train?.move === entity) train.writes = b % 2 === 1
    })
    context.observe([Kind.packetOut], ({ entity, a }) => {
      const train = trains.get(context.parentOf(entity))
      if (!train) return
      if (a === PacketType.DATA) {
        train.data++
        const exchange = context.parentOf(entity)
        const out = under.get(exchange) ?? new Set()
        under.set(exchange, out.add(entity))
      } else if (a === PacketType.MOVE_ACK) train.acks++
    })
    context.observe([Kind.packetIn], ({ entity }) => {
      under.get(context.parentOf(entity))?.delete(entity)
    })
    context.observe([Kind.moveClose], ({ entity, a, index }) => {
      const exchange = context.parentOf(entity)
      const train = trains.get(exchange)
      trains.delete(exchange)
      if (under.get(exchange)?.size) excused.add(exchange)
      if (!train || train.data === 0 || a !== MoveResult.done || excused.has(exchange)) return
      lamp.exercised()
      if (train.acks === (train.writes ? 1 : 0)) return
      lamp.broken(
        `${context.nameOf(entity)} was acknowledged ${train.acks} times for ${train.data} packets.`,
        index,
      )
    })
    return {}
  },
}
