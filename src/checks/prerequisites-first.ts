import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import { MadeFiles } from './made-files.ts'

export const prerequisitesFirst: Checker = {
  id: 'prerequisites-first',
  says: 'A recipe opens a file that is made only when it has been made.',
  start(context, lamp) {
    const files = new MadeFiles(context)
    const made = new Set<number>()
    context.observe([Kind.jobDone], ({ b }) => void made.add(b))
    context.observe([Kind.jobStale], ({ a }) => void made.delete(a))
    context.observe([Kind.inputOpened], ({ entity, a, index }) => {
      if (!files.isMade(a)) return
      lamp.exercised()
      if (made.has(a)) return
      const who = context.nameOf(entity)
      lamp.broken(`${who} opened ${files.name(a)}, which was still to be made.`, index)
    })
    return {}
  },
}
