import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

/** A transaction has the same name on every machine. */
export const oneDecision: Checker = {
  id: 'one-decision',
  says: 'No two machines decide the same transaction differently.',
  start(context, lamp) {
    /** By a transaction’s name: who decided it, and how. */
    const decisions = new Map<string, Map<EntityId, number>>()
    context.observe([Kind.decided], ({ entity, a, index }) => {
      const name = context.localName(entity)
      const its = decisions.get(name) ?? new Map<EntityId, number>()
      decisions.set(name, its)
      for (const [other, how] of its) {
        if (other !== entity) lamp.exercised()
        if (how === a) continue
        const word = (commit: number) => (commit === 1 ? 'committed' : 'aborted')
        lamp.broken(
          `${context.nameOf(entity)} is ${word(a)}, and ${context.nameOf(other)} is ${word(how)}.`,
          index,
        )
        break
      }
      its.set(entity, a)
    })
    return {}
  },
}
