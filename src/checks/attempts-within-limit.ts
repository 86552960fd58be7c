import type { Checker } from '../trace/fold.ts'
import { FrameOutcome, Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const ATTEMPTS_MAX = 16

export const attemptsWithinLimit: Checker = {
  id: 'attempts-within-limit',
  says: 'A frame is tried at most sixteen times, and given up only after the sixteenth.',
  start(context, lamp) {
    const tries = new Map<EntityId, number>()
    context.observe([Kind.transmitOpen], ({ entity, index }) => {
      const frame = context.parentOf(entity)
      const count = (tries.get(frame) ?? 0) + 1
      tries.set(frame, count)
      if (count > 1) lamp.exercised()
      if (count > ATTEMPTS_MAX)
        lamp.broken(`${context.nameOf(frame)} was tried for the ${count}th time.`, index)
    })
    context.observe([Kind.frameDone], ({ entity, a, index }) => {
      const count = tries.get(entity) ?? 0
      tries.delete(entity)
      if (a !== FrameOutcome.abandoned || count >= ATTEMPTS_MAX) return
      lamp.broken(`${context.nameOf(entity)} was given up after ${count} attempts.`, index)
    })
    return {}
  },
}
