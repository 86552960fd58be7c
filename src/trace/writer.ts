/**
 * The append-only trace, as the engine writes it. Columns of one chunk are filled, handed on whole, and begun
 * anew; what is handed on is never touched again.
 */
import { EntityType } from './entities.ts'
import {
  CHUNK_RECORDS,
  type Chunk,
  type Columns,
  type EntityId,
  NONE,
  type RecordIndex,
  type StringId,
} from './record.ts'

/** Of one buffer, the widest first, so that each begins where its numbers may. */
export function newColumns(size: number): Columns {
  const buffer = new ArrayBuffer(BYTES_OF_A_RECORD * size)
  const words = (column: number): number => (8 + 4 * column) * size
  return {
    time: new Float64Array(buffer, 0, size),
    entity: new Uint32Array(buffer, words(0), size),
    cause: new Uint32Array(buffer, words(1), size),
    because: new Uint32Array(buffer, words(2), size),
    span: new Uint32Array(buffer, words(3), size),
    a: new Int32Array(buffer, words(4), size),
    b: new Int32Array(buffer, words(5), size),
    kind: new Uint16Array(buffer, words(6), size),
  }
}

/** A time, six words and a kind. */
const BYTES_OF_A_RECORD = 8 + 6 * 4 + 2

function slice(columns: Columns, count: number): Columns {
  const part = newColumns(count)
  for (const name of Object.keys(columns) as (keyof Columns)[])
    part[name].set(columns[name].subarray(0, count))
  return part
}

export class TraceWriter {
  /** Records written so far. */
  length = 0
  private first = 0
  private used = 0
  private columns = newColumns(CHUNK_RECORDS)
  private entityFirst = 0
  private entityTypes: number[] = []
  private entityParents: number[] = []
  private entityNames = ''
  private entityEnds: number[] = []
  private stringFirst = 0
  private strings: string[] = []
  private readonly stringIds = new Map<string, StringId>()
  private bytesFirst = 0
  private bytesFormats: number[] = []
  private bytesEnds: number[] = []
  private bytesData = new Uint8Array(1 << 12)
  private bytesUsed = 0
  private readonly sink: (chunk: Chunk) => void

  constructor(sink: (chunk: Chunk) => void) {
    this.sink = sink
  }

  entity(type: EntityType, parent: EntityId, name: string): EntityId {
    this.entityTypes.push(type)
    this.entityParents.push(parent)
    this.entityNames += name
    this.entityEnds.push(this.entityNames.length)
    return this.entityFirst + this.entityTypes.length - 1
  }

  /** The id of a string; the same string has one id for the whole run. */
  string(value: string): StringId {
    const known = this.stringIds.get(value)
    if (known !== undefined) return known
    const id = this.stringFirst + this.strings.length
    this.stringIds.set(value, id)
    this.strings.push(value)
    return id
  }

  /** What a string's id stands for: ids are given in order, and asked for seldom. */
  stringOf(id: StringId): string {
    return [...this.stringIds.keys()][id] ?? ''
  }

  /** Keeps a copy: the caller may go on writing into its buffer. */
  bytes(format: number, data: Uint8Array): number {
    const end = this.bytesUsed + data.length
    if (end > this.bytesData.length) this.growBytes(end)
    this.bytesData.set(data, this.bytesUsed)
    this.bytesUsed = end
    this.bytesFormats.push(format)
    this.bytesEnds.push(end)
    return this.bytesFirst + this.bytesEnds.length - 1
  }

  private growBytes(needed: number): void {
    const data = this.bytesData
    this.bytesData = new Uint8Array(Math.max(needed, data.length * 2))
    this.bytesData.set(data)
  }

  record(
    time: number,
    kind: number,
    entity: EntityId,
    cause: RecordIndex,
    because: RecordIndex,
    span: RecordIndex,
    a: number,
    b: number,
  ): RecordIndex {
    if (this.used === CHUNK_RECORDS) this.flush(time)
    const i = this.used++
    const c = this.columns
    c.time[i] = time
    c.kind[i] = kind
    c.entity[i] = entity
    c.cause[i] = cause
    c.because[i] = because
    c.span[i] = span
    c.a[i] = a
    c.b[i] = b
    return this.length++
  }

  /**
   * Hands on what there is. Only the last chunk of a run may be short, so flush(…, true) ends the trace.
   */
  flush(simulatedNs: number, last = false): void {
    const full = this.used === CHUNK_RECORDS
    if (!full && !last) throw new Error('Only the last chunk of a trace may be short.')
    this.sink({
      first: this.first,
      count: this.used,
      simulatedNs,
      columns: full ? this.columns : slice(this.columns, this.used),
      entities: this.takeEntities(),
      strings: this.takeStrings(),
      bytes: this.takeBytes(),
    })
    this.first += this.used
    this.used = 0
    this.columns = newColumns(last ? 0 : CHUNK_RECORDS)
  }

  private takeEntities(): Chunk['entities'] {
    const rows = {
      first: this.entityFirst,
      types: new Uint8Array(this.entityTypes),
      parents: new Uint32Array(this.entityParents),
      names: this.entityNames,
      ends: new Uint32Array(this.entityEnds),
    }
    this.entityFirst += rows.types.length
    this.entityTypes = []
    this.entityParents = []
    this.entityNames = ''
    this.entityEnds = []
    return rows
  }

  private takeStrings(): Chunk['strings'] {
    const rows = { first: this.stringFirst, values: this.strings }
    this.stringFirst += this.strings.length
    this.strings = []
    return rows
  }

  private takeBytes(): Chunk['bytes'] {
    const rows = {
      first: this.bytesFirst,
      formats: new Uint8Array(this.bytesFormats),
      data: this.bytesData.slice(0, this.bytesUsed),
      ends: new Uint32Array(this.bytesEnds),
    }
    this.bytesFirst += rows.ends.length
    this.bytesFormats = []
    this.bytesEnds = []
    this.bytesUsed = 0
    return rows
  }
}

/** The one entity that every trace begins with. */
export const RUN_ENTITY = { type: EntityType.run, parent: NONE, name: 'run' } as const
