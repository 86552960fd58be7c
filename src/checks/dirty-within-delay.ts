import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const NS_PER_SECOND = 1e9

/** What the power takes is gone, late or not: that is told by others. */
export const dirtyWithinDelay: Checker = {
  id: 'dirty-within-delay',
  says: 'No block is in memory alone for longer than the delay.',
  start(context, lamp) {
    const { delaySeconds } = context.switches
    if (delaySeconds === undefined) return {}
    const delay = Number(delaySeconds) * NS_PER_SECOND
    /** Of each server its blocks, and since when. */
    const dirty = new Map<EntityId, Map<number, number>>()
    const late = (server: EntityId, block: number, since: number, now: number, index?: number) => {
      lamp.exercised()
      if (now - since <= delay) return
      const seconds = Math.round((now - since) / NS_PER_SECOND)
      lamp.broken(
        `Block ${block} was in memory alone at ${context.nameOf(server)} for ${seconds} s.`,
        index,
      )
    }
    context.observe([Kind.blockDirty], ({ entity, time, a }) => {
      const its = dirty.get(entity) ?? new Map<number, number>()
      dirty.set(entity, its)
      if (!its.has(a)) its.set(a, time)
    })
    context.observe([Kind.blockClean], ({ entity, time, a, index }) => {
      const since = dirty.get(entity)?.get(a)
      dirty.get(entity)?.delete(a)
      if (since !== undefined) late(entity, a, since, time, index)
    })
    context.observe([Kind.processDestroyed], ({ entity, time, index }) => {
      for (const [block, since] of dirty.get(entity) ?? []) late(entity, block, since, time, index)
      dirty.delete(entity)
    })
    return {
      end: (endNs) => {
        for (const [server, its] of dirty)
          for (const [block, since] of its) late(server, block, since, endNs)
      },
    }
  },
}
