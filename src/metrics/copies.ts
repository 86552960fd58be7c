/** What it costs to keep copies alike, and what one gets for it. */
import { EntityType } from '../trace/entities.ts'
import type { FoldContext, Metric } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const NS_PER_MS = 1e6

interface Operations {
  readonly begins: number
  readonly ends: number
  readonly refused: number
  /** Whose Sends are its messages. */
  readonly program: string
}
const READS: Operations = {
  begins: Kind.copyReadBegun,
  ends: Kind.copyReadEnded,
  refused: Kind.copyReadRefused,
  program: 'copy-client',
}
const WRITES: Operations = {
  begins: Kind.copyWriteBegun,
  ends: Kind.copyWriteCommitted,
  refused: Kind.copyWriteRefused,
  program: 'copy-writer',
}

/** Packets of the Sends that belong to an operation, copies of them included: the mean of those carried out. */
function framesPer(name: string, { begins, ends, refused, program }: Operations): Metric {
  return {
    name,
    start(context) {
      const actors = new Set<EntityId>()
      /** By machine. */
      const open = new Map<EntityId, number>()
      let count = 0
      let total = 0
      context.observe([Kind.processCreated], ({ entity, b }) => {
        if (b === context.stringId(program)) actors.add(entity)
      })
      const host = (entity: EntityId) => context.parentOf(entity)
      context.observe([begins], ({ entity }) => void open.set(host(entity), 0))
      context.observe([Kind.packetOut], ({ entity }) => {
        const process = processOf(context, entity)
        if (process === null || !actors.has(process)) return
        const frames = open.get(host(process))
        if (frames !== undefined) open.set(host(process), frames + 1)
      })
      context.observe([ends], ({ entity }) => {
        total += open.get(host(entity)) ?? 0
        count++
        open.delete(host(entity))
      })
      context.observe([refused], ({ entity }) => void open.delete(host(entity)))
      return () => (count === 0 ? null : total / count)
    },
  }
}
export const framesPerRead = framesPer('framesPerRead', READS)
export const framesPerWrite = framesPer('framesPerWrite', WRITES)

/** Whose Send a packet belongs to. */
function processOf(context: FoldContext, packet: EntityId): EntityId | null {
  const exchange = context.parentOf(packet)
  if (exchange < 0 || context.typeOf(exchange) !== EntityType.exchange) return null
  return context.parentOf(exchange)
}

/** Writes that nobody was told the end of, or that too few copies stored. */
export const writesRefused: Metric = {
  name: 'writesRefused',
  start(context) {
    let count = 0
    context.observe([Kind.copyWriteRefused], () => void count++)
    return () => count
  },
}

/** On every machine: from a read or a write that was refused to the next that was not, or to the end, summed, ms. */
export const unavailableMs: Metric = {
  name: 'unavailableMs',
  start(context) {
    let total = 0
    const sinces: Map<EntityId, number>[] = []
    for (const { ends, refused } of [READS, WRITES]) {
      const since = new Map<EntityId, number>()
      sinces.push(since)
      context.observe([refused], ({ entity, time }) => {
        if (!since.has(entity)) since.set(entity, time)
      })
      context.observe([ends], ({ entity, time }) => {
        total += time - (since.get(entity) ?? time)
        since.delete(entity)
      })
    }
    return (endNs) => {
      for (const since of sinces) for (const time of since.values()) total += endNs - time
      return total / NS_PER_MS
    }
  },
}

export const COPY_METRICS: readonly Metric[] = [
  framesPerRead,
  framesPerWrite,
  writesRefused,
  unavailableMs,
]
