/**
 * Folds over a run as it happens: metrics and checks. They see every emission, at every recording level, before
 * any level leaves it out; they change nothing, and what they find is not in the fingerprint.
 */
import type { EntityType } from './entities.ts'
import type { EntityId, RecordIndex } from './record.ts'
import type { RunSetup } from './setup.ts'
import type { SwitchValue } from './tuple.ts'

/** One emission. The object is used again for the next: copy what you keep. */
export interface Emission {
  time: number
  kind: number
  entity: EntityId
  a: number
  b: number
  /** In the trace, or NONE where the level left it out. */
  index: RecordIndex
  cause: RecordIndex
  because: RecordIndex
  span: RecordIndex
}
export type Fold = (emission: Emission) => void

export interface FoldContext {
  readonly setup: RunSetup
  readonly switches: Readonly<Record<string, SwitchValue>>
  /** Start of what counts, ns: before it a metric looks on and does not count. */
  readonly warmUpNs: number
  typeOf(entity: EntityId): EntityType
  parentOf(entity: EntityId): EntityId
  localName(entity: EntityId): string
  /** Full identity, as links and stories write it. */
  nameOf(entity: EntityId): string
  /** The id of a string, to compare stages by number. */
  stringId(value: string): number
  /** What an id in a record stands for. */
  stringOf(id: number): string
  /** Registers for kinds, and for changes by CHANGE + field. */
  observe(kinds: readonly number[], fold: Fold): void
}

/** A metric of one run: started before it, asked at its end. */
export interface Metric {
  readonly name: string
  start(context: FoldContext): (endNs: number) => number | string | null
}

/** An invariant. `says` is the promise in one sentence; a violation says what broke it, naming thing and number. */
export interface Checker {
  readonly id: string
  readonly says: string
  start(
    context: FoldContext,
    lamp: Lamp,
  ): { readonly end?: (endNs: number, reason: number) => void }
}

/** How a checker lights its lamp: not yet exercised, kept, broken. */
export interface Lamp {
  /** The situation that the promise is about has arisen. */
  exercised(): void
  broken(sentence: string, because?: RecordIndex): void
}
