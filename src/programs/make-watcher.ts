/** Looks after the jobs that are out: asks every processor that has one whether it is there, and tells the master who is not. */
import type { Program } from '../engine/program.ts'
import { QueryProcess } from '../kernel/control-calls.ts'
import { message, Request, Result } from '../kernel/message.ts'
import type { Pid } from '../kernel/pid.ts'
import { Delay, Send } from '../kernel/system-calls.ts'
import type { Part } from './part.ts'

export function* makeWatcher(master: Pid, everyNs: number): Program {
  for (;;) {
    yield* Delay(everyNs)
    for (let file = 0; ; ) {
      const { message: answer } = yield* Send(master, message(Request.whoIsOut, file))
      if (!answer || answer.code === Result.refused) return
      if (answer.code === Result.retry) break
      file = answer.value
      const worker = Number(answer.text.split(' ')[0]) as Pid
      const { result } = yield* QueryProcess(worker)
      if (result !== 'replied') yield* Send(master, message(Request.isGone, file, answer.text))
    }
  }
}

export const makeWatcherPart: Part = {
  name: 'make-watcher',
  args: {
    master: { type: 'process', says: 'whose jobs it looks after' },
    everyMs: { type: 'number', default: 2000, says: 'between two rounds, ms' },
  },
  create: (args) =>
    makeWatcher(args.process('master'), Math.max(1, Math.round(args.number('everyMs') * 1e6))),
}
