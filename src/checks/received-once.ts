import { CHANGE, Field } from '../trace/fields.ts'
import type { Checker } from '../trace/fold.ts'
import { Action, FrameOutcome, Kind, SendResult } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { groupSends } from './group-sends.ts'
import { isSend } from './sends.ts'

/**
 * Asked only where the network and the machines have lost nothing: no frame of the exchange, and no power. Nor of a
 * copy so late that the receiver's kernel has forgotten the answered request: it cannot know the copy from a new one.
 */
export const receivedOnce: Checker = {
  id: 'received-once',
  says: 'While nothing is lost and nothing duplicated, each message is received exactly once, and once more for each time it is passed on.',
  start(context, lamp) {
    const times = new Map<EntityId, number>()
    const passedOn = new Map<EntityId, number>()
    const toGroups = groupSends(context)
    const excused = new Set<EntityId>()
    let powerLost = false
    let duplicated = false
    const excuse = (frame: EntityId) => void excused.add(context.parentOf(frame))
    context.observe([Kind.crash], () => {
      powerLost = true
    })
    context.observe([Kind.intervention], ({ a }) => {
      if (a === Action.duplicate) duplicated = true
    })
    context.observe([Kind.lost, Kind.damaged, Kind.overrun, Kind.aliensFull], ({ entity }) =>
      excuse(entity),
    )
    context.observe([Kind.frameDone], ({ entity, a }) => {
      if (a !== FrameOutcome.sent) excuse(entity)
    })
    const forgotten = new Set<EntityId>()
    /** Requests that a kernel took for new while it still had them: not forgotten, but not recognised. */
    const unrecognised = new Set<EntityId>()
    const aliens = new Map<string, number>()
    context.observe([CHANGE + Field.alienFor], ({ entity, a, b }) => {
      const kernel = context.parentOf(entity)
      const held = (exchange: EntityId) => aliens.get(`${kernel} ${exchange}`) ?? 0
      if (a >= 0) aliens.set(`${kernel} ${a}`, held(a) - 1)
      if (b < 0) return void (times.has(a) && forgotten.add(a))
      if (held(b) > 0) unrecognised.add(b)
      aliens.set(`${kernel} ${b}`, held(b) + 1)
    })
    const excusedAsLate = (send: EntityId) => forgotten.has(send) && !unrecognised.has(send)
    context.observe([Kind.forwarded], ({ entity }) =>
      passedOn.set(entity, (passedOn.get(entity) ?? 0) + 1),
    )
    context.observe([Kind.received], ({ entity, a, index }) => {
      const so = (times.get(entity) ?? 0) + 1
      times.set(entity, so)
      if (powerLost || duplicated || excused.has(entity) || excusedAsLate(entity)) return
      lamp.exercised()
      // A group's message is received by each member: member-at-most-once counts those.
      if (so <= 1 + (passedOn.get(entity) ?? 0) || toGroups.has(entity)) return
      lamp.broken(
        `${context.nameOf(a)} received ${context.nameOf(entity)} for time ${so}, and nothing of it was lost.`,
        index,
      )
    })
    context.observe([Kind.sendClose], ({ entity, a, index }) => {
      if (a !== SendResult.replied || times.has(entity) || !isSend(context, entity)) return
      lamp.broken(`${context.nameOf(entity)} was answered, but never received.`, index)
    })
    return {}
  },
}
