/** The server of numbers as a document casts it, and who has its cache written. */
import type { Program } from '../engine/program.ts'
import { message, Request } from '../kernel/message.ts'
import type { Pid } from '../kernel/pid.ts'
import { Delay, Send } from '../kernel/system-calls.ts'
import { numberServer } from '../services/number-server/server.ts'
import type { Part } from './part.ts'

export const numberServerPart: Part = {
  name: 'number-server',
  args: {
    logicalId: { type: 'number', default: 2, says: 'the name under which the numbers are kept' },
    writes: {
      type: 'word',
      default: 'through',
      words: ['through', 'back'],
      says: 'whether an answered write is on the disk, or in memory for a while',
    },
    recovery: {
      type: 'word',
      default: 'scan',
      words: ['scan', 'replay'],
      says: 'what a start reads of a disk that was not closed',
    },
  },
  create: (args) =>
    numberServer({
      logicalId: args.number('logicalId'),
      writes: args.word('writes') === 'back' ? 'back' : 'through',
      recovery: args.word('recovery') === 'replay' ? 'replay' : 'scan',
    }),
}

/** Has the cache written every so often, a few times. */
function* cacheWriter(server: Pid, everyNs: number, times: number): Program {
  for (let n = 0; n < times; n++) {
    yield* Delay(everyNs)
    yield* Send(server, message(Request.sync))
  }
}

export const cacheWriterPart: Part = {
  name: 'cache-writer',
  args: {
    server: { type: 'process', says: 'whose cache' },
    everyMs: { type: 'number', default: 500, says: 'how often' },
    times: { type: 'number', default: 1, says: 'how many times' },
  },
  create: (args) =>
    cacheWriter(
      args.process('server'),
      Math.round(args.number('everyMs') * 1e6),
      Math.round(args.number('times')),
    ),
}
