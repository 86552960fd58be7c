import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

export const jobOnOneProcessor: Checker = {
  id: 'job-on-one-processor',
  says: 'Each job is computed once at most, on one processor.',
  start(context, lamp) {
    const begun = new Map<number, EntityId>()
    context.observe([Kind.jobStarted], ({ entity, a, index }) => {
      lamp.exercised()
      const before = begun.get(a)
      begun.set(a, entity)
      if (before === undefined) return
      const name = context.nameOf(entity)
      lamp.broken(
        `${name} began job ${a}, which ${context.nameOf(before)} had begun before.`,
        index,
      )
    })
    return {}
  },
}
