import type { RecordIndex } from '../../trace/record.ts'

/** Opens and closes between two notes of everything that is open. */
const STRIDE = 128

/**
 * Which spans of a kind are open after the first records of a trace: the latest note before, and the few opens
 * and closes since. Both may only be added in the order of the trace.
 */
export class OpenSpans {
  private readonly open = new Set<RecordIndex>()
  private readonly records: RecordIndex[] = []
  /** For an open the record itself, for a close the open it ends, as -1 - open. */
  private readonly effects: number[] = []
  private readonly notes: RecordIndex[][] = [[]]

  opens(record: RecordIndex): void {
    this.open.add(record)
    this.push(record, record)
  }

  closes(record: RecordIndex, open: RecordIndex): void {
    this.open.delete(open)
    this.push(record, -1 - open)
  }

  at(prefix: number): readonly RecordIndex[] {
    const count = lowerBound(this.records, prefix)
    const noted = Math.floor(count / STRIDE)
    const result = new Set(this.notes[noted])
    for (let i = noted * STRIDE; i < count; i++) {
      const effect = this.effects[i] as number
      if (effect >= 0) result.add(effect)
      else result.delete(-1 - effect)
    }
    return [...result]
  }

  private push(record: RecordIndex, effect: number): void {
    this.records.push(record)
    this.effects.push(effect)
    if (this.records.length % STRIDE === 0) this.notes.push([...this.open])
  }
}

/** How many of an ascending list are below `limit`. */
export function lowerBound(list: readonly number[], limit: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((list[middle] as number) < limit) low = middle + 1
    else high = middle
  }
  return low
}
