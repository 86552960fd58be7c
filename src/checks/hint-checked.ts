import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import { namesHeld } from './names-held.ts'

export const hintChecked: Checker = {
  id: 'hint-checked',
  says: 'A hint is never trusted: a name is opened by its manager, whoever the hint pointed to.',
  start(context, lamp) {
    const held = namesHeld(context)
    context.observe([Kind.nameAnswered], ({ entity, a, b, index }) => {
      if (b !== 1) return
      lamp.exercised()
      if (held.get(a)?.has(entity)) return
      lamp.broken(
        `${context.nameOf(entity)} opened name ${a}, which it does not manage: the hint was old.`,
        index,
      )
    })
    return {}
  },
}
