import { CHANGE, Field } from '../trace/fields.ts'
import type { Checker } from '../trace/fold.ts'

/** Each update adds one: a counter above the number of updates has counted one of them again. */
export const countsEachOnce: Checker = {
  id: 'counts-each-once',
  says: 'No replica counts an update that it has counted before.',
  start(context, lamp) {
    let issued = 0
    context.observe([CHANGE + Field.value], ({ entity, b, index }) => {
      const name = context.localName(entity)
      if (name === 'query') issued = Math.max(issued, b)
      if (name !== 'counter' || b === 0) return
      lamp.exercised()
      if (b <= issued) return
      const who = context.nameOf(context.parentOf(entity))
      lamp.broken(`${who} counts ${b} updates, and there were ${issued}.`, index)
    })
    return {}
  },
}
