import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

/** A version that is committed while the read is on may be in it or not. */
export const readsLatest: Checker = {
  id: 'reads-latest',
  says: 'A read gives no version older than the last that was committed before it began.',
  start(context, lamp) {
    let committed = 0
    /** Of each reader: what was committed when its read began. */
    const atLeast = new Map<EntityId, number>()
    context.observe([Kind.copyWriteCommitted], ({ a }) => {
      committed = Math.max(committed, a)
    })
    context.observe([Kind.copyReadBegun], ({ entity }) => void atLeast.set(entity, committed))
    context.observe([Kind.copyReadEnded], ({ entity, a, index }) => {
      const least = atLeast.get(entity) ?? 0
      if (least > 0) lamp.exercised()
      if (a >= least) return
      lamp.broken(
        `${context.nameOf(context.parentOf(entity))} reads version ${a} after version ${least} was committed.`,
        index,
      )
    })
    return {}
  },
}
