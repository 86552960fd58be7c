/** From when a timer runs: it was set, or its kernel heard from the other side and let it begin again. */
import { Kind } from '../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex } from '../trace/record.ts'
import type { Trace } from '../trace/trace.ts'

/** The record that holds the duration which now runs; NONE before it was set. */
export function runsFrom(trace: Trace, timer: EntityId, prefix: number): RecordIndex {
  const begins = (i: RecordIndex) => {
    const kind = trace.kind(i)
    return kind === Kind.timerSet || kind === Kind.heard
  }
  return trace.recordsOf(timer, 0, prefix).findLast(begins) ?? NONE
}
