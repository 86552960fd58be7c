import type { Checker } from '../trace/fold.ts'
import { Kind, SendResult } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { pageRequests } from './file-servers.ts'

/** Each read that a server receives is looked up once, so hits and misses add up to reads. */
export const oneLookupARead: Checker = {
  id: 'one-lookup-a-read',
  says: 'Hits and misses are as many as reads: each is looked up in memory once, and no write is.',
  start(context, lamp) {
    /** Of each server the exchange that it has in hand, and its lookups since. */
    const inHand = new Map<EntityId, { readonly exchange: EntityId; lookups: number }>()
    const answered = new Map<EntityId, number>()
    const requests = pageRequests(context)
    context.observe([Kind.received], ({ entity, a }) =>
      inHand.set(a, { exchange: entity, lookups: 0 }),
    )
    context.observe([Kind.cacheHit, Kind.cacheMiss], ({ entity }) => {
      const its = inHand.get(entity)
      if (its) its.lookups++
    })
    context.observe([Kind.replied], ({ entity, a }) => {
      const its = inHand.get(a)
      if (its?.exchange === entity) answered.set(entity, its.lookups)
    })
    context.observe([Kind.sendClose], ({ entity, a, index }) => {
      const lookups = answered.get(entity)
      answered.delete(entity)
      const begun = requests.get(context.parentOf(entity))
      if (lookups === undefined || !begun || a !== SendResult.replied) return
      lamp.exercised()
      const expected = begun.bytes === null ? 1 : 0
      if (lookups !== expected)
        lamp.broken(
          `${context.nameOf(entity)} was looked up ${lookups} times, not ${expected}.`,
          index,
        )
    })
    return {}
  },
}
