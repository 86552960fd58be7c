import type { Checker } from '../trace/fold.ts'
import { Kind, VersionEnd } from '../trace/kinds.ts'

export const reachableKept: Checker = {
  id: 'reachable-kept',
  says: 'A version that a name denotes is never collected.',
  start(context, lamp) {
    const denoted = new Map<number, number>()
    context.observe([Kind.nameLinked], ({ a, b }) => void denoted.set(a, b))
    context.observe([Kind.versionGone], ({ entity, a, b, index }) => {
      if (b !== VersionEnd.collected) return
      lamp.exercised()
      for (const [name, version] of denoted)
        if (version === a)
          lamp.broken(
            `${context.nameOf(entity)} has collected version ${a}, which is what name ${name} denotes.`,
            index,
          )
    })
    return {}
  },
}
