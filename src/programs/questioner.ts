/** One question to n members: as one Send to their group, or, the rival, as n Sends one after the other. */
import type { Program } from '../engine/program.ts'
import { message, Request } from '../kernel/message.ts'
import type { Pid } from '../kernel/pid.ts'
import { Delay, GetReply, Send, Show } from '../kernel/system-calls.ts'
import type { Part } from './part.ts'

interface Asking {
  readonly group: Pid
  readonly members: readonly Pid[]
  readonly transport: string
  readonly queries: number
  readonly patienceNs: number
  readonly thinkNs: number
}

const question = (n: number) => message(Request.areYouAlive, n)

/** Begins with a greeting to the group, so that its kernel has heard of every member’s machine. */
export function* questioner(asking: Asking): Program {
  const { group, members, transport, queries, patienceNs, thinkNs } = asking
  yield* Send(group, question(0))
  yield* Delay(thinkNs)
  for (let n = 1; n <= queries; n++) {
    yield* Show('query', n)
    if (transport === 'group') yield* askTheGroup(group, n, members.length, patienceNs)
    else yield* askEach(members, n)
    if (n < queries) yield* Delay(thinkNs)
  }
}

function* askTheGroup(group: Pid, n: number, wanted: number, patienceNs: number): Program {
  const first = yield* Send(group, question(n))
  if (first.result !== 'replied') return
  let replies = 1
  yield* Show('replies', replies)
  while (replies < wanted) {
    const next = yield* GetReply(patienceNs)
    if (!next) return
    yield* Show('replies', ++replies)
  }
}

function* askEach(members: readonly Pid[], n: number): Program {
  let replies = 0
  for (const member of members) {
    const answer = yield* Send(member, question(n))
    if (answer.result === 'replied') yield* Show('replies', ++replies)
  }
}

export const questionerPart: Part = {
  name: 'questioner',
  args: {
    group: { type: 'process', says: 'the group' },
    members: { type: 'processes', says: 'its members' },
    transport: {
      type: 'word',
      default: 'group',
      words: ['group', 'unicast'],
      says: 'one Send to the group, or one to each member',
    },
    queries: { type: 'number', default: 1, says: 'how often' },
    patienceMs: { type: 'number', default: 50, says: 'wait for each further reply, ms' },
    thinkMs: { type: 'number', default: 50, says: 'pause after the greeting and each query, ms' },
  },
  create: (args) =>
    questioner({
      group: args.process('group'),
      members: args.processes('members'),
      transport: args.word('transport'),
      queries: args.number('queries'),
      patienceNs: Math.round(args.number('patienceMs') * 1e6),
      thinkNs: Math.round(args.number('thinkMs') * 1e6),
    }),
}
