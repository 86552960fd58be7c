/**
 * The engine: a clock of integer nanoseconds, a queue in total order, interventions that stand outside it, and
 * the emission of records. It knows no operating system.
 *
 * `cause` is ambient: an event begins with the cause it was scheduled under, and each record emitted on the way
 * becomes the cause of what follows. A record that the level leaves out does not, so that its effects relink to
 * the nearest recorded ancestor.
 */
import type { EntityType } from '../trace/entities.ts'
import { CHANGE, fieldInfo } from '../trace/fields.ts'
import type { Emission, Fold } from '../trace/fold.ts'
import { EndReason, kindInfo } from '../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex, type RecordingLevel } from '../trace/record.ts'
import type { TraceWriter } from '../trace/writer.ts'
import { AssertionFailure, BudgetExceeded } from './assert.ts'
import { EntityTable } from './entity-table.ts'
import { EventQueue } from './event-queue.ts'
import { Fingerprint } from './fingerprint.ts'
import { RandomStream } from './random.ts'

export type Handler<T> = (argument: T) => void
/** A scheduled event, good for one cancel: slot and generation in one number. */
export type EventHandle = number
export const NO_EVENT: EventHandle = -1

/** Something done to the run from outside: compared by time before each event, never in the queue. */
export interface Outside {
  readonly time: number
  /** Events of that instant already past; Infinity: after all of them. */
  readonly cut: number
  readonly act: () => void
}

export interface Limits {
  readonly untilNs: number | null
  readonly eventsMax: number
  readonly eventsAtOneInstantMax: number
}
export const DEFAULT_LIMITS: Limits = {
  untilNs: null,
  eventsMax: 50_000_000,
  eventsAtOneInstantMax: 100_000,
}

const TIME_MAX = Number.MAX_SAFE_INTEGER
const SLOT_BITS = 0x1000000

export class Simulation {
  now = 0
  events = 0
  cause: RecordIndex = NONE
  readonly entities: EntityTable
  readonly fingerprint = new Fingerprint()
  readonly level: RecordingLevel
  /** The sentence of a failed assertion, when one ended the run. */
  failure: string | null = null
  private readonly queue = new EventQueue()
  private readonly seed: number
  private readonly writer: TraceWriter | null
  private readonly streams = new Map<string, RandomStream>()
  private readonly strings = new Map<string, number>()
  private readonly folds: (Fold[] | undefined)[] = []
  private outside: Outside[] = []
  /** Events to come that are not housekeeping. */
  private pending = 0
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
  // Payloads of scheduled events, by slot.
  private readonly handlers: (Handler<never> | null)[] = []
  private readonly payloads: unknown[] = []
  private readonly causes: RecordIndex[] = []
  /** 1 for housekeeping, which keeps no run going. */
  private readonly backgrounds: number[] = []
  private readonly generations: number[] = []
  private readonly freeSlots: number[] = []

  constructor(seed: number, level: RecordingLevel, writer: TraceWriter | null, keepNames: boolean) {
    this.seed = seed
    this.level = level
    this.writer = level === 'nothing' ? null : writer
    this.entities = new EntityTable(keepNames || level !== 'nothing')
  }

  /** The stream of a concern; always the same object for the same name. */
  random(name: string): RandomStream {
    let stream = this.streams.get(name)
    if (!stream) {
      stream = new RandomStream(this.seed, name)
      this.streams.set(name, stream)
    }
    return stream
  }

  // Events ------------------------------------------------------------------------------------------
  at<T>(time: number, handler: Handler<T>, argument: T): EventHandle {
    this.pending++
    return this.enqueue(time, handler, argument, 0)
  }

  /** Housekeeping: happens if the run gets that far, and keeps none going. */
  background<T>(delay: number, handler: Handler<T>, argument: T): EventHandle {
    return this.enqueue(this.now + delay, handler, argument, 1)
  }

  private enqueue<T>(
    time: number,
    handler: Handler<T>,
    argument: T,
    background: 0 | 1,
  ): EventHandle {
    if (!(time >= this.now && time <= TIME_MAX)) {
      throw new AssertionFailure(`An event at ${time} ns is before now or beyond 2^53.`)
    }
    const slot = this.freeSlots.pop() ?? this.handlers.length
    this.handlers[slot] = handler as Handler<never>
    this.payloads[slot] = argument
    this.causes[slot] = this.cause
    this.backgrounds[slot] = background
    const generation = this.generations[slot] ?? 0
    this.generations[slot] = generation
    this.queue.push(time, slot)
    return generation * SLOT_BITS + slot
  }

  after<T>(delay: number, handler: Handler<T>, argument: T): EventHandle {
    return this.at(this.now + delay, handler, argument)
  }

  /** Takes an event back; one that has happened already, or none, is left alone. */
  cancel(handle: EventHandle): void {
    if (handle < 0) return
    const slot = handle % SLOT_BITS
    if (this.generations[slot] !== Math.floor(handle / SLOT_BITS) || !this.handlers[slot]) return
    this.handlers[slot] = null
    if (!this.backgrounds[slot]) this.pending--
  }

  intervene(outside: Outside): void {
    this.outside.push(outside)
    this.outside.sort((x, y) => x.time - y.time || x.cut - y.cut)
  }

  /** Runs to the end that the limits or the model set, and says which it was. */
  run(limits: Limits): number {
    try {
      return this.loop(limits)
    } catch (error) {
      if (error instanceof BudgetExceeded) return error.reason
      if (!(error instanceof AssertionFailure)) throw error
      this.failure = error.message
      return EndReason.assertion
    }
  }

  private loop(limits: Limits): number {
    const { queue } = this
    const until = limits.untilNs ?? TIME_MAX
    let atInstant = 0
    for (;;) {
      this.dropCancelled()
      const next = queue.size > 0 ? queue.peekTime() : Number.POSITIVE_INFINITY
      const outside = this.outside[0]
      if (
        outside &&
        (outside.time < next ||
          (outside.time === next && atInstant >= outside.cut && next === this.now))
      ) {
        if (outside.time > until) break
        this.outside.shift()
        if (outside.time > this.now) atInstant = 0
        this.now = Math.max(this.now, outside.time)
        this.cause = NONE
        outside.act()
        continue
      }
      if (next > until || (limits.untilNs === null && this.pending === 0 && !outside)) break
      if (next > this.now) {
        this.now = next
        atInstant = 0
        if (outside && outside.time === next && outside.cut === 0) continue
      }
      const slot = queue.pop()
      const handler = this.handlers[slot]
      const payload = this.payloads[slot]
      this.cause = this.causes[slot] as number
      if (!this.backgrounds[slot]) this.pending--
      this.release(slot)
      if (++atInstant > limits.eventsAtOneInstantMax) return EndReason.eventsAtOneInstant
      if (++this.events > limits.eventsMax) return EndReason.eventBudget
      ;(handler as Handler<unknown>)(payload)
    }
    if (limits.untilNs === null) return EndReason.quiescent
    this.now = limits.untilNs
    return queue.size > 0 ? EndReason.time : EndReason.quiescent
  }

  /** Cancelled events leave without moving the clock. */
  private dropCancelled(): void {
    const { queue } = this
    while (queue.size > 0 && !this.handlers[queue.peekSlot()]) this.release(queue.pop())
  }

  private release(slot: number): void {
    this.handlers[slot] = null
    this.payloads[slot] = undefined
    this.generations[slot] = (this.generations[slot] as number) + 1
    this.freeSlots.push(slot)
  }

  /** All entities so far are the run's own and its watchers': the fingerprint numbers the others from here. */
  fingerprintFromHere(): void {
    this.watchers = this.entities.count
  }

  // Records -----------------------------------------------------------------------------------------
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
    const type = fieldInfo(field)?.type
    if (type === 'string') return 0
    return type === 'entity' && value >= 0 ? this.unwatched(value) : value
  }

  private write(
    kind: number,
    entity: EntityId,
    a: number,
    b: number,
    because: RecordIndex,
    span: RecordIndex,
  ): RecordIndex {
    const recorded = this.writer !== null && (this.level === 'everything' || isSummary(kind))
    const index = recorded
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

/** Summaries keep what a process or a user could tell of, not what the cable saw. */
function isSummary(kind: number): boolean {
  const layer = kind >= CHANGE ? fieldInfo(kind - CHANGE)?.layer : kindInfo(kind)?.layer
  return layer === 'transaction' || layer === 'message'
}
