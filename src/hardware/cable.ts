/**
 * The cable: taps at metres, signals that travel, and what each tap hears. Carrier is computed from the list of
 * waves; only stations that wait, collide or accept cost an event.
 *
 * Ties are the norm on a cable (waves chase the idle edge at the speed of the signal), so one rule decides them:
 * a wave that arrives on this very tick is not yet sensed.
 */
import type { Simulation } from '../engine/simulation.ts'
import { EntityType } from '../trace/entities.ts'
import { DamageReason, Kind, LossReason } from '../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex } from '../trace/record.ts'
import { damageChance } from './bit-errors.ts'
import { bitsNs, type CableTimes, timesOf } from './cable-times.ts'
import type { Frame, FrameTrap } from './frame.ts'
import type { NetworkInterface } from './interface.ts'
import type { NetworkPreset } from './network-presets.ts'
import { OracleAccess } from './oracle-access.ts'
import { Recipients } from './recipients.ts'
import { Waiting } from './waiting.ts'
import { type Arrival, arrivalAt, type Cut, type Line, travelNs, type Wave } from './wave.ts'

interface Reception {
  readonly wave: Wave
  readonly station: NetworkInterface
}

/** What a cable may have beside its length. */
export interface CableOptions {
  /** Of frames at each tap, 0 to 100. */
  readonly lossPercent?: number
  /** Chance that a bit changes on its way to one tap, 0 to 1. */
  readonly bitErrorRate?: number
  /** Metres at which a repeater joins two segments, ascending. */
  readonly repeaters?: readonly number[]
  /** How a station gets the cable: by its own backoff, or told by an oracle. */
  readonly access?: 'backoff' | 'oracle'
  /** false: who has collided always waits one slot, and nobody draws. */
  readonly randomBackoff?: boolean
}

export class Cable {
  readonly sim: Simulation
  readonly preset: NetworkPreset
  readonly metres: number
  readonly entity: EntityId
  readonly options: CableOptions
  readonly oracle: OracleAccess | null
  readonly line: Line
  readonly stations: NetworkInterface[] = []
  readonly recipients = new Recipients(this.stations)
  private readonly waves: Wave[] = []
  private readonly waiting = new Waiting()
  private readonly cuts: Cut[] = []
  private lastEnd = Number.NEGATIVE_INFINITY
  private readonly traps: FrameTrap[] = []
  private readonly scratch: Arrival = { front: 0, tail: 0, whole: true }
  private readonly scratch2: Arrival = { front: 0, tail: 0, whole: true }
  private readonly acrossNs: number
  readonly times: CableTimes

  constructor(
    sim: Simulation,
    parent: EntityId,
    preset: NetworkPreset,
    metres: number,
    options: CableOptions = {},
  ) {
    this.sim = sim
    this.preset = preset
    this.metres = metres
    this.options = options
    const { nsPerMetre } = preset
    this.line = { nsPerMetre, repeaters: options.repeaters ?? [], cuts: this.cuts }
    this.times = timesOf(preset)
    const repeaterNs = this.times.repeaterFullNs
    this.acrossNs = travelNs(0, metres, this.line, repeaterNs)
    this.entity = sim.entity(EntityType.cable, parent, 'cable')
    // A slot must see both fronts of a collision and its jam to their end, however long the cable.
    const jam = this.bits(preset.preambleBits + preset.jamBits)
    const slotNs = Math.max(preset.contentionNs, 2 * this.acrossNs + jam)
    const travel = (from: number, to: number) => travelNs(from, to, this.line, repeaterNs)
    this.oracle =
      options.access === 'oracle' ? new OracleAccess(sim, slotNs, this.times.gapNs, travel) : null
  }

  attach(station: NetworkInterface): number {
    this.stations.push(station)
    this.recipients.changed()
    return this.stations.length - 1
  }

  bits(count: number): number {
    return bitsNs(count, this.preset)
  }

  private arrival(wave: Wave, station: NetworkInterface, into: Arrival): Arrival {
    return arrivalAt(wave, station.metre, this.line, into)
  }

  // Carrier -----------------------------------------------------------------------------------------
  /**
   * When this tap has been, or will be, without carrier: the present or past instant at which the last wave's
   * tail went by (−Infinity if none did), a future one, or Infinity while a station it hears is still sending.
   */
  idleFrom(station: NetworkInterface): number {
    const now = this.sim.now
    let last = Number.NEGATIVE_INFINITY
    for (const wave of this.waves) {
      const { front, tail } = this.arrival(wave, station, this.scratch)
      if (front < now && tail > last) last = tail
    }
    return last
  }

  /** The station is told again when a wave it may be hearing ends. */
  waitForIdle(station: NetworkInterface): void {
    this.waiting.add(station)
  }
  stopWaiting(station: NetworkInterface): void {
    this.waiting.delete(station)
  }

  // Waves -------------------------------------------------------------------------------------------
  begin(station: NetworkInterface, frame: Frame): Wave {
    const { sim } = this
    this.prune()
    const attempt = sim.entity(EntityType.attempt, frame.entity, 'try', frame.attempts)
    const openRecord = sim.emit(
      Kind.transmitOpen,
      attempt,
      frame.bits,
      station.hostEntity,
      NONE,
      NONE,
    )
    const wave: Wave = {
      frame,
      attempt,
      station: station.index,
      metre: station.metre,
      begin: sim.now,
      end: Number.POSITIVE_INFINITY,
      planned: sim.now + this.bits(frame.bits),
      whole: true,
      openRecord,
      traps: [],
      pending: 0,
      accepted: 0,
      others: 0,
      copies: 0,
      repeaterNs: this.repeaterNs(),
      meetsAt: Number.POSITIVE_INFINITY,
    }
    this.takeTraps(wave)
    for (const other of this.waves) this.expectCollision(wave, other)
    this.waves.push(wave)
    return wave
  }

  private repeaterNs(): number {
    const { gapNs, repeaterFullNs, repeaterShrunkNs } = this.times
    return this.sim.now - this.lastEnd <= 2 * gapNs ? repeaterShrunkNs : repeaterFullNs
  }

  /** Both ends of a possible collision: who will still be sending when the other's front gets there? */
  private expectCollision(wave: Wave, other: Wave): void {
    this.expectAt(wave, other)
    if (other.end === Number.POSITIVE_INFINITY) this.expectAt(other, wave)
  }

  /** Only the first signal that comes while it sends matters to a station: one event, unless a nearer one begins. */
  private expectAt(own: Wave, other: Wave): void {
    const station = this.stations[own.station] as NetworkInterface
    const { front, tail } = this.arrival(other, station, this.scratch)
    const now = this.sim.now
    if (tail <= now || front >= own.planned) return
    const time = Math.max(now, front)
    if (time >= own.meetsAt) return
    own.meetsAt = time
    this.sim.at(time, this.meet, { station, own, other })
  }

  private readonly meet = (pair: { station: NetworkInterface; own: Wave; other: Wave }): void => {
    const { station, own, other } = pair
    const { front, tail } = this.arrival(other, station, this.scratch)
    if (front <= this.sim.now && tail > this.sim.now) return station.collided(own, other)
    if (own.end !== Number.POSITIVE_INFINITY) return
    // A cut, or a loss of power, kept that one away: the next may come.
    own.meetsAt = Number.POSITIVE_INFINITY
    for (const each of this.waves) if (each !== own) this.expectAt(own, each)
  }

  /** The station stops sending: all of the frame is out, or a jam has been, or its power went. */
  end(wave: Wave, whole: boolean, howEnded: number): void {
    const { sim } = this
    wave.end = sim.now
    this.lastEnd = sim.now
    wave.whole = whole
    const sent = whole ? wave.frame.bits : Math.round((wave.end - wave.begin) / this.preset.bitNs)
    sim.emit(Kind.transmitClose, wave.attempt, sent, howEnded, NONE, wave.openRecord)
    this.waiting.wake()
    if (whole) this.scheduleReceptions(wave)
    else this.tally(wave)
  }

  private scheduleReceptions(wave: Wave): void {
    for (const station of this.recipients.of(wave.frame.to)) {
      if (station.index === wave.station) continue
      const { tail } = this.arrival(wave, station, this.scratch)
      wave.pending++
      if (tail === Number.POSITIVE_INFINITY)
        this.sim.after(this.acrossNs, this.notArrived, { wave, station })
      else this.sim.at(Math.max(tail, this.sim.now), this.receive, { wave, station })
    }
    if (wave.pending === 0) this.tally(wave)
  }

  // Reception ---------------------------------------------------------------------------------------
  private readonly notArrived = ({ wave, station }: Reception): void => {
    this.sim.emit(Kind.lost, wave.frame.entity, station.hostEntity, LossReason.cut)
    this.finish(wave, false)
  }

  private readonly receive = (reception: Reception): void => {
    const { wave, station } = reception
    const arrival = this.arrival(wave, station, this.scratch)
    if (arrival.front === Number.POSITIVE_INFINITY) return this.notArrived(reception)
    if (!station.on || station.onSince > arrival.front)
      return this.lose(reception, LossReason.powerOff, NONE)
    const damage = this.damageAt(wave, station, arrival)
    if (damage) return this.damage(reception, damage.reason, damage.because)
    if (this.hasBitError(wave, station))
      return this.damage(reception, DamageReason.bitError, wave.openRecord)
    for (const trap of wave.traps) {
      if (trap.host !== null && trap.host !== station.name) continue
      if (trap.action === 'lose') return this.lose(reception, LossReason.intervention, trap.record)
      if (trap.action === 'corrupt')
        return this.damage(reception, DamageReason.corrupted, trap.record)
      if (trap.action === 'delay') {
        this.sim.after(trap.delayNs, this.take, reception)
        return
      }
      wave.pending++
      wave.copies++
      this.sim.after(wave.planned - wave.begin, this.take, reception)
    }
    const { lossPercent = 0 } = this.options
    if (lossPercent > 0 && this.sim.random(`loss/${station.name}`).chance(lossPercent)) {
      return this.lose(reception, LossReason.rate, NONE)
    }
    this.take(reception)
  }

  /** One draw for all the bits of a frame at one tap. */
  private hasBitError(wave: Wave, station: NetworkInterface): boolean {
    const { bitErrorRate = 0 } = this.options
    if (bitErrorRate <= 0) return false
    const spoiled = damageChance(bitErrorRate, wave.frame.bits)
    return this.sim.random(`bit-errors/${station.name}`).bits() < spoiled * 0x100000000
  }

  private readonly take = ({ wave, station }: Reception): void => {
    if (!station.on) return this.lose({ wave, station }, LossReason.powerOff, NONE)
    const { cause } = this.sim
    const { front, tail } = this.arrival(wave, station, this.scratch)
    const accepted = station.take(wave.frame, front, tail)
    this.sim.cause = cause
    this.finish(wave, accepted)
  }

  private lose({ wave, station }: Reception, reason: number, because: RecordIndex): void {
    this.sim.emit(Kind.lost, wave.frame.entity, station.hostEntity, reason, because)
    this.finish(wave, false)
  }

  private damage({ wave, station }: Reception, reason: number, because: RecordIndex): void {
    this.sim.emit(Kind.damaged, wave.frame.entity, station.hostEntity, reason, because)
    this.finish(wave, false)
  }

  /** What spoils a frame at this tap, if anything: another wave there meanwhile, or a cut that ends it early. */
  private damageAt(
    wave: Wave,
    station: NetworkInterface,
    arrival: Arrival,
  ): { reason: number; because: RecordIndex } | null {
    const { front, tail, whole } = arrival
    for (const other of this.waves) {
      if (other === wave) continue
      const there = this.arrival(other, station, this.scratch2)
      if (there.front < tail && there.tail > front) {
        const own = other.station === station.index
        return {
          reason: own ? DamageReason.ownTransmission : DamageReason.collision,
          because: other.openRecord,
        }
      }
    }
    return whole ? null : { reason: DamageReason.cutShort, because: NONE }
  }

  private finish(wave: Wave, accepted: boolean): void {
    if (accepted) wave.accepted++
    else wave.others++
    if (--wave.pending === 0) this.tally(wave)
  }

  /** Conservation, in one record: at every tap the frame was accepted, filtered, or something else became of it. */
  private tally(wave: Wave): void {
    const taps = this.stations.length - 1
    const rest = taps + wave.copies - wave.accepted - wave.others
    const filtered = wave.whole ? Math.max(0, rest) : taps
    this.sim.emit(
      Kind.tally,
      wave.attempt,
      taps,
      wave.accepted | (filtered << 10) | (wave.others << 20),
      NONE,
      wave.openRecord,
    )
  }

  /** Forgets waves that nobody can hear any more and that overlapped nothing still under way. */
  private prune(): void {
    const { waves } = this
    if (waves.length === 0) return
    const now = this.sim.now
    let horizon = now
    for (const wave of waves) {
      if ((wave.end + this.acrossNs >= now || wave.pending > 0) && wave.begin < horizon)
        horizon = wave.begin
    }
    const since = horizon - this.acrossNs - this.times.gapNs
    let kept = 0
    for (const wave of waves) if (wave.end >= since) waves[kept++] = wave
    while (waves.length > kept) waves.pop()
  }

  // Interventions -----------------------------------------------------------------------------------
  /** Takes the first matching frame on the wire now, or else the next that begins. */
  arm(trap: FrameTrap): void {
    for (const wave of this.waves) {
      const reaches = wave.end + this.acrossNs > this.sim.now
      if (
        reaches &&
        (wave.pending > 0 || wave.end === Number.POSITIVE_INFINITY) &&
        this.offer(trap, wave)
      )
        return
    }
    this.traps.push(trap)
  }

  private offer(trap: FrameTrap, wave: Wave): boolean {
    if (trap.frame === null && !trap.matches(this.sim.entities.nameOf(wave.frame.entity)))
      return false
    if (trap.frame !== null && trap.frame !== wave.frame.entity) return false
    if (trap.frame === null) trap.taken()
    trap.frame = wave.frame.entity
    wave.traps.push(trap)
    return true
  }

  /** A trap holds on to its frame through every attempt: a collision does not save it. */
  private takeTraps(wave: Wave): void {
    for (const trap of this.traps) this.offer(trap, wave)
  }

  cut(metre: number): RecordIndex {
    this.cuts.push({ metre, from: this.sim.now, until: Number.POSITIVE_INFINITY })
    const record = this.sim.emit(Kind.cableCut, this.entity, Math.round(metre))
    this.waiting.wake()
    return record
  }

  /** Heals every cut; false where there was none. */
  heal(): boolean {
    let healed = false
    for (const cut of this.cuts) {
      if (cut.until !== Number.POSITIVE_INFINITY) continue
      cut.until = this.sim.now
      this.sim.emit(Kind.cableHealed, this.entity, Math.round(cut.metre))
      healed = true
    }
    return healed
  }
}
