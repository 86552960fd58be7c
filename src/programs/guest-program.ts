/**
 * A program as it runs in an environment that was made for it: it fetches itself from the file server, waits to be
 * started with its context, and knows nothing of the machine that it is on.
 */
import type { Program, Step } from '../engine/program.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import { message, Request, Result } from '../kernel/message.ts'
import type { Pid } from '../kernel/pid.ts'
import { Allocate, Compute, Send } from '../kernel/system-calls.ts'
import { Exit, Kind } from '../trace/kinds.ts'
import { CONTEXT_BYTES, type Context, Name, readContext } from './context.ts'

export interface GuestOf {
  /** Who made its environment, and is told of its end. */
  readonly manager: Pid
  readonly server: Pid
  readonly bytes: number
  /** What this machine gives to those who bring nothing. */
  readonly ofTheHost: Context
  /** Processor time of one line. */
  readonly lineNs: number
}

export function* guestProgram(guest: GuestOf): Program {
  const { manager, server, bytes, ofTheHost } = guest
  const room = yield* Allocate(bytes)
  const whole = { rights: 'write', start: room.start, length: room.length } as const
  const loaded = yield* Send(server, message(Request.loadProgram, bytes, '', whole))
  if (loaded.message?.code !== Result.ok) return yield* exit(manager, Exit.notLoaded, 0)
  yield* Tell(Kind.programLoaded, null, bytes)
  const block = yield* Allocate(CONTEXT_BYTES)
  // Both rights, so that it is no load: it is filled by the reply.
  const grant = { rights: 'both', start: block.start, length: block.length } as const
  const started = yield* Send(manager, message(Request.awaitStart, 0, '', grant))
  if (started.message?.code !== Result.ok) return
  const context = readContext(block.bytes, ofTheHost)
  const creator = (started.message.value >>> 0) as Pid
  yield* Tell(Kind.programBegun, null, { process: creator }, Number(started.message.text))
  const { why, lines } = yield* report(guest, context)
  yield* exit(manager, why, lines)
}

function* exit(manager: Pid, why: number, lines: number): Program {
  yield* Tell(Kind.programExited, null, why, lines)
  yield* Send(manager, message(Request.exited, why))
}

interface Done {
  readonly why: number
  readonly lines: number
}

/** Reads its input to the end, multiplies each line by its user's rate, and tells screen and report of it. */
function* report(guest: GuestOf, context: Context): Step<Done> {
  const { server, lineNs } = guest
  const rates = yield* openByName(server, context, Name.rates)
  if (rates === null) return { why: Exit.notAllowed, lines: 0 }
  const into = yield* openByName(server, context, Name.report)
  const rate = yield* Send(server, message(Request.readLine, rates))
  if (into === null || !rate.message) return { why: Exit.lostTouch, lines: 0 }
  for (let lines = 0; ; lines++) {
    const line = yield* Send(server, message(Request.readLine, context.input))
    if (!line.message) return { why: Exit.lostTouch, lines }
    if (line.message.code !== Result.ok) return { why: Exit.well, lines }
    yield* Compute(lineNs)
    const result = line.message.value * rate.message.value
    const text = `${line.message.value} × ${rate.message.value} = ${result}`
    const shown = yield* Send(context.terminal, message(Request.showLine, result, text))
    const written = yield* Send(server, message(Request.writeLine, into, String(result)))
    if (!shown.message || !written.message) return { why: Exit.lostTouch, lines }
  }
}

/** Number of the open file; null where it may not be opened, or nobody answered. */
function* openByName(server: Pid, { names, user }: Context, name: number): Step<number | null> {
  const file = yield* Send(names, message(Request.whatIsCalled, name))
  if (!file.message) return null
  const opened = yield* Send(server, message(Request.openFor, file.message.value, String(user)))
  return opened.message?.code === Result.ok ? opened.message.value : null
}
