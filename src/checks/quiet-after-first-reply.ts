import type { Checker } from '../trace/fold.ts'
import { Kind, PacketType, SendResult } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { groupSends } from './group-sends.ts'

/** One reply is what the kernel promises; whoever wants more asks again for itself. */
export const quietAfterFirstReply: Checker = {
  id: 'quiet-after-first-reply',
  says: 'A Send to a group ends with one reply, and is not sent again after it.',
  start(context, lamp) {
    const sends = groupSends(context)
    const ended = new Set<EntityId>()
    context.observe([Kind.sendClose], ({ entity, a, index }) => {
      if (!sends.has(entity)) return
      if (a === SendResult.replied) lamp.exercised()
      if (ended.has(entity)) lamp.broken(`${context.nameOf(entity)} ended twice.`, index)
      ended.add(entity)
    })
    context.observe([Kind.packetOut], ({ entity, a, index }) => {
      const exchange = context.parentOf(entity)
      if (a !== PacketType.SEND || !ended.has(exchange)) return
      lamp.broken(
        `${context.nameOf(entity)} was sent although ${context.nameOf(exchange)} had its reply.`,
        index,
      )
    })
    return {}
  },
}
