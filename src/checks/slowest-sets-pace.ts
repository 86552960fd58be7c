import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const NS_PER_US = 1000

/** Whose times vary is measured by what it took; the promise is about the told times, so such a stage is left out. */
export const slowestSetsPace: Checker = {
  id: 'slowest-sets-pace',
  says: 'A stage passes on no more records than its own time for each allows.',
  start(context, lamp) {
    const micros = new Map<EntityId, { readonly each: number; readonly since: number }>()
    const passed = new Map<EntityId, number>()
    const varies = Number(context.switches.variationPercent ?? 0) > 0
    context.observe([Kind.stageKnown], ({ entity, a, time }) => {
      micros.set(entity, { each: a * NS_PER_US, since: time })
    })
    context.observe([Kind.recordPassed], ({ entity, time, index }) => {
      const its = micros.get(entity)
      if (!its || varies) return
      lamp.exercised()
      const count = (passed.get(entity) ?? 0) + 1
      passed.set(entity, count)
      if (time - its.since < count * its.each)
        lamp.broken(`${context.nameOf(entity)} has passed on ${count} records too early.`, index)
    })
    return {}
  },
}
