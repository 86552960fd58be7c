/** The operations of a script that belong to transactions: the same calls that every other program makes. */
import type { Step } from '../engine/program.ts'
import { Abort, Begin, Commit, Operate, ReadLabelled } from '../services/transactions/interface.ts'
import type { ScriptOp } from '../trace/script.ts'
import { asNumber, evaluate, keep, type ScriptState, target, type Value } from './script-values.ts'

export type TransactionOp = Extract<
  ScriptOp,
  | { begin: unknown }
  | { write: unknown }
  | { readLabel: unknown }
  | { commit: unknown }
  | { abort: unknown }
>

export function isTransactionOp(op: ScriptOp): op is TransactionOp {
  return 'begin' in op || 'write' in op || 'readLabel' in op || 'commit' in op || 'abort' in op
}

/** What is refused, or met by silence, is kept in a word. */
export function* transaction(op: TransactionOp, state: ScriptState): Step {
  if ('begin' in op) {
    const id = yield* Begin(target(op.begin.at, state))
    return yield* keep(op.begin.as, id ?? 'refused', state)
  }
  const result = yield* outcome(op, state)
  if (op.as) yield* keep(op.as, result, state)
}

function* outcome(op: Exclude<TransactionOp, { begin: unknown }>, state: ScriptState): Step<Value> {
  if ('readLabel' in op)
    return (yield* ReadLabelled(target(op.readLabel.at, state), op.readLabel.label)) ?? 'refused'
  if ('write' in op) {
    const { at, transaction: id, label, by } = op.write
    const amount = asNumber(evaluate(by, state))
    const done = yield* Operate(target(at, state), number(id, state), label, amount)
    return done ?? 'refused'
  }
  const { at, transaction: id } = 'commit' in op ? op.commit : op.abort
  const server = target(at, state)
  return 'commit' in op
    ? yield* Commit(server, number(id, state))
    : yield* Abort(server, number(id, state))
}

function number(id: Parameters<typeof evaluate>[0], state: ScriptState): number {
  return asNumber(evaluate(id, state))
}
