/**
 * The engine: a clock of integer nanoseconds, a queue in total order, and interventions that stand outside it.
 * It knows no operating system. What it emits is in emissions.ts.
 */
import { EndReason } from '../trace/kinds.ts'
import { NONE, type RecordingLevel } from '../trace/record.ts'
import type { TraceWriter } from '../trace/writer.ts'
import { AssertionFailure, BudgetExceeded } from './assert.ts'
import { Emissions } from './emissions.ts'
import { EventQueue } from './event-queue.ts'
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
  /** ns; null to run until nothing is left to happen. */
  readonly untilNs: number | null
  /** ns; where `untilNs` is null, the end although something is left. */
  readonly atMostNs?: number
  readonly eventsMax: number
  readonly eventsAtOneInstantMax: number
}
export const DEFAULT_LIMITS: Limits = {
  untilNs: null,
  eventsMax: 50_000_000,
  eventsAtOneInstantMax: 100_000,
}

const TIME_MAX = Number.MAX_SAFE_INTEGER
/** Slots of events, at most: a handle is a generation above a slot. */
const SLOTS_MAX = 0x1000000

/** Events of one part of a run: a few milliseconds of the computer's, whatever is simulated. */
const PART_EVENTS = 1 << 11

export class Simulation extends Emissions {
  events = 0
  /** Events of the present instant that have begun: what an intervention's `cut` counts. */
  eventsHere = 0
  /** The sentence of a failed assertion, when one ended the run. */
  failure: string | null = null
  private readonly queue = new EventQueue()
  private readonly seed: number
  private readonly streams = new Map<string, RandomStream>()
  private outside: Outside[] = []
  /** Events to come that are not housekeeping. */
  private pending = 0
  /** Events in the queue that have been taken back. */
  private cancelled = 0
  // Scheduled events, by slot. A free slot, and one whose event was taken back, has no handler.
  private readonly handlers: (Handler<never> | null)[] = []
  private readonly payloads: unknown[] = []
  private causes = new Uint32Array(64)
  /** 1 for housekeeping, which keeps no run going. */
  private backgrounds = new Uint8Array(64)
  private generations = new Uint32Array(64)
  private freeSlots = new Int32Array(64)
  private freeCount = 0

  constructor(seed: number, level: RecordingLevel, writer: TraceWriter | null, keepNames: boolean) {
    super(level, writer, keepNames)
    this.seed = seed
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

  at<T>(time: number, handler: Handler<T>, argument: T): EventHandle {
    this.pending++
    return this.enqueue(time, handler, argument, 0)
  }

  /** Housekeeping: happens if the run gets that far, and keeps none going. */
  background<T>(delay: number, handler: Handler<T>, argument: T): EventHandle {
    return this.enqueue(Math.min(this.now + delay, TIME_MAX), handler, argument, 1)
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
    const slot = this.freeCount > 0 ? (this.freeSlots[--this.freeCount] as number) : this.newSlot()
    this.handlers[slot] = handler as Handler<never>
    this.payloads[slot] = argument
    this.causes[slot] = this.cause
    this.backgrounds[slot] = background
    this.queue.push(time, slot)
    return (this.generations[slot] as number) * SLOTS_MAX + slot
  }

  private newSlot(): number {
    const slot = this.handlers.length
    if (slot === SLOTS_MAX) throw new AssertionFailure('More than 16 million events are scheduled.')
    if (slot === this.causes.length) this.grow()
    return slot
  }

  private grow(): void {
    const size = this.causes.length * 2
    const { causes, backgrounds, generations, freeSlots } = this
    this.causes = new Uint32Array(size)
    this.backgrounds = new Uint8Array(size)
    this.generations = new Uint32Array(size)
    this.freeSlots = new Int32Array(size)
    this.causes.set(causes)
    this.backgrounds.set(backgrounds)
    this.generations.set(generations)
    this.freeSlots.set(freeSlots)
  }

  /** A delay past the end of time ends there, and so never: a rate may be next to nothing. */
  after<T>(delay: number, handler: Handler<T>, argument: T): EventHandle {
    return this.at(Math.min(this.now + delay, TIME_MAX), handler, argument)
  }

  /** Takes an event back; one that has happened already, or none, is left alone. */
  cancel(handle: EventHandle): void {
    if (handle < 0) return
    // Not by a remainder: of numbers beyond 2^31 it is a slow one.
    const generation = Math.floor(handle / SLOTS_MAX)
    const slot = handle - generation * SLOTS_MAX
    if (this.generations[slot] !== generation || !this.handlers[slot]) return
    this.handlers[slot] = null
    this.payloads[slot] = undefined
    this.cancelled++
    if (!this.backgrounds[slot]) this.pending--
  }

  intervene(outside: Outside): void {
    this.outside.push(outside)
    this.outside.sort((x, y) => x.time - y.time || x.cut - y.cut)
  }

  /** Runs to the end that the limits or the model set, and says which it was. */
  run(limits: Limits): number {
    for (;;) {
      const reason = this.advance(limits)
      if (reason !== null) return reason
    }
  }

  /** Runs on by one part; null where that was not the last. Where a part ends is nothing to the run. */
  advance(limits: Limits): number | null {
    try {
      return this.loop(limits)
    } catch (error) {
      if (error instanceof BudgetExceeded) return error.reason
      if (!(error instanceof AssertionFailure)) throw error
      this.failure = error.message
      return EndReason.assertion
    }
  }

  private loop(limits: Limits): number | null {
    const { queue } = this
    const rest = this.events + PART_EVENTS
    // What is put off to the end of time never comes.
    const until = limits.untilNs ?? limits.atMostNs ?? TIME_MAX - 1
    for (;;) {
      if (this.events >= rest) return null
      if (this.cancelled > 0) this.dropCancelled()
      const next = queue.size > 0 ? queue.peekTime() : Number.POSITIVE_INFINITY
      const outside = this.outside[0]
      if (
        outside &&
        (outside.time < next ||
          (outside.time === next && this.eventsHere >= outside.cut && next === this.now))
      ) {
        if (outside.time > until) break
        this.outside.shift()
        if (outside.time > this.now) this.eventsHere = 0
        this.now = Math.max(this.now, outside.time)
        this.cause = NONE
        outside.act()
        continue
      }
      if (next > until || (limits.untilNs === null && this.pending === 0 && !outside)) break
      if (next > this.now) {
        this.now = next
        this.eventsHere = 0
        if (outside && outside.time === next && outside.cut === 0) continue
      }
      const slot = queue.pop()
      const handler = this.handlers[slot]
      const payload = this.payloads[slot]
      this.cause = this.causes[slot] as number
      if (!this.backgrounds[slot]) this.pending--
      this.release(slot)
      if (++this.eventsHere > limits.eventsAtOneInstantMax) return EndReason.eventsAtOneInstant
      if (++this.events > limits.eventsMax) return EndReason.eventBudget
      ;(handler as Handler<unknown>)(payload)
    }
    const end = limits.untilNs ?? limits.atMostNs
    if (end === undefined || (limits.untilNs === null && this.pending === 0))
      return EndReason.quiescent
    this.now = end
    return queue.size > 0 ? EndReason.time : EndReason.quiescent
  }

  /** Cancelled events leave without moving the clock. */
  private dropCancelled(): void {
    const { queue } = this
    while (queue.size > 0 && !this.handlers[queue.peekSlot()]) {
      this.release(queue.pop())
      this.cancelled--
    }
  }

  private release(slot: number): void {
    this.handlers[slot] = null
    this.payloads[slot] = undefined
    this.generations[slot] = (this.generations[slot] as number) + 1
    this.freeSlots[this.freeCount++] = slot
  }
}
