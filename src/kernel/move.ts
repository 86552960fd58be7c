/** A MoveTo or MoveFrom under way, at the process that asked for it. */
import type { EntityId, RecordIndex } from '../trace/record.ts'
import type { Arrival } from './arrival.ts'
import type { Exchange } from './exchange.ts'
import type { Memory } from './memory.ts'
import type { Patience } from './patience.ts'
import type { Pid } from './pid.ts'
import type { Train } from './train.ts'

export interface Move {
  readonly entity: EntityId
  readonly openRecord: RecordIndex
  readonly number: number
  readonly exchange: Exchange
  /** Of the Send that granted the segment. */
  readonly sequence: number
  readonly other: Pid
  /** Of the process that asked, or of a guest that it moves. */
  readonly memory: Memory
  /** In that memory, and in that of the other. */
  readonly here: number
  readonly there: number
  readonly count: number
  /** A MoveTo sends; a MoveFrom receives, and asks again when nothing more comes. */
  train: Train | null
  arrival: Arrival | null
  /** Decided, though its process may not know it yet. */
  over: boolean
  patience: Patience | null
  retries: number
}
