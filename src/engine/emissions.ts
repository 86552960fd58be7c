/**
 * What a run tells of itself: every emission goes into the fingerprint first, then into the trace if the level
 * keeps it, then to the folds.
 *
 * `cause` is ambient: an event begins with the cause it was scheduled under, and each record emitted on the way
 * becomes the cause of what follows. A record that the level leaves out does not, so that its effects relink to
 * the nearest recorded ancestor.
 */
import type { EntityType } from '../trace/entities.ts'
import { CHANGE, fieldInfo } from '../trace/fields.ts'
import type { Emission, Fold } from '../trace/fold.ts'
import { kindInfo } from '../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex, type RecordingLevel } from '../trace/record.ts'
import type { TraceWriter } from '../trace/writer.ts'
import { EntityTable } from './entity-table.ts'
import { Fingerprint } from './fingerprint.ts'

/** Kinds and fields are small numbers: what is asked of them for every record is looked up in tables. */
const FIELDS = 256
const KINDS = CHANGE + FIELDS

/** Summaries keep what a process or a user could tell of, not what the cable saw. */
const IN_SUMMARY = Uint8Array.from({ length: KINDS }, (_, kind) => {
  const layer = kind >= CHANGE ? fieldInfo(kind - CHANGE)?.layer : kindInfo(kind)?.layer
  return layer === 'transaction' || layer === 'message' ? 1 : 0
})

const VALUE = { number: 0, entity: 1, string: 2 } as const
const VALUE_TYPE = Uint8Array.from({ length: FIELDS }, (_, field) => {
  const type = fieldInfo(field)?.type
  return type === 'entity' || type === 'string' ? VALUE[type] : VALUE.number
})

export class Emissions {
  /** ns */
  now = 0
  cause: RecordIndex = NONE
  readonly entities: EntityTable
  readonly fingerprint = new Fingerprint()
  readonly level: RecordingLevel
  private readonly writer: TraceWriter | null
  /** For each kind, 1 where the level keeps it. */
  private readonly kept: Uint8Array
  private readonly strings = new Map<string, number>()
  private readonly folds: (Fold[] | undefined)[] = new Array(KINDS).fill(undefined)
  /** Entities up to here are checkers: who watches a run is not in its fingerprint. */
  private watchers = 0
  private readonly emission: Emission = {
    time: 0,
    kind: 0,
    entity: 0,
    a: 0,
    b: 0,
    index: NONE,
    cause: NONE,
    because: NONE,
    span: NONE,
  }

  constructor(level: RecordingLevel, writer: TraceWriter | null, keepNames: boolean) {
    this.level = level
    this.writer = level === 'nothing' ? null : writer
    this.kept = this.writer && level === 'summaries' ? IN_SUMMARY : new Uint8Array(KINDS)
    if (this.writer && level === 'everything') this.kept.fill(1)
    this.entities = new EntityTable(keepNames || level !== 'nothing')
  }

  /** All entities so far are the run's own and its watchers': the fingerprint numbers the others from here. */
  fingerprintFromHere(): void {
    this.watchers = this.entities.count
  }

  entity(type: EntityType, parent: EntityId, base: string, number = 0): EntityId {
    const id = this.entities.add(type, parent, base, number)
    this.writer?.entity(type, parent, number > 0 ? base + number : base)
    return id
  }

  /** The id of a string, the same at every level, so that folds may compare stages by number. */
  string(value: string): number {
    if (this.writer) return this.writer.string(value)
    let id = this.strings.get(value)
    if (id === undefined) {
      id = this.strings.size
      this.strings.set(value, id)
    }
    return id
  }

  stringOf(id: number): string {
    return this.writer ? this.writer.stringOf(id) : ([...this.strings.keys()][id] ?? '')
  }

  bytes(format: number, data: Uint8Array): number {
    return this.writer ? this.writer.bytes(format, data) : 0
  }

  /** Emits a record and makes it the cause of what follows. */
  emit(
    kind: number,
    entity: EntityId,
    a = 0,
    b = 0,
    because: RecordIndex = NONE,
    span: RecordIndex = NONE,
  ): RecordIndex {
    const { fingerprint } = this
    fingerprint.mixTime(this.now)
    fingerprint.mix(kind)
    fingerprint.mix(this.unwatched(entity))
    const index = this.write(kind, entity, a, b, because, span)
    if (index !== NONE) this.cause = index
    return index
  }

  /** Emits a change of state; the cause of what follows stays what it was. */
  change(
    entity: EntityId,
    field: number,
    from: number,
    to: number,
    because: RecordIndex = NONE,
  ): RecordIndex {
    if (from === to) return NONE
    this.fingerprint.mix(field)
    this.fingerprint.mix(this.significant(field, to))
    return this.write(CHANGE + field, entity, from, to, because, NONE)
  }

  /** The first value that a field has: there is none before it to come from. */
  begin(entity: EntityId, field: number, value: number): RecordIndex {
    this.fingerprint.mix(field)
    this.fingerprint.mix(this.significant(field, value))
    return this.write(CHANGE + field, entity, value, value, NONE, NONE)
  }

  /** An entity's number as it would be with nobody watching; 0 for the run and its watchers. */
  private unwatched(entity: EntityId): number {
    return entity < this.watchers ? 0 : entity - this.watchers + 1
  }

  /** A value, less what the watchers' entities and sentences did to its number. */
  private significant(field: number, value: number): number {
    const type = VALUE_TYPE[field]
    if (type === VALUE.string) return 0
    return type === VALUE.entity && value >= 0 ? this.unwatched(value) : value
  }

  private write(
    kind: number,
    entity: EntityId,
    a: number,
    b: number,
    because: RecordIndex,
    span: RecordIndex,
  ): RecordIndex {
    const index = this.kept[kind]
      ? (this.writer as TraceWriter).record(this.now, kind, entity, this.cause, because, span, a, b)
      : NONE
    const folds = this.folds[kind]
    if (folds) this.fold(folds, kind, entity, a, b, because, span, index)
    return index
  }

  private fold(
    folds: Fold[],
    kind: number,
    entity: EntityId,
    a: number,
    b: number,
    because: RecordIndex,
    span: RecordIndex,
    index: RecordIndex,
  ): void {
    const emission = this.emission
    emission.time = this.now
    emission.kind = kind
    emission.entity = entity
    emission.a = a
    emission.b = b
    emission.cause = this.cause
    emission.because = because
    emission.span = span
    emission.index = index
    for (const fold of folds) fold(emission)
  }

  /** Registers a fold over the emissions of some kinds; folds run at every level and change nothing. */
  observe(kinds: readonly number[], fold: Fold): void {
    for (const kind of kinds) {
      const list = this.folds[kind]
      if (list) list.push(fold)
      else this.folds[kind] = [fold]
    }
  }

  /** A record that is no part of the run: what a checker found. It is in no fingerprint and no fold. */
  report(kind: number, entity: EntityId, b: number, because: RecordIndex): void {
    this.writer?.record(this.now, kind, entity, this.cause, because, NONE, 0, b)
  }

  get records(): number {
    return this.writer?.length ?? 0
  }
}
