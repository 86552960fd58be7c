/** What an exchange costs the processors at both its ends. */
import type { FoldContext, Metric } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { Bursts, BusyTime } from './busy.ts'
import { Sends } from './sends.ts'

const NS_PER_MS = 1e6

interface Cost {
  readonly clientNs: number
  readonly serverNs: number
  readonly elapsedNs: number
}

/**
 * A client's host is one that Sends, a server's one that Receives and does not Send: the work of a kernel cannot
 * be divided between two processes of one machine, so a local exchange is all charged to the client.
 */
function watchCost(context: FoldContext): (endNs: number) => Cost | null {
  const clients = new Set<EntityId>()
  const servers = new Set<EntityId>()
  const sends = new Sends(context, {
    opened: (exchange) => clients.add(context.parentOf(context.parentOf(exchange))),
  })
  const busy = new Map<EntityId, BusyTime>()
  context.observe([Kind.received], ({ entity, a }) => {
    if (sends.counts(entity)) servers.add(context.parentOf(a))
  })
  const bursts = new Bursts(context, (processor, since, until) => {
    let time = busy.get(processor)
    if (!time) {
      time = new BusyTime(sends)
      busy.set(processor, time)
    }
    time.add(since, until)
  })
  return (endNs) => {
    bursts.end(endNs)
    const elapsedNs = sends.meanNs()
    if (elapsedNs === null) return null
    let clientNs = 0
    let serverNs = 0
    for (const [processor, time] of busy) {
      const host = context.parentOf(processor)
      if (clients.has(host)) clientNs += time.totalNs()
      else if (servers.has(host)) serverNs += time.totalNs()
    }
    return { clientNs: clientNs / sends.completed, serverNs: serverNs / sends.completed, elapsedNs }
  }
}

function costMetric(name: string, of: (cost: Cost) => number): Metric {
  return {
    name,
    start(context) {
      const ask = watchCost(context)
      return (endNs) => {
        const cost = ask(endNs)
        return cost === null ? null : of(cost) / NS_PER_MS
      }
    },
  }
}

export const clientCpuMs = costMetric('clientCpuMs', ({ clientNs }) => clientNs)
export const serverCpuMs = costMetric('serverCpuMs', ({ serverNs }) => serverNs)
/** How much longer both processors work together than the exchange takes: what they do at the same time. */
export const cpuOverlapMs = costMetric(
  'cpuOverlapMs',
  ({ clientNs, serverNs, elapsedNs }) => clientNs + serverNs - elapsedNs,
)
