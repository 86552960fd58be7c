/** Reads that missed something: of a client's cache, or of a copy on one of several servers. */
import type { Metric } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

/**
 * Opens that gave a version older than one that had been saved, and answered for, before they began; reads that gave
 * an older version than the last that was committed before they began.
 */
export const staleReads: Metric = {
  name: 'staleReads',
  start(context) {
    let stale = 0
    /** Of each open or read that is on: the version it may not fall short of. */
    const atLeast = new Map<EntityId, number>()
    const ended = (entity: EntityId, version: number) => {
      if (version < (atLeast.get(entity) ?? 0)) stale++
    }
    const saved = new Map<number, number>()
    context.observe([Kind.fileSaved], ({ a, b }) => {
      saved.set(a, Math.max(b, saved.get(a) ?? 0))
    })
    context.observe([Kind.fileOpening], ({ entity, a }) => atLeast.set(entity, saved.get(a) ?? 0))
    context.observe([Kind.fileOpened], ({ entity, b }) => ended(entity, b))
    let committed = 0
    context.observe([Kind.copyWriteCommitted], ({ a }) => {
      committed = Math.max(committed, a)
    })
    context.observe([Kind.copyReadBegun], ({ entity }) => atLeast.set(entity, committed))
    context.observe([Kind.copyReadEnded], ({ entity, a }) => ended(entity, a))
    return () => stale
  },
}
