/** What a number of bits takes on a cable, ns: rounded once, because every attempt asks. */
import type { NetworkPreset } from './network-presets.ts'

/** A repeater's delay, and how much of it is saved right behind another frame (X; 802.3 allows 49 bits over a path). */
const REPEATER_BITS = 20
const SHRINKAGE_BITS = 12

export interface CableTimes {
  readonly gapNs: number
  readonly slotNs: number
  readonly preambleNs: number
  readonly jamNs: number
  /** Through a repeater for a frame with nothing right before it. */
  readonly repeaterFullNs: number
  /** Right behind another frame a repeater needs less of the preamble, and so the gap between the two shrinks. */
  readonly repeaterShrunkNs: number
}

export function bitsNs(count: number, preset: NetworkPreset): number {
  return Math.round(count * preset.bitNs)
}

export function timesOf(preset: NetworkPreset): CableTimes {
  return {
    gapNs: bitsNs(preset.gapBits, preset),
    slotNs: bitsNs(preset.slotBits, preset),
    preambleNs: bitsNs(preset.preambleBits, preset),
    jamNs: bitsNs(preset.jamBits, preset),
    repeaterFullNs: bitsNs(REPEATER_BITS, preset),
    repeaterShrunkNs: bitsNs(REPEATER_BITS - SHRINKAGE_BITS, preset),
  }
}
