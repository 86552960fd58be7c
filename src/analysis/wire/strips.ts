/**
 * A signal in the plane of time and place. It leaves its tap in both directions at one speed, so each direction is
 * a strip with two slanted edges: its front and its tail. The jam at its end is a strip of its own, and a cut
 * takes away what would have passed it while it was open.
 */

import type { Line, Signal } from '../signal.ts'

/** What left the tap from `from` to `to` in one direction, from `near` to `far` metres away from it. */
export interface Strip {
  readonly source: number
  readonly towards: 1 | -1
  readonly near: number
  readonly far: number
  readonly from: number
  readonly to: number
  readonly jam: boolean
  /** Its first edge is the wavefront, its last edge the tail. */
  readonly front: boolean
  readonly tail: boolean
}

/** Time (ns) and metre, by turns: corners of a convex polygon, all turning the same way. */
export type Polygon = readonly number[]

export function stripsOf(signal: Signal, line: Line): Strip[] {
  return [...oneWay(signal, line, -1), ...oneWay(signal, line, 1)]
}

function oneWay(signal: Signal, line: Line, towards: 1 | -1): Strip[] {
  const reach = towards === 1 ? line.metres - signal.source : signal.source
  // A cable without length has one place, and what is there is drawn once.
  if (reach < 0 || (reach === 0 && !(line.metres === 0 && towards === 1))) return []
  const barriers = line.cuts
    .map((cut) => ({ ...cut, distance: (cut.metre - signal.source) * towards }))
    .filter(({ distance }) => distance > 0 && distance < reach)
    .sort((p, q) => p.distance - q.distance)
  const strips: Strip[] = []
  let kept = parts(signal)
  let near = 0
  for (const barrier of [...barriers, null]) {
    const far = barrier?.distance ?? reach
    for (const part of kept)
      strips.push({
        source: signal.source,
        towards,
        near,
        far,
        ...part,
        front: part.from === signal.from,
        tail: part.to === signal.to,
      })
    if (!barrier) break
    const delay = far * line.nsPerMetre
    kept = kept.flatMap((part) => without(part, barrier.from - delay, barrier.to - delay))
    near = far
  }
  return strips
}

interface Part {
  readonly from: number
  readonly to: number
  readonly jam: boolean
}

function parts({ from, to, jamFrom }: Signal): Part[] {
  const turn = Math.min(Math.max(jamFrom, from), to)
  const list: Part[] = []
  if (turn > from) list.push({ from, to: turn, jam: false })
  if (to > turn) list.push({ from: turn, to, jam: true })
  return list
}

function without(part: Part, from: number, to: number): Part[] {
  return [
    { ...part, to: Math.min(part.to, from) },
    { ...part, from: Math.max(part.from, to) },
  ].filter((piece) => piece.to > piece.from)
}

/** Its corners: front at the near end, front at the far end, tail at the far end, tail at the near end. */
export function polygonOf(strip: Strip, nsPerMetre: number): Polygon {
  const { source, towards, near, far, from, to } = strip
  const [n, f] = [near * nsPerMetre, far * nsPerMetre]
  const [p, q] = [source + towards * near, source + towards * far]
  // Both directions turn the same way, so that filling them together leaves no hole.
  return towards === 1
    ? [from + n, p, from + f, q, to + f, q, to + n, p]
    : [to + n, p, to + f, q, from + f, q, from + n, p]
}

/** The part of a polygon inside another; both convex and turning as `polygonOf` makes them. Empty if none is. */
export function intersection(one: Polygon, other: Polygon): Polygon {
  let left = one
  const n = other.length
  for (let i = 0; i < n && left.length > 0; i += 2) {
    const t = other[i] as number
    const m = other[i + 1] as number
    const dt = (other[(i + 2) % n] as number) - t
    const dm = (other[(i + 3) % n] as number) - m
    if (dt === 0 && dm === 0) continue
    left = halfPlane(left, (x, y) => dm * (x - t) - dt * (y - m))
  }
  return left.length >= 6 && areaOf(left) > 1e-6 ? left : []
}

/** What of a polygon lies between two moments: on the screen nothing else is drawn, however long a frame is. */
export function between(polygon: Polygon, from: number, to: number): Polygon {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (let i = 0; i < polygon.length; i += 2) {
    low = Math.min(low, polygon[i] as number)
    high = Math.max(high, polygon[i] as number)
  }
  if (low >= from && high <= to) return polygon
  if (high <= from || low >= to) return []
  return halfPlane(
    halfPlane(polygon, (t) => t - from),
    (t) => to - t,
  )
}

function halfPlane(polygon: Polygon, inside: (time: number, metre: number) => number): Polygon {
  const kept: number[] = []
  const n = polygon.length
  for (let i = 0; i < n; i += 2) {
    const [t, m] = [polygon[i] as number, polygon[i + 1] as number]
    const [u, k] = [polygon[(i + 2) % n] as number, polygon[(i + 3) % n] as number]
    const a = inside(t, m)
    const b = inside(u, k)
    if (a >= 0) kept.push(t, m)
    if ((a > 0 && b < 0) || (a < 0 && b > 0)) {
      const part = a / (a - b)
      kept.push(t + part * (u - t), m + part * (k - m))
    }
  }
  return kept
}

/** ns times metre, without its sign. */
export function areaOf(polygon: Polygon): number {
  let sum = 0
  const n = polygon.length
  for (let i = 0; i < n; i += 2) {
    const [t, m] = [polygon[i] as number, polygon[i + 1] as number]
    const [u, k] = [polygon[(i + 2) % n] as number, polygon[(i + 3) % n] as number]
    sum += t * k - u * m
  }
  return Math.abs(sum) / 2
}

/** Whether a moment at a metre is inside a strip. */
export function covers(strip: Strip, nsPerMetre: number, time: number, metre: number): boolean {
  const distance = (metre - strip.source) * strip.towards
  if (distance < strip.near || distance > strip.far) return false
  const left = time - distance * nsPerMetre
  return left >= strip.from && left < strip.to
}

/** The stretch of cable that a strip covers at a moment, nearer end first; undefined if none. */
export function stretchAt(
  strip: Strip,
  nsPerMetre: number,
  time: number,
): readonly [near: number, far: number] | undefined {
  // A cable without delay is full at once.
  const reach = (bits: number): number =>
    nsPerMetre > 0 ? bits / nsPerMetre : bits >= 0 ? strip.far : -1
  const far = Math.min(strip.far, reach(time - strip.from))
  const last = time - strip.to
  const near = last < 0 ? strip.near : Math.max(strip.near, reach(last))
  if (time < strip.from || far < near || (far === near && strip.far > strip.near)) return undefined
  return [strip.source + strip.towards * near, strip.source + strip.towards * far]
}
