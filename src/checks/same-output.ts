import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { MadeFiles } from './made-files.ts'

/**
 * By induction over the graph: where every build of a file writes the same, and whoever reads it reads that, what comes out is what
 * one processor would have made.
 */
export const sameOutput: Checker = {
  id: 'same-output',
  says: 'Whoever reads a file that is made reads what its recipe writes, the same every time.',
  start(context, lamp) {
    const files = new MadeFiles(context)
    const job = new Map<EntityId, number>()
    const written = new Map<number, number>()
    /** Read before anybody had made it. */
    const early = new Map<number, { readonly sum: number; readonly who: string }>()
    const differs = (file: number, who: string, index: number): void =>
      lamp.broken(`${who} read ${files.name(file)} as it was before this make.`, index)
    context.observe([Kind.jobOpen], ({ entity, a }) => void job.set(entity, a))
    context.observe([Kind.jobClose], ({ entity, a, b, index }) => {
      const file = job.get(entity)
      if (file === undefined || a === 0) return
      lamp.exercised()
      const before = written.get(file)
      if (before !== undefined && before !== b)
        lamp.broken(`Two builds of ${files.name(file)} wrote different bytes.`, index)
      written.set(file, b)
      const read = early.get(file)
      if (read && read.sum !== b) differs(file, read.who, index)
      early.delete(file)
    })
    // What it is made of has been edited, so another content is right.
    context.observe([Kind.jobStale], ({ a }) => void written.delete(a))
    context.observe([Kind.inputRead], ({ entity, a, b, index }) => {
      if (!files.isMade(a)) return
      const sum = written.get(a)
      const who = context.nameOf(entity)
      if (sum === undefined) early.set(a, { sum: b, who })
      else if (sum !== b) differs(a, who, index)
    })
    return {}
  },
}
