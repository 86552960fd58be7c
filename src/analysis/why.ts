/**
 * "Why?": back from a record by what made it decisive, else by what triggered it, to a first cause: a person, a
 * program's start, a timer that was set, or a fault that was placed. A machine without power is no first cause: who
 * cut it is.
 */
import { CHANGE } from '../trace/fields.ts'
import { FrameOutcome, Kind } from '../trace/kinds.ts'
import { NONE, type RecordIndex } from '../trace/record.ts'
import type { Trace } from '../trace/trace.ts'

export interface Hop {
  readonly record: RecordIndex
  /** Causes of no interest between this hop and the one before. */
  readonly skipped: number
}

const ENDS: ReadonlySet<number> = new Set([
  Kind.intervention,
  Kind.processCreated,
  Kind.runStart,
  Kind.timerSet,
])

/** What only passes something on: it happened, and would tell a reader nothing. */
const DULL: ReadonlySet<number> = new Set([
  Kind.burstOpen,
  Kind.burstClose,
  Kind.handed,
  Kind.tally,
  Kind.bufferFreed,
  Kind.deferClose,
  Kind.backoffClose,
  Kind.jamClose,
  Kind.frameQueued,
  Kind.frameDone,
  Kind.packetOut,
  Kind.packetIn,
  Kind.transmitClose,
  Kind.queued,
  Kind.exercised,
])

/** Hops shown at most; of a longer chain the beginning and its first cause. */
const SHOWN_MAX = 7
/** A chain is followed so far: in lock-step it may lead back through a whole run. */
const FOLLOWED_MAX = 100_000

/** The record before this one in its chain, or NONE. */
export function causeOf(trace: Trace, index: RecordIndex): RecordIndex {
  const because = trace.because(index)
  if (because !== NONE && because < index) return because
  const cause = trace.cause(index)
  return cause < index ? cause : NONE
}

function isDull(trace: Trace, index: RecordIndex): boolean {
  const kind = trace.kind(index)
  // A frame that has left is no news; one that was given up is.
  if (kind === Kind.frameDone && trace.a(index) === FrameOutcome.abandoned) return false
  return kind >= CHANGE || DULL.has(kind)
}

export function whyChain(trace: Trace, index: RecordIndex): readonly Hop[] {
  if (index < 0 || index >= trace.length) return []
  const hops: Hop[] = [{ record: index, skipped: 0 }]
  let at = index
  let skipped = 0
  let last: Hop | null = null
  for (let steps = 0; steps < FOLLOWED_MAX; steps++) {
    if (steps > 0 && ENDS.has(trace.kind(at))) break
    const before = causeOf(trace, at)
    if (before === NONE) break
    at = before
    if (isDull(trace, at) && causeOf(trace, at) !== NONE) skipped++
    else if (hops.length < SHOWN_MAX - 1) {
      hops.push({ record: at, skipped })
      skipped = 0
    } else {
      last = { record: at, skipped }
      skipped++
    }
  }
  return last ? [...hops, last] : hops
}

/** How far back the last happening of a thing is looked for. */
const LOOKED_BACK = 20_000

/** Of the records about a thing and its parts up to a place, the one worth asking about: the last that is not dull. */
export function askableRecord(trace: Trace, entity: number, prefix: number): RecordIndex {
  let dull = NONE
  for (let i = prefix - 1; i >= 0 && i >= prefix - LOOKED_BACK; i--) {
    if (!isPartOf(trace, trace.entity(i), entity)) continue
    if (!isDull(trace, i)) return i
    if (dull === NONE) dull = i
  }
  const own = trace.recordsOf(entity, 0, prefix)
  return dull === NONE ? (own[own.length - 1] ?? NONE) : dull
}

function isPartOf(trace: Trace, part: number, whole: number): boolean {
  for (let at = part; at !== NONE; at = trace.parentOf(at)) if (at === whole) return true
  return false
}
