/**
 * Moving a program while it runs (facts/v-system §2). The machine that has it copies its pages round by round, while
 * it goes on writing; when no round is much smaller than the one before, it is frozen, and the rest and what the
 * kernel knows of it follow. The other machine takes over under the same logical host, and this copy goes.
 */
import type { Program, Step } from '../engine/program.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import {
  ClearEnvironment,
  type GuestProcess,
  MakeEnvironment,
} from '../kernel/environment-calls.ts'
import { FIRST_ADDRESS } from '../kernel/memory.ts'
import { message, Request, Result } from '../kernel/message.ts'
import { CopyTo, Guest, type Run, TakeState } from '../kernel/migration-calls.ts'
import { NO_PROCESS, type Pid } from '../kernel/pid.ts'
import {
  Allocate,
  Delay,
  Executed,
  GetTime,
  MoveTo,
  Receive,
  Reply,
  Send,
  Show,
} from '../kernel/system-calls.ts'
import { Kind, MigrationEnd } from '../trace/kinds.ts'
import { handOver, ticketOf } from './hand-over.ts'
import { counting, LEANT_ON_BYTES, type Working, working } from './moving-guest.ts'
import { computeInTurns } from './turns.ts'

export interface Moving {
  readonly taker: Pid
  readonly room: Pid
  readonly kilobytes: number
  readonly method: string
  readonly roundsMax: number
  /** The copying is the kernel's work and goes before the program: without a pause that hardly runs. */
  readonly pauseNs: number
  readonly oldCopy: string
  /** One of IN_DOUBT. */
  readonly inDoubt: string
  /** Whether the pages that are left are copied while it is frozen. */
  readonly rest: boolean
  readonly answers: boolean
  /** Processor time for the kernel's state, and for each process and address space of it. */
  readonly stateNs: number
  readonly eachNs: number
}

/** What one MoveTo takes, bytes; and how much is copied before the program that is copied has its turn. */
const UNIT = 8 * 1024
/** Another round is worth its while only where fewer pages are left than this share of the last (X). */
const SMALLER = 0.75
const FEW_PAGES = 3
/** Tries to find its processes between two steps, a millisecond apart. */
const FREEZE_TRIES = 2000
const DISK_NS = 15_000_000
const NS_PER_MS = 1_000_000

/** One process that counts what it is sent, and one that computes. */
function processesOf(work: Working): readonly GuestProcess[] {
  const user = 1
  return [
    { name: 'counter', program: 'counting', user, create: () => counting(work) },
    { name: 'worker', program: 'working', user, create: () => working(work) },
  ]
}

/** Makes the program, says which process it is, and moves it away when it is told to. */
export function* mover(moving: Moving, work: Working, guests = processesOf(work)): Program {
  const guest = yield* MakeEnvironment(guests)
  const state = yield* Allocate(64 * 1024)
  for (;;) {
    const { from, message: request } = yield* Receive()
    yield* Reply(message(Result.ok, guest), from)
    if (request.code === Request.moveAway) yield* move(moving, guest, state.start)
  }
}

function* move(moving: Moving, guest: Pid, state: number): Program {
  const end = yield* moveTo(moving, guest, state)
  yield* Show('move', ['moved', 'stayed', 'given up'][end] ?? '')
}

interface Into {
  readonly room: Pid
  readonly start: number
}

function* moveTo(moving: Moving, guest: Pid, state: number): Step<number> {
  const ticket = yield* ticketOf(moving.taker)
  if (ticket === 0) return MigrationEnd.stayed
  const made = yield* Send(moving.room, message(Request.makeRoom, moving.kilobytes))
  if (made.message?.code !== Result.ok) return MigrationEnd.stayed
  const into = yield* placeGranted(guest)
  const pages = yield* Guest('watch', guest)
  yield* Tell(Kind.migrationBegun, null, { process: moving.taker }, pages)
  const copied = yield* copyAll(moving, guest, into)
  const number = copied ? yield* handState(moving, guest, into, state) : 0
  const given = { guest, ticket, state: number }
  const end =
    number > 0 ? yield* handOver(moving.taker, moving.inDoubt, given) : MigrationEnd.stayed
  if (end === MigrationEnd.stayed || moving.oldCopy === 'kept') yield* Guest('thaw', guest)
  else if (end === MigrationEnd.moved) yield* Guest('remove', guest)
  else yield* ClearEnvironment(guest)
  yield* Tell(Kind.migrationEnded, null, end)
  yield* Reply(message(end === MigrationEnd.moved ? Result.ok : Result.refused), into.room)
  return end
}

/** Where the pages go; whoever asks meanwhile which program it is has an answer. */
function* placeGranted(guest: Pid): Step<Into> {
  for (;;) {
    const { from, message: request } = yield* Receive()
    if (request.grant) return { room: from, start: request.grant.start }
    yield* Reply(message(Result.ok, guest), from)
  }
}

/** In rounds while it runs, and the rest while it is frozen; or all of it then. */
function* copyAll(moving: Moving, guest: Pid, into: Into): Step<boolean> {
  const rounds = moving.method === 'pre-copy' ? Math.max(1, moving.roundsMax) : 0
  let last = Number.POSITIVE_INFINITY
  for (let round = 1; round <= rounds; round++) {
    if (!(yield* copyRound(guest, into, round, moving.pauseNs))) return false
    const left = yield* Guest('countDirty', guest)
    yield* Tell(Kind.roundEnded, null, round, left)
    if (left <= FEW_PAGES || left > last * SMALLER) break
    last = left
  }
  for (let tries = 0; !(yield* Guest('freeze', guest)); tries++) {
    if (tries === FREEZE_TRIES) return false
    yield* Delay(NS_PER_MS)
  }
  if (moving.rest && !(yield* copyRound(guest, into, 0, 0))) return false
  yield* Tell(Kind.roundEnded, null, 0, 0)
  return true
}

function* copyRound(
  guest: Pid,
  { room, start }: Into,
  round: number,
  pauseNs: number,
): Step<boolean> {
  let sincePause = 0
  const runs = yield* Guest('takeDirty', guest)
  yield* Tell(Kind.roundBegun, null, round, pagesOf(runs))
  for (const { start: from, count } of runs)
    for (let moved = 0; moved < count; moved += UNIT) {
      const source = from + moved
      const bytes = Math.min(UNIT, count - moved)
      const to = start + source - FIRST_ADDRESS
      if ((yield* CopyTo(guest, room, to, source, bytes)) !== 'done') return false
      sincePause += bytes
      if (pauseNs === 0 || sincePause < UNIT) continue
      sincePause = 0
      yield* Delay(pauseNs)
    }
  return true
}

function pagesOf(runs: readonly Run[]): number {
  return runs.reduce((sum, { count }) => sum + Math.ceil(count / 1024), 0)
}

/** Behind the pages: its number, once all bytes of it are there; 0 where they are not. */
function* handState(
  { kilobytes, answers, stateNs, eachNs }: Moving,
  guest: Pid,
  { room, start }: Into,
  state: number,
): Step<number> {
  const { number, bytes } = yield* TakeState(guest, answers)
  // Two processes and one address space.
  yield* computeInTurns(stateNs + 3 * eachNs)
  const moved = yield* MoveTo(room, start + kilobytes * 1024, state, bytes)
  return moved === 'done' ? number : 0
}

// The other machine ----------------------------------------------------------------------------------
const STATE_ROOM = 64 * 1024

/** Memory for a program that comes: granted to whoever moves it, until it has come or will not come. */
export function* room(createNs: number): Program {
  for (;;) {
    const { from, message: request } = yield* Receive()
    yield* computeInTurns(createNs)
    const place = yield* Allocate(request.value * 1024 + STATE_ROOM)
    yield* Reply(message(Result.ok), from)
    const grant = { rights: 'write', start: place.start, length: place.length } as const
    yield* Send(from, message(Request.readyForPages, request.value, '', grant))
  }
}

// Around it ------------------------------------------------------------------------------------------
/** Sends to the program at a steady pace, wherever it is, and compares each answer with what it has sent. */
export function* steadyClient(home: Pid, untilNs: number, everyNs: number): Program {
  const which = yield* Send(home, message(Request.whichProgram))
  const program = ((which.message?.value ?? NO_PROCESS) >>> 0) as Pid
  for (let n = 1; (yield* GetTime()) < untilNs; n++) {
    yield* Delay(everyNs)
    const answer = yield* Send(program, message(Request.add, 1))
    yield* Tell(Kind.countHeard, null, n, answer.message?.value ?? -1)
    yield* Show('heard', answer.message?.value ?? 'no answer')
    if (!answer.message) return
  }
}

/** The owner comes back and wants the machine to himself. */
export function* returningOwner(home: Pid, afterNs: number): Program {
  yield* Delay(afterNs)
  yield* Send(home, message(Request.moveAway))
}

/** Gives whoever asks a page of its own, as a disk would: after a while, and each time another. */
export function* oldServer(): Program {
  const page = yield* Allocate(LEANT_ON_BYTES)
  const view = new DataView(page.bytes.buffer, page.bytes.byteOffset, page.bytes.byteLength)
  for (let n = 1; ; n++) {
    const { from, message: request } = yield* Receive()
    yield* Executed(from)
    yield* Delay(DISK_NS)
    for (let at = 0; at < LEANT_ON_BYTES; at += 4) view.setUint32(at, n)
    const into = request.grant?.start ?? 0
    const moved = yield* MoveTo(from, into, page.start, LEANT_ON_BYTES)
    yield* Reply(message(moved === 'done' ? Result.ok : Result.refused, n), from)
  }
}
