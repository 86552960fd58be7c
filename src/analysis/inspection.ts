/** The parts of what the inspector says, and how the state of a thing is read for it. */
import { fieldInfo } from '../trace/fields.ts'
import { type EntityId, NONE, type RecordIndex } from '../trace/record.ts'
import type { RunSetup } from '../trace/setup.ts'
import type { Trace } from '../trace/trace.ts'
import type { Strip } from './byte-strip.ts'

export interface Badge {
  readonly word: string
  readonly tone: 'loss' | 'reply' | 'plain'
}
export interface Fact {
  readonly term: string
  readonly value: string
  readonly mono?: boolean
  /** The record that made it so: a fact that has just changed is washed. */
  readonly since?: RecordIndex
}
export interface Inspection {
  readonly title: string
  readonly badge: Badge | null
  readonly facts: readonly Fact[]
  readonly strip: Strip | null
  /** What only an onlooker knows, or what is to be said beside the facts. */
  readonly note: string | null
  readonly costs: boolean
  /** Whose "why?" is asked, or NONE. */
  readonly record: RecordIndex
  readonly question: string
}

export interface Looked {
  readonly trace: Trace
  readonly setup: RunSetup
  readonly prefix: number
  readonly time: number
}

export type Look = (at: Looked, entity: EntityId) => Omit<Inspection, 'record' | 'question'>

export const nothing = { badge: null, strip: null, note: null, costs: false } as const

export function changed(
  { trace, prefix }: Looked,
  entity: EntityId,
  field: number,
): { since?: number } {
  const since = trace.lastChange(entity, field, prefix)
  return since === NONE ? {} : { since }
}
export function enumValue({ trace, prefix }: Looked, entity: EntityId, field: number): string {
  const value = trace.value(entity, field, prefix)
  return value === undefined ? '' : (fieldInfo(field)?.values?.[value] ?? String(value))
}
