/**
 * A write-ahead log on this machine's disk. What is appended is in memory, and a crash takes it; what is forced is
 * on the disk before the caller goes on, and all that was appended before it. A start reads the disk back from the
 * first block to the first that is none of the log.
 */
import type { Step } from '../../engine/program.ts'
import { DiskRead, DiskWrite } from '../../kernel/system-calls.ts'
import { Notice, State, type Thing } from '../../kernel/things.ts'
import { Field } from '../../trace/fields.ts'
import { Kind } from '../../trace/kinds.ts'
import { fitting, type LogRecord, logBlock, readLogBlock } from './log-block.ts'

/** Blocks of the disk that are the log's. */
export interface LogPlace {
  readonly firstBlock: number
  readonly blocks: number
}
export const USUAL_PLACE: LogPlace = { firstBlock: 0, blocks: 1024 }

/** What a record says, in words for the onlooker. */
export type InWords = (record: LogRecord) => string

const LOG: Thing = { type: 'log', name: 'log' }

export class Log {
  /** What a start has found on the disk, in order. */
  readonly found: readonly LogRecord[]
  private readonly place: LogPlace
  private readonly blockBytes: number
  private readonly inWords: InWords
  private nextBlock: number
  /** Records with lower numbers are on the disk. */
  private nextNumber: number
  /** Appended and not written. */
  private tail: LogRecord[] = []

  private constructor(
    place: LogPlace,
    blockBytes: number,
    inWords: InWords,
    found: readonly LogRecord[],
    blocks: number,
  ) {
    this.place = place
    this.blockBytes = blockBytes
    this.inWords = inWords
    this.found = found
    this.nextBlock = blocks
    this.nextNumber = found.length + 1
  }

  /** Reads back what is there. Null without a disk. */
  static *open(inWords: InWords, place: LogPlace = USUAL_PLACE): Step<Log | null> {
    const found: LogRecord[] = []
    let blockBytes = 0
    let block = 0
    for (; block < place.blocks; block++) {
      const { status, bytes } = yield* DiskRead(place.firstBlock + block)
      if (status === 'absent' || status === 'lost') return null
      // A write that the power cut short: it was nobody’s promise yet, and is written over.
      if (!bytes) break
      blockBytes = bytes.length
      const records = readLogBlock(bytes, found.length + 1)
      if (!records) break
      for (const record of records) {
        found.push(record)
        yield* Notice(Kind.logFound, LOG, found.length, inWords(record))
      }
    }
    if (blockBytes === 0) blockBytes = yield* sizeBehind(place, block)
    yield* State(LOG, Field.logDurable, found.length, null)
    yield* State(LOG, Field.logInMemory, 0, 0)
    return new Log(place, blockBytes, inWords, found, block)
  }

  /**
   * Into memory alone: on the disk with the next force, and gone if the power goes before. Its number, or 0 where
   * it is longer than a block.
   */
  *append(record: LogRecord): Step<number> {
    if (fitting([record], this.blockBytes) === 0) return 0
    return yield* this.add(record, Kind.logAppended)
  }

  /**
   * Comes back when it is on the disk, and all before it: with its number, or 0 where the log is full, the record
   * longer than a block or the disk gone. Then it is not on the disk, and not in memory either.
   */
  *force(record: LogRecord): Step<number> {
    if (fitting([record], this.blockBytes) === 0) return 0
    const number = yield* this.add(record, Kind.logForced)
    if (yield* this.flush()) return number
    this.tail.pop()
    yield* this.show()
    return 0
  }

  private *add(record: LogRecord, kind: number): Step<number> {
    this.tail.push(record)
    const number = this.nextNumber + this.tail.length - 1
    yield* Notice(kind, LOG, number, this.inWords(record))
    yield* this.show()
    return number
  }

  private *flush(): Step<boolean> {
    while (this.tail.length > 0) {
      const count = fitting(this.tail, this.blockBytes)
      if (this.nextBlock >= this.place.blocks || count === 0) return false
      const block = logBlock(this.nextNumber, this.tail.slice(0, count), this.blockBytes)
      const written = yield* DiskWrite(this.place.firstBlock + this.nextBlock, block)
      if (written.status !== 'good') return false
      this.nextBlock++
      this.nextNumber += count
      this.tail = this.tail.slice(count)
      yield* Notice(Kind.logWritten, LOG, this.nextNumber - 1)
      yield* State(LOG, Field.logDurable, this.nextNumber - 1, null)
      yield* this.show()
    }
    return true
  }

  private *show(): Step {
    yield* State(LOG, Field.logInMemory, this.tail.length, 0)
  }
}

/** Bytes of a block, where the first of the log is torn: those behind it were never written. 0 for a log of none. */
function* sizeBehind({ firstBlock, blocks }: LogPlace, block: number): Step<number> {
  for (let next = block + 1; next < blocks; next++) {
    const { bytes } = yield* DiskRead(firstBlock + next)
    if (bytes) return bytes.length
  }
  return 0
}
