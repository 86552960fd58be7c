/** What became of each block of one disk, in order, so that its state at any instant is a few steps away. */
import type { RecordIndex } from '../../trace/record.ts'

/** Of several blocks in one place of a map the last of these is shown. */
export const BLOCK_MARKS = ['untouched', 'read', 'written', 'blank', 'decayed', 'torn'] as const
export type BlockMark = (typeof BLOCK_MARKS)[number]

const UNTOUCHED = BLOCK_MARKS.indexOf('untouched')
const READ = BLOCK_MARKS.indexOf('read')
const BLANK = BLOCK_MARKS.indexOf('blank')
/** In place of a block: another disk was put in. */
const ALL = -1

export class BlockHistory {
  /** One more than the highest block that was touched. */
  top = 0
  private readonly records: RecordIndex[] = []
  private readonly blocks: number[] = []
  private readonly marks: number[] = []
  private readonly before: number[] = []
  private readonly hashes = new Map<number, number>()
  private states = new Uint8Array(0)
  /** Entries that `states` holds. */
  private at = 0

  /** True where it is known to have held something else. `hash` of what is in it. */
  holds(block: number, hash: number): boolean {
    const before = this.hashes.get(block)
    this.hashes.set(block, hash)
    return before !== undefined && before !== hash
  }

  /** A block and what became of it; a read leaves what there was. */
  add(record: RecordIndex, block: number, mark: BlockMark): void {
    this.push(record, block, BLOCK_MARKS.indexOf(mark))
    this.top = Math.max(this.top, block + 1)
  }
  /** Another disk, never written. */
  replaced(record: RecordIndex): void {
    this.push(record, ALL, BLANK)
  }
  private push(record: RecordIndex, block: number, mark: number): void {
    this.records.push(record)
    this.blocks.push(block)
    this.marks.push(mark)
    this.before.push(UNTOUCHED)
  }

  /** The marks of the first `count` blocks at `prefix`, good until it is asked again. */
  statesAt(prefix: number, count: number): Uint8Array {
    if (this.states.length < count) {
      this.states = new Uint8Array(count)
      this.at = 0
    }
    const to = this.entriesBelow(prefix)
    while (this.at > to) {
      if (this.blocks[this.at - 1] === ALL) {
        this.states.fill(UNTOUCHED)
        this.at = 0
        break
      }
      this.at--
      this.states[this.blocks[this.at] as number] = this.before[this.at] as number
    }
    for (; this.at < to; this.at++) this.forward(this.at)
    return this.states.subarray(0, count)
  }

  private forward(entry: number): void {
    const block = this.blocks[entry] as number
    const mark = this.marks[entry] as number
    if (block === ALL) return void this.states.fill(BLANK)
    const was = this.states[block] as number
    this.before[entry] = was
    this.states[block] = mark === READ && was !== UNTOUCHED ? was : mark
  }

  private entriesBelow(prefix: number): number {
    let low = 0
    let high = this.records.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.records[middle] as number) < prefix) low = middle + 1
      else high = middle
    }
    return low
  }

  /** What was last done to a block before `prefix`; null where nothing was. */
  lastOf(block: number, prefix: number): LastDone | null {
    for (let entry = this.entriesBelow(prefix) - 1; entry >= 0; entry--) {
      const its = this.blocks[entry]
      if (its === ALL) return null
      if (its !== block) continue
      const mark = BLOCK_MARKS[this.marks[entry] as number] as BlockMark
      return { record: this.records[entry] as RecordIndex, mark }
    }
    return null
  }
}

export interface LastDone {
  readonly record: RecordIndex
  readonly mark: BlockMark
}
