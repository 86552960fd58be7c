/** What the promises look like at the cursor: not yet exercised, kept, or broken and by what. */
import { Kind } from '../trace/kinds.ts'
import { NONE, type RecordIndex } from '../trace/record.ts'
import type { RunSetup } from '../trace/setup.ts'
import type { Trace } from '../trace/trace.ts'

export type LampState = 'not yet exercised' | 'kept' | 'broken'

export interface Lamp {
  readonly id: string
  /** The promise. */
  readonly says: string
  readonly state: LampState
  /** Why it is broken. */
  readonly sentence: string | null
  /** The record that broke it first, or that exercised it. */
  readonly record: RecordIndex | null
  readonly times: number
}

/** A promise in each of the futures on the screen; null where a future does not make it. */
export interface Promised {
  readonly id: string
  readonly says: string
  readonly lamps: readonly (Lamp | null)[]
}

interface Here {
  readonly trace: Trace
  readonly setup: RunSetup
  /** How many of its records lie before the cursor. */
  readonly prefix: number
}

/** One future’s promises, or two futures’ beside one another: the first’s, then those that only the second makes. */
export function promisesAt(futures: readonly Here[]): readonly Promised[] {
  const lit = futures.map((each) => lampsAt(each, each.prefix))
  const says = new Map(lit.flat().map((lamp) => [lamp.id, lamp.says]))
  return [...says].map(([id, its]) => ({
    id,
    says: its,
    lamps: lit.map((lamps) => lamps.find((lamp) => lamp.id === id) ?? null),
  }))
}

export function lampsAt(run: { trace: Trace; setup: RunSetup }, prefix: number): readonly Lamp[] {
  return run.setup.checks.map(({ id, says }) => lampAt(run.trace, id, says, prefix))
}

function lampAt(trace: Trace, id: string, says: string, prefix: number): Lamp {
  const entity = trace.find(id)
  const records = entity === NONE ? [] : trace.recordsOf(entity, 0, prefix)
  const broken = records.filter((record) => trace.kind(record) === Kind.violation)
  const first = broken[0]
  if (first !== undefined)
    return {
      id,
      says,
      state: 'broken',
      sentence: trace.string(trace.b(first)),
      record: first,
      times: broken.length,
    }
  const exercised = records.find((record) => trace.kind(record) === Kind.exercised)
  return {
    id,
    says,
    state: exercised === undefined ? 'not yet exercised' : 'kept',
    sentence: null,
    record: exercised ?? null,
    times: 0,
  }
}
