/** Asks a server, again and again: the client's half of a message exchange. */
import type { Program } from '../engine/program.ts'
import { message, Request } from '../kernel/message.ts'
import type { Pid } from '../kernel/pid.ts'
import { Delay, Send, Show } from '../kernel/system-calls.ts'
import type { Part } from './part.ts'

const REQUESTS: Readonly<Record<string, number>> = {
  'are-you-alive': Request.areYouAlive,
  list: Request.list,
  run: Request.run,
  read: Request.read,
}

export function* client(server: Pid, request: number, exchanges: number, thinkNs: number): Program {
  let answers = 0
  for (let n = 1; n <= exchanges; n++) {
    const answer = yield* Send(server, message(request, n))
    if (answer.result === 'replied') yield* Show('answers', ++answers)
    if (thinkNs > 0 && n < exchanges) yield* Delay(thinkNs)
  }
}

export const clientPart: Part = {
  name: 'client',
  args: {
    server: { type: 'process', says: 'whom to ask' },
    request: {
      type: 'word',
      default: 'are-you-alive',
      words: Object.keys(REQUESTS),
      says: 'what to ask',
    },
    exchanges: { type: 'number', default: 1, says: 'how often' },
    thinkMicros: { type: 'number', default: 0, says: 'pause between two exchanges, µs' },
  },
  create: (args) =>
    client(
      args.process('server'),
      REQUESTS[args.word('request')] as number,
      args.number('exchanges'),
      args.number('thinkMicros') * 1000,
    ),
}
