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

/** Positions of all records of one (entity, field) or one entity, in order. */
class Positions {
  private list = new Uint32Array(8)
  count = 0
  push(position: number): void {
    if (this.count === this.list.length) {
      const larger = new Uint32Array(this.count * 2)
      larger.set(this.list)
      this.list = larger
    }
    this.list[this.count++] = position
  }
  at(i: number): number {
    return this.list[i] ?? NONE
  }
  /** How many positions are below `limit`. */
  below(limit: number): number {
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.list[middle] as number) < limit) low = middle + 1
      else high = middle
    }
    return low
  }
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
  private readonly byName = new Map<string, EntityId>()
  private readonly children = new Map<EntityId, EntityId[]>()
  private readonly strings: string[] = []
  private readonly byteRows: { format: number; data: Uint8Array }[] = []
  private readonly changes = new Map<number, Positions>()
  private readonly ofEntity: (Positions | undefined)[] = []
  private readonly closes = new Map<RecordIndex, RecordIndex>()

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
    for (let i = 0; i < chunk.count; i++) this.index(chunk.columns, i, chunk.first + i)
    this.length += chunk.count
    this.simulatedNs = Math.max(this.simulatedNs, chunk.simulatedNs)
  }

  private addEntities({ entities }: Chunk): void {
    entities.names.forEach((name, i) => {
      const id = entities.first + i
      const parent = entities.parents[i] as number
      this.types.push(entities.types[i] as number)
      this.parents.push(parent)
      this.locals.push(name)
      this.byName.set(this.nameOf(id), id)
      const siblings = this.children.get(parent)
      if (siblings) siblings.push(id)
      else this.children.set(parent, [id])
    })
  }

  private index(columns: Columns, i: number, position: RecordIndex): void {
    const kind = columns.kind[i] as number
    const entity = columns.entity[i] as number
    let positions = this.ofEntity[entity]
    if (!positions) {
      positions = new Positions()
      this.ofEntity[entity] = positions
    }
    positions.push(position)
    if (kind >= CHANGE) {
      const key = entity * 256 + (kind - CHANGE)
      let list = this.changes.get(key)
      if (!list) {
        list = new Positions()
        this.changes.set(key, list)
      }
      list.push(position)
    } else if (kindInfo(kind)?.role === 'close')
      this.closes.set(columns.span[i] as number, position)
  }

  // Columns -----------------------------------------------------------------------------------------
  private column<K extends keyof Columns>(name: K, index: RecordIndex): number {
    const chunk = this.chunks[(index / CHUNK_RECORDS) | 0]
    return chunk ? ((chunk[name] as Columns[K])[index % CHUNK_RECORDS] as number) : NONE
  }
  time(index: RecordIndex): number {
    return this.column('time', index)
  }
  kind(index: RecordIndex): number {
    return this.column('kind', index)
  }
  entity(index: RecordIndex): EntityId {
    return this.column('entity', index)
  }
  cause(index: RecordIndex): RecordIndex {
    return this.column('cause', index)
  }
  because(index: RecordIndex): RecordIndex {
    return this.column('because', index)
  }
  span(index: RecordIndex): RecordIndex {
    return this.column('span', index)
  }
  a(index: RecordIndex): number {
    return this.column('a', index)
  }
  b(index: RecordIndex): number {
    return this.column('b', index)
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
    return this.closes.get(open) ?? NONE
  }

  // State -------------------------------------------------------------------------------------------
  /** Value of a field after the first `prefix` records; undefined before its first change. */
  value(entity: EntityId, field: number, prefix: number): number | undefined {
    const index = this.lastChange(entity, field, prefix)
    return index === NONE ? undefined : this.b(index)
  }
  /** The record that gave a field its value at `prefix`, or NONE. */
  lastChange(entity: EntityId, field: number, prefix: number): RecordIndex {
    const list = this.changes.get(entity * 256 + field)
    const below = list ? list.below(prefix) : 0
    return below === 0 ? NONE : (list as Positions).at(below - 1)
  }
  /** All changes of a field, in order. */
  changesOf(entity: EntityId, field: number): readonly RecordIndex[] {
    return listed(this.changes.get(entity * 256 + field))
  }
  /** All records about an entity, in order; with `from` and `to`, those positions only. */
  recordsOf(entity: EntityId, from = 0, to = this.length): readonly RecordIndex[] {
    return listed(this.ofEntity[entity], from, to)
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
    return this.children.get(entity) ?? []
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
    return this.byName.get(name) ?? NONE
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
  const list: RecordIndex[] = []
  for (let i = positions.below(from); i < positions.count && positions.at(i) < to; i++)
    list.push(positions.at(i))
  return list
}
