import { EntityType } from '../trace/entities.ts'
import type { Checker } from '../trace/fold.ts'
import { CommitRecord, DecidedBy, Kind, Vote } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

export const commitAfterPrepared: Checker = {
  id: 'commit-after-prepared',
  says: 'A transaction is committed only when the promise of everybody who voted yes is on a disk.',
  start(context, lamp) {
    /** By a transaction’s name: the parts of it that voted yes. */
    const promised = new Map<string, Set<EntityId>>()
    /** Numbers of the promises’ records, and how far each machine’s log is on its disk. */
    const records = new Map<EntityId, number>()
    const durable = new Map<EntityId, number>()
    context.observe([Kind.voted], ({ entity, a }) => {
      const name = context.localName(entity)
      if (a === Vote.yes) promised.set(name, (promised.get(name) ?? new Set()).add(entity))
    })
    context.observe([Kind.recordOf], ({ entity, a, b }) => {
      if (b === CommitRecord.prepared) records.set(entity, a)
    })
    context.observe([Kind.logWritten], ({ entity, a }) => {
      if (context.typeOf(entity) === EntityType.log) durable.set(context.parentOf(entity), a)
    })
    context.observe([Kind.decided], ({ entity, a, b, index }) => {
      if (a !== 1 || b !== DecidedBy.votes) return
      for (const branch of promised.get(context.localName(entity)) ?? []) {
        lamp.exercised()
        const record = records.get(branch) ?? Number.POSITIVE_INFINITY
        if (record <= (durable.get(context.parentOf(branch)) ?? 0)) continue
        lamp.broken(
          `${context.nameOf(entity)} is committed while the promise of ${context.nameOf(branch)} is on no disk.`,
          index,
        )
      }
    })
    return {}
  },
}
