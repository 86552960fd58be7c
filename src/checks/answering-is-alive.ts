import type { Checker } from '../trace/fold.ts'
import { Kind, PacketType, SendResult } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { isSend } from './sends.ts'

const QUESTIONS: readonly number[] = [PacketType.SEND, PacketType.ENQUIRE]
const LIVES: readonly number[] = [PacketType.REPLY_PENDING, PacketType.ALIVE]

/** Asked by what the client's own kernel has put out and taken up: its last question must have gone unanswered. */
export const answeringIsAlive: Checker = {
  id: 'answering-is-alive',
  says: 'No client gives a server up that has answered its last question, whether it is at work.',
  start(context, lamp) {
    const types = new Map<EntityId, number>()
    /** Sends whose last question has its answer. */
    const answered = new Set<EntityId>()
    context.observe([Kind.packetOut], ({ entity, a }) => {
      if (LIVES.includes(a)) types.set(entity, a)
      if (QUESTIONS.includes(a)) answered.delete(context.parentOf(entity))
    })
    context.observe([Kind.packetIn], ({ entity }) => {
      if (!types.has(entity)) return
      lamp.exercised()
      answered.add(context.parentOf(entity))
    })
    context.observe([Kind.sendClose], ({ entity, a, index }) => {
      if (a === SendResult.noAnswer && isSend(context, entity) && answered.has(entity))
        lamp.broken(
          `${context.nameOf(entity)} was given up, though its server had just said that it is at work.`,
          index,
        )
      answered.delete(entity)
    })
    return {}
  },
}
