import type { Checker } from '../trace/fold.ts'
import { FrameOutcome, Kind, SendResult } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const PACKET_BYTES = 1024

/** Of one page: what a packet holds of it with the message or the reply, the rest in a move. */
function expected(segments: boolean, pageBytes: number): number {
  const moved = segments ? Math.max(0, pageBytes - PACKET_BYTES) : pageBytes
  return 2 + (moved > 0 ? Math.ceil(moved / PACKET_BYTES) + 1 : 0)
}

/** Asked only where no machine loses power: one that starts again is told its bindings anew, and asks again. */
export const framesPerPageExact: Checker = {
  id: 'frames-per-page',
  says: 'While nothing is lost, a page takes two frames with segments and four without; more only where it is larger than a packet.',
  start(context, lamp) {
    const { segments, pageBytes, trespass } = context.switches
    if (pageBytes === undefined) return {}
    const promised = expected(segments !== 'off', Number(pageBytes))
    const frames = new Map<EntityId, number>()
    const excused = new Set<EntityId>()
    let powerLost = false
    context.observe([Kind.crash], () => {
      powerLost = true
    })
    const excuse = (frame: EntityId) => void excused.add(context.parentOf(frame))
    context.observe([Kind.lost, Kind.damaged, Kind.overrun, Kind.aliensFull], ({ entity }) =>
      excuse(entity),
    )
    context.observe([Kind.duplicate], ({ entity }) => excuse(entity))
    context.observe([Kind.frameDone], ({ entity, a }) => {
      if (a !== FrameOutcome.sent) excuse(entity)
    })
    context.observe([Kind.granted], ({ entity }) => frames.set(entity, 0))
    context.observe([Kind.packetOut], ({ entity }) => {
      const exchange = context.parentOf(entity)
      const so = frames.get(exchange)
      if (so !== undefined) frames.set(exchange, so + 1)
    })
    context.observe([Kind.sendClose], ({ entity, a, index }) => {
      const count = frames.get(entity)
      frames.delete(entity)
      if (count === undefined || a !== SendResult.replied) return
      if (powerLost || excused.has(entity) || trespass === 'outside') return
      lamp.exercised()
      if (count !== promised)
        lamp.broken(
          `${context.nameOf(entity)} took ${count} frames for its page, not ${promised}.`,
          index,
        )
    })
    return {}
  },
}
