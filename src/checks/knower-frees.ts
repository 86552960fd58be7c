import { BRANCH_STATES, CHANGE, Field } from '../trace/fields.ts'
import type { Checker } from '../trace/fold.ts'
import { DecidedBy, EndReason, Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const PREPARED = BRANCH_STATES.indexOf('prepared')

/** Asked at the end of the run, of machines that have power and no cut between them. */
export const knowerFrees: Checker = {
  id: 'knower-frees',
  says: 'In the end nobody is in doubt who could ask a machine that knows.',
  start(context, lamp) {
    const states = new Map<EntityId, number>()
    const known = new Map<EntityId, number>()
    const off = new Set<EntityId>()
    const cuts = new Set<number>()
    const metres = new Map(context.setup.hosts.map(({ entity, metre }) => [entity, metre]))
    context.observe([CHANGE + Field.branchState], ({ entity, b }) => void states.set(entity, b))
    context.observe([CHANGE + Field.power], ({ entity, b }) => {
      if (b === 1) off.delete(entity)
      else off.add(entity)
    })
    context.observe([Kind.cableCut], ({ a }) => void cuts.add(a))
    context.observe([Kind.cableHealed], ({ a }) => void cuts.delete(a))
    context.observe([Kind.decided], ({ entity, a, b }) => {
      known.set(entity, a)
      if (b === DecidedBy.participant || b === DecidedBy.coordinator) lamp.exercised()
    })
    const isBetween = (one: EntityId, two: EntityId) => {
      const [low, high] = [metres.get(one) ?? 0, metres.get(two) ?? 0].sort((x, y) => x - y)
      return [...cuts].some((at) => at > (low as number) && at < (high as number))
    }
    return {
      end: (_, reason) => {
        if (reason !== EndReason.quiescent) return
        for (const [branch, state] of states) {
          const host = context.parentOf(branch)
          if (state !== PREPARED || off.has(host)) continue
          const knower = [...known.keys()].find(
            (other) =>
              context.localName(other) === context.localName(branch) &&
              !off.has(context.parentOf(other)) &&
              !isBetween(host, context.parentOf(other)),
          )
          if (knower !== undefined)
            lamp.broken(
              `${context.nameOf(branch)} is in doubt, and ${context.nameOf(knower)} knows.`,
            )
        }
      },
    }
  },
}
