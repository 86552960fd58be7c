/** A job of many processes: what its search took, who is left of it, and how long its end took. */
import type { FoldContext, Metric } from '../trace/fold.ts'
import { ControlOp, Kind, PacketType } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const NS_PER_MS = 1e6
const NS_PER_SECOND = 1e9

/** Nodes of the search tree that were looked at, in all parts that were finished. */
export const nodesExpanded: Metric = {
  name: 'nodesExpanded',
  start(context) {
    let nodes = 0
    context.observe([Kind.expanded], ({ b }) => {
      nodes += b
    })
    return () => nodes
  },
}

/** Frames that told of a better tour: one each, whoever hears it. */
export const boundFrames: Metric = {
  name: 'boundFrames',
  start(context) {
    let frames = 0
    context.observe([Kind.packetOut], ({ a }) => {
      if (a === PacketType.BOUND) frames++
    })
    return () => frames
  },
}

/** From the first part to the shortest tour, without the time for which the master stood suspended, ns; or null. */
function searchTime(context: FoldContext): () => number | null {
  let master: EntityId = -1
  let begun = 0
  let stopped: number | null = null
  let suspended = 0
  let took: number | null = null
  context.observe([Kind.searchBegun], ({ entity, time }) => {
    master = entity
    begun = time
  })
  context.observe([Kind.controlled], ({ a, b, time }) => {
    if (a !== master || took !== null) return
    if (b === ControlOp.suspend) stopped ??= time
    if (b !== ControlOp.resume || stopped === null) return
    suspended += time - stopped
    stopped = null
  })
  context.observe([Kind.searchEnded], ({ time }) => {
    took ??= time - begun - suspended
  })
  return () => took
}

export const searchMs: Metric = {
  name: 'searchMs',
  start(context) {
    const took = searchTime(context)
    return () => {
      const nanos = took()
      return nanos === null ? null : nanos / NS_PER_MS
    }
  },
}

/** What a speed-up is a ratio of: searches like this one in a second. */
export const searchesPerSecond: Metric = {
  name: 'searchesPerSecond',
  start(context) {
    const took = searchTime(context)
    return () => {
      const nanos = took()
      return nanos === null ? null : NS_PER_SECOND / nanos
    }
  },
}

/** Processes that joined a group as its job and have not ended, at the end of the run. */
export const processesAlive: Metric = {
  name: 'processesAlive',
  start(context) {
    const members = new Set<EntityId>()
    context.observe([Kind.joined], ({ a }) => void members.add(a))
    context.observe([Kind.processDestroyed], ({ entity }) => void members.delete(entity))
    return () => members.size
  },
}

/** From the Destroy of a group to the end of the last of its processes that has ended, ms; null without one. */
export const stopMs: Metric = {
  name: 'stopMs',
  start(context) {
    const members = new Set<EntityId>()
    let asked: number | null = null
    let last: number | null = null
    context.observe([Kind.joined], ({ a }) => void members.add(a))
    context.observe([Kind.controlAsked], ({ b, time }) => {
      if (b === ControlOp.destroy) asked ??= time
    })
    context.observe([Kind.processDestroyed], ({ entity, time }) => {
      if (asked !== null && members.has(entity)) last = time
    })
    return () => (asked === null || last === null ? null : (last - asked) / NS_PER_MS)
  },
}

export const JOB_METRICS: readonly Metric[] = [
  nodesExpanded,
  boundFrames,
  searchMs,
  searchesPerSecond,
  processesAlive,
  stopMs,
]
