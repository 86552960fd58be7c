/**
 * A block of a log: a mark, how many records are in it, the number of the first, a check sum, and the records one
 * after the other, each a length, a type, a transaction and text. A block is written once and never again, so that
 * a write that is cut short can spoil nothing that was safe before it.
 */
import { contentHash } from '../../engine/content-hash.ts'

export interface LogRecord {
  /** What it records, 1 to 255; the writer's own numbering. */
  readonly type: number
  readonly transaction: number
  /** ASCII. */
  readonly text: string
}

const MARK = 0x4c47
const HEADER_BYTES = 12
const RECORD_BYTES = 7

export function recordBytes({ text }: LogRecord): number {
  return RECORD_BYTES + text.length
}
/** How many of the records, from the first on, one block has room for. */
export function fitting(records: readonly LogRecord[], blockBytes: number): number {
  let left = blockBytes - HEADER_BYTES
  let count = 0
  for (const record of records) {
    left -= recordBytes(record)
    if (left < 0) break
    count++
  }
  return count
}

/** `first`: the number of the first record. They must fit. */
export function logBlock(
  first: number,
  records: readonly LogRecord[],
  blockBytes: number,
): Uint8Array {
  const block = new Uint8Array(blockBytes)
  const view = new DataView(block.buffer)
  view.setUint16(0, MARK)
  view.setUint16(2, records.length)
  view.setUint32(4, first)
  let at = HEADER_BYTES
  for (const record of records) {
    view.setUint16(at, record.text.length)
    view.setUint8(at + 2, record.type)
    view.setUint32(at + 3, record.transaction)
    for (let i = 0; i < record.text.length; i++)
      view.setUint8(at + RECORD_BYTES + i, record.text.charCodeAt(i) & 0x7f)
    at += recordBytes(record)
  }
  view.setInt32(8, contentHash(block))
  return block
}

/** The records of a block whose first is number `first`; null where it is no such block, or not a whole one. */
export function readLogBlock(block: Uint8Array, first: number): readonly LogRecord[] | null {
  const copy = block.slice()
  const view = new DataView(copy.buffer)
  if (copy.length < HEADER_BYTES || view.getUint16(0) !== MARK) return null
  const sum = view.getInt32(8)
  view.setInt32(8, 0)
  if (view.getUint32(4) !== first || contentHash(copy) !== sum) return null
  const records: LogRecord[] = []
  let at = HEADER_BYTES
  for (let left = view.getUint16(2); left > 0; left--) {
    if (at + RECORD_BYTES > copy.length) return null
    const length = view.getUint16(at)
    if (at + RECORD_BYTES + length > copy.length) return null
    const codes = copy.subarray(at + RECORD_BYTES, at + RECORD_BYTES + length)
    const text = [...codes].map((code) => String.fromCharCode(code)).join('')
    records.push({ type: view.getUint8(at + 2), transaction: view.getUint32(at + 3), text })
    at += RECORD_BYTES + length
  }
  return records
}
