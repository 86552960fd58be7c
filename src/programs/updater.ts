/**
 * How sure does a sender want to be? The kernel sees to one reply; nought, k and all are programs over Send and
 * GetReply, each its own few lines.
 */
import type { Program } from '../engine/program.ts'
import { message, Request } from '../kernel/message.ts'
import type { Pid } from '../kernel/pid.ts'
import { Delay, GetReply, GetTime, Send, Show } from '../kernel/system-calls.ts'
import type { Part } from './part.ts'
import { NO_ANSWER } from './replica.ts'

export const SURE_OF = ['0', '1', 'k', 'all'] as const

interface Updating {
  readonly group: Pid
  /** The application’s own list; the kernel has none. */
  readonly members: readonly Pid[]
  readonly sureOf: string
  readonly k: number
  readonly deadlineNs: number
  /** Sends of one update before it is given up. */
  readonly rounds: number
  /** Whether k counts members or any replies. */
  readonly counts: string
  readonly updates: number
  readonly periodNs: number
}

export function* updater(updating: Updating): Program {
  const { sureOf, updates, periodNs } = updating
  for (let n = 1; n <= updates; n++) {
    yield* Show('query', n)
    if (sureOf === '0') yield* nought(updating, n)
    else if (sureOf === '1') yield* one(updating, n)
    else if (sureOf === 'k') yield* kOfThem(updating, n)
    else yield* all(updating, n)
    if (n < updates) yield* Delay(periodNs)
  }
}

/** The state as it is now; the next one heals whatever missed it. An echo of one’s own ends the Send. */
function* nought({ group }: Updating, n: number): Program {
  yield* Send(group, message(Request.write, n, NO_ANSWER))
  yield* Show('outcome', 'unknown')
}

function* one({ group }: Updating, n: number): Program {
  const first = yield* Send(group, message(Request.add, n))
  yield* Show('outcome', first.result === 'replied' ? 'one-heard' : 'no-answer')
}

function* kOfThem({ group, k, deadlineNs, rounds, counts }: Updating, n: number): Program {
  const heard = new Set<Pid>()
  let replies = 0
  const enough = () => (counts === 'members' ? heard.size : replies) >= k
  for (let round = 1; round <= rounds && !enough(); round++) {
    const deadline = (yield* GetTime()) + deadlineNs
    const first = yield* Send(group, message(Request.add, n))
    if (first.result !== 'replied') continue
    let from: Pid | undefined = first.from
    while (from !== undefined) {
      heard.add(from)
      yield* Show('replies', counts === 'members' ? heard.size : ++replies)
      const left: number = deadline - (yield* GetTime())
      from = enough() || left <= 0 ? undefined : (yield* GetReply(left))?.from
    }
  }
  yield* Show('outcome', enough() ? 'enough' : 'too-few')
}

/** Collects what comes by the deadline, then asks each missing member by its own name. */
function* all({ group, members, deadlineNs }: Updating, n: number): Program {
  const missing = new Set(members)
  const update = message(Request.add, n)
  const deadline = (yield* GetTime()) + deadlineNs
  const first = yield* Send(group, update)
  let from: Pid | undefined = first.result === 'replied' ? first.from : undefined
  while (from !== undefined) {
    missing.delete(from)
    yield* Show('replies', members.length - missing.size)
    const left: number = deadline - (yield* GetTime())
    from = missing.size === 0 || left <= 0 ? undefined : (yield* GetReply(left))?.from
  }
  for (const member of [...missing]) {
    const answer = yield* Send(member, update)
    if (answer.result === 'replied') missing.delete(member)
    yield* Show('replies', members.length - missing.size)
  }
  yield* Show('outcome', missing.size === 0 ? 'all-heard' : 'some-missing')
}

export const updaterPart: Part = {
  name: 'updater',
  args: {
    group: { type: 'process', says: 'the group of replicas' },
    members: { type: 'processes', says: 'the application’s list of them' },
    sureOf: { type: 'word', default: '1', words: SURE_OF, says: 'how many must have answered' },
    k: { type: 'number', default: 1, says: 'how many, where it is k' },
    deadlineMs: { type: 'number', default: 50, says: 'time for the replies to one Send, ms' },
    rounds: { type: 'number', default: 3, says: 'Sends of one update before it is given up' },
    counts: {
      type: 'word',
      default: 'members',
      words: ['members', 'replies'],
      says: 'whether k counts members, or replies whoever they are from',
    },
    updates: { type: 'number', default: 1, says: 'how many updates' },
    periodMs: { type: 'number', default: 100, says: 'pause between two updates, ms' },
  },
  create: (args) =>
    updater({
      group: args.process('group'),
      members: args.processes('members'),
      sureOf: args.word('sureOf'),
      k: args.number('k'),
      deadlineNs: Math.round(args.number('deadlineMs') * 1e6),
      rounds: args.number('rounds'),
      counts: args.word('counts'),
      updates: args.number('updates'),
      periodNs: Math.round(args.number('periodMs') * 1e6),
    }),
}
