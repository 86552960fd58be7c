/** Ticks of the whole run, merged where they would touch. */
import type { Axis } from '../axis.ts'
import { firstBeyond, PointKind, type Points } from './points.ts'

export interface OverviewTick {
  readonly kind: PointKind
  readonly x: number
  readonly count: number
  /** The first one's record. */
  readonly record: number
  readonly time: number
}

export const NEAR = 5
/** A merged tick stands for a stretch no wider than this, in px. */
const WIDEST = 22

/** Which of two ticks on one spot is drawn: what went wrong before what was answered before what was asked. */
const STRENGTH: Partial<Record<PointKind, number>> = {
  [PointKind.request]: 1,
  [PointKind.reply]: 2,
  [PointKind.commit]: 3,
  [PointKind.loss]: 4,
  [PointKind.violation]: 5,
  [PointKind.crash]: 6,
}

function strength(kind: number): number {
  return STRENGTH[kind as PointKind] ?? 0
}

interface Cluster {
  readonly kind: PointKind
  readonly first: number
  readonly last: number
  readonly count: number
  readonly record: number
  readonly time: number
}

/** A wall of marks says less than a few counts: with more of them than this, or more counts, these stand for wider stretches. */
const MANY_TICKS = 72
const MANY_COUNTS = 14

/**
 * Ticks closer than 5 px merge into one of their kind with a count; then the stronger hides the weaker. `large` is how
 * much larger than usual the counts are written.
 */
export function overviewTicks(
  points: Points,
  axis: Axis,
  until: number,
  large = 1,
): OverviewTick[] {
  const usual = { near: NEAR, widest: WIDEST * large }
  const ticks = merged(points, axis, until, large, () => usual)
  const counts = ticks.filter((t) => t.count > 1).length
  if (counts <= MANY_COUNTS && ticks.length <= MANY_TICKS) return ticks
  const wide = { near: axis.width / 32, widest: axis.width / 8 }
  // Where something was lost or decided is never told from afar.
  const reachOf = (kind: PointKind): Reach =>
    strength(kind) > strength(PointKind.reply) ? usual : wide
  return merged(points, axis, until, large, reachOf)
}

/** px to the next tick that joins, and of all that one count stands for. */
interface Reach {
  readonly near: number
  readonly widest: number
}

function merged(
  points: Points,
  axis: Axis,
  until: number,
  large: number,
  reachOf: (kind: PointKind) => Reach,
): OverviewTick[] {
  const clusters: Cluster[] = []
  const time = (i: number): number => points.time[i] as number
  for (const [kind, list] of points.kinds) {
    const { near, widest } = reachOf(kind)
    const stop = firstBeyond(list, 0, (i) => time(i) > until)
    for (let next = 0; next < stop; ) {
      const begin = next
      const i = list[begin] as number
      const first = axis.x(time(i))
      let last = first
      // All that is near the last one is in the cluster, so that a dense stretch is passed in leaps.
      for (let end = begin + 1; ; ) {
        const reach = Math.min(last + near, first + widest)
        const beyond = (j: number): boolean => axis.x(time(j)) >= reach
        if (end >= stop || beyond(list[end] as number)) {
          next = end
          break
        }
        end = Math.min(stop, firstBeyond(list, end, beyond))
        last = axis.x(time(list[end - 1] as number))
      }
      const record = points.record[i] as number
      clusters.push({ kind, first, last, count: next - begin, record, time: time(i) })
    }
  }
  return withoutHidden(clusters, large)
}

/** px round a count. */
const AIR = 3
/** px of a digit of a count, about. */
const DIGIT = 6

/** px that it takes to either side: a count as many as its digits need. */
function halfWidth({ kind, count }: Cluster, large: number): number {
  if (strength(kind) >= strength(PointKind.loss)) return count > 1 ? 12 : 6
  if (count === 1) return 1.5
  return Math.max(8, (String(Math.min(count, 999)).length * DIGIT * large) / 2 + 4)
}

function withoutHidden(clusters: readonly Cluster[], large: number): OverviewTick[] {
  const placed: OverviewTick[] = []
  const taken: { x0: number; x1: number }[] = []
  const byStrength = [...clusters].sort(
    (p, q) => strength(q.kind) - strength(p.kind) || p.first - q.first,
  )
  for (const c of byStrength) {
    const x = (c.first + c.last) / 2
    const half = halfWidth(c, large)
    const free = !taken.some((t) => x + half > t.x0 && x - half < t.x1)
    if (!free) continue
    const air = c.count > 1 ? AIR : 2
    taken.push({ x0: x - half - air, x1: x + half + air })
    placed.push({ kind: c.kind, x, count: c.count, record: c.record, time: c.time })
  }
  return placed.sort((p, q) => p.x - q.x)
}
