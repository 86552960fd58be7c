/** Plots over many runs that a document offers. */
import type { SwitchValue } from '../../trace/tuple.ts'

/** A switch and the values that it is given one after the other. */
export interface SweepAxis {
  readonly switch: string
  readonly values: readonly SwitchValue[]
  /** A name for each value, where the switch’s own words are too long to stand beside a line. */
  readonly names?: readonly string[]
}

/** Measures against a switch, a line for each combination of the values of up to two others. */
export interface SweepPart {
  readonly id: string
  readonly title: string
  readonly x: SweepAxis
  /** The first is told by the mark of its points, the second by the dash of its line. */
  readonly lines?: readonly SweepAxis[]
  /** A picture for each, all along the same x. */
  readonly metrics: readonly string[]
  /** Seeds 1 to this. */
  readonly seeds: number
  /** Switches turned otherwise for all runs of it. */
  readonly set?: Readonly<Record<string, SwitchValue>>
  /** Drawn into the first picture. */
  readonly bounds?: readonly SweepBound[]
  /** What there is to compare it with: a source, or that none is known. */
  readonly note?: string
}

/** A line that no point can be beyond: the value itself that is on the x axis, or a metric of one run. */
export interface SweepBound {
  readonly name: string
  readonly metric?: string
  /** Switches of that run, over the sweep’s own. */
  readonly set?: Readonly<Record<string, SwitchValue>>
}
