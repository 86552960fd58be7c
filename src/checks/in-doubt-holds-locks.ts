import { BRANCH_STATES, CHANGE, Field } from '../trace/fields.ts'
import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const PREPARED = BRANCH_STATES.indexOf('prepared')

/** While the machine is without power nobody has a lock, and nobody can ask for one. */
export const inDoubtHoldsLocks: Checker = {
  id: 'in-doubt-holds-locks',
  says: 'What a transaction in doubt has locked nobody else sees or gets.',
  start(context, lamp) {
    const states = new Map<EntityId, number>()
    /** Of each lock: the last transaction that it was given to. */
    const holders = new Map<EntityId, EntityId>()
    context.observe([CHANGE + Field.branchState], ({ entity, b }) => {
      states.set(entity, b)
      if (b === PREPARED) lamp.exercised()
    })
    context.observe([CHANGE + Field.lockHolder], ({ entity, b, index }) => {
      const before = holders.get(entity)
      if (before !== undefined && b >= 0 && b !== before && states.get(before) === PREPARED)
        lamp.broken(
          `${context.nameOf(b)} gets ${context.nameOf(entity)} while ${context.nameOf(before)} is in doubt.`,
          index,
        )
      if (b >= 0) holders.set(entity, b)
    })
    context.observe([Kind.itemSeen], ({ entity, a, index }) => {
      const holder = holders.get(entity)
      if (holder === undefined || states.get(holder) !== PREPARED) return
      lamp.broken(
        `${context.nameOf(a)} sees what ${context.nameOf(entity)} guards while ${context.nameOf(holder)} is in doubt.`,
        index,
      )
    })
    return {}
  },
}
