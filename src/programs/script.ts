/**
 * The program that a teacher writes as data: system calls in order, with loops and branches. The schema has
 * checked the list; what can still go wrong is said in a note, and the process ends.
 */
import type { Program, SystemCall } from '../engine/program.ts'
import { type Message, message, Request, Result } from '../kernel/message.ts'
import { NO_PROCESS, type Pid } from '../kernel/pid.ts'
import {
  Compute,
  CreateGroup,
  Delay,
  Destroy,
  Executed,
  GetPid,
  GetReply,
  JoinGroup,
  LeaveGroup,
  Note,
  Receive,
  Reply,
  Send,
  SetPid,
  Show,
} from '../kernel/system-calls.ts'
import type {
  MessagePart,
  Operand,
  ScriptComparator,
  ScriptCondition,
  ScriptOp,
  Target,
} from '../trace/script.ts'
import type { Part } from './part.ts'

type Value = number | string
type Step = Generator<SystemCall<unknown>, boolean, unknown>

interface State {
  readonly pidOf: (identity: string) => Pid
  readonly variables: Map<string, Value>
  reply: Message | null
  result: string
  received: { readonly from: Pid; readonly message: Message } | null
}

export function* script(operations: readonly ScriptOp[], pidOf: State['pidOf']): Program {
  yield* carryOut(operations, {
    pidOf,
    variables: new Map(),
    reply: null,
    result: 'none',
    received: null,
  })
}

/** Costs nothing, and lets the kernel count the turns of a loop that never blocks. */
const TURN = () => Compute(0)

/** True where the script goes on, false after an `exit`. */
function* carryOut(operations: readonly ScriptOp[], state: State): Step {
  for (const operation of operations) {
    const goesOn = yield* one(operation, state)
    if (!goesOn) return false
  }
  return true
}

function* one(op: ScriptOp, state: State): Step {
  if ('exit' in op) return false
  if ('repeat' in op) {
    const times = asNumber(evaluate(op.repeat.times, state))
    for (let n = 0; n < times; n++) {
      yield* TURN()
      if (!(yield* carryOut(op.repeat.do, state))) return false
    }
    return true
  }
  if ('while' in op) {
    while (holds(op.while, state)) {
      yield* TURN()
      if (!(yield* carryOut(op.do, state))) return false
    }
    return true
  }
  if ('when' in op) return yield* carryOut(holds(op.when, state) ? op.do : (op.else ?? []), state)
  if ('send' in op || 'receive' in op || 'reply' in op) yield* talk(op, state)
  else yield* plain(op, state)
  return true
}

type Talk = Extract<ScriptOp, { send: unknown } | { receive: unknown } | { reply: unknown }>

function* talk(op: Talk, state: State): Generator<SystemCall<unknown>, void, unknown> {
  if ('send' in op) {
    const answer = yield* Send(target(op.send.to, state), written(op.send, Request.other, state))
    state.reply = answer.message
    state.result = answer.result
    if (op.as) yield* keep(op.as, answer.message?.value ?? 0, state)
    return
  }
  if ('receive' in op) {
    state.received = yield* Receive()
    if (op.receive !== true) yield* keep(op.receive.as, state.received.message.value, state)
    return
  }
  const to = op.reply.to ? target(op.reply.to, state) : (state.received?.from ?? NO_PROCESS)
  const replied = yield* Reply(written(op.reply, Result.ok, state), to)
  if (!replied) yield* Note('Reply refused: nobody waits for it.')
}

type Plain = Exclude<
  ScriptOp,
  Talk | { exit: unknown } | { repeat: unknown } | { while: unknown } | { when: unknown }
>

function* plain(op: Plain, state: State): Generator<SystemCall<unknown>, void, unknown> {
  if ('compute' in op) yield* Compute(nanos(op.compute, state))
  else if ('sleep' in op) yield* Delay(nanos(op.sleep, state))
  else if ('set' in op)
    yield* keep(
      op.set.variable,
      evaluate('value' in op.set ? op.set.value : op.set.from, state),
      state,
    )
  else if ('add' in op) {
    const sum =
      asNumber(state.variables.get(op.add.variable) ?? 0) + asNumber(evaluate(op.add.by, state))
    yield* keep(op.add.variable, sum, state)
  } else if ('setPid' in op) yield* SetPid(op.setPid.logicalId, op.setPid.scope)
  else if ('getPid' in op)
    state.variables.set(op.getPid.as, yield* GetPid(op.getPid.logicalId, op.getPid.scope))
  else if ('destroy' in op) yield* Destroy(target(op.destroy, state))
  else if (isGroupOp(op)) yield* group(op, state)
  else if ('note' in op) yield* Note(op.note)
  else if (state.received) yield* Executed(state.received.from)
}

type GroupOp = Extract<
  ScriptOp,
  | { createGroup: unknown }
  | { joinGroup: unknown }
  | { leaveGroup: unknown }
  | { getReply: unknown }
>
function isGroupOp(op: Plain): op is GroupOp {
  return 'createGroup' in op || 'joinGroup' in op || 'leaveGroup' in op || 'getReply' in op
}

function* group(op: GroupOp, state: State): Generator<SystemCall<unknown>, void, unknown> {
  if ('createGroup' in op) {
    const { as, ...options } = op.createGroup
    yield* keep(as, yield* CreateGroup(options), state)
  } else if ('joinGroup' in op) {
    const joined = yield* JoinGroup(target(op.joinGroup.group, state))
    if (op.joinGroup.as) yield* keep(op.joinGroup.as, joined, state)
  } else if ('leaveGroup' in op) yield* LeaveGroup(target(op.leaveGroup, state))
  else {
    const next = yield* GetReply(nanos(op.getReply, state))
    state.reply = next?.message ?? null
    state.result = next ? 'replied' : 'none'
  }
}

function* keep(
  variable: string,
  value: Value,
  state: State,
): Generator<SystemCall<unknown>, void, unknown> {
  state.variables.set(variable, value)
  yield* Show(variable, value)
}

function written(
  what: { readonly message?: Operand; readonly value?: Operand },
  code: number,
  state: State,
): Message {
  const text = what.message === undefined ? '' : String(evaluate(what.message, state))
  return message(code, what.value === undefined ? 0 : asNumber(evaluate(what.value, state)), text)
}

function target(to: Target, state: State): Pid {
  if ('process' in to) return state.pidOf(to.process)
  if ('received' in to) return state.received?.from ?? NO_PROCESS
  // A message's value has a sign, an identifier has none.
  return (asNumber(state.variables.get(to.variable) ?? 0) >>> 0) as Pid
}

function nanos(
  time: { readonly ms: Operand } | { readonly micros: Operand },
  state: State,
): number {
  const amount =
    'ms' in time
      ? asNumber(evaluate(time.ms, state)) * 1e6
      : asNumber(evaluate(time.micros, state)) * 1e3
  return Math.max(0, Math.round(amount))
}

function evaluate(operand: Operand, state: State): Value {
  if (typeof operand === 'boolean') return operand ? 1 : 0
  if (typeof operand !== 'object') return operand
  if ('variable' in operand) return state.variables.get(operand.variable) ?? 0
  return 'reply' in operand
    ? part(state.reply, operand.reply, state)
    : part(state.received?.message ?? null, operand.received, state)
}

function part(of: Message | null, name: MessagePart, state: State): Value {
  if (name === 'result') return state.result
  if (name === 'from') return state.received?.from ?? 0
  return name === 'value' ? (of?.value ?? 0) : (of?.text ?? '')
}

function holds(condition: ScriptCondition, state: State): boolean {
  const left =
    'variable' in condition
      ? evaluate({ variable: condition.variable }, state)
      : evaluate(
          'reply' in condition ? { reply: condition.reply } : { received: condition.received },
          state,
        )
  return compare(left, condition.is, evaluate(condition.value, state))
}

function compare(left: Value, is: ScriptComparator, right: Value): boolean {
  switch (is) {
    case '=':
      return left === right
    case '!=':
      return left !== right
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
  }
}

function asNumber(value: Value): number {
  const number = Number(value)
  return Number.isFinite(number) ? number : 0
}

export const scriptPart: Part = {
  name: 'script',
  args: { do: { type: 'operations', says: 'system calls, in order' } },
  create: (args) => script(args.operations('do') as readonly ScriptOp[], args.pidOf),
}
