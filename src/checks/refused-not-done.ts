import type { Checker } from '../trace/fold.ts'
import { Kind, outcomeOf, sendResultName } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { isSend } from './sends.ts'

/** Before the refusal and after it: a request that is refused is not carried out later either. */
export const refusedNotDone: Checker = {
  id: 'refused-not-done',
  says: 'What a client is told was surely not executed has not been carried out, and never will be.',
  start(context, lamp) {
    const done = new Map<EntityId, EntityId>()
    const refused = new Set<EntityId>()
    const broken = (exchange: EntityId, by: EntityId, index: number) =>
      lamp.broken(
        `${context.nameOf(exchange)} was refused as surely not executed, and ${context.nameOf(by)} carried it out.`,
        index,
      )
    context.observe([Kind.executed], ({ entity, a, index }) => {
      done.set(entity, a)
      if (refused.has(entity)) broken(entity, a, index)
    })
    context.observe([Kind.sendClose], ({ entity, a, index }) => {
      const result = sendResultName(a)
      if (!result || outcomeOf(result) !== 'surely-not-executed' || !isSend(context, entity)) return
      lamp.exercised()
      refused.add(entity)
      const by = done.get(entity)
      if (by !== undefined) broken(entity, by, index)
    })
    return {}
  },
}
