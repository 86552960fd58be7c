/** What a stable write costs, and what is left of it. */
import { CHANGE, Field } from '../trace/fields.ts'
import type { FoldContext, Metric } from '../trace/fold.ts'
import { Kind, StableResult } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const NS_PER_MS = 1e6

interface Put {
  readonly host: EntityId
  readonly from: number
  operations: number
}

/** Calls for every StablePut that has come to its end. */
function stablePuts(context: FoldContext, ended: (put: Put, time: number) => void): void {
  const open = new Map<EntityId, Put>()
  context.observe([Kind.stablePutOpen], ({ entity, time }) => {
    const host = context.parentOf(context.parentOf(entity))
    open.set(entity, { host, from: time, operations: 0 })
  })
  context.observe([Kind.diskOpen], ({ entity }) => {
    const host = context.parentOf(entity)
    for (const put of open.values()) if (put.host === host) put.operations++
  })
  context.observe([Kind.stablePutClose], ({ entity, a, time }) => {
    const put = open.get(entity)
    open.delete(entity)
    if (put && a === StableResult.done) ended(put, time)
  })
  // A put that its machine's end cut off asks no disk for anything more.
  context.observe([Kind.crash], ({ entity }) => {
    for (const [operation, { host }] of open) if (host === entity) open.delete(operation)
  })
}

/** Mean of all that came to their end. */
export const stablePutMs: Metric = {
  name: 'stablePutMs',
  start(context) {
    let total = 0
    let count = 0
    stablePuts(context, ({ from }, time) => {
      total += time - from
      count++
    })
    return () => (count === 0 ? null : total / count / NS_PER_MS)
  },
}

/** Disk operations of the first StablePut that came to its end. */
export const diskOps: Metric = {
  name: 'diskOps',
  start(context) {
    let first: number | null = null
    stablePuts(context, ({ operations }) => {
      first ??= operations
    })
    return () => first
  },
}

/**
 * What the last StableGet since the last crash found: the page as it was put last or being put (`new`), as it was
 * before that (`old`), something else that was once put (`older`) or never (`mixed`), or no good copy (`lost`).
 * Null where nobody has read it since.
 */
export function stableState(context: FoldContext): () => string | null {
  const puts: number[] = []
  const formatted = new Set<number>()
  let last: number | 'lost' | null = null
  context.observe([CHANGE + Field.blockContent], ({ a, b }) => {
    if (a === b) formatted.add(b)
  })
  context.observe([Kind.stablePutOpen], ({ b }) => puts.push(b))
  context.observe([Kind.crash], () => {
    last = null
  })
  context.observe([Kind.stableGetClose], ({ a, b }) => {
    last = a === StableResult.done ? b : 'lost'
  })
  return () => {
    if (last === null || last === 'lost') return last
    const known = puts.lastIndexOf(last)
    if (known === puts.length - 1) return puts.length > 0 ? 'new' : 'old'
    if (known === puts.length - 2 && known >= 0) return 'old'
    if (known >= 0) return 'older'
    if (!formatted.has(last)) return 'mixed'
    return puts.length <= 1 ? 'old' : 'older'
  }
}
