/**
 * The window on the run: which stretch is shown, which machines are open. Kept beside the store because it is the
 * reader's place in the picture, not a fact about the run; the strip and the lanes share one.
 */
import {
  Axis,
  cut,
  lengthOf,
  positionOf,
  type Segment,
  type Silence,
  segmentsAround,
  timeAt,
} from '../../analysis/axis.ts'
import type { TimelineIndex } from '../../analysis/timeline/index.ts'
import type { AppState } from '../store/app-state.ts'
import { runsOf } from './indexes.ts'

/** Of two futures the shorter one is looked at first where the whole of the longer would squeeze it so far. */
const SQUEEZED = 0.75

const GAP = 20
/** ns: one bit of the faster cable; closer there is nothing to see. */
const CLOSEST = 100

/** After its last record a run is silent for good. */
function withEnd(index: TimelineIndex): readonly Silence[] {
  return [...index.silence.longest, { from: index.silence.last, to: Number.POSITIVE_INFINITY }]
}

/** Silent in both runs. */
function sharedSilence(indexes: readonly TimelineIndex[]): readonly Silence[] {
  const [one, two] = indexes
  if (!one) return []
  if (!two) return one.silence.longest
  const both: Silence[] = []
  for (const p of withEnd(one))
    for (const q of withEnd(two)) {
      const from = Math.max(p.from, q.from)
      const to = Math.min(p.to, q.to)
      if (to > from && to < Number.POSITIVE_INFINITY) both.push({ from, to })
    }
  return both
}

export class TimelineView {
  segments: readonly Segment[] = [{ from: 0, to: 1e6, scale: 1 }]
  /** All of the run is shown, however it grows. */
  fitted = true
  from = 0
  to = 1e6
  readonly toggled = new Map<string, boolean>()
  follows = true
  /** Grows with every change of what is shown, so that others know to look again. */
  version = 0
  private key = ''
  private trace: unknown = null
  /** The two futures that the window was last placed for, and whether it still stands where it was placed. */
  private beside: unknown = null
  private placed = false

  /** Where a run is, and how far it may be looked at. */
  update(state: AppState, indexes: readonly TimelineIndex[]): void {
    const run = state.run?.trace ?? null
    if (run !== this.trace) {
      if (!sameRun(this.trace, state)) this.fitted = true
      this.trace = run
    }
    const done = indexes.map((i) => i.done).join(' ')
    const key = `${done} ${state.veilFrom} ${state.pacing === 'real'} ${runsOf(state).length}`
    if (key !== this.key) {
      this.key = key
      this.segments = segmentsFor(state, indexes)
      this.version++
    }
    this.placeFutures(state, indexes)
    if (this.fitted) {
      this.from = this.segments[0]?.from ?? 0
      this.to = this.segments.at(-1)?.to ?? 1e6
    }
  }

  /** Where two futures part lies within both of them: that stretch first, the rest of the longer one on demand. */
  private placeFutures(state: AppState, indexes: readonly TimelineIndex[]): void {
    const [one, two] = indexes
    if (!two) {
      if (this.placed) this.fit()
      this.placed = false
      this.beside = null
      return
    }
    if (!one || !state.run?.summary || !state.other?.summary || state.veilFrom !== null) return
    if (indexes.some((index) => index.done < index.trace.length)) return
    const pair = `${this.key} ${one.trace.length} ${two.trace.length}`
    if (pair === this.beside) return
    this.beside = pair
    const shorter = Math.min(one.silence.last || 0, two.silence.last || 0)
    const all = lengthOf(this.segments)
    const at = positionOf(this.segments, shorter)
    if (!(this.fitted || this.placed) || at > all * SQUEEZED || state.cursor.time > shorter) return
    this.show(0, Math.max(at * 1.06, all * 1e-6))
    this.placed = true
  }

  axis(width: number): Axis {
    const parts = cut(
      this.segments,
      positionOf(this.segments, this.from),
      positionOf(this.segments, this.to),
    )
    return new Axis(parts.length > 0 ? parts : this.segments, width, GAP)
  }

  fit(): void {
    this.fitted = true
    this.placed = false
    this.version++
  }

  /** `factor` below 1 looks closer; the moment at `time` stays where it is. */
  zoom(factor: number, time: number): void {
    const at = positionOf(this.segments, time)
    const low = positionOf(this.segments, this.from)
    const high = positionOf(this.segments, this.to)
    const least = CLOSEST / (high - low)
    const by = factor < 1 ? Math.max(factor, Math.min(1, least)) : factor
    this.show(at - (at - low) * by, at + (high - at) * by)
  }

  /** By a part of the window's width. */
  pan(part: number): void {
    const low = positionOf(this.segments, this.from)
    const high = positionOf(this.segments, this.to)
    const by = (high - low) * part
    const all = lengthOf(this.segments)
    const shift = Math.max(-low, Math.min(all - high, by))
    if (!this.fitted) this.show(low + shift, high + shift)
  }

  /** Brings a moment into the window when it is outside, `lead` of the width from the left. */
  bring(time: number, lead: number): void {
    if (this.fitted) return
    const at = positionOf(this.segments, time)
    const low = positionOf(this.segments, this.from)
    const high = positionOf(this.segments, this.to)
    if (at >= low && at <= high - (high - low) * 0.02) return
    const all = lengthOf(this.segments)
    const width = high - low
    const start = Math.max(0, Math.min(all - width, at - width * lead))
    this.show(start, start + width)
  }

  private show(low: number, high: number): void {
    const all = lengthOf(this.segments)
    const from = Math.max(0, low)
    const to = Math.min(all, high)
    this.fitted = from <= 0 && to >= all
    this.placed = false
    this.from = timeAt(this.segments, from)
    this.to = timeAt(this.segments, to)
    this.version++
  }
}

function sameRun(before: unknown, state: AppState): boolean {
  return before !== null && state.other !== null
}

/** Beyond the veil nothing is told, not even where it is silent or how long the run is. */
function segmentsFor(state: AppState, indexes: readonly TimelineIndex[]): Segment[] {
  const veil = state.veilFrom
  const last = Math.max(1000, ...indexes.map((i) => i.silence.last || 0))
  const to = veil ?? last
  const silences = state.pacing === 'real' ? [] : sharedSilence(indexes)
  const parts = segmentsAround(silences, 0, to)
  const end = parts.at(-1)
  if (!end) return parts
  const room = veil === null ? 0.012 : 0.22
  const extra = (lengthOf(parts) * room) / end.scale
  return [...parts.slice(0, -1), { ...end, to: end.to + extra }]
}

const views = new WeakMap<object, TimelineView>()

/** Lanes and strip of one page look through the same window. */
export function viewFor(store: object): TimelineView {
  let view = views.get(store)
  if (!view) {
    view = new TimelineView()
    views.set(store, view)
  }
  return view
}
