/**
 * The program manager of a machine that lets others' programs run on it: makes an environment, starts what was loaded
 * there with the context that its user sent, and clears everything away when it has ended.
 */
import type { Program } from '../engine/program.ts'
import { ClearEnvironment, MakeEnvironment } from '../kernel/environment-calls.ts'
import type { Segment } from '../kernel/memory.ts'
import { type Message, message, Request, Result } from '../kernel/message.ts'
import { NO_PROCESS, type Pid } from '../kernel/pid.ts'
import {
  Allocate,
  Compute,
  JoinGroup,
  type Received,
  ReceiveWithSegment,
  Reply,
  ReplyWithSegment,
  Send,
  Show,
} from '../kernel/system-calls.ts'
import { CONTEXT_BYTES, type Context, fileOf, Name, userOf } from './context.ts'
import { guestProgram } from './guest-program.ts'
import { beside } from './machine-owner.ts'
import type { Part } from './part.ts'
import { computeInTurns } from './turns.ts'

interface Hosting {
  readonly self: Pid
  readonly group: Pid
  readonly server: Pid
  /** The names and the screen of this machine, for guests that bring none. */
  readonly names: Pid
  readonly terminal: Pid
  readonly user: number
  /** Whether it takes a stranger's program when all machines are asked. */
  readonly willing: boolean
  readonly testNs: number
  readonly createNs: number
  readonly destroyNs: number
  readonly clears: boolean
  readonly programBytes: number
  readonly lineNs: number
}

/** A guest, from the request for it until its end. */
interface Guest {
  readonly creator: Pid
  /** Its user, as the request for it says. */
  readonly user: string
  readonly context: Uint8Array
  begun: boolean
  /** Who waits for its end. */
  waits: Pid
}

class House {
  readonly guests = new Map<Pid, Guest>()
  /** What there is to say of those that have ended. */
  readonly ended = new Map<Pid, Message>()
  ofTheHost: Context
  constructor({ names, terminal, user }: Hosting) {
    this.ofTheHost = { names, terminal, user, input: 0 }
  }
}

export function* executionManager(hosting: Hosting): Program {
  const { group, server, user } = hosting
  yield* JoinGroup(group)
  const house = new House(hosting)
  const input = message(Request.openFor, fileOf(user, Name.input), String(user))
  const opened = yield* Send(server, input)
  house.ofTheHost = { ...house.ofTheHost, input: opened.message?.value ?? 0 }
  const inbox = yield* Allocate(CONTEXT_BYTES)
  for (;;) {
    const received = yield* ReceiveWithSegment(inbox.start, CONTEXT_BYTES)
    yield* answer(hosting, house, received, inbox)
    yield* Show('guests', house.guests.size)
  }
}

function* answer(hosting: Hosting, house: House, received: Received, inbox: Segment): Program {
  const { from, message: request } = received
  const about = (request.value >>> 0) as Pid
  if (request.code === Request.whoIsWilling) return yield* offer(hosting, house, from)
  if (request.code === Request.runThere) return yield* make(hosting, house, received, inbox)
  if (request.code === Request.awaitStart) return yield* start(house, received, inbox)
  if (request.code === Request.exited) return yield* end(hosting, house, from, request.value)
  if (request.code === Request.kill) return yield* kill(hosting, house, about, from)
  if (request.code === Request.waitForEnd) return yield* wait(house, about, from)
  yield* Reply(message(Result.refused), from)
}

/** Behind the programs of its machine, so that the idlest answers first. */
function* offer({ willing, testNs }: Hosting, house: House, from: Pid): Program {
  yield* Compute(testNs)
  if (willing && house.guests.size === 0) yield* Reply(message(Result.ok), from)
}

function* make(
  hosting: Hosting,
  house: House,
  { from, message: { text } }: Received,
  inbox: Segment,
): Program {
  const context = inbox.bytes.slice()
  const { self: manager, server, programBytes: bytes, lineNs } = hosting
  const { ofTheHost } = house
  yield* computeInTurns(hosting.createNs)
  const create = () => guestProgram({ manager, server, bytes, ofTheHost, lineNs })
  const user = Number(text)
  const pid = yield* MakeEnvironment([{ name: 'report', program: 'report', user, create }])
  if (pid === NO_PROCESS) {
    yield* Reply(message(Result.refused), from)
    return
  }
  house.guests.set(pid, { creator: from, user: text, context, begun: false, waits: NO_PROCESS })
}

/** It is loaded: its context goes into its memory, and both are told that it begins. */
function* start(house: House, { from, message: { grant } }: Received, inbox: Segment): Program {
  const guest = house.guests.get(from)
  if (!guest || !grant) {
    yield* Reply(message(Result.refused), from)
    return
  }
  inbox.bytes.set(guest.context)
  guest.begun = true
  const told = message(Result.ok, guest.creator, guest.user)
  yield* ReplyWithSegment(told, from, grant.start, inbox.start, CONTEXT_BYTES)
  yield* Reply(message(Result.ok, from), guest.creator)
}

function* wait(house: House, pid: Pid, from: Pid): Program {
  const guest = house.guests.get(pid)
  if (guest) guest.waits = from
  else yield* Reply(house.ended.get(pid) ?? message(Result.refused), from)
}

function* end(hosting: Hosting, house: House, pid: Pid, why: number): Program {
  yield* computeInTurns(hosting.destroyNs)
  // Of what is cleared away nobody waits for an answer.
  if (hosting.clears) yield* ClearEnvironment(pid)
  else yield* Reply(message(Result.ok), pid)
  yield* tell(house, pid, message(Result.ok, why))
}

function* kill(hosting: Hosting, house: House, pid: Pid, from: Pid): Program {
  if (house.guests.has(pid)) {
    yield* computeInTurns(hosting.destroyNs)
    yield* ClearEnvironment(pid)
  }
  yield* Reply(message(Result.ok), from)
  yield* tell(house, pid, message(Result.killed))
}

/** Whoever wants to know of its end: its user, who waits for it, or still for its beginning. */
function* tell(house: House, pid: Pid, what: Message): Program {
  const guest = house.guests.get(pid)
  if (!guest) return
  house.guests.delete(pid)
  house.ended.set(pid, what)
  const who = guest.begun ? guest.waits : guest.creator
  if (who !== NO_PROCESS) yield* Reply(what, who)
}

export const executionManagerPart: Part = {
  name: 'execution-manager',
  wards: ['report'],
  args: {
    group: { type: 'process', says: 'the group of all program managers' },
    server: { type: 'process', says: 'who keeps programs and files' },
    names: { type: 'processes', says: 'all that keep names, in the order of the users' },
    screens: { type: 'processes', says: 'all screens' },
    testMicros: { type: 'number', default: 1000, says: 'processor time of its look, µs' },
    createMs: { type: 'number', default: 20, says: 'processor time to make an environment, ms' },
    destroyMs: { type: 'number', default: 20, says: 'processor time to clear it away, ms' },
    afterwards: {
      type: 'word',
      default: 'cleared',
      words: ['cleared', 'left'],
      says: 'what becomes of the environment of a program that has ended',
    },
    kilobytes: { type: 'number', default: 100, says: 'size of the program, KB' },
    lineMs: { type: 'number', default: 30, says: 'processor time of one line, ms' },
  },
  create: (args, self) =>
    executionManager({
      self,
      group: args.process('group'),
      server: args.process('server'),
      names: beside(self, args.processes('names'))[0] ?? NO_PROCESS,
      terminal: beside(self, args.processes('screens'))[0] ?? NO_PROCESS,
      user: userOf(self, args.processes('names')),
      // The first user is at work on the machine: it takes nobody's program when all are asked.
      willing: userOf(self, args.processes('names')) > 1,
      testNs: Math.round(args.number('testMicros') * 1000),
      createNs: Math.round(args.number('createMs') * 1e6),
      destroyNs: Math.round(args.number('destroyMs') * 1e6),
      clears: args.word('afterwards') === 'cleared',
      programBytes: Math.round(args.number('kilobytes') * 1024),
      lineNs: Math.round(args.number('lineMs') * 1e6),
    }),
}
