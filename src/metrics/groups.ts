/** What a question to a group costs, whom it reaches and what comes back. */
import { EntityType } from '../trace/entities.ts'
import { CHANGE, Field } from '../trace/fields.ts'
import type { FoldContext, Metric } from '../trace/fold.ts'
import { DestroyReason, IgnoreReason, Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { Bursts } from './busy.ts'
import { memberships, shownBy } from './members.ts'
import { type Query, queriesOf } from './queries.ts'

const NS_PER_MS = 1e6

function overQueries(name: string, of: (query: Query) => number | null): Metric {
  return {
    name,
    start(context) {
      const queries = queriesOf(context)
      return () => queries.mean(of)
    },
  }
}
const since = (time: number, { begun }: Query) => (time < 0 ? null : (time - begun) / NS_PER_MS)

export const framesPerQuery = overQueries('framesPerQuery', ({ frames }) => frames)
export const firstReplyMs = overQueries('firstReplyMs', (query) => since(query.firstReply, query))
/** From the question to the last reply that its program took. */
export const allRepliesMs = overQueries('allRepliesMs', (query) => since(query.lastReply, query))
/** Members whose reply the program took. */
export const repliesCollected = overQueries('repliesCollected', ({ repliers }) => repliers.size)

/** Time of every machine’s processor that neither asked nor has a member, from the first query on, for each query. */
export const bystanderCpuMs: Metric = {
  name: 'bystanderCpuMs',
  start(context) {
    const queries = queriesOf(context)
    const involved = new Set<EntityId>()
    const nanos = new Map<EntityId, number>()
    context.observe([Kind.sendOpen], ({ entity }) => {
      involved.add(context.parentOf(context.parentOf(entity)))
    })
    context.observe([Kind.queued], ({ a }) => involved.add(context.parentOf(a)))
    const bursts = new Bursts(context, (processor, from, until) => {
      const begun = queries.all[0]?.begun
      if (begun === undefined || until <= begun) return
      nanos.set(processor, (nanos.get(processor) ?? 0) + until - Math.max(from, begun))
    })
    return (endNs) => {
      bursts.end(endNs)
      const idle = context.setup.hosts.filter(({ entity }) => !involved.has(entity))
      if (idle.length === 0 || queries.all.length === 0) return null
      const total = idle.reduce((sum, { processor }) => sum + (nanos.get(processor) ?? 0), 0)
      return total / idle.length / queries.all.length / NS_PER_MS
    }
  },
}

/** Frames of queries that an interface let through to a kernel without a member; one counts at each machine. */
export const softwareFiltered: Metric = {
  name: 'softwareFiltered',
  start(context) {
    const queries = queriesOf(context)
    let count = 0
    context.observe([Kind.ignored], ({ entity, b }) => {
      const filtered = b === IgnoreReason.noMember || b === IgnoreReason.notMine
      if (filtered && queries.has(context.parentOf(entity))) count++
    })
    return () => count
  },
}

/** Of all members at the time of each Send to their group: how many in a hundred were never handed it. */
export const membersMissedPercent: Metric = {
  name: 'membersMissedPercent',
  start(context) {
    const members = memberships(context)
    /** Of each Send: who it was meant for. Who joins while it is under way may get a copy, but was not meant. */
    const sends = new Map<EntityId, ReadonlySet<EntityId>>()
    let meant = 0
    let reached = 0
    context.observe([Kind.sendOpen], ({ entity, a }) => {
      if (a < 0 || context.typeOf(a) !== EntityType.group) return
      const now = new Set(members.get(a))
      sends.set(entity, now)
      meant += now.size
    })
    const handed = new Set<string>()
    context.observe([Kind.queued], ({ entity, a }) => {
      const copy = `${entity} ${a}`
      if (!sends.get(entity)?.has(a) || handed.has(copy)) return
      handed.add(copy)
      reached++
    })
    return () => (meant === 0 ? null : (100 * (meant - reached)) / meant)
  },
}

const isReply = (context: FoldContext, frame: EntityId) =>
  context.localName(frame).startsWith('REPLY.')

/** Replies that reached the sender’s kernel too late: their Send was closed by the next. */
export const repliesDiscarded: Metric = {
  name: 'repliesDiscarded',
  start(context) {
    let count = 0
    context.observe([Kind.repliesFlushed], ({ a }) => {
      count += a
    })
    context.observe([Kind.ignored], ({ entity }) => {
      if (isReply(context, entity)) count++
    })
    return () => count
  },
}

/** Processes that still live, by whether a value of theirs counts. */
function living(context: FoldContext): (process: EntityId) => boolean {
  const ended = new Set<EntityId>()
  context.observe([Kind.processDestroyed], ({ entity, a }) => {
    if (a !== DestroyReason.exit) ended.add(entity)
  })
  return (process) => !ended.has(process)
}

/** What the replica that is furthest behind has in its counter. */
export const memberState: Metric = {
  name: 'memberState',
  start(context) {
    const counters = shownBy(context, 'counter')
    const lives = living(context)
    return () => {
      const values = [...counters].filter(([process]) => lives(process)).map(([, value]) => value)
      return values.length === 0 ? null : Math.min(...values)
    }
  },
}

/** GetReplys that ended with nothing. */
export const timeouts: Metric = {
  name: 'timeouts',
  start(context) {
    let count = 0
    context.observe([Kind.gotReply], ({ a }) => {
      if (a < 0) count++
    })
    return () => count
  },
}

/** Times that a replica counted an update that it had counted before, over all replicas. */
export const duplicateUpdates: Metric = {
  name: 'duplicateUpdates',
  start(context) {
    const counters = shownBy(context, 'counter')
    const issued = shownBy(context, 'query')
    return () => {
      const most = Math.max(0, ...issued.values())
      return [...counters.values()].reduce((sum, value) => sum + Math.max(0, value - most), 0)
    }
  },
}

const OUTCOMES = [
  'unknown',
  'one-heard',
  'no-answer',
  'enough',
  'too-few',
  'all-heard',
  'some-missing',
]

/** What the last update’s sender could say of it in the end. */
export const updateOutcome: Metric = {
  name: 'outcomeState',
  start(context) {
    const words = new Map(OUTCOMES.map((word) => [context.stringId(word), word]))
    const shown = shownBy(context, 'outcome')
    return () => words.get([...shown.values()].at(-1) ?? -1) ?? 'waiting'
  },
}

/**
 * How wrong a clock is that was set by what a group said, ms: the mean of the settings of whoever asked for the time;
 * where it was told instead, the worst of those that were told, as they are in the end. Null where no clock was set.
 */
export const clockErrorMs: Metric = {
  name: 'clockErrorMs',
  start(context) {
    const asked: number[] = []
    context.observe([CHANGE + Field.value], ({ entity, b }) => {
      if (context.localName(entity) === 'micros-off') asked.push(size(b))
    })
    const told = shownBy(context, 'micros-fast')
    return () => {
      const [micros] = asked.length > 0 ? [mean(asked)] : [...told.values()].map(size).sort(falling)
      return micros === undefined ? null : micros / 1000
    }
  },
}
const size = (value: number) => (value < 0 ? -value : value)
const falling = (x: number, y: number) => y - x
const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** From the question until its program had counted as many replies as the switch `k` asks for. */
export const kReachedMs: Metric = {
  name: 'kReachedMs',
  start(context) {
    const queries = queriesOf(context)
    const k = Number(context.switches.k ?? 1)
    let reached: number | null = null
    context.observe([CHANGE + Field.value], ({ entity, time, b }) => {
      if (context.localName(entity) !== 'replies' || b < k) return
      const begun = queries.all[0]?.begun
      if (begun !== undefined) reached ??= (time - begun) / NS_PER_MS
    })
    return () => reached
  },
}

/** From the question to the reply of the member that makes them as many as the switch `k` says. */
export const kthReplyMs: Metric = {
  name: 'kthReplyMs',
  start(context) {
    const queries = queriesOf(context)
    const k = Number(context.switches.k ?? 1)
    return () => queries.mean((query) => since(query.taken[k - 1] ?? -1, query))
  },
}

// Implosion ------------------------------------------------------------------------------------------
/** Replies that found no free buffer. */
export const repliesLost: Metric = {
  name: 'repliesLost',
  start(context) {
    let count = 0
    context.observe([Kind.overrun], ({ entity }) => {
      if (isReply(context, entity)) count++
    })
    return () => count
  },
}

export const repliesLostPercent: Metric = {
  name: 'repliesLostPercent',
  start(context) {
    const lost = repliesLost.start(context)
    let sent = 0
    context.observe([Kind.packetOut], ({ entity }) => {
      if (isReply(context, entity)) sent++
    })
    return (endNs) => (sent === 0 ? null : (100 * Number(lost(endNs))) / sent)
  },
}

/** From the first bit of the first reply on the cable to the last bit of the last. */
export const wireDrainMs: Metric = {
  name: 'wireDrainMs',
  start(context) {
    let first = -1
    let last = -1
    const ofReply = (attempt: EntityId) => isReply(context, context.parentOf(attempt))
    context.observe([Kind.transmitOpen], ({ entity, time }) => {
      if (first < 0 && ofReply(entity)) first = time
    })
    context.observe([Kind.transmitClose], ({ entity, time, b }) => {
      if (b === 0 && ofReply(entity)) last = time
    })
    return () => (last < 0 ? null : (last - first) / NS_PER_MS)
  },
}

export const GROUP_METRICS: readonly Metric[] = [
  framesPerQuery,
  firstReplyMs,
  allRepliesMs,
  repliesCollected,
  bystanderCpuMs,
  softwareFiltered,
  membersMissedPercent,
  repliesDiscarded,
  memberState,
  timeouts,
  duplicateUpdates,
  clockErrorMs,
  kReachedMs,
  kthReplyMs,
  repliesLost,
  repliesLostPercent,
  wireDrainMs,
]
