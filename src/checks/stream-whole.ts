import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

/** By induction along the stages: what comes out is what one process would have made of the records, one after the other. */
export const streamWhole: Checker = {
  id: 'stream-whole',
  says: 'A stage takes what the one before it passes on: all of it, once, in its order; and the end only from one that has ended.',
  start(context, lamp) {
    const places = new Map<EntityId, number>()
    const ended = new Set<number>()
    const between = new Map<number, { number: number; sum: number }[]>()
    const queue = (place: number) => {
      const its = between.get(place) ?? []
      between.set(place, its)
      return its
    }
    context.observe([Kind.stageKnown], ({ entity, b }) => void places.set(entity, b))
    context.observe([Kind.recordPassed], ({ entity, a, b }) => {
      const place = places.get(entity)
      if (place !== undefined) queue(place).push({ number: a, sum: b })
    })
    context.observe([Kind.recordTaken], ({ entity, a, b, index }) => {
      const place = places.get(entity)
      if (place === undefined) return
      lamp.exercised()
      const its = queue(place - 1)
      const due = its.shift()
      const who = context.nameOf(entity)
      if (due?.number === a && due.sum === b) return
      // What is missing is told once, and the rest goes on from there.
      const at = its.findIndex(({ number }) => number === a)
      if (at >= 0) its.splice(0, at + 1)
      const told = due === undefined ? 'nothing' : `record ${due.number}`
      lamp.broken(`${who} took record ${a}; ${told} was next.`, index)
    })
    context.observe([Kind.streamEnded], ({ entity, index }) => {
      const place = places.get(entity) ?? 0
      const left = queue(place - 1).length
      const early = place > 1 && !ended.has(place - 1)
      ended.add(place)
      const who = context.nameOf(entity)
      if (left > 0) lamp.broken(`${who} ended, and ${left} were left.`, index)
      else if (early) lamp.broken(`${who} ended before the stage that it reads from.`, index)
    })
    return {}
  },
}
