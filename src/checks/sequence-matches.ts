import type { Checker } from '../trace/fold.ts'
import { Kind, PacketType, SendResult } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { isSend } from './sends.ts'

interface Progress {
  replied: boolean
  /** A SEND of it went out: then its REPLY must have come in. */
  remote: boolean
  answered: boolean
}

/** An answer that belongs to an earlier Send must not end this one. */
export const sequenceMatches: Checker = {
  id: 'sequence-matches',
  says: 'A client accepts only the reply to the Send it is blocked in.',
  start(context, lamp) {
    const open = new Map<EntityId, Progress>()
    const replies = new Set<EntityId>()
    context.observe([Kind.sendOpen], ({ entity }) => {
      if (!isSend(context, entity)) return
      open.set(entity, { replied: false, remote: false, answered: false })
    })
    context.observe([Kind.replied], ({ entity }) => {
      const progress = open.get(entity)
      if (progress) progress.replied = true
    })
    context.observe([Kind.packetOut], ({ entity, a }) => {
      if (a === PacketType.REPLY) replies.add(entity)
      if (a !== PacketType.SEND) return
      const progress = open.get(context.parentOf(entity))
      if (progress) progress.remote = true
    })
    context.observe([Kind.packetIn], ({ entity }) => {
      if (!replies.delete(entity)) return
      const progress = open.get(context.parentOf(entity))
      if (progress) progress.answered = true
    })
    context.observe([Kind.sendClose], ({ entity, a, index }) => {
      const progress = open.get(entity)
      open.delete(entity)
      if (!progress || a !== SendResult.replied) return
      lamp.exercised()
      if (!progress.replied) {
        lamp.broken(`${context.nameOf(entity)} came back with a reply that nobody gave.`, index)
      } else if (progress.remote && !progress.answered) {
        lamp.broken(
          `${context.nameOf(entity)} came back with a reply before its own had arrived.`,
          index,
        )
      }
    })
    return {}
  },
}
