/** A member of a V group that multicasts without an order: everybody delivers as it comes, its own at once. */
import type { Program } from '../../engine/program.ts'
import { Log, ReceiveDatagram, Tell, Transmit } from '../../kernel/datagram-calls.ts'
import type { Pid } from '../../kernel/pid.ts'
import { JoinGroup } from '../../kernel/system-calls.ts'
import { Kind } from '../../trace/kinds.ts'
import type { Schedule } from './ordered-member.ts'

export function* unorderedMember(self: Pid, group: Pid, schedule: Schedule): Program {
  yield* JoinGroup(group)
  let place = 0
  let sent = 0
  let { time } = yield* ReceiveDatagram(0)
  for (;;) {
    const text = schedule.texts[sent]
    const at = schedule.startNs + sent * schedule.everyNs
    const wait = text === undefined ? Number.POSITIVE_INFINITY : Math.max(0, at - time)
    const taken = yield* ReceiveDatagram(wait)
    time = taken.time
    if (taken.datagram) yield* Log(++place, taken.datagram.content.text)
    else if (text !== undefined) {
      const about = { of: self, what: 'letter', number: ++sent }
      const filler = Math.max(0, schedule.bytes - text.length)
      yield* Tell(Kind.broadcast, about, schedule.bytes, text)
      yield* Transmit(group, {
        type: 'UNORDERED',
        words: [0, 0, 0, 0, 0, 0, sent],
        text,
        filler,
        about,
      })
      yield* Log(++place, text)
    }
  }
}
