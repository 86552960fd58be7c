import { CHANGE, fieldInfo } from '../trace/fields.ts'
import type { Checker, Emission } from '../trace/fold.ts'
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
    const blame = ({ kind, entity, index }: Emission, sentence: string): void => {
      const name = kind >= CHANGE ? fieldInfo(kind - CHANGE)?.name : kindInfo(kind)?.name
      lamp.broken(`Record ${index}, ${name} of ${context.nameOf(entity)}, ${sentence}`, index)
    }
    context.observe(kinds, (emission) => {
      const { index, cause, because, span } = emission
      if (index === NONE) return
      lamp.exercised()
      if (cause === NONE) {
        if (!ROOTS.has(emission.kind)) blame(emission, 'has no cause.')
      } else if (cause >= index) blame(emission, `has a later cause, record ${cause}.`)
      if (because !== NONE && because >= index) {
        blame(emission, `was decided by a later record, ${because}.`)
      }
      if (span !== NONE && span >= index) {
        blame(emission, `belongs to a span that opens later, record ${span}.`)
      }
    })
    return {}
  },
}
