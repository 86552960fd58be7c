import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

/** Membership is read from what the processes did, not from what any kernel believes of them. */
export const jobGone: Checker = {
  id: 'job-gone',
  says: 'When a job counts as destroyed, no process bears its name any more.',
  start(context, lamp) {
    const members = new Map<EntityId, Set<EntityId>>()
    context.observe([Kind.joined], ({ entity, a }) => {
      const its = members.get(entity) ?? new Set()
      members.set(entity, its.add(a))
    })
    context.observe([Kind.left], ({ entity, a }) => void members.get(entity)?.delete(a))
    context.observe([Kind.processDestroyed], ({ entity }) => {
      for (const its of members.values()) its.delete(entity)
    })
    context.observe([Kind.jobEnded], ({ entity, a, index }) => {
      lamp.exercised()
      const left = [...(members.get(a) ?? [])].map((process) => context.nameOf(process))
      if (left.length === 0) return
      const lives = left.length === 1 ? `${left[0]} lives` : `${left.join(', ')} live`
      lamp.broken(
        `${context.nameOf(entity)} takes ${context.nameOf(a)} for gone, and ${lives}.`,
        index,
      )
    })
    return {}
  },
}
