import type { SwitchValue } from '../../trace/tuple.ts'
import type { Bound, Condition } from './document.ts'

/** One fault at every instant, and the metric that says in which state the system is found afterwards. */
export interface CutsPart {
  /** A machine, or a thing on one: the instants are those at which that machine changes. */
  readonly target: Bound<string>
  /** One that takes no amount, or can do without. */
  readonly action: Bound<string>
  /** The machine is started again so long after it; absent: never. */
  readonly restartMs?: Bound<number>
  /** Earlier instants are not tried: what matters has not begun. */
  readonly fromMs?: Bound<number>
  /** Later instants are not tried: somebody has looked by then. */
  readonly untilMs?: Bound<number>
  /** A metric of one run that this document lists. */
  readonly outcome: string
  /** Switches of every such run: so that a fault which the document places itself is left out. */
  readonly set?: Readonly<Record<string, SwitchValue>>
  /** A switch that stands for what nobody can foresee: every cut is tried with each of its values, where `when` holds. */
  readonly over?: { readonly switch: string; readonly when?: readonly Condition[] }
}
