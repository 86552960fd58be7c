/**
 * Giving a program away, so that one copy of it runs whichever message is lost. Whoever takes it gives a ticket first:
 * what became of that can be asked for as often as need be, and who says that it has not come will not take it later.
 * Only a machine that has been started anew cannot say: there it may have run, and have died.
 */
import type { Program, Step } from '../engine/program.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import { FIRST_ADDRESS } from '../kernel/memory.ts'
import { type Message, message, Request, Result } from '../kernel/message.ts'
import { Adopt, Guest } from '../kernel/migration-calls.ts'
import type { Pid } from '../kernel/pid.ts'
import { type Answer, Delay, GetTime, Receive, Reply, Send } from '../kernel/system-calls.ts'
import { Kind, MigrationEnd } from '../trace/kinds.ts'

/** What the old machine does where it cannot know: asks, or believes the one or the other. */
export const IN_DOUBT = ['asks', 'goes-on', 'gives-up'] as const

/** Pause before it asks again: doubled each time, up to the second, ns (X). */
const FIRST_PAUSE_NS = 125_000_000
const PAUSE_MAX_NS = 2_000_000_000
const NS_PER_MICRO = 1000

/** 0 where the other machine takes nothing. */
export function* ticketOf(taker: Pid): Step<number> {
  const given = yield* Send(taker, message(Request.takeTicket))
  return given.message?.code === Result.ok ? given.message.value : 0
}

export interface Given {
  readonly guest: Pid
  readonly ticket: number
  /** Of what the kernel knows of it. */
  readonly state: number
}

/** From the first copy of this request on the program may run there. Comes back with a MigrationEnd. */
export function* handOver(
  taker: Pid,
  inDoubt: string,
  { guest, ticket, state }: Given,
): Step<number> {
  const taken = yield* Send(taker, message(Request.takeOver, ticket, `${guest} ${state}`))
  const end = endOf(taken)
  if (end !== null) return end
  if (inDoubt === 'goes-on') return MigrationEnd.stayed
  if (inDoubt === 'gives-up') return MigrationEnd.lost
  for (let asked = 0, pause = FIRST_PAUSE_NS; ; asked++) {
    yield* Tell(Kind.moveInDoubt, null, { process: taker }, asked)
    const known = endOf(yield* Send(taker, message(Request.isItThere, ticket)))
    if (known !== null) return known
    yield* Delay(pause)
    pause = Math.min(2 * pause, PAUSE_MAX_NS)
  }
}

/** Null where the answer does not say; "no such process" says that nothing was done with what was sent. */
function endOf({ message: told, result }: Answer): number | null {
  if (result === 'noSuchProcess') return MigrationEnd.stayed
  if (told?.code === Result.ok) return MigrationEnd.moved
  if (told?.code === Result.refused) return MigrationEnd.stayed
  return told ? MigrationEnd.lost : null
}

// The other machine ----------------------------------------------------------------------------------
/** What became of a ticket. */
type Fate = 'given' | 'here' | 'never'

/** Puts the program up from what has come into the room, lets it go on, and tells everybody where it is. */
export function* taker(itsRoom: Pid, kilobytes: number, announces: boolean): Program {
  const fates = new Map<number, Fate>()
  for (;;) {
    const { from, message: request } = yield* Receive()
    if (request.code === Request.takeTicket) {
      // Its clock: no later life of the machine gives the same ticket.
      const ticket = Math.floor((yield* GetTime()) / NS_PER_MICRO) + 1
      fates.set(ticket, 'given')
      yield* Reply(message(Result.ok, ticket), from)
      continue
    }
    const ticket = request.value
    if (fates.get(ticket) === 'given') {
      const takes = request.code === Request.takeOver
      const here = takes && (yield* take(request, itsRoom, kilobytes, announces))
      fates.set(ticket, here ? 'here' : 'never')
    }
    yield* Reply(message(ANSWERS[fates.get(ticket) ?? 'given']), from)
  }
}
const ANSWERS: Readonly<Record<Fate, number>> = {
  given: Result.unheardOf,
  here: Result.ok,
  never: Result.refused,
}

function* take({ text }: Message, of: Pid, kilobytes: number, announces: boolean): Step<boolean> {
  const [guest, state] = text.split(' ').map(Number)
  const place = { of, start: FIRST_ADDRESS, count: kilobytes * 1024 }
  if (!(yield* Adopt(guest as Pid, place, state as number))) return false
  yield* Guest('thaw', guest as Pid)
  if (announces) yield* Guest('announce', guest as Pid)
  return true
}
