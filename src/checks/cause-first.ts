import { CHANGE, fieldInfo } from '../trace/fields.ts'
import type { Checker } from '../trace/fold.ts'
import { Kind, kindInfo } from '../trace/kinds.ts'
import { NONE } from '../trace/record.ts'

/** Kinds and fields have small numbers; those that do not exist cost an empty place in a list. */
const NUMBERS = 256
const ROOTS: ReadonlySet<number> = new Set([Kind.runStart, Kind.runEnd, Kind.intervention])

/**
 * Every record but a root has an earlier cause, so every chain ends in a root: the start of the run with its
 * programs, or a student's act. Records that the level leaves out have no index, and are not asked.
 */
export const causeFirst: Checker = {
  id: 'cause-first',
  says: 'Every record has an earlier cause, back to the start of the run or to what a student did.',
  start(context, lamp) {
    const kinds: number[] = []
    for (let n = 0; n < NUMBERS; n++) {
      if (kindInfo(n)) kinds.push(n)
      if (fieldInfo(n)) kinds.push(CHANGE + n)
    }
    context.observe(kinds, ({ kind, entity, index, cause, because, span }) => {
      if (index === NONE) return
      lamp.exercised()
      const what = () => {
        const name = kind >= CHANGE ? fieldInfo(kind - CHANGE)?.name : kindInfo(kind)?.name
        return `Record ${index}, ${name} of ${context.nameOf(entity)},`
      }
      if (cause === NONE) {
        if (!ROOTS.has(kind)) lamp.broken(`${what()} has no cause.`, index)
      } else if (cause >= index) {
        lamp.broken(`${what()} has a later cause, record ${cause}.`, index)
      }
      if (because !== NONE && because >= index) {
        lamp.broken(`${what()} was decided by a later record, ${because}.`, index)
      }
      if (span !== NONE && span >= index) {
        lamp.broken(`${what()} belongs to a span that opens later, record ${span}.`, index)
      }
    })
    return {}
  },
}
