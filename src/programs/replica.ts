/** A replica of a counter, with a clock that may be wrong, and the echo by which a sender hears itself. */
import type { Program } from '../engine/program.ts'
import { message, Request, Result } from '../kernel/message.ts'
import type { Pid } from '../kernel/pid.ts'
import {
  Compute,
  Delay,
  Executed,
  GetTime,
  JoinGroup,
  Note,
  Random,
  Receive,
  Reply,
  Show,
} from '../kernel/system-calls.ts'
import type { Part } from './part.ts'

/** The text of a message that nobody is to answer: the next one supersedes it. */
export const NO_ANSWER = 'no answer wanted'

interface Keeping {
  readonly group: Pid
  readonly serviceNs: number
  /** Each answer waits a time drawn from 0 to this. */
  readonly spreadNs: number
  /** Whether it knows an update by its number when it comes again. */
  readonly remembers: boolean
  /** Its clock is off by a time drawn from this much too slow to this much too fast; 0: nobody asks it the time. */
  readonly clockSpreadNs: number
}

export function* replica(keeping: Keeping): Program {
  const { group, serviceNs, spreadNs, remembers, clockSpreadNs } = keeping
  const joined = yield* JoinGroup(group)
  if (joined !== 'joined') return yield* Note(`JoinGroup: ${joined}`)
  let counter = 0
  let latest = 0
  let fastNs = clockSpreadNs > 0 ? (yield* Random(2 * clockSpreadNs)) - clockSpreadNs : 0
  yield* Show('counter', counter)
  if (clockSpreadNs > 0) yield* Show('micros-fast', micros(fastNs))
  for (;;) {
    const { from, message: request } = yield* Receive()
    yield* Compute(serviceNs)
    if (spreadNs > 0) yield* Delay(yield* Random(spreadNs))
    const known = remembers && request.value <= latest
    if (request.code === Request.setClock) {
      fastNs = request.value * 1000 - (yield* GetTime())
      yield* Show('micros-fast', micros(fastNs))
    } else if (request.code === Request.write) counter = request.value
    else if (request.code === Request.add && !known) counter++
    latest = request.value
    yield* Show('counter', counter)
    yield* Executed(from)
    if (request.text === NO_ANSWER) continue
    const reading = request.code === Request.whatTime
    const value = reading ? micros((yield* GetTime()) + fastNs) : counter
    yield* Reply(message(Result.ok, value), from)
  }
}

const micros = (nanos: number) => Math.round(nanos / 1000)

/** A member on the sender’s own machine: its reply ends the Send at once, so that no copy follows the first. */
export function* echo(group: Pid): Program {
  yield* JoinGroup(group)
  for (;;) {
    const { from } = yield* Receive()
    yield* Reply(message(Result.ok), from)
  }
}

export const replicaPart: Part = {
  name: 'replica',
  args: {
    group: { type: 'process', says: 'the group to join' },
    serviceMicros: { type: 'number', default: 0, says: 'processor time for one request, µs' },
    spreadMs: { type: 'number', default: 0, says: 'longest random wait before an answer, ms' },
    resend: {
      type: 'word',
      default: 'idempotent',
      words: ['idempotent', 'not'],
      says: 'whether an update that comes again is known by its number',
    },
    clockSpreadMs: { type: 'number', default: 0, says: 'most that its clock is off, ms' },
  },
  create: (args) =>
    replica({
      group: args.process('group'),
      serviceNs: Math.round(args.number('serviceMicros') * 1000),
      spreadNs: Math.round(args.number('spreadMs') * 1e6),
      remembers: args.word('resend') === 'idempotent',
      clockSpreadNs: Math.round(args.number('clockSpreadMs') * 1e6),
    }),
}

export const echoPart: Part = {
  name: 'echo',
  args: { group: { type: 'process', says: 'the group to join' } },
  create: (args) => echo(args.process('group')),
}
