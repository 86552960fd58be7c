/** What an ordered group costs, and what became of its letters. */
import type { FoldContext, Metric } from '../trace/fold.ts'
import { DATAGRAM_TYPES, Kind, PacketType } from '../trace/kinds.ts'
import { type EntityId, NONE } from '../trace/record.ts'

const NS_PER_MS = 1e6
const TYPES: ReadonlySet<number> = new Set(DATAGRAM_TYPES.map((type) => PacketType[type]))
/** Bytes of a packet with a letter’s name and none of the letter. */
const SHORT_BYTES = 60

function broadcasts(context: FoldContext): () => number {
  let count = 0
  context.observe([Kind.broadcast], () => void count++)
  return () => count
}

/**
 * Of letters, and of requests for those that were missed. The last letter is left out where there are others: what
 * another letter would have said, that the one before has come, takes a frame of its own behind it.
 */
export const framesPerBroadcast: Metric = {
  name: 'framesPerBroadcast',
  start(context) {
    const frames = new Map<EntityId, number>()
    const letters = new Set<EntityId>()
    let last: EntityId = NONE
    context.observe([Kind.broadcast], ({ entity }) => {
      letters.add(entity)
      last = entity
    })
    context.observe([Kind.packetOut], ({ entity, a }) => {
      const about = context.parentOf(entity)
      if (TYPES.has(a) && /^(letter|gap)/.test(context.localName(about)))
        frames.set(about, (frames.get(about) ?? 0) + 1)
    })
    return () => {
      if (letters.size === 0) return null
      if (letters.size > 1) frames.delete(last)
      const all = [...frames.values()].reduce((sum, each) => sum + each, 0)
      return all / Math.max(1, letters.size - 1)
    }
  },
}
/** What the group’s upkeep takes in quiet times included. */
export const framesInAllPerBroadcast: Metric = {
  name: 'framesInAllPerBroadcast',
  start(context) {
    let frames = 0
    const sent = broadcasts(context)
    context.observe([Kind.packetOut], ({ a }) => {
      if (TYPES.has(a)) frames++
    })
    return () => (sent() === 0 ? null : frames / sent())
  },
}

/** How often a letter’s bytes are put on the cable. */
export const payloadCopies: Metric = {
  name: 'payloadCopies',
  start(context) {
    const bytes = new Map<EntityId, number>()
    let total = 0
    let carried = 0
    context.observe([Kind.broadcast], ({ entity, a }) => {
      bytes.set(entity, a)
      total += a
    })
    context.observe([Kind.frameQueued], ({ entity, a }) => {
      if (bytes.has(context.parentOf(entity))) carried += Math.max(0, a - SHORT_BYTES)
    })
    return () => (total === 0 ? null : carried / total)
  },
}

/** From a letter’s sending until its own sender has delivered it: the mean. */
export const broadcastMs: Metric = {
  name: 'broadcastMs',
  start(context) {
    const open = new Map<string, number>()
    let total = 0
    let count = 0
    context.observe([Kind.broadcast], ({ entity, b, time }) => {
      open.set(`${context.parentOf(entity)} ${b}`, time)
    })
    context.observe([Kind.logged], ({ entity, b, time }) => {
      const since = open.get(`${entity} ${b}`)
      if (since === undefined) return
      open.delete(`${entity} ${b}`)
      total += time - since
      count++
    })
    return () => (count === 0 ? null : total / count / NS_PER_MS)
  },
}

export const retransmitRequests: Metric = {
  name: 'retransmitRequests',
  start(context) {
    let count = 0
    context.observe([Kind.packetOut], ({ a }) => {
      if (a === PacketType.RETRANS) count++
    })
    return () => count
  },
}

interface Logs {
  readonly logs: ReadonlyMap<EntityId, readonly number[]>
  readonly ended: ReadonlySet<EntityId>
}
function memberLogs(context: FoldContext): Logs {
  const logs = new Map<EntityId, number[]>()
  const ended = new Set<EntityId>()
  context.observe([Kind.joined], ({ a }) => void logs.set(a, []))
  context.observe([Kind.logged], ({ entity, b }) => void logs.get(entity)?.push(b))
  context.observe([Kind.processDestroyed], ({ entity }) => void ended.add(entity))
  return { logs, ended }
}

/** Places at which two members that are there have different letters. */
export const orderViolations: Metric = {
  name: 'orderViolations',
  start(context) {
    const { logs, ended } = memberLogs(context)
    return () => {
      const alive = [...logs].filter(([process]) => !ended.has(process)).map(([, log]) => log)
      const longest = Math.max(0, ...alive.map((log) => log.length))
      let count = 0
      for (let i = 0; i < longest; i++)
        if (new Set(alive.flatMap((log) => log[i] ?? [])).size > 1) count++
      return count
    }
  },
}

/** Letters that somebody delivered, and somebody who is left did not. */
export const messagesLost: Metric = {
  name: 'messagesLost',
  start(context) {
    const { logs, ended } = memberLogs(context)
    return () => {
      const delivered = new Set([...logs.values()].flat())
      const alive = [...logs].filter(([process]) => !ended.has(process)).map(([, log]) => log)
      return [...delivered].filter((text) => alive.some((log) => !log.includes(text))).length
    }
  },
}

export const ORDERING_METRICS: readonly Metric[] = [
  framesPerBroadcast,
  framesInAllPerBroadcast,
  payloadCopies,
  broadcastMs,
  retransmitRequests,
  orderViolations,
  messagesLost,
]
