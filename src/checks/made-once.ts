import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { MadeFiles } from './made-files.ts'

export const madeOnce: Checker = {
  id: 'made-once',
  says: 'A job is given to one processor, and again only when that one is gone.',
  start(context, lamp) {
    const files = new MadeFiles(context)
    const given = new Map<number, EntityId>()
    context.observe([Kind.jobReturned], ({ a, b }) => {
      if (given.get(b) === a) given.delete(b)
    })
    context.observe([Kind.jobLost], ({ a, b }) => {
      // The process that starts again on the same machine has the old one’s name.
      const before = given.get(b)
      if (before !== undefined && context.parentOf(before) === context.parentOf(a)) given.delete(b)
    })
    context.observe([Kind.remakeBegun], () => given.clear())
    context.observe([Kind.jobGiven], ({ a, b, index }) => {
      lamp.exercised()
      const before = given.get(b)
      given.set(b, a)
      if (before === undefined) return
      const [one, two] = [context.nameOf(before), context.nameOf(a)]
      lamp.broken(`${files.name(b)} was given to ${two}, and ${one} had it.`, index)
    })
    return {}
  },
}
