/** What a script knows while it runs, and what its operands, targets and times come to. */
import type { Step } from '../engine/program.ts'
import type { Segment } from '../kernel/memory.ts'
import { type Grant, type Message, message } from '../kernel/message.ts'
import { NO_PROCESS, type Pid } from '../kernel/pid.ts'
import { Show } from '../kernel/system-calls.ts'
import type { MessagePart, Operand, Target } from '../trace/script.ts'

export type Value = number | string

export interface ScriptState {
  readonly pidOf: (identity: string) => Pid
  readonly variables: Map<string, Value>
  reply: Message | null
  result: string
  received: { readonly from: Pid; readonly message: Message } | null
  readonly segments: Map<string, Segment>
  /** The last message of each sender: what it grants is in it. */
  readonly inHand: Map<Pid, Message>
}

export function* keep(variable: string, value: Value, state: ScriptState): Step {
  state.variables.set(variable, value)
  yield* Show(variable, value)
}

export function took(received: { from: Pid; message: Message }, state: ScriptState): void {
  state.received = received
  state.inHand.set(received.from, received.message)
}

export function written(
  what: { readonly message?: Operand; readonly value?: Operand },
  code: number,
  state: ScriptState,
  grant: Grant | null = null,
): Message {
  const text = what.message === undefined ? '' : String(evaluate(what.message, state))
  const value = what.value === undefined ? 0 : asNumber(evaluate(what.value, state))
  return message(code, value, text, grant)
}

export function target(to: Target, state: ScriptState): Pid {
  if ('process' in to) return state.pidOf(to.process)
  if ('received' in to) return state.received?.from ?? NO_PROCESS
  // A message's value has a sign, an identifier has none.
  return (asNumber(state.variables.get(to.variable) ?? 0) >>> 0) as Pid
}

export function nanos(
  time: { readonly ms: Operand } | { readonly micros: Operand },
  state: ScriptState,
): number {
  const amount =
    'ms' in time
      ? asNumber(evaluate(time.ms, state)) * 1e6
      : asNumber(evaluate(time.micros, state)) * 1e3
  return Math.max(0, Math.round(amount))
}

export function evaluate(operand: Operand, state: ScriptState): Value {
  if (typeof operand === 'boolean') return operand ? 1 : 0
  if (typeof operand !== 'object') return operand
  if ('variable' in operand) return state.variables.get(operand.variable) ?? 0
  return 'reply' in operand
    ? part(state.reply, operand.reply, state)
    : part(state.received?.message ?? null, operand.received, state)
}

function part(of: Message | null, name: MessagePart, state: ScriptState): Value {
  if (name === 'result') return state.result
  if (name === 'from') return state.received?.from ?? 0
  return name === 'value' ? (of?.value ?? 0) : (of?.text ?? '')
}

export function asNumber(value: Value): number {
  const number = Number(value)
  return Number.isFinite(number) ? number : 0
}
