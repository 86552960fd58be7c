/**
 * Whoever needs a machine asks the group of program managers. Each looks at its own machine alone: one that has
 * room answers, and the first answer is taken. A manager that takes its turn behind the programs of its machine
 * answers the later the more of them there are, without anybody counting.
 */
import type { Program } from '../engine/program.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import { message, Request, Result } from '../kernel/message.ts'
import { logicalHostOf, type Pid } from '../kernel/pid.ts'
import {
  Compute,
  GetTime,
  JoinGroup,
  Receive,
  type Received,
  Reply,
  Send,
  Show,
} from '../kernel/system-calls.ts'
import { CHANGE, Field } from '../trace/fields.ts'
import { Kind } from '../trace/kinds.ts'
import { beside } from './machine-owner.ts'
import type { Part } from './part.ts'
import { computeInTurns } from './turns.ts'

/** How long a place stays held for an offer that nobody took up (X). */
const HELD_NS = 200_000_000

interface Managing {
  readonly group: Pid
  readonly policy: string
  /** Where users' programs run on this machine. */
  readonly environments: readonly Pid[]
  /** A machine with so many programs, or more, is not willing. */
  readonly limit: number
  /** Processor time of the look at the machine; 0: it goes before all programs. */
  readonly testNs: number
  readonly createNs: number
  readonly destroyNs: number
  /** Whether a start finds the machine looked at once more. */
  readonly looksAgain: boolean
  /** Whether an offer keeps a place for whom it was made to. */
  readonly holds: boolean
}

interface Held {
  readonly environment: Pid
  readonly untilNs: number
}

/** The places of one machine, and who is in them. */
class Places {
  owners = 0
  readonly free: Pid[]
  readonly held = new Map<number, Held>()
  private readonly all: number
  private readonly limit: number

  constructor({ environments, limit }: Managing) {
    this.free = [...environments]
    this.all = environments.length
    this.limit = limit
  }
  load(): number {
    return this.owners + this.all - this.free.length
  }
  willing(): boolean {
    return this.load() < this.limit && this.free.length > 0
  }
}

export function* programManager(managing: Managing): Program {
  const places = new Places(managing)
  if (managing.policy !== 'polled') yield* JoinGroup(managing.group)
  for (;;) {
    const received = yield* Receive()
    yield* giveBackExpired(places)
    yield* answer(managing, places, received)
    yield* Show('load', places.load())
  }
}

function* answer(managing: Managing, places: Places, received: Received): Program {
  const { from, message: request } = received
  if (request.code === Request.whoIsWilling) return yield* offer(managing, places, from)
  if (request.code === Request.start) return yield* begin(managing, places, received)
  if (request.code === Request.finished) return yield* end(managing, places, received)
  if (request.code === Request.owners) places.owners += request.value
  yield* Reply(message(Result.ok, places.load()), from)
}

function* offer(managing: Managing, places: Places, from: Pid): Program {
  const program = logicalHostOf(from)
  if (managing.testNs > 0) yield* Compute(managing.testNs)
  const willing = places.willing() || places.held.has(program)
  yield* Tell(Kind.hostOffered, null, places.load(), willing ? program : -program)
  if (!willing) return
  if (managing.holds && !places.held.has(program)) {
    const environment = places.free.pop() as Pid
    yield* Send(environment, message(Request.hold, program))
    places.held.set(program, { environment, untilNs: (yield* GetTime()) + HELD_NS })
  }
  yield* Reply(message(Result.ok, places.load()), from)
}

function* giveBackExpired(places: Places): Program {
  if (places.held.size === 0) return
  const now = yield* GetTime()
  for (const [program, { environment, untilNs }] of [...places.held]) {
    if (now < untilNs) continue
    places.held.delete(program)
    yield* Send(environment, message(Request.hold, 0))
    places.free.push(environment)
  }
}

function* begin(
  managing: Managing,
  places: Places,
  { from, message: { value } }: Received,
): Program {
  const program = logicalHostOf(from)
  const before = places.load()
  const mayStart = !managing.looksAgain || places.willing()
  const environment =
    places.held.get(program)?.environment ?? (mayStart ? places.free.pop() : undefined)
  if (environment === undefined) {
    yield* Reply(message(Result.refused), from)
    return
  }
  places.held.delete(program)
  yield* Tell(Kind.programStarted, null, program, before)
  yield* computeInTurns(managing.createNs)
  yield* Send(environment, message(Request.run, value, String(program)))
  yield* Reply(message(Result.ok), from)
}

function* end(managing: Managing, places: Places, { from, message: { value } }: Received): Program {
  yield* Tell(Kind.programEnded, null, value, places.load() - 1)
  yield* computeInTurns(managing.destroyNs)
  places.free.push(from)
  yield* Reply(message(Result.ok), from)
}

/** A place for one program of a user's. */
export function* environment(manager: Pid): Program {
  let place = 0
  for (;;) {
    const { from, message: request } = yield* Receive()
    const runs = request.code === Request.run
    const program = runs ? Number(request.text) : request.value
    if (program !== place) yield* Tell(CHANGE + Field.placeFor, null, place, program)
    place = program
    yield* Reply(message(Result.ok), from)
    if (!runs) continue
    yield* computeInTurns(request.value * 1e6)
    yield* Send(manager, message(Request.finished, program))
    yield* Tell(CHANGE + Field.placeFor, null, place, 0)
    place = 0
  }
}

export const programManagerPart: Part = {
  name: 'program-manager',
  args: {
    group: { type: 'process', says: 'the group of all program managers' },
    policy: {
      type: 'word',
      words: ['polled', 'first', 'delayed'],
      says: 'whether it is polled, answers before all programs, or in its turn behind them',
    },
    environments: { type: 'processes', says: 'places for users’ programs, of all machines' },
    limit: { type: 'number', default: 2, says: 'programs from which on it is not willing' },
    testMicros: { type: 'number', default: 1000, says: 'processor time of its look, µs' },
    createMs: { type: 'number', default: 20, says: 'processor time to make an environment, ms' },
    destroyMs: { type: 'number', default: 20, says: 'processor time to clear it away, ms' },
    atStart: {
      type: 'word',
      default: 'looks-again',
      words: ['looks-again', 'takes'],
      says: 'whether a start finds the machine looked at once more',
    },
    offer: {
      type: 'word',
      default: 'nothing',
      words: ['nothing', 'place'],
      says: 'what an offer keeps for whom it was made to',
    },
  },
  create: (args, self) =>
    programManager({
      group: args.process('group'),
      policy: args.word('policy'),
      environments: beside(self, args.processes('environments')),
      limit: args.number('limit'),
      testNs: args.word('policy') === 'delayed' ? Math.round(args.number('testMicros') * 1000) : 0,
      createNs: Math.round(args.number('createMs') * 1e6),
      destroyNs: Math.round(args.number('destroyMs') * 1e6),
      looksAgain: args.word('policy') !== 'polled' && args.word('atStart') === 'looks-again',
      holds: args.word('offer') === 'place',
    }),
}

export const environmentPart: Part = {
  name: 'environment',
  args: { managers: { type: 'processes', says: 'all program managers' } },
  create: (args, self) => environment(beside(self, args.processes('managers'))[0] as Pid),
}
