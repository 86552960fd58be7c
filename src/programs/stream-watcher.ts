/**
 * Looks after the writer of a pipe: who reads waits at the pipe, next door, and would never learn that the writer's machine
 * is gone or cut off. Where a reader has waited in vain from one round to the next, it asks whether the writer is there.
 */
import type { Program } from '../engine/program.ts'
import { QueryProcess } from '../kernel/control-calls.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import { message, Request, Result } from '../kernel/message.ts'
import type { Pid } from '../kernel/pid.ts'
import { Delay, Send } from '../kernel/system-calls.ts'
import { Kind } from '../trace/kinds.ts'
import type { Part } from './part.ts'

/** Ends when the pipe is gone, or ends it: when nobody reads from it any more. */
export function* streamWatcher(pipe: Pid, writer: Pid, everyNs: number): Program {
  for (;;) {
    const { message: wanted } = yield* Send(pipe, message(Request.isWanted))
    if (!wanted || wanted.code === Result.refused) return
    if (wanted.code === Result.ok) {
      const { result } = yield* QueryProcess(writer)
      if (result !== 'replied') {
        const { message: told } = yield* Send(pipe, message(Request.writerSilent))
        const reason = result === 'noSuchProcess' ? 0 : 1
        if (told?.code === Result.ok)
          yield* Tell(Kind.writerSilent, null, { process: writer }, reason)
      }
    }
    yield* Delay(everyNs)
  }
}

export const streamWatcherPart: Part = {
  name: 'stream-watcher',
  args: {
    pipe: { type: 'process', says: 'the pipe that is read from' },
    writer: { type: 'process', says: 'who writes to it' },
    everyMs: { type: 'number', default: 2000, says: 'between two rounds, ms' },
  },
  create: (args) =>
    streamWatcher(
      args.process('pipe'),
      args.process('writer'),
      Math.max(1, Math.round(args.number('everyMs') * 1e6)),
    ),
}
