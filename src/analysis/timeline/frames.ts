/** What has to be remembered of frames and answers between their records. */
import { EntityType } from '../../trace/entities.ts'
import { Growing } from '../../trace/growing.ts'
import { Kind, PACKET_NAMES } from '../../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { isAnswer } from '../names.ts'
import { copied } from './spans.ts'
import type { HostTrack } from './tracks.ts'

/** The kind of packet that a name stands for. */
const TYPES = new Map(PACKET_NAMES.map((name, type) => [name, type] as const).reverse())

/** The latest transmission of a frame. */
export interface Transmission {
  readonly host: HostTrack
  readonly from: number
  readonly to: number
}

export class FrameBook {
  private readonly trace: Trace
  /** By frame: its place in the columns. There are hundreds of thousands, and an object each would be as many to keep. */
  private readonly places = new Growing()
  private count = 0
  private hosts: (HostTrack | null)[] = []
  private from = new Float64Array(64)
  private to = new Float64Array(64)
  private types = new Uint16Array(64)
  private accepts = new Uint16Array(64)
  private readonly answers = new Map<EntityId, { by: EntityId; time: number }>()

  constructor(trace: Trace) {
    this.trace = trace
  }

  /** What kind of packet it is; 0 where nothing is known of it. */
  typeOf(frame: EntityId): number {
    const at = this.places.at(frame) ?? NONE
    return at === NONE ? 0 : (this.types[at] as number)
  }
  transmissionOf(frame: EntityId): Transmission | undefined {
    const at = this.places.at(frame) ?? NONE
    const host = this.hosts[at]
    if (!host) return undefined
    return {
      host,
      from: this.from[at] as number,
      to: this.to[at] as number,
    }
  }
  /** How many machines took a copy of it. */
  acceptsOf(frame: EntityId): number {
    const at = this.places.at(frame) ?? NONE
    return at === NONE ? 0 : (this.accepts[at] as number)
  }
  private place(frame: EntityId): number {
    if (frame >= this.places.length)
      this.places.extend(Math.max(frame + 1, this.trace.entityCount), NONE)
    const known = this.places.at(frame) as number
    if (known !== NONE) return known
    const at = this.count++
    if (at === this.from.length) this.grow()
    this.hosts.push(null)
    this.types[at] = this.typeByName(frame)
    this.places.set(frame, at)
    return at
  }
  private grow(): void {
    const size = 2 * this.count
    this.from = copied(new Float64Array(size), this.from)
    this.to = copied(new Float64Array(size), this.to)
    this.types = copied(new Uint16Array(size), this.types)
    this.accepts = copied(new Uint16Array(size), this.accepts)
  }
  /** `SEND.2` is a SEND: the name says what kind of packet it is, before its packetOut and after. */
  private typeByName(frame: EntityId): number {
    return TYPES.get(this.trace.localName(frame).replace(/\.\d+$/, '')) ?? 0
  }
  typed(frame: EntityId, type: number): void {
    this.types[this.place(frame)] = type
  }
  isReply(frame: EntityId): boolean {
    return isAnswer(this.types[this.place(frame)] as number)
  }
  transmit(frame: EntityId, host: HostTrack, time: number): void {
    const at = this.place(frame)
    this.hosts[at] = host
    this.from[at] = time
    this.to[at] = Number.POSITIVE_INFINITY
  }
  transmitted(frame: EntityId, time: number): void {
    this.to[this.place(frame)] = time
  }
  accepted(frame: EntityId): void {
    const at = this.place(frame)
    this.accepts[at] = (this.accepts[at] as number) + 1
  }
  answer(exchange: EntityId, by: EntityId, time: number): void {
    this.answers.set(exchange, { by, time })
  }
  /** Who answered an exchange and when; forgotten once asked. */
  answered(exchange: EntityId): { by: EntityId; time: number } | undefined {
    const answer = this.answers.get(exchange)
    this.answers.delete(exchange)
    return answer
  }

  /** Who sends a frame: known once it was on the wire, before that by what led to it. */
  sender(
    frame: EntityId,
    hosts: ReadonlyMap<EntityId, HostTrack>,
    record: RecordIndex = NONE,
  ): HostTrack | undefined {
    const place = this.place(frame)
    const known = this.hosts[place]
    if (known) return known
    let at = record
    for (let step = 0; step < 12 && at !== NONE && at < this.trace.length; step++) {
      const host = this.hostAt(at)
      const found = host === NONE ? undefined : hosts.get(host)
      if (found && at !== record) {
        this.hosts[place] = found
        return found
      }
      at = this.trace.cause(at)
    }
    const client = this.trace.within(frame, EntityType.host)
    return this.isReply(frame) ? undefined : hosts.get(client)
  }

  private hostAt(record: RecordIndex): EntityId {
    const { trace } = this
    const kind = trace.kind(record)
    const entity = trace.entity(record)
    if (kind === Kind.packetIn || kind === Kind.accepted || kind === Kind.duplicate)
      return trace.a(record)
    if (kind === Kind.ignored || kind === Kind.aliensFull) return trace.a(record)
    if (kind === Kind.replied || kind === Kind.received)
      return trace.within(trace.a(record), EntityType.host)
    if (kind === Kind.sendOpen || kind === Kind.timerSet || kind === Kind.timerEnd)
      return trace.within(entity, EntityType.host)
    const type = trace.typeOf(entity)
    const local =
      type === EntityType.processor || type === EntityType.process || type === EntityType.interface
    return local ? trace.within(entity, EntityType.host) : NONE
  }
}
