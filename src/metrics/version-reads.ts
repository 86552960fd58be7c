/** What moving a version takes whoever reads it: the questions and their answers, without the looks between them. */
import type { FoldContext, Metric } from '../trace/fold.ts'
import { Kind, VersionRead } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

interface Reading {
  /** Of its requests that are over, ns. */
  askedNs: number
  bytes: number
  /** When the request under way was sent, ns; null: none is. */
  since: number | null
}

/** Those that went over the cable to their end, together. */
function transfers(context: FoldContext): () => Reading & { readonly count: number } {
  const open = new Map<EntityId, Reading>()
  const sum = { askedNs: 0, bytes: 0, since: null, count: 0 }
  context.observe([Kind.versionReading], ({ entity }) => {
    open.set(entity, { askedNs: 0, bytes: 0, since: null })
  })
  context.observe([Kind.sendOpen], ({ entity, time }) => {
    const its = open.get(context.parentOf(entity))
    if (its) its.since = time
  })
  context.observe([Kind.sendClose], ({ entity, time }) => {
    const its = open.get(context.parentOf(entity))
    if (its && its.since !== null) its.askedNs += time - its.since
    if (its) its.since = null
  })
  context.observe([Kind.moveClose], ({ entity, b }) => {
    const its = open.get(context.parentOf(context.parentOf(entity)))
    if (its) its.bytes += b
  })
  context.observe([Kind.versionRead], ({ entity, b }) => {
    const its = open.get(entity)
    open.delete(entity)
    if (!its || b !== VersionRead.whole) return
    sum.askedNs += its.askedNs
    sum.bytes += its.bytes
    sum.count++
  })
  return () => sum
}

/** ms; null where nobody has read one. */
export const transferMs: Metric = {
  name: 'transferMs',
  start(context) {
    const its = transfers(context)
    return () => (its().count === 0 ? null : its().askedNs / its().count / 1e6)
  },
}
/** 1 KB is 1,024 bytes. */
export const transferKBps: Metric = {
  name: 'transferKBps',
  start(context) {
    const its = transfers(context)
    return () => (its().askedNs === 0 ? null : its().bytes / 1024 / (its().askedNs / 1e9))
  },
}
