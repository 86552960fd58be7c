/**
 * Time ↔ x. An axis is a row of segments drawn to scale, each with its own scale, and between them gaps of
 * silence that are left out. The same segments serve the timeline, the overview and the "Broken" pacing.
 */

import { CHANGE } from '../trace/fields.ts'
import { Kind } from '../trace/kinds.ts'
import type { Trace } from '../trace/trace.ts'

/** A stretch of time that is shown; `scale` is how many times wider than the widest-scaled-out segment. */
export interface Segment {
  readonly from: number
  readonly to: number
  readonly scale: number
}

export interface PlacedSegment extends Segment {
  readonly x0: number
  readonly x1: number
}

export interface Gap {
  readonly from: number
  readonly to: number
  readonly x0: number
  readonly x1: number
}

/** The place of a moment on the axis with all gaps shut and all scales applied: what panning and zooming move in. */
export function positionOf(segments: readonly Segment[], time: number): number {
  let at = 0
  for (const s of segments) {
    if (time <= s.from) return at
    if (time < s.to) return at + (time - s.from) * s.scale
    at += (s.to - s.from) * s.scale
  }
  return at
}

export function timeAt(segments: readonly Segment[], position: number): number {
  let at = 0
  for (const s of segments) {
    const length = (s.to - s.from) * s.scale
    if (position < at + length) return s.from + Math.max(0, position - at) / s.scale
    at += length
  }
  return segments.at(-1)?.to ?? 0
}

export function lengthOf(segments: readonly Segment[]): number {
  return segments.reduce((sum, s) => sum + (s.to - s.from) * s.scale, 0)
}

/** The part of the segments between two positions. */
export function cut(segments: readonly Segment[], low: number, high: number): Segment[] {
  const kept: Segment[] = []
  let at = 0
  for (const s of segments) {
    const end = at + (s.to - s.from) * s.scale
    const from = s.from + Math.max(0, low - at) / s.scale
    const to = s.to - Math.max(0, end - high) / s.scale
    if (end > low && at < high && to > from) kept.push({ from, to, scale: s.scale })
    at = end
  }
  return kept
}

export class Axis {
  readonly segments: readonly PlacedSegment[]
  readonly gaps: readonly Gap[]
  readonly width: number

  constructor(segments: readonly Segment[], width: number, gapWidth = 20) {
    const shown = segments.length > 0 ? segments : [{ from: 0, to: 1, scale: 1 }]
    const breaks = shown.slice(1).filter((s, i) => s.from > (shown[i] as Segment).to).length
    const gap = breaks > 0 ? Math.min(gapWidth, (width * 0.4) / breaks) : 0
    const unit = Math.max(0, width - breaks * gap) / Math.max(lengthOf(shown), Number.MIN_VALUE)
    const placed: PlacedSegment[] = []
    const gaps: Gap[] = []
    let x = 0
    shown.forEach((s, i) => {
      const before = placed[i - 1]
      if (before && s.from > before.to) {
        gaps.push({ from: before.to, to: s.from, x0: x, x1: x + gap })
        x += gap
      }
      const x1 = x + (s.to - s.from) * s.scale * unit
      placed.push({ ...s, x0: x, x1 })
      x = x1
    })
    this.segments = placed
    this.gaps = gaps
    this.width = width
  }

  get from(): number {
    return (this.segments[0] as PlacedSegment).from
  }
  get to(): number {
    return (this.segments.at(-1) as PlacedSegment).to
  }
  /** Inside a gap x moves in proportion, so that a cursor crossing it is still seen to move. */
  x(time: number): number {
    let before: PlacedSegment | undefined
    for (const s of this.segments) {
      if (time < s.from) {
        if (!before) return s.x0
        return before.x1 + ((time - before.to) / (s.from - before.to)) * (s.x0 - before.x1)
      }
      if (time <= s.to) return s.x0 + ((time - s.from) / (s.to - s.from || 1)) * (s.x1 - s.x0)
      before = s
    }
    return this.width
  }
  time(x: number): number {
    let before: PlacedSegment | undefined
    for (const s of this.segments) {
      if (x < s.x0) {
        if (!before) return s.from
        return before.to + ((x - before.x1) / (s.x0 - before.x1)) * (s.from - before.to)
      }
      if (x <= s.x1) return s.from + ((x - s.x0) / (s.x1 - s.x0 || 1)) * (s.to - s.from)
      before = s
    }
    return this.to
  }
  /** A part of a stretch that no gap interrupts, where words can stand: the first with room enough, else the widest. */
  piece(x0: number, x1: number, enough = Number.POSITIVE_INFINITY): { x0: number; x1: number } {
    if (this.gaps.length === 0) return { x0, x1 }
    let best = { x0, x1: x0 }
    for (const s of this.segments) {
      const from = Math.max(s.x0, x0)
      const to = Math.min(s.x1, x1)
      if (to - from > best.x1 - best.x0) best = { x0: from, x1: to }
      if (best.x1 - best.x0 >= enough) break
    }
    return best
  }
  /** How much wider the most magnified part is, 1 when all share one scale. */
  ratioOf(segment: Segment): number {
    return segment.scale / Math.min(...this.segments.map((s) => s.scale))
  }
}

// Silence -------------------------------------------------------------------------------------------

export interface Silence {
  readonly from: number
  readonly to: number
}

const KEPT = 24

/** Keeps the longest silences while records pass by, at a few operations each. */
export class SilenceFinder {
  readonly longest: Silence[] = []
  first = Number.NaN
  last = Number.NaN
  private shortest = 0
  /** Frames on the cable and processors at work: while there are any, nothing is silent. */
  private busy = 0
  /** Where a program has named blocks its disks are on show, and their work is no silence. */
  private disksOnShow = false

  /**
   * The end of a run is no activity, nor is a change that nothing draws, such as an old descriptor that is freed:
   * the quiet that they close is simply not shown.
   */
  add(time: number, kind: number): void {
    if (kind === Kind.runEnd || kind === Kind.exercised || kind >= CHANGE) return
    if (Number.isNaN(this.first)) this.first = time
    else if (this.busy === 0 && time - this.last > this.shortest) this.keep(time)
    this.last = time
    if (kind === Kind.transmitOpen || kind === Kind.burstOpen) this.busy++
    else if ((kind === Kind.transmitClose || kind === Kind.burstClose) && this.busy > 0) this.busy--
    else if (kind === Kind.blockNamed) this.disksOnShow = true
    else if (this.disksOnShow && kind === Kind.diskOpen) this.busy++
    else if (this.disksOnShow && kind === Kind.diskClose && this.busy > 0) this.busy--
  }

  private keep(time: number): void {
    this.longest.push({ from: this.last, to: time })
    if (this.longest.length <= KEPT) return
    this.longest.sort(longestFirst)
    this.longest.length = KEPT
    const least = this.longest[KEPT - 1] as Silence
    this.shortest = least.to - least.from
  }
}

function longestFirst(p: Silence, q: Silence): number {
  return q.to - q.from - (p.to - p.from) || p.from - q.from
}

const MOST_BREAKS = 10
/** A silence shorter than this part of what remains is part of the picture. */
const LONG = 0.15

/**
 * Which silences to leave out: the longest ones, as many as are each long beside what would remain, if
 * together they are a third of the time. Of equals, all or none: a break must not look like a choice.
 */
function worthLeavingOut(silences: readonly Silence[], span: number): Silence[] {
  const sorted = [...silences].sort(longestFirst)
  let left = 0
  let best = 0
  for (let k = 1; k <= Math.min(sorted.length, MOST_BREAKS); k++) {
    const gap = sorted[k - 1] as Silence
    const length = gap.to - gap.from
    left += length
    const next = sorted[k]
    const clear = !next || next.to - next.from < 0.8 * length
    const rest = span - left
    const long = length >= Math.max(rest / (k + 1) / 2, rest * LONG)
    if (clear && left > span / 3 && long) best = k
  }
  return sorted.slice(0, best).sort((p, q) => p.from - q.from)
}

const SCALES = [1, 2, 3, 5, 10, 20, 50]

/** Segments between the silences worth leaving out, padded a little, short ones magnified so that they are seen. */
export function segmentsAround(silences: readonly Silence[], from: number, to: number): Segment[] {
  const inside = silences
    .map((s) => ({ from: Math.max(from, s.from), to: Math.min(to, s.to) }))
    .filter((s) => s.to > s.from)
  const out = worthLeavingOut(inside, to - from)
  if (out.length === 0) return [{ from, to: Math.max(to, from + 1), scale: 1 }]
  const shown = to - from - out.reduce((sum, s) => sum + s.to - s.from, 0)
  const parts: { from: number; to: number }[] = []
  let start = from
  for (const gap of out) {
    const pad = Math.min((gap.to - gap.from) / 4, Math.max(shown * 0.02, 1000))
    parts.push({ from: start, to: gap.from + pad })
    start = gap.to - pad
  }
  parts.push({ from: start, to: Math.max(to, start + 1) })
  const longest = Math.max(...parts.map((p) => p.to - p.from))
  return parts.map((p) => {
    const wanted = (longest * 0.18) / (p.to - p.from)
    const scale = SCALES.findLast((s) => s <= Math.max(1, wanted)) ?? 1
    return { ...p, scale }
  })
}

/** The busy stretches of a run between two moments, silences left out. */
export function brokenSegments(trace: Trace, from: number, to: number): Segment[] {
  const finder = new SilenceFinder()
  finder.add(from, 0)
  for (let i = trace.firstAt(from); i < trace.length && trace.time(i) <= to; i++)
    finder.add(trace.time(i), trace.kind(i))
  finder.add(to, 0)
  return segmentsAround(finder.longest, from, to)
}
