import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'

/** A copy that somebody made may get through where the first did not: it has a buffer of its own. */
export const lostIsUnheard: Checker = {
  id: 'lost-is-unheard',
  says: 'A frame that found no buffer is never seen by the kernel of that machine.',
  start(context, lamp) {
    const lost = new Set<string>()
    context.observe([Kind.overrun], ({ entity, a }) => {
      lamp.exercised()
      lost.add(`${entity} ${a}`)
    })
    context.observe([Kind.accepted], ({ entity, a }) => lost.delete(`${entity} ${a}`))
    context.observe([Kind.packetIn], ({ entity, a, index }) => {
      if (!lost.has(`${entity} ${a}`)) return
      lamp.broken(
        `${context.nameOf(a)} took up ${context.nameOf(entity)}, which it had lost.`,
        index,
      )
    })
    return {}
  },
}
