import { CHANGE, Field, PROCESS_STATES } from '../trace/fields.ts'
import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const GET_REPLY = PROCESS_STATES.indexOf('get-reply')

/** A reply that is there is handed over; nothing is what a wait that ran its time ends with. */
export const waitsItsTime: Checker = {
  id: 'waits-its-time',
  says: 'GetReply comes back with nothing only while no reply is there, and after having waited.',
  start(context, lamp) {
    const since = new Map<EntityId, number>()
    const waiting = new Map<EntityId, number>()
    context.observe([CHANGE + Field.state], ({ entity, time, b }) => {
      if (b === GET_REPLY) since.set(entity, time)
    })
    context.observe([Kind.sendOpen], ({ entity }) => waiting.set(entity, 0))
    context.observe([Kind.replyQueued], ({ entity, b }) => {
      // The first ends the Send, and waits for no GetReply.
      if (b > 1) waiting.set(entity, (waiting.get(entity) ?? 0) + 1)
    })
    context.observe([Kind.gotReply], ({ entity, time, a, index }) => {
      lamp.exercised()
      const left = waiting.get(entity) ?? 0
      if (a >= 0) return void waiting.set(entity, left - 1)
      const asker = context.parentOf(entity)
      const waited = time - (since.get(asker) ?? time)
      if (left <= 0 && waited > 0) return
      const why = left > 0 ? `though ${left} replies were there` : 'without having waited'
      lamp.broken(`${context.nameOf(asker)} was given nothing, ${why}.`, index)
    })
    return {}
  },
}
