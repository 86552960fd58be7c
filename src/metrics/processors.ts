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
  const busy: BusyTime[] = []
  for (const { processor } of context.setup.hosts) busy[processor] = new BusyTime(sends)
  context.observe([Kind.received], ({ entity, a }) => {
    if (sends.counts(entity)) servers.add(context.parentOf(a))
  })
  const bursts = new Bursts(context, (processor, since, until) => {
    busy[processor]?.add(since, until)
  })
  return (endNs) => {
    bursts.end(endNs)
    const elapsedNs = sends.meanNs()
    if (elapsedNs === null) return null
    let clientNs = 0
    let serverNs = 0
    for (const { entity, processor } of context.setup.hosts) {
      const ns = busy[processor]?.totalNs() ?? 0
      if (clients.has(entity)) clientNs += ns
      else if (servers.has(entity)) serverNs += ns
    }
    return { clientNs: clientNs / sends.ended, serverNs: serverNs / sends.ended, elapsedNs }
  }
}

/** One fold for the three metrics below, which ask the same of a run. */
const costs = new WeakMap<FoldContext, ReturnType<typeof watchCost>>()

function costMetric(name: string, of: (cost: Cost) => number): Metric {
  return {
    name,
    start(context) {
      const ask = costs.get(context) ?? watchCost(context)
      costs.set(context, ask)
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
