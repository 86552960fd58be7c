/**
 * Transactions as their users have them: begin, which gives an identifier; operations that bear it; then commit or
 * abort. What stands behind it, an intentions list or something else, is the server's.
 */
import type { Step } from '../../engine/program.ts'
import { type Message, message, Request, Result } from '../../kernel/message.ts'
import type { Pid } from '../../kernel/pid.ts'
import { Send } from '../../kernel/system-calls.ts'

/** A server numbers its transactions from 1; one that was started again, from the clock of its start in ms. */
export type TransactionId = number

/** `unknown`: nobody answered, and it may have been either. `refused`: there is no such transaction. */
export type Ended = 'committed' | 'aborted' | 'refused' | 'unknown'

/** Null where the server does not answer, or is about another one. */
export function* Begin(server: Pid): Step<TransactionId | null> {
  const { message: answer } = yield* Send(server, message(Request.begin))
  return answer?.code === Result.ok ? answer.value : null
}

/** Adds to what a label names; the new value, or null where it was refused or nobody answered. */
export function* Operate(
  server: Pid,
  id: TransactionId,
  label: string,
  amount: number,
): Step<number | null> {
  const { message: answer } = yield* Send(server, message(Request.update, id, `${label} ${amount}`))
  return answer?.code === Result.ok ? answer.value : null
}

export function* Commit(server: Pid, id: TransactionId): Step<Ended> {
  const { message: answer } = yield* Send(server, message(Request.commit, id))
  return endOf(answer)
}

export function* Abort(server: Pid, id: TransactionId): Step<Ended> {
  const { message: answer } = yield* Send(server, message(Request.abort, id))
  return endOf(answer)
}

/** What a label names, outside any transaction. Null where there is none, or nobody answers. */
export function* ReadLabelled(server: Pid, label: string): Step<number | null> {
  const { message: answer } = yield* Send(server, message(Request.readItem, 0, label))
  return answer?.code === Result.ok ? answer.value : null
}

function endOf(answer: Message | null): Ended {
  if (!answer) return 'unknown'
  if (answer.code === Request.committed) return 'committed'
  return answer.code === Request.aborted ? 'aborted' : 'refused'
}

/** An operation's words as they stand in a message: `A -5`. Null where they say nothing. */
export function readOperation(text: string): { label: string; amount: number } | null {
  const [, label, amount] = /^(\S+) (-?\d+)$/.exec(text) ?? []
  return label === undefined ? null : { label, amount: Number(amount) }
}
