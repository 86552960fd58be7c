import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'

const PARTS = 16

export const bytesNeverChange: Checker = {
  id: 'bytes-never-change',
  says: 'Behind an identifier there are the same bytes, wherever and whenever somebody looks.',
  start(context, lamp) {
    const first = new Map<number, number>()
    context.observe([Kind.versionPart], ({ entity, a, b, index }) => {
      const known = first.get(a)
      if (known === undefined) {
        first.set(a, b)
        return
      }
      lamp.exercised()
      if (known === b) return
      first.set(a, b)
      lamp.broken(
        `${context.nameOf(entity)} has other bytes in part ${(a % PARTS) + 1} of version ${Math.floor(a / PARTS)} than were in it before.`,
        index,
      )
    })
    return {}
  },
}
