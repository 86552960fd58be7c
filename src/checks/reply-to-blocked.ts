import type { Checker } from '../trace/fold.ts'
import { Kind, PacketType, SendResult } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

interface Asked {
  /** Processes that have received this message and neither answered it nor passed it on, once for each time. */
  readonly by: EntityId[]
  /** Times that it was received, and not from a process that passed it on. */
  receipts: number
  /** Copies of it that its sender's kernel sent while the sender was blocked. */
  copies: number
  answered: boolean
}

/**
 * A far kernel cannot know that a sender has its answer meanwhile: a copy that left while it was blocked may be
 * received, and answered, after that. Each copy excuses one answer, and no more.
 */
export const replyToBlocked: Checker = {
  id: 'reply-to-blocked',
  says: 'A process replies only to a sender that was blocked on it when it asked, or has died or given up.',
  start(context, lamp) {
    const exchanges = new Map<EntityId, Asked>()
    const asked = (entity: EntityId): Asked => {
      const known = exchanges.get(entity)
      if (known) return known
      const made = { by: [], receipts: 0, copies: 0, answered: false }
      exchanges.set(entity, made)
      return made
    }
    context.observe([Kind.packetOut], ({ entity, a }) => {
      if (a !== PacketType.SEND) return
      const exchange = asked(context.parentOf(entity))
      if (!exchange.answered) exchange.copies++
    })
    context.observe([Kind.received], ({ entity, a }) => {
      const exchange = asked(entity)
      exchange.by.push(a)
      exchange.receipts++
    })
    context.observe([Kind.forwarded], ({ entity, a }) => {
      const exchange = asked(entity)
      const at = exchange.by.indexOf(a)
      if (at >= 0) exchange.by.splice(at, 1)
      exchange.receipts--
    })
    context.observe([Kind.sendClose], ({ entity, a }) => {
      if (a === SendResult.replied) asked(entity).answered = true
    })
    context.observe([Kind.replied], ({ entity, a, index }) => {
      lamp.exercised()
      const exchange = asked(entity)
      const at = exchange.by.indexOf(a)
      if (at < 0) {
        lamp.broken(
          `${context.nameOf(a)} replied to ${context.nameOf(entity)}, which it has not received or has answered before.`,
          index,
        )
        return
      }
      exchange.by.splice(at, 1)
      if (!exchange.answered || exchange.receipts <= exchange.copies) return
      lamp.broken(
        `${context.nameOf(a)} replied to ${context.nameOf(entity)}, whose sender has its answer and is not blocked on it.`,
        index,
      )
    })
    return {}
  },
}
