/** What has to be remembered of frames and answers between their records. */
import { EntityType } from '../../trace/entities.ts'
import { Kind, PACKET_NAMES } from '../../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { isAnswer } from '../names.ts'
import type { HostTrack } from './tracks.ts'

export interface FrameTrack {
  host: HostTrack | null
  /** The latest transmission. */
  from: number
  to: number
  accepts: number
  type: number
}

export class FrameBook {
  private readonly trace: Trace
  private readonly frames = new Map<EntityId, FrameTrack>()
  private readonly answers = new Map<EntityId, { by: EntityId; time: number }>()

  constructor(trace: Trace) {
    this.trace = trace
  }

  of(frame: EntityId): FrameTrack | undefined {
    return this.frames.get(frame)
  }
  private ensure(frame: EntityId): FrameTrack {
    let track = this.frames.get(frame)
    if (!track) {
      track = { host: null, from: 0, to: 0, accepts: 0, type: this.typeByName(frame) }
      this.frames.set(frame, track)
    }
    return track
  }
  /** `SEND.2` is a SEND: the name says what kind of packet it is, before its packetOut and after. */
  private typeByName(frame: EntityId): number {
    const name = this.trace.localName(frame).replace(/\.\d+$/, '')
    return Math.max(0, PACKET_NAMES.indexOf(name))
  }
  typed(frame: EntityId, type: number): void {
    this.ensure(frame).type = type
  }
  isReply(frame: EntityId): boolean {
    return isAnswer(this.ensure(frame).type)
  }
  transmit(frame: EntityId, host: HostTrack, time: number): void {
    const track = this.ensure(frame)
    track.host = host
    track.from = time
    track.to = Number.POSITIVE_INFINITY
  }
  transmitted(frame: EntityId, time: number): void {
    this.ensure(frame).to = time
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
    const track = this.ensure(frame)
    if (track.host) return track.host
    let at = record
    for (let step = 0; step < 12 && at !== NONE && at < this.trace.length; step++) {
      const host = this.hostAt(at)
      const found = host === NONE ? undefined : hosts.get(host)
      if (found && at !== record) {
        track.host = found
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
