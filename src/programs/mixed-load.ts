/** What a file server of 1983 was measured by: pages, and now and then a whole program, from several workstations. */
import type { Program, Step } from '../engine/program.ts'
import { type Grant, message, Request, Result } from '../kernel/message.ts'
import type { Pid } from '../kernel/pid.ts'
import {
  Allocate,
  Compute,
  Delay,
  Executed,
  MoveTo,
  Note,
  Receive,
  Reply,
  ReplyWithSegment,
  Send,
  Show,
} from '../kernel/system-calls.ts'
import { fillPages } from './page-content.ts'
import type { Part } from './part.ts'

const PAGE_BYTES = 512
const KB = 1024

interface Asking {
  readonly server: Pid
  readonly rounds: number
  readonly pagesPerLoad: number
  readonly programBytes: number
  readonly pauseNs: number
}

export function* mixedClient(asking: Asking): Program {
  const { server, rounds, pagesPerLoad, programBytes, pauseNs } = asking
  const page = yield* Allocate(PAGE_BYTES)
  const room = yield* Allocate(programBytes)
  const granting = ({ start, length }: { start: number; length: number }): Grant => ({
    rights: 'write',
    start,
    length,
  })
  for (let round = 0; round < rounds; round++) {
    for (let n = 0; n <= pagesPerLoad; n++) {
      const request =
        n < pagesPerLoad
          ? message(Request.readPage, n, '', granting(page))
          : message(Request.loadProgram, programBytes, '', granting(room))
      const answer = yield* Send(server, request)
      if (answer.message?.code !== Result.ok) yield* Note(`Nothing came: ${answer.result}.`)
      if (pauseNs > 0) yield* Delay(pauseNs)
    }
    yield* Show('programs loaded', round + 1)
  }
}

interface Serving {
  readonly programBytes: number
  /** The file system's work beside the kernel's, ns. */
  readonly pageNs: number
  readonly loadNs: number
}

export function* mixedServer({ programBytes, pageNs, loadNs }: Serving): Program {
  const page = yield* Allocate(PAGE_BYTES)
  const program = yield* Allocate(programBytes)
  fillPages(page.bytes, PAGE_BYTES, 1)
  fillPages(program.bytes, KB, 3)
  for (;;) {
    const { from, message: request } = yield* Receive()
    const { grant, code } = request
    if (!grant) yield* Reply(message(Result.refused), from)
    else if (code === Request.loadProgram) {
      yield* Compute(loadNs)
      yield* load(from, grant, program)
    } else {
      yield* Compute(pageNs)
      yield* Executed(from)
      const count = Math.min(grant.length, PAGE_BYTES)
      yield* ReplyWithSegment(message(Result.ok, count), from, grant.start, page.start, count)
    }
  }
}

function* load(from: Pid, grant: Grant, program: { start: number; length: number }): Step {
  const count = Math.min(grant.length, program.length)
  const moved = yield* MoveTo(from, grant.start, program.start, count)
  yield* Executed(from)
  yield* Reply(message(moved === 'done' ? Result.ok : Result.refused, count), from)
}

export const mixedClientPart: Part = {
  name: 'mixed-client',
  args: {
    server: { type: 'process', says: 'who keeps pages and programs' },
    rounds: { type: 'number', default: 2, says: 'programs that it loads, each after its pages' },
    pagesPerLoad: { type: 'number', default: 9, says: 'pages it reads before each program' },
    kilobytes: { type: 'number', default: 64, says: 'size of a program, KB' },
    pauseMicros: { type: 'number', default: 0, says: 'pause after each request, µs' },
  },
  create: (args) =>
    mixedClient({
      server: args.process('server'),
      rounds: args.number('rounds'),
      pagesPerLoad: args.number('pagesPerLoad'),
      programBytes: Math.round(args.number('kilobytes') * KB),
      pauseNs: Math.round(args.number('pauseMicros') * 1000),
    }),
}

export const mixedServerPart: Part = {
  name: 'mixed-server',
  args: {
    kilobytes: { type: 'number', default: 64, says: 'size of the program it keeps, KB' },
    pageMicros: { type: 'number', default: 0, says: 'work of its own for a page, µs' },
    loadMicros: { type: 'number', default: 0, says: 'work of its own for a program, µs' },
  },
  create: (args) =>
    mixedServer({
      programBytes: Math.round(args.number('kilobytes') * KB),
      pageNs: Math.round(args.number('pageMicros') * 1000),
      loadNs: Math.round(args.number('loadMicros') * 1000),
    }),
}
