import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

/** Counted are the servers that really answered, and the disks that it is really on. */
export const minorityRefuses: Checker = {
  id: 'minority-refuses',
  says: 'Who reaches fewer copies than a read or a write needs reads nothing and commits nothing.',
  start(context, lamp) {
    /** Of each machine that reads: how many it needs, and who has told it of a copy. */
    const reads = new Map<EntityId, { needed: number; by: Set<EntityId> }>()
    const writes = new Map<EntityId, number>()
    const stored = new Map<number, Set<EntityId>>()
    context.observe([Kind.copyReadBegun], ({ entity, a }) => {
      reads.set(context.parentOf(entity), { needed: a, by: new Set() })
    })
    context.observe([Kind.copyServed], ({ entity, a }) => {
      reads.get(context.parentOf(a))?.by.add(entity)
    })
    context.observe([Kind.copyWriteBegun], ({ entity, a }) => void writes.set(entity, a))
    // What a start finds was written, even if the power went before the server could say so.
    context.observe([Kind.copyStored, Kind.copyFound], ({ entity, a }) => {
      const copies = stored.get(a) ?? new Set<EntityId>()
      stored.set(a, copies.add(entity))
    })
    const judge = (entity: EntityId, what: string, got: number, needed: number, index: number) => {
      if (needed > 1) lamp.exercised()
      if (got >= needed) return
      const who = context.nameOf(context.parentOf(entity))
      lamp.broken(`${who} ${what} with ${got} of the ${needed} copies that it needs.`, index)
    }
    context.observe([Kind.copyReadEnded], ({ entity, index }) => {
      const read = reads.get(context.parentOf(entity))
      if (read) judge(entity, 'reads', read.by.size, read.needed, index)
    })
    context.observe([Kind.copyWriteCommitted], ({ entity, a, index }) => {
      judge(entity, 'commits', stored.get(a)?.size ?? 0, writes.get(entity) ?? 1, index)
    })
    return {}
  },
}
