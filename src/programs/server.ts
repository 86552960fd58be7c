/** Receives, works for a while, replies: the shape of every server above the kernel. */
import type { Program } from '../engine/program.ts'
import { message, Result } from '../kernel/message.ts'
import { Compute, Executed, Receive, Reply } from '../kernel/system-calls.ts'
import type { Part } from './part.ts'

export function* server(serviceNs: number): Program {
  for (;;) {
    const request = yield* Receive()
    yield* Compute(serviceNs)
    yield* Executed(request.from)
    yield* Reply(message(Result.ok, request.message.value), request.from)
  }
}

export const serverPart: Part = {
  name: 'server',
  args: {
    serviceMicros: { type: 'number', default: 0, says: 'processor time for one request, µs' },
  },
  create: (args) => server(Math.round(args.number('serviceMicros') * 1000)),
}
