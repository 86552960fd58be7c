import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import { groupSends, memberships } from './group-sends.ts'

/** The address is not enough: groups that share one are told apart by the kernel. */
export const membersOnly: Checker = {
  id: 'members-only',
  says: 'A message to a group is delivered to members of that group and to nobody else.',
  start(context, lamp) {
    const sends = groupSends(context)
    const members = memberships(context)
    context.observe([Kind.queued], ({ entity, a, index }) => {
      const group = sends.get(entity)
      if (group === undefined) return
      lamp.exercised()
      if (members.get(group)?.has(a)) return
      lamp.broken(
        `${context.nameOf(a)} was given ${context.nameOf(entity)}, but is no member of ${context.nameOf(group)}.`,
        index,
      )
    })
    return {}
  },
}
