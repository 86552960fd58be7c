import type { Checker } from '../trace/fold.ts'
import type { EntityId } from '../trace/record.ts'
import { openExchanges } from './sends.ts'

/** A Send blocks its process, so no process has two. */
export const oneOutstanding: Checker = {
  id: 'one-outstanding',
  says: 'A process has at most one Send under way.',
  start(context, lamp) {
    const latest = new Map<EntityId, EntityId>()
    const open = openExchanges(context, ({ entity, index }, process) => {
      lamp.exercised()
      const before = latest.get(process)
      latest.set(process, entity)
      if (before === undefined || !open.has(before)) return
      lamp.broken(
        `${context.nameOf(process)} began ${context.nameOf(entity)} while ${context.nameOf(before)} was under way.`,
        index,
      )
    })
    return {}
  },
}
