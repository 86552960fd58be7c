/** A signal on the cable as physics: it leaves its tap in both directions at one speed, and its tail follows. */

export interface Signal {
  /** Metre of its tap. */
  readonly source: number
  /** ns: its first bit leaves the tap, and its last. */
  readonly from: number
  readonly to: number
  /** ns: when the jam begins, or Infinity. */
  readonly jamFrom: number
}

export interface Line {
  readonly metres: number
  readonly nsPerMetre: number
  /** ns; a cut that is not healed ends at Infinity. */
  readonly cuts: readonly { readonly metre: number; readonly from: number; readonly to: number }[]
}
