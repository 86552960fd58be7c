import type { RecordIndex } from '../trace/record.ts'
import type { Trace } from '../trace/trace.ts'

/** What a sentence is made from: the run, and the one record's columns. */
export interface Told {
  readonly trace: Trace
  readonly index: RecordIndex
  readonly entity: number
  readonly a: number
  readonly b: number
}
export type Say = (told: Told) => string
