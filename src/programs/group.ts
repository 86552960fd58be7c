/** The two halves of a question to a group: who asks it, and who is asked. */
import type { Program } from '../engine/program.ts'
import { message, Request, Result } from '../kernel/message.ts'
import type { Pid } from '../kernel/pid.ts'
import {
  Compute,
  Delay,
  Executed,
  GetReply,
  JoinGroup,
  Note,
  Receive,
  Reply,
  Send,
  Show,
} from '../kernel/system-calls.ts'
import type { Part } from './part.ts'

/** Joins, and answers whatever reaches it through the group or by its own name. */
export function* member(group: Pid, serviceNs: number): Program {
  const joined = yield* JoinGroup(group)
  if (joined !== 'joined') return yield* Note(`JoinGroup: ${joined}`)
  let heard = 0
  for (;;) {
    const request = yield* Receive()
    yield* Show('heard', ++heard)
    yield* Compute(serviceNs)
    yield* Executed(request.from)
    yield* Reply(message(Result.ok, request.message.value), request.from)
  }
}

/** Sends to the group and fetches replies until it has `wanted`, or none comes in time. */
export function* asker(
  group: Pid,
  queries: number,
  wanted: number,
  timeoutNs: number,
  thinkNs: number,
): Program {
  for (let n = 1; n <= queries; n++) {
    yield* Show('query', n)
    const first = yield* Send(group, message(Request.areYouAlive, n))
    let replies = first.result === 'replied' ? 1 : 0
    yield* Show('replies', replies)
    while (replies > 0 && replies < wanted) {
      const next = yield* GetReply(timeoutNs)
      if (!next) break
      yield* Show('replies', ++replies)
    }
    if (n < queries) yield* Delay(thinkNs)
  }
}

export const memberPart: Part = {
  name: 'member',
  args: {
    group: { type: 'process', says: 'the group to join' },
    serviceMicros: { type: 'number', default: 0, says: 'processor time for one request, µs' },
  },
  create: (args) => member(args.process('group'), Math.round(args.number('serviceMicros') * 1000)),
}

export const askerPart: Part = {
  name: 'asker',
  args: {
    group: { type: 'process', says: 'whom to ask' },
    queries: { type: 'number', default: 1, says: 'how often' },
    replies: { type: 'number', default: 1, says: 'replies that are enough' },
    timeoutMs: { type: 'number', default: 50, says: 'wait for each further reply, ms' },
    thinkMs: { type: 'number', default: 10, says: 'pause between two queries, ms' },
  },
  create: (args) =>
    asker(
      args.process('group'),
      args.number('queries'),
      args.number('replies'),
      Math.round(args.number('timeoutMs') * 1e6),
      Math.round(args.number('thinkMs') * 1e6),
    ),
}
