/**
 * A signal on the cable: a source, a beginning, an end. Where it is at any moment, and who hears it, is geometry
 * over the few waves that are alive, not an event at every tap.
 */
import type { EntityId, RecordIndex } from '../trace/record.ts'
import type { Frame, FrameTrap } from './frame.ts'

export interface Wave {
  readonly frame: Frame
  readonly attempt: EntityId
  readonly station: number
  readonly metre: number
  readonly begin: number
  /** Infinity while its station is sending. */
  end: number
  /** Begin plus all its bits; a collision ends it before. */
  readonly planned: number
  whole: boolean
  readonly openRecord: RecordIndex
  readonly traps: FrameTrap[]
  /** Receptions still to come, and what became of the others. */
  pending: number
  accepted: number
  others: number
  /** Receptions that somebody made twice. */
  copies: number
  /** ns that each repeater on its way holds it back: fewer bits of preamble are lost right behind another frame. */
  readonly repeaterNs: number
  /** When the first signal of another is expected at its sender's tap. */
  meetsAt: number
}

/** Where a wave is at one tap: [front, tail), and whether all of it gets there. */
export interface Arrival {
  front: number
  tail: number
  whole: boolean
}

/** A cut: two terminated halves from `from` until it is healed. */
export interface Cut {
  readonly metre: number
  readonly from: number
  until: number
}

/** What the signals run on: the coax, where repeaters join its segments, and what has been cut. */
export interface Line {
  readonly nsPerMetre: number
  readonly repeaters: readonly number[]
  readonly cuts: readonly Cut[]
}

/** Fills `into` with the arrival of `wave` at `metre`. Nothing crosses a cut while it is open. */
export function arrivalAt(wave: Wave, metre: number, line: Line, into: Arrival): Arrival {
  const { cuts } = line
  const travel = travelNs(wave.metre, metre, line, wave.repeaterNs)
  into.front = wave.begin + travel
  into.tail = wave.end + travel
  into.whole = wave.whole
  for (let i = 0; i < cuts.length; i++) {
    const cut = cuts[i] as Cut
    if ((cut.metre - wave.metre) * (cut.metre - metre) > 0) continue
    const toCut = travelNs(wave.metre, cut.metre, line, wave.repeaterNs)
    const enters = wave.begin + toCut
    const leaves = wave.end + toCut
    if (enters >= cut.until || leaves <= cut.from) continue
    into.whole = false
    const rest = travelNs(cut.metre, metre, line, wave.repeaterNs)
    if (enters < cut.from) into.tail = Math.min(into.tail, cut.from + rest)
    else if (leaves <= cut.until) into.front = into.tail = Number.POSITIVE_INFINITY
    else into.front = Math.max(into.front, cut.until + rest)
  }
  return into
}

export function delayNs(from: number, to: number, nsPerMetre: number): number {
  return Math.round(Math.abs(from - to) * nsPerMetre)
}

/** Along the coax and through the repeaters between, each `repeaterNs`. */
export function travelNs(from: number, to: number, line: Line, repeaterNs: number): number {
  const travel = delayNs(from, to, line.nsPerMetre)
  return line.repeaters.length === 0
    ? travel
    : travel + repeaterNs * repeatersBetween(from, to, line.repeaters)
}

/** A repeater at a tap's own metre belongs to the farther segment. */
export function repeatersBetween(from: number, to: number, repeaters: readonly number[]): number {
  let count = 0
  for (const metre of repeaters) if (from < metre !== to < metre) count++
  return count
}
