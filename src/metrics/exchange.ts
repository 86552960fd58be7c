/** What one exchange takes, and how many there are. */
import type { Metric } from '../trace/fold.ts'
import { Kind, PacketType } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { Sends } from './sends.ts'

const NS_PER_MS = 1e6
const NS_PER_SECOND = 1e9

/** Mean time of the Sends that were answered, by whatever name a scenario asks for it. */
function meanTime(name: string): Metric {
  return {
    name,
    start(context) {
      const sends = new Sends(context)
      return () => {
        const mean = sends.meanNs()
        return mean === null ? null : mean / NS_PER_MS
      }
    },
  }
}
export const exchangeMs = meanTime('exchangeMs')
export const nullRpcMs = meanTime('nullRpcMs')

/** One-way messages of one sender that waits for each: a leg is half of an exchange. */
export const messagesPerSecond: Metric = {
  name: 'messagesPerSecond',
  start(context) {
    const sends = new Sends(context)
    return () => {
      const mean = sends.meanNs()
      return mean ? (2 * NS_PER_SECOND) / mean : null
    }
  },
}

/** From the first Send to the end of the last. */
export const exchangesPerSecond: Metric = {
  name: 'exchangesPerSecond',
  start(context) {
    const sends = new Sends(context)
    return () => {
      const span = sends.lastCloseNs - sends.firstOpenNs
      return sends.completed === 0 || span <= 0 ? null : (sends.completed * NS_PER_SECOND) / span
    }
  },
}

const OF_A_SEND: readonly number[] = [
  PacketType.SEND,
  PacketType.REPLY,
  PacketType.REPLY_PENDING,
  PacketType.NACK,
]

/** All copies of all packets of a Send, those on the way after its end included; over the Sends that ended. */
export const framesPerExchange: Metric = {
  name: 'framesPerExchange',
  start(context) {
    const underWay = new Map<EntityId, number>()
    let frames = 0
    const sends = new Sends(context, {
      opened: (exchange) => underWay.set(exchange, 0),
      closed: (exchange) => {
        frames += underWay.get(exchange) ?? 0
        underWay.delete(exchange)
      },
    })
    context.observe([Kind.packetOut], ({ entity, a }) => {
      if (!OF_A_SEND.includes(a)) return
      const exchange = context.parentOf(entity)
      const so = underWay.get(exchange)
      if (so !== undefined) underWay.set(exchange, so + 1)
      else if (sends.counts(exchange)) frames++
    })
    return () => (sends.ended === 0 ? null : frames / sends.ended)
  },
}

/** Bytes of V packets, which is how the published figure counts: link overhead is left out. */
export const offeredLoadKbps: Metric = {
  name: 'offeredLoadKbps',
  start(context) {
    let bytes = 0
    let atLastClose = 0
    const sends = new Sends(context, {
      closed: () => {
        atLastClose = bytes
      },
    })
    context.observe([Kind.frameQueued], ({ a }) => {
      if (sends.firstOpenNs >= 0) bytes += a
    })
    return () => {
      const span = sends.lastCloseNs - sends.firstOpenNs
      return sends.ended === 0 || span <= 0 ? null : (atLastClose * 8 * NS_PER_MS) / span
    }
  },
}
