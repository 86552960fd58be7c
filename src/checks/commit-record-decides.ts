import { EntityType } from '../trace/entities.ts'
import { BRANCH_STATES } from '../trace/fields.ts'
import type { Checker } from '../trace/fold.ts'
import { CommitRecord, DecidedBy, Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const COMMITTED = BRANCH_STATES.indexOf('committed')

/** A transaction that nobody promised anything for needs no record: there is nothing to undo or do. */
export const commitRecordDecides: Checker = {
  id: 'commit-record-decides',
  says: 'A commit is told to nobody before its record is on the coordinator’s disk, and what has such a record is never aborted.',
  start(context, lamp) {
    /** Transactions with a commit record on the disk of the machine that decides them, by name. */
    const recorded = new Set<string>()
    const pending = new Map<EntityId, { readonly name: string; readonly number: number }[]>()
    const durable = new Map<EntityId, number>()
    const coordinated = new Set<EntityId>()
    const settle = (host: EntityId) => {
      for (const { name, number } of pending.get(host) ?? [])
        if (number <= (durable.get(host) ?? 0)) recorded.add(name)
    }
    context.observe([Kind.commitBegun], ({ entity }) => void coordinated.add(entity))
    context.observe([Kind.recordOf], ({ entity, a, b }) => {
      if (b !== CommitRecord.commit || !coordinated.has(entity)) return
      const host = context.parentOf(entity)
      const its = pending.get(host) ?? []
      pending.set(host, [...its, { name: context.localName(entity), number: a }])
      settle(host)
    })
    // On the disk, though the power went before its writer heard of it.
    context.observe([Kind.recovered], ({ entity, a }) => {
      if (a === COMMITTED && coordinated.has(entity)) recorded.add(context.localName(entity))
    })
    context.observe([Kind.logWritten], ({ entity, a }) => {
      if (context.typeOf(entity) !== EntityType.log) return
      durable.set(context.parentOf(entity), a)
      settle(context.parentOf(entity))
    })
    context.observe([Kind.decided], ({ entity, a, b, index }) => {
      const name = context.localName(entity)
      const isTold = b === DecidedBy.coordinator || b === DecidedBy.participant
      if (a === 1 && isTold) {
        lamp.exercised()
        if (!recorded.has(name))
          lamp.broken(
            `${context.nameOf(entity)} is committed, and the coordinator’s disk has no record of it.`,
            index,
          )
      } else if (a === 0) {
        lamp.exercised()
        if (recorded.has(name))
          lamp.broken(`${context.nameOf(entity)} is aborted in spite of its commit record.`, index)
      }
    })
    return {}
  },
}
