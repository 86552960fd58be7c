import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'

/** By the sums of the bytes. What was in a file before anybody saved it is what its first reader found. */
export const oneClose: Checker = {
  id: 'one-close',
  says: 'What is in a file is what one single close put there, never a mixture.',
  start(context, lamp) {
    const contents = new Map<number, Set<number>>()
    const original = new Map<number, number>()
    context.observe([Kind.fileSaving], ({ a, b }) => {
      const closes = contents.get(a) ?? new Set<number>()
      contents.set(a, closes.add(b))
    })
    context.observe([Kind.fileBytes], ({ entity, a, b, index }) => {
      if (contents.get(a)?.has(b)) return lamp.exercised()
      const first = original.get(a) ?? b
      original.set(a, first)
      if (first !== b)
        lamp.broken(
          `${context.nameOf(entity)} found in file ${a} what nobody had put there.`,
          index,
        )
    })
    return {}
  },
}
