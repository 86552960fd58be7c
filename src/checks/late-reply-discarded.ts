import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { groupSends } from './group-sends.ts'
import { isSend } from './sends.ts'

/** A reply counts for the Send that it answers: the next Send of the same process closes the last. */
export const lateReplyDiscarded: Checker = {
  id: 'late-reply-discarded',
  says: 'No reply to one Send is taken for an answer to a later one.',
  start(context, lamp) {
    const sends = groupSends(context)
    const latest = new Map<EntityId, EntityId>()
    context.observe([Kind.sendOpen], ({ entity }) => {
      if (isSend(context, entity)) latest.set(context.parentOf(entity), entity)
    })
    context.observe([Kind.replyQueued], ({ entity, a, index }) => {
      if (!sends.has(entity)) return
      lamp.exercised()
      const now = latest.get(context.parentOf(entity))
      if (now === undefined || now === entity) return
      lamp.broken(
        `The reply of ${a < 0 ? 'a member' : context.nameOf(a)} to ${context.nameOf(entity)} was taken for one to ${context.nameOf(now)}.`,
        index,
      )
    })
    return {}
  },
}
