/** Figures under an axis, and durations in words. */
import type { Axis, PlacedSegment } from '../axis.ts'

export interface Unit {
  readonly name: 'ns' | 'µs' | 'ms' | 's'
  readonly ns: number
}
const UNITS: readonly Unit[] = [
  { name: 'ns', ns: 1 },
  { name: 'µs', ns: 1e3 },
  { name: 'ms', ns: 1e6 },
  { name: 's', ns: 1e9 },
]

export interface Tick {
  readonly time: number
  readonly x: number
  /** Without its unit, unless it is the first of a part whose unit is not the axis's. */
  readonly label: string
}

/** 1, 2 or 5 times a power of ten, at least `least`. */
export function niceStep(least: number): number {
  if (!(least > 0)) return 1
  let power = 1
  while (power * 10 <= least) power *= 10
  while (power > least) power /= 10
  for (const factor of [1, 2, 5, 10]) if (factor * power >= least * 0.999999) return factor * power
  return power * 10
}

/** A run read in seconds stays in seconds: the unit follows where the part lies, unless it is read much closer. */
function unitFor(segment: PlacedSegment): Unit {
  const reach = Math.abs(segment.to)
  const unit = UNITS.findLast((u) => reach >= u.ns * 2) ?? (UNITS[0] as Unit)
  return unit.name === 's' && segment.to - segment.from < 2e6 ? (UNITS[2] as Unit) : unit
}

export function axisUnit(axis: Axis): Unit {
  const widest = [...axis.segments].sort((p, q) => q.x1 - q.x0 - (p.x1 - p.x0))[0]
  return unitFor(widest as PlacedSegment)
}

function figures(step: number, unit: Unit): number {
  let places = 0
  let rest = step / unit.ns
  while (places < 6 && Math.abs(rest - Math.round(rest)) > 1e-6) {
    rest *= 10
    places++
  }
  return places
}

/** Nice ticks for each part of the axis; `digit` is the width of one figure in pixels. */
export function ticks(axis: Axis, digit = 6.6): Tick[] {
  const list: Tick[] = []
  const first = axisUnit(axis)
  let free = Number.NEGATIVE_INFINITY
  for (const s of axis.segments) {
    const width = s.x1 - s.x0
    if (width < 16) continue
    const perNs = width / (s.to - s.from)
    let step = niceStep(44 / perNs)
    // A short part keeps the axis's own unit, if that takes no more than one decimal.
    const own = unitFor(s)
    const unit = own.ns < first.ns && figures(step, first) <= 1 ? first : own
    const text = (t: number, at: number): string => (t / unit.ns).toFixed(figures(at, unit))
    step = niceStep(Math.max(44, (text(s.to, step).length + 3) * digit) / perNs)
    let named = unit.name === first.name
    for (let n = Math.ceil(s.from / step - 1e-9); n * step <= s.to * (1 + 1e-12); n++) {
      const x = s.x0 + (n * step - s.from) * perNs
      const label = text(n * step, step) + (named ? '' : ` ${unit.name}`)
      const half = (label.length * digit) / 2
      const fits = x - half >= free
      if (fits) {
        free = x + half + 6
        named = true
      }
      list.push({ time: n * step, x, label: fits ? label : '' })
    }
  }
  return list
}

function trimmed(value: number): string {
  const rounded = value >= 100 ? Math.round(value) : Number(value.toPrecision(value >= 10 ? 2 : 2))
  return String(rounded)
}

/** "36 ms", "1.5 µs", "12 s": two figures, for notes and not for clocks. */
export function durationWords(ns: number): string {
  let unit = UNITS.findLast((u) => ns >= u.ns) ?? (UNITS[0] as Unit)
  if (ns / unit.ns >= 999.5) unit = UNITS[UNITS.indexOf(unit) + 1] ?? unit
  return `${trimmed(ns / unit.ns)} ${unit.name}`
}

/** "3 times wider", or nothing where it is not. */
export function ratioWords(ratio: number): string {
  return ratio > 1 ? `${ratio} times wider` : ''
}
