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

/** Fills `into` with the arrival of `wave` at `metre`. Nothing crosses a cut while it is open. */
export function arrivalAt(
  wave: Wave,
  metre: number,
  nsPerMetre: number,
  cuts: readonly Cut[],
  into: Arrival,
): Arrival {
  const travel = delayNs(wave.metre, metre, nsPerMetre)
  into.front = wave.begin + travel
  into.tail = wave.end + travel
  into.whole = wave.whole
  for (const cut of cuts) {
    if ((cut.metre - wave.metre) * (cut.metre - metre) > 0) continue
    const enters = wave.begin + delayNs(wave.metre, cut.metre, nsPerMetre)
    const leaves = wave.end + delayNs(wave.metre, cut.metre, nsPerMetre)
    if (enters >= cut.until || leaves <= cut.from) continue
    into.whole = false
    const rest = delayNs(cut.metre, metre, nsPerMetre)
    if (enters < cut.from) into.tail = Math.min(into.tail, cut.from + rest)
    else if (leaves <= cut.until) into.front = into.tail = Number.POSITIVE_INFINITY
    else into.front = Math.max(into.front, cut.until + rest)
  }
  return into
}

export function delayNs(from: number, to: number, nsPerMetre: number): number {
  return Math.round(Math.abs(from - to) * nsPerMetre)
}
