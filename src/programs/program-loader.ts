/** A program is loaded: the workstation grants the room for it, the server moves it there in units and replies. */
import type { Program } from '../engine/program.ts'
import { message, Request, Result } from '../kernel/message.ts'
import type { Pid } from '../kernel/pid.ts'
import {
  Allocate,
  Executed,
  MoveTo,
  Note,
  Receive,
  Reply,
  Send,
  Show,
} from '../kernel/system-calls.ts'
import { fillPages } from './page-content.ts'
import type { Part } from './part.ts'

export function* programLoader(server: Pid, bytes: number): Program {
  const room = yield* Allocate(bytes)
  const grant = { rights: 'write', start: room.start, length: room.length } as const
  const answer = yield* Send(server, message(Request.loadProgram, bytes, '', grant))
  if (answer.message?.code === Result.ok) yield* Show('bytes loaded', answer.message.value)
  else yield* Note(`Not loaded: ${answer.message ? 'the server gave up' : answer.result}.`)
}

export function* programServer(programBytes: number, unit: number): Program {
  const program = yield* Allocate(programBytes)
  fillPages(program.bytes, unit, 3)
  for (;;) {
    const { from, message: request } = yield* Receive()
    const { grant } = request
    const bytes = Math.min(programBytes, grant?.length ?? 0)
    let moved = 0
    while (grant && moved < bytes) {
      const count = Math.min(unit, bytes - moved)
      const result = yield* MoveTo(from, grant.start + moved, program.start + moved, count)
      if (result !== 'done') {
        yield* Note(`A unit was not moved: ${result}.`)
        break
      }
      moved += count
    }
    yield* Executed(from)
    yield* Reply(message(moved === bytes ? Result.ok : Result.refused, moved), from)
  }
}

export const programLoaderPart: Part = {
  name: 'program-loader',
  args: {
    server: { type: 'process', says: 'who keeps the program' },
    kilobytes: { type: 'number', default: 64, says: 'size of the program, KB' },
  },
  create: (args) =>
    programLoader(args.process('server'), Math.round(args.number('kilobytes') * 1024)),
}

export const programServerPart: Part = {
  name: 'program-server',
  args: {
    kilobytes: { type: 'number', default: 64, says: 'size of the program, KB' },
    unitKilobytes: { type: 'number', default: 64, says: 'how much it moves at a time, KB' },
  },
  create: (args) =>
    programServer(
      Math.round(args.number('kilobytes') * 1024),
      Math.max(1, Math.round(args.number('unitKilobytes') * 1024)),
    ),
}
