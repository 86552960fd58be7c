import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import { namesHeld } from './names-held.ts'

export const ownerAnswers: Checker = {
  id: 'owner-answers',
  says: 'Only the manager of a name says that it has it.',
  start(context, lamp) {
    const held = namesHeld(context)
    context.observe([Kind.nameAnswered], ({ entity, a, b, index }) => {
      if (b !== 0) return
      lamp.exercised()
      if (held.get(a)?.has(entity)) return
      lamp.broken(`${context.nameOf(entity)} answered for name ${a}, which it had given up.`, index)
    })
    return {}
  },
}
