import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import { heldHistories } from './held-histories.ts'

export const tokenComplete: Checker = {
  id: 'token-complete',
  says: 'A site that takes the token holds every letter up to the last timestamp.',
  start(context, lamp) {
    const { lettersOf, holds } = heldHistories(context)
    context.observe([Kind.tokenAccepted], ({ entity, a, b, index }) => {
      for (const [stamp, text] of lettersOf(b)) {
        if (stamp > a) continue
        lamp.exercised()
        if (holds(entity, stamp, text)) continue
        lamp.broken(
          `${context.nameOf(entity)} took the token at timestamp ${a} without the letter of ${stamp}.`,
          index,
        )
        return
      }
    })
    return {}
  },
}
