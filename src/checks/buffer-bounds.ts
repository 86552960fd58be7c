import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'

export const bufferBounds: Checker = {
  id: 'buffer-bounds',
  says: 'A buffer between two stages never holds more than it has room for.',
  start(context, lamp) {
    context.observe([Kind.pipeLevel], ({ entity, a, b, index }) => {
      lamp.exercised()
      if (a > b)
        lamp.broken(`${context.nameOf(entity)} holds ${a} records, with room for ${b}.`, index)
    })
    return {}
  },
}
