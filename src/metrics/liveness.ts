/** What clients believed of their servers, and what was done for clients that were gone. */
import type { FoldContext, Metric } from '../trace/fold.ts'
import { Kind, outcomeOf, PacketType, sendResultName } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { Sends } from './sends.ts'

const NS_PER_MS = 1e6

/** When each process ended, ns; a process that lives is not in it. */
function deaths(context: FoldContext): ReadonlyMap<EntityId, number> {
  const ended = new Map<EntityId, number>()
  context.observe([Kind.processDestroyed], ({ entity, time }) => ended.set(entity, time))
  return ended
}

interface Suspicion {
  /** The process that the Send went to; -1 where nobody knew it. */
  readonly server: EntityId
  readonly opened: number
  readonly closed: number
}

/** Calls back for each Send that ended without an answer and without a clear refusal. */
function suspicions(context: FoldContext, found: (suspicion: Suspicion) => void): void {
  const servers = new Map<EntityId, EntityId>()
  const since = new Map<EntityId, number>()
  context.observe([Kind.sendOpen], ({ entity, a }) => servers.set(entity, a))
  new Sends(context, {
    opened: (exchange, time) => void since.set(exchange, time),
    closed: (exchange, time, result) => {
      const name = sendResultName(result)
      if (!name || outcomeOf(name) !== 'maybe-executed') return
      const server = servers.get(exchange) ?? -1
      found({ server, opened: since.get(exchange) ?? time, closed: time })
    },
  })
}

/** Sends given up although the server that they went to was alive. */
export const falseSuspicions: Metric = {
  name: 'falseSuspicions',
  start(context) {
    const ended = deaths(context)
    let count = 0
    suspicions(context, ({ server }) => {
      if (server >= 0 && !ended.has(server)) count++
    })
    return () => count
  },
}

/** From the server's end, or from the Send where there was none since, to the first Send's being given up. */
export const detectionMs: Metric = {
  name: 'detectionMs',
  start(context) {
    const ended = deaths(context)
    let first: number | null = null
    suspicions(context, ({ server, opened, closed }) => {
      first ??= (closed - Math.max(opened, ended.get(server) ?? 0)) / NS_PER_MS
    })
    return () => first
  },
}

export const replyPendingFrames: Metric = {
  name: 'replyPendingFrames',
  start(context) {
    let count = 0
    context.observe([Kind.packetOut], ({ time, a }) => {
      if (time >= context.warmUpNs && a === PacketType.REPLY_PENDING) count++
    })
    return () => count
  },
}

/** Processor time that programs spent on requests whose client had died waiting. */
export const orphanCpuMs: Metric = {
  name: 'orphanCpuMs',
  start(context) {
    const orphaned = new Map<EntityId, number>()
    const work = new Map<EntityId, EntityId[]>()
    const running = new Map<EntityId, { readonly exchange: EntityId; readonly since: number }>()
    let nanos = 0
    context.observe([Kind.sendClose], ({ entity, time, a }) => {
      const name = sendResultName(a)
      if (name && outcomeOf(name) === 'nobody-waits') orphaned.set(entity, time)
    })
    const stop = (processor: EntityId, time: number) => {
      const burst = running.get(processor)
      running.delete(processor)
      const from = burst && orphaned.get(burst.exchange)
      if (burst && from !== undefined) nanos += Math.max(0, time - Math.max(burst.since, from))
    }
    context.observe([Kind.received], ({ entity, a }) => {
      work.set(a, [...(work.get(a) ?? []), entity])
    })
    context.observe([Kind.replied, Kind.orphanEnded], ({ entity }) => {
      for (const [process, list] of work)
        work.set(
          process,
          list.filter((each) => each !== entity),
        )
    })
    context.observe([Kind.burstOpen], ({ entity, time, a }) => {
      const exchange = a < 0 ? undefined : work.get(a)?.at(-1)
      if (exchange !== undefined) running.set(entity, { exchange, since: time })
    })
    context.observe([Kind.burstClose], ({ entity, time }) => stop(entity, time))
    return (endNs) => {
      for (const processor of [...running.keys()]) stop(processor, endNs)
      return nanos / NS_PER_MS
    }
  },
}

/** What the first client that lived to know may conclude of its first Send. */
export const clientOutcomeState: Metric = {
  name: 'clientOutcomeState',
  start(context) {
    let state: string | null = null
    let asked = false
    let notFound = false
    new Sends(context, {
      opened: () => {
        asked = true
      },
      closed: (_exchange, _time, result) => {
        const name = sendResultName(result)
        const outcome = name && outcomeOf(name)
        if (outcome && outcome !== 'nobody-waits') state ??= outcome
      },
    })
    context.observe([Kind.sendClose], ({ entity, a }) => {
      if (context.localName(entity).startsWith('getpid') && sendResultName(a) === 'noAnswer')
        notFound = true
    })
    return () => state ?? (!asked && notFound ? 'surely-not-executed' : 'waiting')
  },
}
