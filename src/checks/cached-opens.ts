/** Files as they are opened from a cache, each with the newest version that anybody had been told of by then. */
import type { FoldContext } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId, RecordIndex } from '../trace/record.ts'

export interface Opened {
  readonly process: EntityId
  readonly file: number
  readonly version: number
  /** Of the file, when the open began: the newest that was saved and answered for, and since when, ns. */
  readonly newest: number
  readonly newestSince: number
  /** When it was opened. */
  readonly time: number
  readonly index: RecordIndex
  /** Whether the cable is whole. */
  readonly reachable: boolean
}

interface Saved {
  readonly version: number
  /** When the version after the one before it was answered for. */
  readonly since: ReadonlyMap<number, number>
}

export function cachedOpens(context: FoldContext, opened: (open: Opened) => void): void {
  const saved = new Map<number, Saved>()
  const begun = new Map<EntityId, Saved | undefined>()
  const cuts = new Set<EntityId>()
  context.observe([Kind.cableCut], ({ entity }) => void cuts.add(entity))
  context.observe([Kind.cableHealed], ({ entity }) => void cuts.delete(entity))
  context.observe([Kind.fileSaved], ({ entity: _, a, b, time }) => {
    const before = saved.get(a)
    const since = new Map(before?.since)
    since.set(b, time)
    saved.set(a, { version: Math.max(b, before?.version ?? 0), since })
  })
  context.observe([Kind.fileOpening], ({ entity, a }) => begun.set(entity, saved.get(a)))
  context.observe([Kind.fileOpened], ({ entity, a, b, time, index }) => {
    const then = begun.get(entity)
    // The first version that was newer than this one: since then it is old.
    const later = [...(then?.since ?? [])].filter(([version]) => version > b)
    opened({
      process: entity,
      file: a,
      version: b,
      newest: then?.version ?? 0,
      newestSince: Math.min(...later.map(([, since]) => since)),
      time,
      index,
      reachable: cuts.size === 0,
    })
  })
}
