/**
 * Looks after both ends of a pipe: who reads waits at it, next door, and would never learn that the writer's machine is gone
 * or cut off; who writes hears from the pipe, and would never learn that the reader has ended. Where the one has waited in
 * vain from one round to the next, or the other has not come, it asks whether that is there.
 */
import type { Program, Step } from '../engine/program.ts'
import { QueryProcess } from '../kernel/control-calls.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import { message, Request, Result } from '../kernel/message.ts'
import type { Pid } from '../kernel/pid.ts'
import { Delay, Send } from '../kernel/system-calls.ts'
import { MISSED } from '../services/stream/pipe.ts'
import { Kind } from '../trace/kinds.ts'
import type { Part } from './part.ts'

interface Ends {
  readonly pipe: Pid
  readonly writer: Pid
  readonly reader: Pid
}

/** Ends when the pipe is gone, or ends it: when nobody reads from it any more. */
export function* streamWatcher(its: Ends, everyNs: number): Program {
  for (;;) {
    const { message: told } = yield* Send(its.pipe, message(Request.whoIsMissed))
    if (!told || told.code === Result.refused) return
    if (told.value === MISSED.writer) yield* askForWriter(its)
    if (told.value === MISSED.reader) yield* askForReader(its)
    yield* Delay(everyNs)
  }
}

function* askForWriter({ pipe, writer }: Ends): Step<void> {
  const { result } = yield* QueryProcess(writer)
  if (result === 'replied') return
  const { message: told } = yield* Send(pipe, message(Request.writerSilent))
  const reason = result === 'noSuchProcess' ? 0 : 1
  if (told?.code === Result.ok) yield* Tell(Kind.writerSilent, null, { process: writer }, reason)
}

/** It stands on the same machine: there is no silence to be taken for its end. */
function* askForReader({ pipe, reader }: Ends): Step<void> {
  const { result } = yield* QueryProcess(reader)
  if (result === 'replied') return
  yield* Tell(Kind.readerMissing, null, { process: reader })
  yield* Send(pipe, message(Request.readerGone))
}

export const streamWatcherPart: Part = {
  name: 'stream-watcher',
  args: {
    pipe: { type: 'process', says: 'the pipe that is written to and read from' },
    writer: { type: 'process', says: 'who writes to it' },
    reader: { type: 'process', says: 'who reads from it, on this machine' },
    everyMs: { type: 'number', default: 2000, says: 'between two rounds, ms' },
  },
  create: (args) =>
    streamWatcher(
      {
        pipe: args.process('pipe'),
        writer: args.process('writer'),
        reader: args.process('reader'),
      },
      Math.max(1, Math.round(args.number('everyMs') * 1e6)),
    ),
}
