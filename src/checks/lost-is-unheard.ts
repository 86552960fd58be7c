import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'

/** By copies: one that somebody made has a buffer of its own, and may get through before or after the one that did not. */
export const lostIsUnheard: Checker = {
  id: 'lost-is-unheard',
  says: 'A frame that found no buffer is never seen by the kernel of that machine.',
  start(context, lamp) {
    const lost = new Set<string>()
    /** Copies in the machine's buffers that its kernel has not taken up. */
    const buffered = new Map<string, number>()
    context.observe([Kind.overrun], ({ entity, a }) => {
      lamp.exercised()
      lost.add(`${entity} ${a}`)
    })
    context.observe([Kind.accepted], ({ entity, a }) => {
      const here = `${entity} ${a}`
      buffered.set(here, (buffered.get(here) ?? 0) + 1)
    })
    context.observe([Kind.packetIn], ({ entity, a, index }) => {
      const here = `${entity} ${a}`
      const copies = buffered.get(here) ?? 0
      if (copies > 1) buffered.set(here, copies - 1)
      else buffered.delete(here)
      if (copies > 0 || !lost.has(here)) return
      lamp.broken(
        `${context.nameOf(a)} took up ${context.nameOf(entity)}, which it had lost.`,
        index,
      )
    })
    return {}
  },
}
