/** Processes of one priority share a processor because each computes in turns: the kernel does not break off a Compute. */
import type { Step } from '../engine/program.ts'
import { Compute } from '../kernel/system-calls.ts'

/** What a program computes before the others of its machine get their turns, ns (X). */
export const TURN_NS = 10_000_000
/** The same of a job that takes many seconds (X): fewer records, and a turn is still short beside it. */
export const LONG_TURN_NS = 100_000_000

/** Computes for `nanos` in all, in turns of `turnNs`. */
export function* computeInTurns(nanos: number, turnNs: number = TURN_NS): Step<void> {
  for (let left = nanos; left > 0; left -= turnNs) yield* Compute(Math.min(left, turnNs))
}
