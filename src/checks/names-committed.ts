import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'

export const namesCommitted: Checker = {
  id: 'names-committed',
  says: 'What a name denotes is a version that some server has committed.',
  start(context, lamp) {
    const committed = new Set<number>()
    context.observe([Kind.versionCommitted], ({ a }) => void committed.add(a))
    context.observe([Kind.nameLinked], ({ entity, a, b, index }) => {
      if (b === 0) return
      lamp.exercised()
      if (!committed.has(b))
        lamp.broken(
          `At ${context.nameOf(entity)} name ${a} denotes version ${b}, which nobody has committed.`,
          index,
        )
    })
    return {}
  },
}
