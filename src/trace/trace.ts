/**
 * The trace as its readers see it: grows by whole chunks, answers by binary search, is never changed by a view.
 */
import type { Cursor } from './cursor.ts'
import { EntityType, joinName } from './entities.ts'
import { CHANGE } from './fields.ts'
import { kindInfo } from './kinds.ts'
import {
  CHUNK_RECORDS,
  type Chunk,
  type Columns,
  type EntityId,
  NONE,
  type RecordIndex,
  type TraceRecord,
} from './record.ts'

/** Positions of records, in order; a plain array, since most of the many lists are short. */
type Positions = number[]

/** How many positions are below `limit`. */
function countBelow(positions: Positions, limit: number): number {
  let low = 0
  let high = positions.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((positions[middle] as number) < limit) low = middle + 1
    else high = middle
  }
  return low
}

/** The records about one entity, and of them the changes of each field: a few fields, so no map is worth its rehashing. */
interface Known {
  readonly all: Positions
  readonly fields: { readonly field: number; readonly at: Positions }[]
}

function take(known: Known, kind: number, position: RecordIndex): void {
  known.all.push(position)
  if (kind >= CHANGE) takeChange(known, kind - CHANGE, position)
}

function takeChange({ fields }: Known, field: number, position: RecordIndex): void {
  const its = fields.find((each) => each.field === field)
  if (its) its.at.push(position)
  else fields.push({ field, at: [position] })
}

export class Trace {
  length = 0
  /** Simulated so far, ns. */
  simulatedNs = 0
  private readonly chunks: Columns[] = []
  private readonly types: number[] = []
  private readonly parents: number[] = []
  private readonly locals: string[] = []
  private readonly full: (string | undefined)[] = []
  /** Filled in when somebody looks for a name, up to the entity it says. */
  private readonly byName = new Map<string, EntityId>()
  private named = 0
  private readonly children: (EntityId[] | undefined)[] = []
  private readonly strings: string[] = []
  private readonly byteRows: { format: number; data: Uint8Array }[] = []
  /**
   * By entity, of those that somebody has asked about. About most of a long run's nobody ever does: of them only the
   * last record is kept, and for each record the one before it about the same entity.
   */
  private readonly known: (Known | undefined)[] = []
  private last = new Uint32Array(CHUNK_RECORDS).fill(NONE)
  private readonly before: Uint32Array[] = []
  /** For each record that opens a span, its close: one column beside those of the chunk. */
  private readonly closes: Uint32Array[] = []

  append(chunk: Chunk): void {
    this.addEntities(chunk)
    for (const value of chunk.strings.values) this.strings.push(value)
    let at = 0
    chunk.bytes.lengths.forEach((length, i) => {
      this.byteRows.push({
        format: chunk.bytes.formats[i] as number,
        data: chunk.bytes.data.subarray(at, at + length),
      })
      at += length
    })
    this.chunks.push(chunk.columns)
    this.closes.push(new Uint32Array(CHUNK_RECORDS).fill(NONE))
    const before = new Uint32Array(CHUNK_RECORDS)
    this.before.push(before)
    for (let i = 0; i < chunk.count; i++) this.index(chunk.columns, before, i, chunk.first + i)
    this.length += chunk.count
    this.simulatedNs = Math.max(this.simulatedNs, chunk.simulatedNs)
  }

  private addEntities({ entities }: Chunk): void {
    const count = entities.first + entities.names.length
    if (count > this.last.length) {
      const last = new Uint32Array(2 * count).fill(NONE)
      last.set(this.last)
      this.last = last
    }
    entities.names.forEach((name, i) => {
      const id = entities.first + i
      const parent = entities.parents[i] as number
      this.types.push(entities.types[i] as number)
      this.parents.push(parent)
      this.locals.push(name)
      this.known.push(undefined)
      if (parent === NONE) return
      const siblings = this.children[parent]
      if (siblings) siblings.push(id)
      else this.children[parent] = [id]
    })
  }

  private index(columns: Columns, before: Uint32Array, i: number, position: RecordIndex): void {
    const kind = columns.kind[i] as number
    const entity = columns.entity[i] as number
    const known = this.known[entity]
    if (known) take(known, kind, position)
    before[i] = this.last[entity] as number
    this.last[entity] = position
    if (kind < CHANGE && kindInfo(kind)?.role === 'close')
      this.setClose(columns.span[i] as number, position)
  }

  private knownOf(entity: EntityId): Known | undefined {
    const known = this.known[entity]
    if (known) return known
    const positions: Positions = []
    for (
      let at = this.last[entity] ?? NONE;
      at !== NONE;
      at = this.before[(at / CHUNK_RECORDS) | 0]?.[at % CHUNK_RECORDS] ?? NONE
    )
      positions.push(at)
    if (positions.length === 0) return undefined
    const found: Known = { all: [], fields: [] }
    for (const at of positions.reverse()) take(found, this.kind(at), at)
    this.known[entity] = found
    return found
  }

  private changesIn(entity: EntityId, field: number): Positions | undefined {
    const known = this.knownOf(entity)
    if (known) for (const each of known.fields) if (each.field === field) return each.at
    return undefined
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
    const list = this.changesIn(entity, field)
    const below = list ? countBelow(list, prefix) : 0
    return below === 0 ? NONE : ((list as Positions)[below - 1] as number)
  }
  /** All changes of a field, in order. */
  changesOf(entity: EntityId, field: number): readonly RecordIndex[] {
    return listed(this.changesIn(entity, field))
  }
  /** All records about an entity, in order; with `from` and `to`, those positions only. */
  recordsOf(entity: EntityId, from = 0, to = this.length): readonly RecordIndex[] {
    return listed(this.knownOf(entity)?.all, from, to)
  }

  // Tables ------------------------------------------------------------------------------------------
  get entityCount(): number {
    return this.types.length
  }
  typeOf(entity: EntityId): EntityType {
    return (this.types[entity] ?? EntityType.run) as EntityType
  }
  parentOf(entity: EntityId): EntityId {
    return this.parents[entity] ?? NONE
  }
  localName(entity: EntityId): string {
    return this.locals[entity] ?? ''
  }
  childrenOf(entity: EntityId): readonly EntityId[] {
    return this.children[entity] ?? []
  }
  /** Full identity, `A.client/send3`; the run itself is the empty root and is left out. */
  nameOf(entity: EntityId): string {
    const known = this.full[entity]
    if (known !== undefined) return known
    if (entity >= this.types.length) return ''
    const type = this.typeOf(entity)
    const parent = this.parents[entity] as number
    const above =
      parent === NONE || this.typeOf(parent) === EntityType.run ? '' : this.nameOf(parent)
    const name = joinName(above, type, this.locals[entity] as string)
    this.full[entity] = name
    return name
  }
  find(name: string): EntityId {
    const known = this.byName.get(name)
    if (known !== undefined) return known
    while (this.named < this.types.length) {
      const id = this.named++
      const its = this.nameOf(id)
      this.byName.set(its, id)
      if (its === name) return id
    }
    return NONE
  }
  /** The nearest entity of a type at or above this one, or NONE. */
  within(entity: EntityId, type: EntityType): EntityId {
    let at = entity
    while (at !== NONE && at < this.types.length) {
      if (this.typeOf(at) === type) return at
      at = this.parentOf(at)
    }
    return NONE
  }
  string(id: number): string {
    return this.strings[id] ?? ''
  }
  bytes(id: number): { readonly format: number; readonly data: Uint8Array } | undefined {
    return this.byteRows[id]
  }
}

function listed(
  positions: Positions | undefined,
  from = 0,
  to = Number.MAX_SAFE_INTEGER,
): readonly RecordIndex[] {
  if (!positions) return []
  return positions.slice(countBelow(positions, from), countBelow(positions, to))
}
