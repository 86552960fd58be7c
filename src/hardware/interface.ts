/**
 * A station's interface: a queue of frames to send, the access rules of the Ethernet, and a few receive buffers.
 * Defer while there is carrier, wait the gap, then send whatever the cable does; on a collision finish the
 * preamble, jam, draw a backoff, and begin again; the sixteenth collision abandons the frame.
 */

import type { RandomStream } from '../engine/random.ts'
import { type EventHandle, NO_EVENT, type Simulation } from '../engine/simulation.ts'
import { EntityType } from '../trace/entities.ts'
import { Field, NIC_STATES } from '../trace/fields.ts'
import { FrameOutcome, Kind } from '../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex } from '../trace/record.ts'
import { AddressFilter } from './address-filter.ts'
import type { Cable } from './cable.ts'
import type { Frame } from './frame.ts'
import { INTERFACE_PROFILES, type InterfaceProfile } from './interface-profiles.ts'
import type { Wave } from './wave.ts'

type State = (typeof NIC_STATES)[number]

export interface Listener {
  /** A whole frame is in a buffer; the kernel must free it. */
  frameArrived(frame: Frame): void
  /** A frame has left the interface: sent, given up, or lost with the power. */
  frameLeft?(frame: Frame, outcome: number): void
}

/** A frame inside the hardware, between processor and cable. */
interface Passing {
  readonly frame: Frame
  readonly epoch: number
}

export interface InterfaceOptions {
  readonly metre: number
  readonly address: number
  readonly buffers: number
  /** ns that the hardware itself takes at each end, beside the wire; 0 where the processor does the copying. */
  readonly latencyNs: number
  readonly profile?: InterfaceProfile
}

/** A slot that somebody chose for a station's next backoff. */
interface Pin {
  readonly slots: number
  readonly record: RecordIndex
}

export class NetworkInterface {
  readonly index: number
  readonly metre: number
  readonly name: string
  readonly address: number
  readonly buffers: number
  readonly latencyNs: number
  readonly profile: InterfaceProfile
  readonly oracleStream: RandomStream
  readonly entity: EntityId
  readonly hostEntity: EntityId
  on = true
  onSince = 0
  /** What becomes of a frame that finds every buffer full; only the first is hardware that could be built. */
  overrun: 'lost' | 'kept' | 'heard' = 'lost'
  private readonly sim: Simulation
  private readonly cable: Cable
  private readonly filter: AddressFilter
  private readonly listener: Listener
  private state: State = 'quiet'
  private queue: Frame[] = []
  private wave: Wave | null = null
  private next: EventHandle = NO_EVENT
  private deferRecord: RecordIndex = NONE
  private backoffRecord: RecordIndex = NONE
  private jamRecord: RecordIndex = NONE
  private used = 0
  /** Grows with every loss of power: what was inside the hardware then is gone. */
  private epoch = 0
  private readonly backoffStream: RandomStream
  private readonly pins: Pin[] = []
  /** When the tail of the last frame taken in had passed. */
  private deafUntil = Number.NEGATIVE_INFINITY
  /** The frame that took the last free buffer: why the next one finds none. */
  private lastTaken: RecordIndex = NONE

  constructor(
    cable: Cable,
    host: { entity: EntityId; name: string },
    options: InterfaceOptions,
    listener: Listener,
  ) {
    this.cable = cable
    this.sim = cable.sim
    this.metre = options.metre
    this.name = host.name
    this.address = options.address
    this.buffers = options.buffers
    this.latencyNs = options.latencyNs
    this.profile = options.profile ?? (INTERFACE_PROFILES.plain as InterfaceProfile)
    this.filter = new AddressFilter(options.address, cable.preset, this.profile)
    this.backoffStream = this.sim.random(`backoff/${host.name}`)
    this.oracleStream = this.sim.random(`oracle/${host.name}`)
    this.listener = listener
    this.hostEntity = host.entity
    this.entity = this.sim.entity(EntityType.interface, host.entity, 'interface')
    this.index = cable.attach(this)
  }

  accepts(address: number): boolean {
    return this.filter.accepts(address)
  }

  /** Takes frames for a group from now on; false where the hardware has no room for another address. */
  join(address: number): boolean {
    return this.filtering(() => this.filter.join(address))
  }
  leave(address: number): void {
    this.filtering(() => this.filter.leave(address))
  }
  private filtering<T>(change: () => T): T {
    const before = this.filter.groups
    const result = change()
    this.cable.recipients.changed()
    const { groups } = this.filter
    if (groups !== before) this.sim.change(this.entity, Field.multicasts, before, groups)
    return result
  }
  /** Takes every frame that passes, whoever it is for. */
  listenToAll(promiscuous: boolean): void {
    this.filter.promiscuous = promiscuous
    this.cable.recipients.changed()
  }

  /** Chooses the slots of the next backoff that nobody has chosen yet, in place of its draw. */
  pin(slots: number, record: RecordIndex): void {
    this.pins.push({ slots, record })
  }

  // Sending -----------------------------------------------------------------------------------------
  send(frame: Frame): void {
    if (!this.on) return
    frame.queuedRecord = this.sim.emit(
      Kind.frameQueued,
      frame.entity,
      frame.payloadBytes,
      frame.bytes,
    )
    if (this.latencyNs > 0)
      this.sim.after(this.latencyNs, this.enqueue, { frame, epoch: this.epoch })
    else this.enqueue({ frame, epoch: this.epoch })
  }

  private readonly enqueue = ({ frame, epoch }: Passing): void => {
    if (!this.on || epoch !== this.epoch) return
    this.queue.push(frame)
    this.sim.change(this.entity, Field.transmitQueue, this.queue.length - 1, this.queue.length)
    if (this.state === 'quiet') this.wish()
  }

  /** There is a frame to send: now if this tap is idle and was for a gap, else as soon as it is. */
  private readonly wish = (): void => {
    if (this.cable.oracle) return this.ask()
    const idle = this.cable.idleFrom(this)
    if (idle + this.cable.times.gapNs <= this.sim.now) return this.begin()
    this.become('deferring')
    this.deferRecord = this.sim.emit(Kind.deferOpen, (this.queue[0] as Frame).entity)
    this.lookForIdle()
  }

  /** In place of carrier and backoff: the oracle says when. */
  private ask(): void {
    this.become('deferring')
    this.deferRecord = this.sim.emit(Kind.deferOpen, (this.queue[0] as Frame).entity)
    this.cable.oracle?.want(this)
  }
  readonly goAhead = (): void => {
    if (this.state === 'deferring') this.endDefer()
  }

  /** Waits for the carrier to drop at this tap, then for the gap, and then sends regardless of carrier. */
  readonly lookForIdle = (): void => {
    if (this.state !== 'deferring') return
    this.sim.cancel(this.next)
    const idle = this.cable.idleFrom(this)
    if (idle === Number.POSITIVE_INFINITY) {
      this.cable.waitForIdle(this)
      return
    }
    if (idle > this.sim.now) {
      this.cable.waitForIdle(this)
      this.next = this.sim.at(idle, this.lookForIdle, undefined)
      return
    }
    this.cable.stopWaiting(this)
    const gapEnd = Math.max(this.sim.now, idle + this.cable.times.gapNs)
    this.next = this.sim.at(gapEnd, this.endDefer, undefined)
  }

  private readonly endDefer = (): void => {
    this.sim.emit(Kind.deferClose, (this.queue[0] as Frame).entity, 0, 0, NONE, this.deferRecord)
    this.begin()
  }

  private begin(): void {
    const frame = this.queue[0] as Frame
    frame.attempts++
    this.become('sending')
    this.wave = this.cable.begin(this, frame)
    this.next = this.sim.at(this.wave.planned, this.sent, undefined)
  }

  private readonly sent = (): void => {
    const wave = this.wave as Wave
    this.wave = null
    this.cable.end(wave, true, 0)
    this.finish(FrameOutcome.sent)
  }

  /** The frame leaves the interface, sent or not; the next one is wished for. */
  private finish(outcome: number): void {
    const frame = this.queue.shift() as Frame
    this.sim.emit(Kind.frameDone, frame.entity, outcome, 0, NONE, frame.queuedRecord)
    this.sim.change(this.entity, Field.transmitQueue, this.queue.length + 1, this.queue.length)
    this.become('quiet')
    this.cable.oracle?.done(this)
    this.listener.frameLeft?.(frame, outcome)
    if (this.queue.length > 0 && this.state === 'quiet') this.wish()
  }

  // Collision ---------------------------------------------------------------------------------------
  collided(own: Wave, other: Wave): void {
    if (this.wave !== own || this.state !== 'sending') return
    const { cable, sim } = this
    sim.cancel(this.next)
    sim.emit(Kind.collision, own.attempt, own.frame.attempts, 0, other.openRecord, own.openRecord)
    this.become('jamming')
    const preambleEnd = own.begin + cable.times.preambleNs
    this.next = sim.at(Math.max(sim.now, preambleEnd), this.jam, own)
  }

  private readonly jam = (own: Wave): void => {
    this.jamRecord = this.sim.emit(Kind.jamOpen, own.attempt, 0, 0, NONE, own.openRecord)
    this.next = this.sim.after(this.cable.times.jamNs, this.endJam, own)
  }

  private readonly endJam = (own: Wave): void => {
    const { preset } = this.cable
    this.sim.emit(Kind.jamClose, own.attempt, 0, 0, NONE, this.jamRecord)
    this.wave = null
    this.cable.end(own, false, 1)
    if (own.frame.attempts >= preset.attemptsMax) return this.finish(FrameOutcome.abandoned)
    if (this.cable.oracle) return this.ask()
    this.backOff(own.frame)
  }

  private backOff(frame: Frame): void {
    const { preset, options } = this.cable
    const random = options.randomBackoff !== false
    const choices = random ? 1 << Math.min(frame.attempts, preset.backoffLimit) : 1
    const drawn = random ? this.backoffStream.below(choices) : 1
    const pin = this.pins.shift()
    const slots = pin ? Math.min(pin.slots, choices - 1) : drawn
    const because = pin ? pin.record : NONE
    this.become('backing-off')
    this.backoffRecord = this.sim.emit(Kind.backoffOpen, frame.entity, slots, choices, because)
    this.next = this.sim.after(slots * this.cable.times.slotNs, this.endBackoff, undefined)
  }

  private readonly endBackoff = (): void => {
    this.sim.emit(
      Kind.backoffClose,
      (this.queue[0] as Frame).entity,
      0,
      0,
      NONE,
      this.backoffRecord,
    )
    this.wish()
  }

  // Receiving ---------------------------------------------------------------------------------------
  /** A whole frame has passed this tap: takes it into a buffer, or has none free. */
  take(frame: Frame, front: number, tail: number): boolean {
    const full = this.used >= this.buffers && this.overrun !== 'kept'
    if (full || front < this.deafUntil || this.isShared()) {
      this.sim.emit(Kind.overrun, frame.entity, this.hostEntity, this.used, this.lastTaken)
      if (this.overrun === 'heard') this.hand({ frame, epoch: this.epoch })
      return false
    }
    if (this.profile.recoveryNs > 0) this.deafUntil = tail + this.profile.recoveryNs
    this.used++
    this.lastTaken = this.sim.emit(Kind.accepted, frame.entity, this.hostEntity, this.used)
    this.sim.change(this.entity, Field.buffersUsed, this.used - 1, this.used)
    if (this.latencyNs > 0) this.sim.after(this.latencyNs, this.hand, { frame, epoch: this.epoch })
    else this.hand({ frame, epoch: this.epoch })
    return true
  }

  /** The one buffer of both directions holds a frame that waits to go. */
  private isShared(): boolean {
    return this.profile.sharedBuffer && this.queue.length > 0
  }

  private readonly hand = ({ frame, epoch }: Passing): void => {
    if (!this.on || epoch !== this.epoch) return
    this.sim.emit(Kind.handed, frame.entity, this.hostEntity)
    this.listener.frameArrived(frame)
  }

  freeBuffer(): void {
    if (this.used === 0) return
    this.used--
    this.sim.change(this.entity, Field.buffersUsed, this.used + 1, this.used)
  }

  // Power -------------------------------------------------------------------------------------------
  powerOff(): void {
    this.sim.cancel(this.next)
    this.cable.stopWaiting(this)
    const wave = this.wave
    this.wave = null
    const queue = this.queue
    this.queue = []
    this.on = false
    this.epoch++
    if (wave) this.cable.end(wave, false, 2)
    this.cable.oracle?.done(this)
    for (const frame of queue)
      this.sim.emit(
        Kind.frameDone,
        frame.entity,
        FrameOutcome.powerLost,
        0,
        NONE,
        frame.queuedRecord,
      )
    this.sim.change(this.entity, Field.transmitQueue, queue.length, 0)
    this.sim.change(this.entity, Field.buffersUsed, this.used, 0)
    this.used = 0
    this.filtering(() => this.filter.clear())
    this.become('off')
  }

  powerOn(): void {
    this.on = true
    this.onSince = this.sim.now
    this.become('quiet')
  }

  private become(state: State): void {
    this.sim.change(
      this.entity,
      Field.nicState,
      NIC_STATES.indexOf(this.state),
      NIC_STATES.indexOf(state),
    )
    this.state = state
  }
}
