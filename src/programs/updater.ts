/**
 * How sure does a sender want to be? The kernel sees to one reply; nought, k and all are programs over Send and
 * GetReply, each its own few lines.
 */
import type { Program } from '../engine/program.ts'
import { type Message, message, Request } from '../kernel/message.ts'
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
  /** What each round is about: one more for the counters, or the time of day. */
  readonly about: string
}
/** Of each answer to one question for the time: how far it is ahead of the asker’s clock, µs. */
type Ahead = number[]

export function* updater(updating: Updating): Program {
  const { sureOf, updates, periodNs } = updating
  for (let n = 1; n <= updates; n++) {
    const ahead: Ahead = []
    yield* Show('query', n)
    if (sureOf === '0') yield* nought(updating, n)
    else if (sureOf === '1') yield* one(updating, n, ahead)
    else if (sureOf === 'k') yield* kOfThem(updating, n, ahead)
    else yield* all(updating, n, ahead)
    // All clocks of the machines agree, so what the asker would set its own to is wrong by just this.
    if (ahead.length > 0) yield* Show('micros-off', median(ahead))
    if (n < updates) yield* Delay(periodNs)
  }
}

/** The state as it is now; the next one heals whatever missed it. An echo of one’s own ends the Send. */
function* nought({ group, about }: Updating, n: number): Program {
  const state =
    about === 'time'
      ? message(Request.setClock, micros(yield* GetTime()), NO_ANSWER)
      : message(Request.write, n, NO_ANSWER)
  yield* Send(group, state)
  yield* Show('outcome', 'unknown')
}

function* one(updating: Updating, n: number, ahead: Ahead): Program {
  const first = yield* Send(updating.group, question(updating, n))
  yield* read(updating, first, ahead)
  yield* Show('outcome', first.result === 'replied' ? 'one-heard' : 'no-answer')
}

function* kOfThem(updating: Updating, n: number, ahead: Ahead): Program {
  const { group, k, deadlineNs, rounds, counts } = updating
  const heard = new Set<Pid>()
  let replies = 0
  const enough = () => (counts === 'members' ? heard.size : replies) >= k
  for (let round = 1; round <= rounds && !enough(); round++) {
    const deadline = (yield* GetTime()) + deadlineNs
    const first = yield* Send(group, question(updating, n))
    if (first.result !== 'replied') continue
    let next: Answered | null = first
    while (next) {
      if (!heard.has(next.from)) yield* read(updating, next, ahead)
      heard.add(next.from)
      yield* Show('replies', counts === 'members' ? heard.size : ++replies)
      const left: number = deadline - (yield* GetTime())
      next = enough() || left <= 0 ? null : yield* GetReply(left)
    }
  }
  yield* Show('outcome', enough() ? 'enough' : 'too-few')
}

interface Answered {
  readonly from: Pid
  readonly message: Message | null
}

function question({ about }: Updating, n: number): Message {
  return message(about === 'time' ? Request.whatTime : Request.add, n)
}

/** Takes a reading of another’s clock down; the time that the answer was on its way is not known, and not added. */
function* read({ about }: Updating, answer: Answered, ahead: Ahead): Program {
  if (about === 'time' && answer.message)
    ahead.push(answer.message.value - micros(yield* GetTime()))
}

/** The middle one, of two half-way between: a few clocks that are far off do not move it. */
function median(values: Ahead): number {
  const sorted = [...values].sort((x, y) => x - y)
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] as number
  const upper = sorted[Math.floor(sorted.length / 2)] as number
  return Math.round((lower + upper) / 2)
}

const micros = (nanos: number) => Math.round(nanos / 1000)

/** Collects what comes by the deadline, then asks each missing member by its own name. */
function* all(updating: Updating, n: number, ahead: Ahead): Program {
  const { group, members, deadlineNs } = updating
  const missing = new Set(members)
  const update = question(updating, n)
  const deadline = (yield* GetTime()) + deadlineNs
  const first = yield* Send(group, update)
  let next: Answered | null = first.result === 'replied' ? first : null
  while (next) {
    yield* read(updating, next, ahead)
    missing.delete(next.from)
    yield* Show('replies', members.length - missing.size)
    const left: number = deadline - (yield* GetTime())
    next = missing.size === 0 || left <= 0 ? null : yield* GetReply(left)
  }
  for (const member of [...missing]) {
    const answer = yield* Send(member, update)
    yield* read(updating, answer, ahead)
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
    about: {
      type: 'word',
      default: 'counter',
      words: ['counter', 'time'],
      says: 'whether it adds to the counters, or asks for the time or tells it',
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
      about: args.word('about'),
      updates: args.number('updates'),
      periodNs: Math.round(args.number('periodMs') * 1e6),
    }),
}
