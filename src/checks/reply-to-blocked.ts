import type { Checker } from '../trace/fold.ts'
import { Kind, SendResult } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

interface Received {
  /** Processes that have received this message and not answered it, once for each time. */
  readonly by: EntityId[]
  answered: boolean
}

export const replyToBlocked: Checker = {
  id: 'reply-to-blocked',
  says: 'A process replies only to a sender that is blocked on it, or has died or given up.',
  start(context, lamp) {
    const exchanges = new Map<EntityId, Received>()
    context.observe([Kind.received], ({ entity, a }) => {
      const exchange = exchanges.get(entity)
      if (exchange) exchange.by.push(a)
      else exchanges.set(entity, { by: [a], answered: false })
    })
    context.observe([Kind.sendClose], ({ entity, a }) => {
      const exchange = exchanges.get(entity)
      if (exchange && a === SendResult.replied) exchange.answered = true
    })
    context.observe([Kind.replied], ({ entity, a, index }) => {
      lamp.exercised()
      const exchange = exchanges.get(entity)
      const at = exchange ? exchange.by.indexOf(a) : -1
      if (!exchange || at < 0) {
        lamp.broken(
          `${context.nameOf(a)} replied to ${context.nameOf(entity)}, which it has not received or has answered before.`,
          index,
        )
        return
      }
      exchange.by.splice(at, 1)
      if (!exchange.answered) return
      lamp.broken(
        `${context.nameOf(a)} replied to ${context.nameOf(entity)}, whose sender has its answer and is not blocked on it.`,
        index,
      )
    })
    return {}
  },
}
