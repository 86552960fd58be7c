/** What pages and loads take: time, packets, the wire's share, what was refused and what was sent again. */
import type { FoldContext, Metric } from '../trace/fold.ts'
import { Kind, MoveResult, PacketType, SendResult } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { Sends } from './sends.ts'

const NS_PER_MS = 1e6

/**
 * By the right that a Send granted: 1 its segment is read, 2 it is written. A Send whose data was given up half-way
 * is answered too, but nothing was read, written or loaded by it.
 */
function pageTime(name: string, right: number): Metric {
  return {
    name,
    start(context) {
      const granted = new Set<EntityId>()
      let total = 0
      let count = 0
      context.observe([Kind.granted], ({ entity, b }) => {
        if (b % 4 === right) granted.add(entity)
      })
      context.observe([Kind.moveClose], ({ entity, a }) => {
        if (a === MoveResult.noAnswer) granted.delete(context.parentOf(entity))
      })
      const opened = new Map<EntityId, number>()
      new Sends(context, {
        opened: (exchange, time) => opened.set(exchange, time),
        closed: (exchange, time, result) => {
          const since = opened.get(exchange)
          opened.delete(exchange)
          if (since === undefined || !granted.delete(exchange)) return
          if (result !== SendResult.replied) return
          total += time - since
          count++
        },
      })
      return () => (count === 0 ? null : total / count / NS_PER_MS)
    },
  }
}
/** A Send that lets its segment be written reads a page; one that lets it be read writes one. */
export const pageReadMs = pageTime('pageReadMs', 2)
export const pageWriteMs = pageTime('pageWriteMs', 1)
export const loadMs = pageTime('loadMs', 2)

const OF_A_PAGE: readonly number[] = [
  PacketType.SEND,
  PacketType.REPLY,
  PacketType.DATA,
  PacketType.MOVE_FROM,
  PacketType.MOVE_ACK,
]

/** Packets of all kinds, for the Sends that were answered. */
export const framesPerPage: Metric = {
  name: 'framesPerPage',
  start(context) {
    let frames = 0
    const sends = new Sends(context)
    context.observe([Kind.packetOut], ({ entity, a }) => {
      if (OF_A_PAGE.includes(a) && sends.counts(context.parentOf(entity))) frames++
    })
    return () => (sends.completed === 0 ? null : frames / sends.completed)
  },
}

/** Time that frames of Sends are on the cable, of the time that the Sends take. */
export const wireSharePercent: Metric = {
  name: 'wireSharePercent',
  start(context) {
    let onWire = 0
    const since = new Map<EntityId, number>()
    const sends = new Sends(context)
    context.observe([Kind.transmitOpen], ({ entity, time }) => {
      const exchange = context.parentOf(context.parentOf(entity))
      if (sends.open.has(exchange)) since.set(entity, time)
    })
    context.observe([Kind.transmitClose], ({ entity, time }) => {
      const begun = since.get(entity)
      since.delete(entity)
      if (begun !== undefined) onWire += time - begun
    })
    return () => (sends.completedNs === 0 ? null : (100 * onWire) / sends.completedNs)
  },
}

function counting(name: string, count: (context: FoldContext, add: () => void) => void): Metric {
  return {
    name,
    start(context) {
      let total = 0
      count(context, () => {
        total++
      })
      return () => total
    },
  }
}

export const movesRefused = counting('movesRefused', (context, add) =>
  context.observe([Kind.moveRefused], add),
)
/** Packets that carry bytes of a move, each time that they go out. */
export const packetsSent = counting('packetsSent', (context, add) =>
  context.observe([Kind.packetOut], ({ a }) => {
    if (a === PacketType.DATA) add()
  }),
)
export const acksSent = counting('acksSent', (context, add) =>
  context.observe([Kind.packetOut], ({ a }) => {
    if (a === PacketType.MOVE_ACK) add()
  }),
)
/** Of them, those whose bytes had gone out before. */
export const packetsResent = counting('packetsResent', (context, add) => {
  const data = new Set<EntityId>()
  const out = new Set<string>()
  context.observe([Kind.packetOut], ({ entity, a }) => {
    if (a === PacketType.DATA) data.add(entity)
  })
  context.observe([Kind.carried], ({ entity, b }) => {
    if (!data.delete(entity)) return
    const place = `${context.parentOf(entity)} ${b}`
    if (out.has(place)) add()
    out.add(place)
  })
})

/** Bytes moved into or out of granted segments, over the time of the Sends that granted them; 1 KB is 1,024 bytes. */
export const throughputKBps: Metric = {
  name: 'throughputKBps',
  start(context) {
    let bytes = 0
    const sends = new Sends(context)
    context.observe([Kind.moveClose], ({ b }) => {
      bytes += b
    })
    return () =>
      sends.completedNs === 0 ? null : bytes / 1024 / (sends.completedNs / (1000 * NS_PER_MS))
  },
}
