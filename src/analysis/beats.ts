/** Where the beats of a story are in this run. */
import type { Cursor } from '../trace/cursor.ts'
import type { RecordPredicate } from '../trace/predicate.ts'
import { NONE, type RecordIndex } from '../trace/record.ts'
import type { Trace } from '../trace/trace.ts'
import { RecordSearch } from './matching.ts'
import { BEGIN, compareCursors } from './steps.ts'

export interface BeatPlace {
  readonly at: { readonly ms: number } | RecordPredicate
}

/** A beat's cursor, or null when it does not occur in this run (or not yet in what has arrived of it). */
export function beatCursors(trace: Trace, beats: readonly BeatPlace[]): readonly (Cursor | null)[] {
  const search = new BeatSearch(trace, beats)
  search.look(Number.POSITIVE_INFINITY)
  return search.cursors
}

/** Looks for the beats of a story, as much at a time as there is time for. */
export class BeatSearch {
  /** There when all has been looked at. */
  cursors: readonly (Cursor | null)[] = []
  private readonly trace: Trace
  private readonly beats: readonly BeatPlace[]
  private readonly records: RecordIndex[] = []
  private search: RecordSearch | null = null

  constructor(trace: Trace, beats: readonly BeatPlace[]) {
    this.trace = trace
    this.beats = beats
  }

  /** Looks at so many records of the trace; says whether there is more to look for. */
  look(records: number): boolean {
    for (;;) {
      const beat = this.beats[this.records.length]
      if (!beat) break
      if ('ms' in beat.at) {
        this.records.push(NONE)
        continue
      }
      this.search ??= new RecordSearch(this.trace, beat.at)
      if (this.search.look(records)) return true
      this.records.push(this.search.found)
      this.search = null
    }
    this.cursors = this.beats.map(({ at }, i) => this.cursorOf(at, i))
    return false
  }

  private cursorOf(at: BeatPlace['at'], i: number): Cursor | null {
    const { trace, records } = this
    if ('ms' in at) {
      const time = Math.round(at.ms * 1e6)
      return time === 0 && i === 0 ? BEGIN : { time, ordinal: -1 }
    }
    const record = records[i] as RecordIndex
    return record === NONE ? null : trace.cursorAfter(lastEffect(trace, record, records))
  }
}

/**
 * The last of what a record brings about at its own instant: a crash is seen when the power is gone. What another
 * beat is about is that beat's, or the two would be one place and the first never told.
 */
function lastEffect(trace: Trace, record: RecordIndex, told: readonly RecordIndex[]): RecordIndex {
  const brought = new Set([record])
  let last = record
  for (let i = record + 1; i < trace.length && trace.time(i) === trace.time(record); i++) {
    if (told.includes(i)) break
    if (!brought.has(trace.cause(i))) continue
    brought.add(i)
    last = i
  }
  return last
}

/** The beat that a cursor is in: the last one that has begun; the first before any has. */
export function beatAt(cursors: readonly (Cursor | null)[], cursor: Cursor): number {
  let found = 0
  cursors.forEach((begin, i) => {
    if (begin && compareCursors(begin, cursor) <= 0) found = i
  })
  return found
}

/** The next beat that occurs, in the story's order; null when there is none. */
export function neighbourBeat(
  cursors: readonly (Cursor | null)[],
  from: number,
  direction: 1 | -1,
): number | null {
  const here = cursors[from]
  for (let i = from + direction; i >= 0 && i < cursors.length; i += direction) {
    const begin = cursors[i]
    if (begin && !(here && compareCursors(begin, here) === 0)) return i
  }
  return null
}
