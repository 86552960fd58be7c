import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'

export const noLostUpdate: Checker = {
  id: 'no-lost-update',
  says: 'What a name denotes at a server was made from what it denoted there before, step by step.',
  start(context, lamp) {
    const madeFrom = new Map<number, number>()
    const denotes = new Map<string, number>()
    const isMadeFrom = (version: number, earlier: number): boolean => {
      for (let each: number | undefined = version; each; each = madeFrom.get(each))
        if (each === earlier) return true
      return earlier === 0
    }
    context.observe([Kind.basedOn], ({ a, b }) => void madeFrom.set(a, b))
    context.observe([Kind.nameLinked], ({ entity, a, b, index }) => {
      const key = `${context.parentOf(entity)} ${a}`
      const before = denotes.get(key) ?? 0
      denotes.set(key, b)
      if (before === b || before === 0) return
      lamp.exercised()
      if (!isMadeFrom(b, before))
        lamp.broken(
          `At ${context.nameOf(entity)} name ${a} denotes version ${b} in the place of ${before}, from which it was not made.`,
          index,
        )
    })
    return {}
  },
}
