/**
 * What the wire view asks of a trace, kept as the trace grows: every signal with its life, what each machine's
 * interface was doing, what went wrong at which tap, and who won runs of frames.
 */
import { EntityType } from '../../trace/entities.ts'
import { CHANGE, Field, NIC_STATES } from '../../trace/fields.ts'
import { DamageReason, FrameOutcome, Kind, PACKET_NAMES } from '../../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex } from '../../trace/record.ts'
import type { CableSetup, RunSetup } from '../../trace/setup.ts'
import type { Trace } from '../../trace/trace.ts'
import { isAnswer } from '../names.ts'
import { SpanKind, Spans } from '../timeline/spans.ts'
import { SignKind, Signs } from './signs.ts'
import { Wins } from './wins.ts'

export interface WireHost {
  readonly ordinal: number
  readonly entity: EntityId
  readonly name: string
  readonly metre: number
  /** Its interface while it waits, jams, or has no power; `extra` holds the slots of a backoff. */
  readonly states: Spans
  /** Its own transmissions. */
  readonly sends: Spans
}

/** Slots drawn, and out of how many, in one number. */
export function packSlots(drawn: number, choices: number): number {
  return drawn * 4096 + choices
}
export function slotsOf(extra: number): { readonly drawn: number; readonly choices: number } {
  return { drawn: Math.floor(extra / 4096), choices: extra % 4096 }
}

export interface WireCut {
  readonly metre: number
  readonly from: number
  to: number
}

const STATES: readonly (SpanKind | 0)[] = NIC_STATES.map((state) =>
  state === 'deferring'
    ? SpanKind.defer
    : state === 'jamming'
      ? SpanKind.jam
      : state === 'backing-off'
        ? SpanKind.backoff
        : state === 'off'
          ? SpanKind.dead
          : 0,
)
const WANTING: readonly string[] = ['deferring', 'sending', 'jamming', 'backing-off']

/** Blue asks, green answers; a frame that carries no packet has no hue. */
function spanKind(packetType: number): SpanKind {
  if (packetType <= 0) return SpanKind.kernel
  return isAnswer(packetType) ? SpanKind.reply : SpanKind.request
}

export class WireIndex {
  readonly trace: Trace
  readonly cable: CableSetup
  readonly hosts: WireHost[]
  /** Every signal; `entity` is its frame, `extra` its sender's ordinal, `kind` request, reply or neither. */
  readonly waves = new Spans()
  /** By slot of `waves`: when its last bit would leave its tap, when its jam begins, how it ended. */
  readonly planned: number[] = []
  readonly jams = new Map<number, number>()
  readonly ended = new Map<number, number>()
  readonly signs = new Signs()
  readonly wins = new Wins()
  readonly cuts: WireCut[] = []
  /** Records taken in so far. */
  done = 0
  private longest = 0
  private readonly byEntity = new Map<EntityId, WireHost>()
  private readonly slots = new Map<RecordIndex, { slot: number; own: number; host: WireHost }>()
  private readonly lastOf = new Map<EntityId, number>()
  private readonly doing = new Map<WireHost, { state: number; slot: number }>()
  private became: WireHost | null = null
  private readonly wanting = new Set<WireHost>()

  constructor(trace: Trace, setup: RunSetup) {
    this.trace = trace
    this.cable = setup.cable
    this.hosts = setup.hosts.map(({ entity, name, metre, interface: nic }, ordinal) => {
      const host = { ordinal, entity, name, metre, states: new Spans(), sends: new Spans() }
      this.byEntity.set(entity, host)
      this.byEntity.set(nic, host)
      return host
    })
  }

  /** Takes in what the trace has grown by, at most so many records at once; says whether there is more. */
  update(most = Number.POSITIVE_INFINITY): boolean {
    const stop = Math.min(this.trace.length, this.done + most)
    for (; this.done < stop; this.done++) this.take(this.done)
    return this.done < this.trace.length
  }

  /** From one end of the cable to the other, ns. */
  get across(): number {
    return this.cable.metres * this.cable.nsPerMetre
  }

  /** How many signals a window shows, without looking at each of them. */
  countIn(from: number, to: number): number {
    return this.waves.beginning(from - this.longest - this.across, to)
  }

  /** Calls for every signal of which something is on the cable between two moments, the oldest first. */
  each(from: number, to: number, visit: (slot: number) => void): void {
    const { waves } = this
    const stop = waves.after(to)
    for (let i = waves.after(from - this.longest - this.across - 1); i < stop; i++)
      if (this.endOf(i) + this.across >= from) visit(i)
  }

  /** When the last bit left or, while it is not known, will leave the tap. */
  endOf(slot: number): number {
    const end = this.waves.end[slot] as number
    return Number.isFinite(end) ? end : (this.planned[slot] as number)
  }

  senderOf(slot: number): WireHost {
    return this.hosts[this.waves.extra[slot] as number] as WireHost
  }

  private take(i: RecordIndex): void {
    const kind = this.trace.kind(i)
    if (kind === CHANGE + Field.nicState) this.becomes(i)
    else if (kind === Kind.cableCut)
      this.cuts.push({
        metre: this.trace.a(i),
        from: this.trace.time(i),
        to: Number.POSITIVE_INFINITY,
      })
    else if (kind === Kind.cableHealed) {
      for (const cut of this.cuts)
        if (cut.metre === this.trace.a(i) && !Number.isFinite(cut.to)) cut.to = this.trace.time(i)
    } else if (kind >= Kind.frameQueued && kind <= Kind.lost) this.takeFrame(kind, i)
  }

  private takeFrame(kind: number, i: RecordIndex): void {
    const { trace } = this
    const time = trace.time(i)
    const entity = trace.entity(i)
    if (kind === Kind.transmitOpen) this.begins(i, time, entity)
    else if (kind === Kind.transmitClose) this.ends(i, time)
    else if (kind === Kind.jamOpen) {
      const slot = this.lastOf.get(trace.parentOf(entity))
      if (slot !== undefined) this.jams.set(slot, time)
    } else if (kind === Kind.collision) this.collides(i, time, trace.parentOf(entity))
    else if (kind === Kind.deferOpen) this.waits(entity, 0)
    else if (kind === Kind.backoffOpen)
      this.waits(entity, packSlots(trace.a(i), Math.min(4095, trace.b(i))))
    else if (kind === Kind.damaged) this.sign(this.damage(i, entity), i, entity, trace.b(i))
    else if (kind === Kind.lost) this.sign(SignKind.lost, i, entity, trace.b(i))
    else if (kind === Kind.overrun) this.sign(SignKind.overrun, i, entity, 0)
    else if (kind === Kind.frameDone && trace.a(i) === FrameOutcome.abandoned) {
      const slot = this.lastOf.get(entity)
      const host = slot === undefined ? NONE : (this.waves.extra[slot] as number)
      this.signs.push({ time, host, kind: SignKind.abandoned, record: i, frame: entity, reason: 0 })
    }
  }

  private begins(i: RecordIndex, time: number, attempt: EntityId): void {
    const { trace } = this
    const host = this.byEntity.get(trace.b(i))
    if (!host) return
    const frame = trace.parentOf(attempt)
    const name = trace.localName(frame).replace(/\.\d+$/, '')
    const kind = spanKind(PACKET_NAMES.indexOf(name))
    const slot = this.waves.open(time, kind, i, frame, host.ordinal)
    const length = trace.a(i) * this.cable.bitNs
    this.planned[slot] = time + length
    this.longest = Math.max(this.longest, length)
    this.slots.set(i, { slot, own: host.sends.open(time, kind, i, frame), host })
    this.lastOf.set(frame, slot)
  }

  private ends(i: RecordIndex, time: number): void {
    const open = this.trace.span(i)
    const known = this.slots.get(open)
    if (!known) return
    this.slots.delete(open)
    const { slot, own, host } = known
    const how = this.trace.b(i)
    const from = this.waves.start[slot] as number
    this.longest = Math.max(this.longest, time - from)
    if (how !== 0) this.ended.set(slot, how)
    host.sends.extra[own] = how
    host.sends.close(own, time)
    this.waves.close(slot, time)
    if (how === 0)
      this.wins.won(host.ordinal, from, time, this.wanting.size - (this.wanting.has(host) ? 1 : 0))
  }

  private collides(i: RecordIndex, time: number, frame: EntityId): void {
    const slot = this.lastOf.get(frame)
    if (slot === undefined) return
    const after = time - (this.waves.start[slot] as number)
    const late = after > this.cable.slotBits * this.cable.bitNs
    this.signs.push({
      time,
      host: this.waves.extra[slot] as number,
      kind: late ? SignKind.late : SignKind.collision,
      record: i,
      frame,
      reason: 0,
    })
  }

  /** Spoiled behind its sender's back: all of it went out, and only this tap knows. */
  private damage(i: RecordIndex, frame: EntityId): SignKind {
    const slot = this.lastOf.get(frame)
    const whole = slot !== undefined && !this.ended.has(slot) && !this.jams.has(slot)
    const silent = whole && this.trace.b(i) === DamageReason.collision
    return silent ? SignKind.spoiled : SignKind.damaged
  }

  private sign(kind: SignKind, i: RecordIndex, frame: EntityId, reason: number): void {
    const at = this.trace.a(i)
    const slot = this.lastOf.get(frame)
    // Fragments of a collision spoil every tap that listened: the star at the senders says it already.
    if (kind === SignKind.damaged && reason === DamageReason.collision) return
    const sender = slot === undefined ? NONE : (this.waves.extra[slot] as number)
    const host = at < 0 ? sender : (this.byEntity.get(at)?.ordinal ?? NONE)
    if (host === NONE) return
    this.signs.push({ time: this.trace.time(i), host, kind, record: i, frame, reason })
  }

  // Interfaces --------------------------------------------------------------------------------------
  private becomes(i: RecordIndex): void {
    const { trace } = this
    const host = this.byEntity.get(trace.entity(i))
    if (!host) return
    const time = trace.time(i)
    const before = this.doing.get(host)
    if (before) host.states.close(before.slot, time)
    this.doing.delete(host)
    this.became = null
    const state = trace.b(i)
    const kind = STATES[state]
    if (WANTING.includes(NIC_STATES[state] ?? '')) this.wanting.add(host)
    else this.wanting.delete(host)
    if (!kind) return
    const slot = host.states.open(time, kind, i, trace.entity(i))
    this.doing.set(host, { state, slot })
    this.became = host
  }

  /** The record that follows an interface's change says for which frame it waits. */
  private waits(frame: EntityId, extra: number): void {
    const host = this.became
    const doing = host ? this.doing.get(host) : undefined
    this.became = null
    if (!host || !doing || this.trace.within(frame, EntityType.frame) === NONE) return
    host.states.entity[doing.slot] = frame
    host.states.extra[doing.slot] = extra
  }
}
