/** What pages of files take, and what disk, cache and read-ahead have to do with it. */
import type { FoldContext, Metric } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { fileServerHosts } from './file-span.ts'

const NS_PER_MS = 1e6

/** A process that goes through its file as fast as it can. */
interface Pass {
  /** Pages in order: the first of them nobody could fetch ahead. */
  pages: number
  nanos: number
  since: number
  local: boolean
}

/** Of each such process its last pass; `since` counts from the page before. */
function passes(context: FoldContext): ReadonlyMap<EntityId, Pass> {
  const found = new Map<EntityId, Pass>()
  context.observe([Kind.passBegun], ({ entity }) => {
    found.set(entity, { pages: 0, nanos: 0, since: -1, local: false })
  })
  context.observe([Kind.sendOpen], ({ entity, a }) => {
    const pass = found.get(context.parentOf(entity))
    if (pass && a >= 0)
      pass.local = context.parentOf(a) === context.parentOf(context.parentOf(entity))
  })
  context.observe([Kind.readDone], ({ entity, time }) => {
    const pass = found.get(entity)
    if (!pass) return
    if (pass.since >= 0) {
      pass.pages++
      pass.nanos += time - pass.since
    }
    pass.since = time
  })
  return found
}

function meanPage(of: ReadonlyMap<EntityId, Pass>, local: boolean): number | null {
  let pages = 0
  let nanos = 0
  for (const pass of of.values()) {
    if (pass.local !== local) continue
    pages += pass.pages
    nanos += pass.nanos
  }
  return pages === 0 ? null : nanos / pages / NS_PER_MS
}

/** From one page to the next, of who reads its file over the network as fast as it can; the first page is left out. */
export const pageMs: Metric = {
  name: 'pageMs',
  start(context) {
    const all = passes(context)
    return () => meanPage(all, false)
  },
}
/** The same of who reads it from the disk of its own machine. */
export const localPageMs: Metric = {
  name: 'localPageMs',
  start(context) {
    const all = passes(context)
    return () => meanPage(all, true)
  },
}
/** Above 1 where the disk in the box is the faster one. */
export const remoteToLocalRatio: Metric = {
  name: 'remoteToLocalRatio',
  start(context) {
    const all = passes(context)
    return () => {
      const remote = meanPage(all, false)
      const local = meanPage(all, true)
      return remote === null || !local ? null : remote / local
    }
  },
}

/** No result of one run: a sweep over the number of clients finds it. */
export const crossoverClients: Metric = { name: 'crossoverClients', start: () => () => null }

/** Pages asked for at the file servers that were in memory, and those that were not. */
class Lookups {
  hits = 0
  ahead = 0
  misses = 0

  constructor(context: FoldContext) {
    const hosts = fileServerHosts(context)
    context.observe([Kind.cacheHit], ({ entity, time, b }) => {
      if (time < context.warmUpNs || !hosts.has(context.parentOf(entity))) return
      this.hits++
      this.ahead += b
    })
    context.observe([Kind.cacheMiss], ({ entity, time }) => {
      if (time >= context.warmUpNs && hosts.has(context.parentOf(entity))) this.misses++
    })
  }
}
/** Reads for which the page was fetched before. */
export const readAheadHits: Metric = {
  name: 'readAheadHits',
  start(context) {
    const lookups = new Lookups(context)
    return () => lookups.ahead
  },
}
/** Reads that found their page in memory, however it had come there. */
export const cacheHitPercent: Metric = {
  name: 'cacheHitPercent',
  start(context) {
    const lookups = new Lookups(context)
    return () => {
      const all = lookups.hits + lookups.misses
      return all === 0 ? null : (100 * lookups.hits) / all
    }
  },
}

export const FILE_METRICS: readonly Metric[] = [
  pageMs,
  localPageMs,
  remoteToLocalRatio,
  crossoverClients,
  readAheadHits,
  cacheHitPercent,
]
