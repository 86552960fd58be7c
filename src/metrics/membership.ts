/** What is said on the wire about who is in a group, and what a list of one’s own is worth. */
import type { Metric } from '../trace/fold.ts'
import { Kind, PacketType } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { memberships, shownBy } from './members.ts'

/** Frames about groups, not to them, after the first crash; in all where there is none. */
export const membershipFrames: Metric = {
  name: 'membershipFrames',
  start(context) {
    let count = 0
    let crashed = false
    context.observe([Kind.crash], () => {
      if (!crashed) count = 0
      crashed = true
    })
    context.observe([Kind.packetOut], ({ a }) => {
      if (a === PacketType.GROUP_QUERY || a === PacketType.GROUP_HERE) count++
    })
    return () => count
  },
}

/** Most groups that were founded under one identifier while it had members. */
export const groupsPerId: Metric = {
  name: 'groupsPerId',
  start(context) {
    const founded = new Map<EntityId, number>()
    context.observe([Kind.groupCreated], ({ entity }) => {
      founded.set(entity, (founded.get(entity) ?? 0) + 1)
    })
    return () => Math.max(0, ...founded.values())
  },
}

export const deniedJoins: Metric = {
  name: 'deniedJoins',
  start(context) {
    let count = 0
    context.observe([Kind.joinRefused], () => {
      count++
    })
    return () => count
  },
}

/** Entries of the founders’ own lists for which there is no member any more. */
export const staleListEntries: Metric = {
  name: 'staleListEntries',
  start(context) {
    const lists = shownBy(context, 'list')
    const members = memberships(context)
    const groups = new Map<EntityId, EntityId>()
    context.observe([Kind.groupCreated], ({ entity, a }) => groups.set(a, entity))
    return () => {
      let stale = 0
      for (const [founder, entries] of lists) {
        const now = members.get(groups.get(founder) ?? -1) ?? new Set<EntityId>()
        stale += Math.max(0, entries - [...now].filter((each) => each !== founder).length)
      }
      return stale
    }
  },
}

export const MEMBERSHIP_METRICS: readonly Metric[] = [
  membershipFrames,
  groupsPerId,
  deniedJoins,
  staleListEntries,
]
