import { EntityType } from '../../trace/entities.ts'
import { DATAGRAM_TYPES, Kind, PacketType } from '../../trace/kinds.ts'
import { type EntityId, NONE } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { sentTo } from './sent-to.ts'
import type { StageWave } from './stage-model.ts'
import { packetTypeOf } from './waves.ts'

/** Requests that go where their transaction goes. */
const TO_ONE: readonly number[] = [
  PacketType.SEND,
  PacketType.ENQUIRE,
  PacketType.DESTROY,
  PacketType.SUSPEND,
  PacketType.RESUME,
  PacketType.QUERY,
]

const ONE_WAY: ReadonlySet<number> = new Set(DATAGRAM_TYPES.map((type) => PacketType[type]))

/** Whether a host's interface takes a frame in, as far as its address goes. */
export function addressedTo(trace: Trace, wave: StageWave, host: EntityId): boolean {
  const type = packetTypeOf(trace, wave.frame)
  if (type === PacketType.GETPID) return true
  if (TO_ONE.includes(type)) {
    const destination = sentTo(trace, wave.frame)
    if (destination !== NONE && trace.typeOf(destination) !== EntityType.group)
      return trace.within(destination, EntityType.host) === host
    return meansHost(trace, wave.frame, host)
  }
  if (type === PacketType.GROUP_QUERY) return meansHost(trace, wave.frame, host)
  if (ONE_WAY.has(type)) return meansHost(trace, wave.frame, host)
  const asker = trace.within(wave.frame, EntityType.host)
  return asker !== NONE && type !== 0 ? asker === host : meansHost(trace, wave.frame, host)
}

/** For a frame to many: those who take it, or were to take it, are the ones with a record of it. */
function meansHost(trace: Trace, frame: EntityId, host: EntityId): boolean {
  return trace.recordsOf(frame).some((record) => {
    const kind = trace.kind(record)
    const atTap = kind === Kind.accepted || kind === Kind.overrun || kind === Kind.damaged
    return (atTap || kind === Kind.lost) && trace.a(record) === host
  })
}
