import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

export const willingHost: Checker = {
  id: 'willing-host',
  says: 'A program is started only by a machine that said it was willing to.',
  start(context, lamp) {
    /** What each manager last said, by program. */
    const said = new Map<EntityId, Map<number, boolean>>()
    context.observe([Kind.hostOffered], ({ entity, b }) => {
      const answers = said.get(entity) ?? new Map<number, boolean>()
      said.set(entity, answers)
      answers.set(b < 0 ? -b : b, b > 0)
    })
    context.observe([Kind.programStarted], ({ entity, a, index }) => {
      lamp.exercised()
      if (said.get(entity)?.get(a)) return
      lamp.broken(
        `${context.nameOf(entity)} started program ${a}, and had not said that it was willing.`,
        index,
      )
    })
    return {}
  },
}
