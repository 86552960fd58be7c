/** Files that never change, and files that do: what a reader gets, and what it costs to keep copies alike. */
import type { FoldContext, Metric } from '../trace/fold.ts'
import { Kind, VersionEnd, VersionRead } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const NS_PER_MS = 1e6
const PARTS = 16

interface Read {
  /** Numbers of the saves that its parts are of. */
  readonly saves: ReadonlySet<number>
  readonly how: number
  /** From the name's answer to the last byte, ns. */
  readonly took: number
}

function watchReads(context: FoldContext, ended: (read: Read) => void): void {
  const saveOf = new Map<string, number>()
  const open = new Map<EntityId, { readonly since: number; readonly saves: Set<number> }>()
  context.observe([Kind.savePart], ({ a, b }) => {
    saveOf.set(`${a % PARTS} ${b}`, Math.floor(a / PARTS))
  })
  context.observe([Kind.versionReading], ({ entity, time }) =>
    open.set(entity, { since: time, saves: new Set() }),
  )
  context.observe([Kind.versionPart], ({ entity, a, b }) => {
    const save = saveOf.get(`${a % PARTS} ${b}`)
    if (save !== undefined) open.get(entity)?.saves.add(save)
  })
  context.observe([Kind.versionRead], ({ entity, b, time }) => {
    const its = open.get(entity)
    open.delete(entity)
    if (its) ended({ saves: its.saves, how: b, took: time - its.since })
  })
}

/** Saves of which a reader has bytes in one file, at the worst. */
export const versionsMixed: Metric = {
  name: 'versionsMixed',
  start(context) {
    let worst = 0
    watchReads(context, ({ saves }) => {
      worst = Math.max(worst, saves.size)
    })
    return () => worst
  },
}

/** Mean of the reads that went over the cable, ms; null where there was none. */
export function wholeReadMs(context: FoldContext): () => number | null {
  let count = 0
  let nanos = 0
  watchReads(context, ({ how, took }) => {
    if (how !== VersionRead.whole) return
    count++
    nanos += took
  })
  return () => (count === 0 ? null : nanos / count / NS_PER_MS)
}

/**
 * What the last read of the run found: `new` the save begun last, `old` another, `mixed` of both, `lost` nothing,
 * though the name denotes it. Null where nobody has read.
 */
export function versionState(context: FoldContext): () => string | null {
  let last = 0
  let found: Read | null = null
  context.observe([Kind.saveBegun], ({ a }) => {
    last = Math.max(last, a)
  })
  watchReads(context, (read) => {
    found = read
  })
  return () => {
    const read = found as Read | null
    if (!read) return null
    if (read.how === VersionRead.failed) return 'lost'
    if (read.saves.size > 1) return 'mixed'
    return read.saves.has(last) ? 'new' : 'old'
  }
}

/** Frames that go only to learn whether a copy is like the others, or to make it so. */
export const consistencyFrames: Metric = {
  name: 'consistencyFrames',
  start(context) {
    const next = new Set<EntityId>()
    const exchanges = new Set<EntityId>()
    let frames = 0
    context.observe([Kind.keepsAlike], ({ entity }) => void next.add(entity))
    context.observe([Kind.sendOpen], ({ entity }) => {
      if (next.delete(context.parentOf(entity))) exchanges.add(entity)
    })
    context.observe([Kind.packetOut], ({ entity }) => {
      const parent = context.parentOf(entity)
      if (exchanges.has(parent) || exchanges.has(context.parentOf(parent))) frames++
    })
    return () => frames
  },
}

/** Versions that some server has when the run ends; what a crash took from memory is not among them. */
export const versionsLive: Metric = {
  name: 'versionsLive',
  start(context) {
    const has = new Map<EntityId, Map<number, boolean>>()
    const of = (process: EntityId): Map<number, boolean> => {
      const host = context.parentOf(process)
      const its = has.get(host) ?? new Map<number, boolean>()
      has.set(host, its)
      return its
    }
    context.observe([Kind.versionCommitted], ({ entity, a, b }) => void of(entity).set(a, b === 1))
    context.observe(
      [Kind.versionFound, Kind.versionOnDisk],
      ({ entity, a }) => void of(entity).set(a, true),
    )
    context.observe([Kind.versionGone], ({ entity, a, b }) => {
      if (b !== VersionEnd.neverCommitted) of(entity).delete(a)
    })
    context.observe([Kind.crash], ({ entity }) => {
      for (const [version, onDisk] of has.get(entity) ?? [])
        if (!onDisk) has.get(entity)?.delete(version)
    })
    return () => new Set([...has.values()].flatMap((its) => [...its.keys()])).size
  },
}

/** The longest that a committed version was in memory alone, until it was on the disk, s; null where none was. */
export const memoryAloneSeconds: Metric = {
  name: 'memoryAloneSeconds',
  start(context) {
    const since = new Map<string, number>()
    let longest: number | null = null
    context.observe([Kind.versionCommitted], ({ entity, a, b, time }) => {
      if (b === 0) since.set(`${entity} ${a}`, time)
    })
    context.observe([Kind.versionOnDisk], ({ entity, a, time }) => {
      const from = since.get(`${entity} ${a}`)
      if (from !== undefined) longest = Math.max(longest ?? 0, (time - from) / 1e9)
    })
    return () => longest
  },
}

/** From the moment that the last name was taken from a version until the last of its copies was collected, h. */
export const collectedAfterHours: Metric = {
  name: 'collectedAfterHours',
  start(context) {
    const denoted = new Map<number, number>()
    const since = new Map<number, number>()
    let hours: number | null = null
    context.observe([Kind.nameLinked], ({ a, b, time }) => {
      const before = denoted.get(a)
      if (before !== undefined && before !== b) since.set(before, time)
      denoted.set(a, b)
    })
    context.observe([Kind.versionGone], ({ a, b, time }) => {
      const from = since.get(a)
      if (b === VersionEnd.collected && from !== undefined)
        hours = Math.max(hours ?? 0, (time - from) / 3600e9)
    })
    return () => hours
  },
}

export const largestMoveBytes: Metric = {
  name: 'largestMoveBytes',
  start(context) {
    let most: number | null = null
    context.observe([Kind.moveOpen], ({ b }) => {
      most = Math.max(most ?? 0, b)
    })
    return () => most
  },
}

export const VERSION_METRICS: readonly Metric[] = [
  versionsMixed,
  consistencyFrames,
  versionsLive,
  memoryAloneSeconds,
  collectedAfterHours,
  largestMoveBytes,
]
