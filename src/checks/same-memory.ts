import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'

export const sameMemory: Checker = {
  id: 'same-memory',
  says: 'A program that goes on has the memory that it was frozen with.',
  start(context, lamp) {
    let frozen: number | null = null
    context.observe([Kind.guestFrozen], ({ b }) => {
      frozen = b
    })
    context.observe([Kind.guestThawed], ({ entity, b, index }) => {
      if (frozen === null) return
      lamp.exercised()
      if (frozen !== b)
        lamp.broken(`${context.nameOf(entity)} goes on with other bytes than it had.`, index)
    })
    return {}
  },
}
