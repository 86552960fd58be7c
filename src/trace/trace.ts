/**
 * The trace as its readers see it: grows by whole chunks, answers by binary search, is never changed by a view.
 */
import type { Cursor } from './cursor.ts'
import type { EntityType } from './entities.ts'
import { CHANGE } from './fields.ts'
import { kindInfo } from './kinds.ts'
import { KnownRecords } from './known-records.ts'
import { NamedEntities } from './named-entities.ts'
import {
  type BytesRows,
  CHUNK_RECORDS,
  type Chunk,
  type Columns,
  type EntityId,
  NONE,
  type RecordIndex,
  type TraceRecord,
} from './record.ts'
import { rowsWith } from './rows.ts'

export class Trace {
  length = 0
  /** Simulated so far, ns. */
  simulatedNs = 0
  private readonly chunks: Columns[] = []
  private readonly entities = new NamedEntities()
  private readonly strings: string[] = []
  private readonly byteRows: BytesRows[] = []
  private readonly known = new KnownRecords((position) => this.kind(position))
  /** For each record that opens a span, its close: one column beside those of the chunk. */
  private readonly closes: Uint32Array[] = []

  append(chunk: Chunk): void {
    const { first, count, columns } = chunk
    this.entities.append(chunk.entities)
    for (const value of chunk.strings.values) this.strings.push(value)
    if (chunk.bytes.ends.length > 0) this.byteRows.push(chunk.bytes)
    this.chunks.push(columns)
    this.known.append(first, count, this.entities.count, columns.kind, columns.entity)
    this.closes.push(new Uint32Array(CHUNK_RECORDS).fill(NONE))
    for (let i = 0; i < count; i++) {
      const kind = columns.kind[i] as number
      if (kind < CHANGE && kindInfo(kind)?.role === 'close')
        this.setClose(columns.span[i] as number, first + i)
    }
    this.length += count
    this.simulatedNs = Math.max(this.simulatedNs, chunk.simulatedNs)
  }

  private setClose(open: RecordIndex, close: RecordIndex): void {
    const column = this.closes[(open / CHUNK_RECORDS) | 0]
    if (column) column[open % CHUNK_RECORDS] = close
  }

  // Columns -----------------------------------------------------------------------------------------
  // Each names its own column: a reader that took the name would look it up for every value of millions.
  time(index: RecordIndex): number {
    return this.chunks[(index / CHUNK_RECORDS) | 0]?.time[index % CHUNK_RECORDS] ?? NONE
  }
  kind(index: RecordIndex): number {
    return this.chunks[(index / CHUNK_RECORDS) | 0]?.kind[index % CHUNK_RECORDS] ?? NONE
  }
  entity(index: RecordIndex): EntityId {
    return this.chunks[(index / CHUNK_RECORDS) | 0]?.entity[index % CHUNK_RECORDS] ?? NONE
  }
  cause(index: RecordIndex): RecordIndex {
    return this.chunks[(index / CHUNK_RECORDS) | 0]?.cause[index % CHUNK_RECORDS] ?? NONE
  }
  because(index: RecordIndex): RecordIndex {
    return this.chunks[(index / CHUNK_RECORDS) | 0]?.because[index % CHUNK_RECORDS] ?? NONE
  }
  span(index: RecordIndex): RecordIndex {
    return this.chunks[(index / CHUNK_RECORDS) | 0]?.span[index % CHUNK_RECORDS] ?? NONE
  }
  a(index: RecordIndex): number {
    return this.chunks[(index / CHUNK_RECORDS) | 0]?.a[index % CHUNK_RECORDS] ?? NONE
  }
  b(index: RecordIndex): number {
    return this.chunks[(index / CHUNK_RECORDS) | 0]?.b[index % CHUNK_RECORDS] ?? NONE
  }
  at(index: RecordIndex): TraceRecord {
    return {
      index,
      time: this.time(index),
      kind: this.kind(index),
      entity: this.entity(index),
      cause: this.cause(index),
      because: this.because(index),
      span: this.span(index),
      a: this.a(index),
      b: this.b(index),
    }
  }

  // Places ------------------------------------------------------------------------------------------
  /** Position of the first record at or after `time`. */
  firstAt(time: number): RecordIndex {
    let low = 0
    let high = this.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.time(middle) < time) low = middle + 1
      else high = middle
    }
    return low
  }
  /** How many records have happened at a cursor: the trace's prefix that is on the screen. */
  prefix(cursor: Cursor): number {
    const end = this.firstAt(cursor.time + 1)
    if (cursor.ordinal < 0) return end
    return Math.min(this.firstAt(cursor.time) + cursor.ordinal, end)
  }
  /** The cursor just after record `index`. */
  cursorAfter(index: RecordIndex): Cursor {
    if (index < 0 || this.length === 0) return { time: 0, ordinal: 0 }
    const time = this.time(index)
    return { time, ordinal: index - this.firstAt(time) + 1 }
  }
  /** The close of a span's open, or NONE while it is open for good. */
  closeOf(open: RecordIndex): RecordIndex {
    return this.closes[(open / CHUNK_RECORDS) | 0]?.[open % CHUNK_RECORDS] ?? NONE
  }

  // State -------------------------------------------------------------------------------------------
  /** Value of a field after the first `prefix` records; undefined before its first change. */
  value(entity: EntityId, field: number, prefix: number): number | undefined {
    const index = this.lastChange(entity, field, prefix)
    return index === NONE ? undefined : this.b(index)
  }
  /** The record that gave a field its value at `prefix`, or NONE. */
  lastChange(entity: EntityId, field: number, prefix: number): RecordIndex {
    const list = this.known.changesOf(entity, field)
    const below = list ? list.countBelow(prefix) : 0
    return below === 0 ? NONE : (list?.at(below - 1) ?? NONE)
  }
  /** All changes of a field, in order. */
  changesOf(entity: EntityId, field: number): readonly RecordIndex[] {
    const list = this.known.changesOf(entity, field)
    return list ? list.listed(0, list.length) : []
  }
  /** All records about an entity, in order; with `from` and `to`, those positions only. */
  recordsOf(entity: EntityId, from = 0, to = this.length): readonly RecordIndex[] {
    const list = this.known.of(entity)
    return list ? list.listed(list.countBelow(from), list.countBelow(to)) : []
  }

  // Tables ------------------------------------------------------------------------------------------
  get entityCount(): number {
    return this.entities.count
  }
  typeOf(entity: EntityId): EntityType {
    return this.entities.typeOf(entity)
  }
  parentOf(entity: EntityId): EntityId {
    return this.entities.parentOf(entity)
  }
  localName(entity: EntityId): string {
    return this.entities.localName(entity)
  }
  childrenOf(entity: EntityId): readonly EntityId[] {
    return this.entities.childrenOf(entity)
  }
  /** Full identity, `A.client/send3`; the run itself is the empty root and is left out. */
  nameOf(entity: EntityId): string {
    return this.entities.nameOf(entity)
  }
  find(name: string): EntityId {
    return this.entities.find(name)
  }
  /** The nearest entity of a type at or above this one, or NONE. */
  within(entity: EntityId, type: EntityType): EntityId {
    let at = entity
    while (at !== NONE && at < this.entityCount) {
      if (this.typeOf(at) === type) return at
      at = this.parentOf(at)
    }
    return NONE
  }
  string(id: number): string {
    return this.strings[id] ?? ''
  }
  bytes(id: number): { readonly format: number; readonly data: Uint8Array } | undefined {
    const rows = rowsWith(this.byteRows, id)
    const format = rows?.formats[id - rows.first]
    if (rows === undefined || format === undefined) return undefined
    const { ends, data, first } = rows
    return { format, data: data.subarray(ends[id - first - 1] ?? 0, ends[id - first]) }
  }
}
