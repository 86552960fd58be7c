/**
 * Speaks to the partner for a directory server, which itself waits for nobody: two servers that each waited for the
 * other would wait for ever. It asks what is to be told, tells it, and brings the answer with its next question.
 */
import type { Program, Step } from '../../engine/program.ts'
import { type Message, message, Request, Result } from '../../kernel/message.ts'
import type { Pid } from '../../kernel/pid.ts'
import { Allocate, Delay, Receive, Reply, Send } from '../../kernel/system-calls.ts'

/** Room for all names of a directory. */
export const ROOM_BYTES = 1024

export const Outcome = {
  nothing: 'nothing',
  done: 'done',
  refused: 'no',
  silent: 'silent',
} as const

export function* courier(server: Pid, partner: Pid): Program {
  const room = yield* Allocate(ROOM_BYTES)
  const grant = { rights: 'both', start: room.start, length: room.length } as const
  const ask = (text: string, value = 0): Message => message(Request.whatToTell, value, text, grant)
  let report = ask(Outcome.nothing)
  for (;;) {
    const { message: next } = yield* Send(server, report)
    if (!next) return
    if (next.code === Request.whatToTell) yield* called()
    else if (next.code === Request.waitABit) yield* Delay(next.value * 1000)
    const tells = next.code === Request.intend || next.code === Request.joinPartner
    if (!tells) {
      report = ask(Outcome.nothing)
      continue
    }
    const { message: answer } = yield* Send(
      partner,
      message(next.code, next.value, next.text, grant),
    )
    if (!answer) report = ask(Outcome.silent)
    else {
      const how = answer.code === Result.ok ? Outcome.done : Outcome.refused
      report = ask(`${how} ${answer.text}`, answer.value)
    }
  }
}

/** Sleeps until the server has something to tell. */
function* called(): Step<void> {
  const { from } = yield* Receive()
  yield* Reply(message(Result.ok), from)
}
