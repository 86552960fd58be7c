/** What was done again, what was recognised, and what was given up. */
import type { Metric } from '../trace/fold.ts'
import { Kind, PacketType, SendResult } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { Sends } from './sends.ts'

/** How often one request was carried out: of all requests, the one that was carried out most often. */
export const executions: Metric = {
  name: 'executions',
  start(context) {
    const sends = new Sends(context)
    let most = 0
    context.observe([Kind.executed], ({ entity, b }) => {
      if (sends.counts(entity)) most = Math.max(most, b)
    })
    return () => most
  },
}

export const duplicatesSuppressed: Metric = {
  name: 'duplicatesSuppressed',
  start(context) {
    let count = 0
    context.observe([Kind.duplicate], ({ time }) => {
      if (time >= context.warmUpNs) count++
    })
    return () => count
  },
}

/** Copies of a SEND beyond the first. */
export const retransmissions: Metric = {
  name: 'retransmissions',
  start(context) {
    const sent = new Set<EntityId>()
    let count = 0
    const sends = new Sends(context, { closed: (exchange) => sent.delete(exchange) })
    context.observe([Kind.packetOut], ({ entity, a }) => {
      if (a !== PacketType.SEND) return
      const exchange = context.parentOf(entity)
      if (!sends.open.has(exchange)) return
      if (sent.has(exchange)) count++
      else sent.add(exchange)
    })
    return () => count
  },
}

/** Sends that came back without a reply. One that ended with its own process has not failed: nobody waits. */
export const sendFailures: Metric = {
  name: 'sendFailures',
  start(context) {
    let count = 0
    new Sends(context, {
      closed: (_exchange, _time, result) => {
        const failed =
          result !== SendResult.replied &&
          result !== SendResult.destroyed &&
          result !== SendResult.crashed
        if (failed) count++
      },
    })
    return () => count
  },
}
