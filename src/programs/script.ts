/**
 * The program that a teacher writes as data: system calls in order, with loops and branches. The schema has
 * checked the list; what can still go wrong is said in a note, and the process ends.
 */
import type { Program, Step } from '../engine/program.ts'
import { type ControlCall, Resume, Suspend } from '../kernel/control-calls.ts'
import { type Grant, Request, Result } from '../kernel/message.ts'
import { NO_PROCESS } from '../kernel/pid.ts'
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
  QueryGroup,
  Receive,
  Reply,
  Send,
  SetPid,
} from '../kernel/system-calls.ts'
import type { ScriptComparator, ScriptCondition, ScriptOp, SendOp } from '../trace/script.ts'
import type { Part } from './part.ts'
import { isMemoryOp, type MemoryOp, memory } from './script-memory.ts'
import { isTransactionOp, transaction } from './script-transactions.ts'
import {
  asNumber,
  evaluate,
  keep,
  nanos,
  type ScriptState,
  target,
  took,
  type Value,
  written,
} from './script-values.ts'

export function* script(operations: readonly ScriptOp[], pidOf: ScriptState['pidOf']): Program {
  yield* carryOut(operations, {
    pidOf,
    variables: new Map(),
    reply: null,
    result: 'none',
    received: null,
    segments: new Map(),
    inHand: new Map(),
  })
}

/** Costs nothing, and lets the kernel count the turns of a loop that never blocks. */
const TURN = () => Compute(0)

/** True where the script goes on, false after an `exit`. */
function* carryOut(operations: readonly ScriptOp[], state: ScriptState): Step<boolean> {
  for (const operation of operations) {
    const goesOn = yield* one(operation, state)
    if (!goesOn) return false
  }
  return true
}

function* one(op: ScriptOp, state: ScriptState): Step<boolean> {
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
  if (isMemoryOp(op)) return yield* memory(op, state)
  if ('send' in op) return yield* send(op, state)
  if ('receive' in op || 'reply' in op) yield* talk(op, state)
  else yield* plain(op, state)
  return true
}

function* send({ send: what, as }: SendOp, state: ScriptState): Step<boolean> {
  let grant: Grant | null = null
  if (what.grant) {
    const segment = state.segments.get(what.grant.segment)
    if (!segment) {
      yield* Note(`There is no segment ${what.grant.segment} yet.`)
      return false
    }
    grant = { rights: what.grant.rights, start: segment.start, length: segment.length }
  }
  const answer = yield* Send(target(what.to, state), written(what, Request.other, state, grant))
  state.reply = answer.message
  state.result = answer.result
  if (as) yield* keep(as, answer.message?.value ?? 0, state)
  return true
}

type Talk = Extract<ScriptOp, { receive: unknown } | { reply: unknown }>

function* talk(op: Talk, state: ScriptState): Step {
  if ('receive' in op) {
    const received = yield* Receive()
    took(received, state)
    if (op.receive !== true) yield* keep(op.receive.as, received.message.value, state)
    return
  }
  const to = op.reply.to ? target(op.reply.to, state) : (state.received?.from ?? NO_PROCESS)
  const replied = yield* Reply(written(op.reply, Result.ok, state), to)
  if (!replied) yield* Note('Reply refused: nobody waits for it.')
}

type Plain = Exclude<
  ScriptOp,
  | Talk
  | MemoryOp
  | SendOp
  | { exit: unknown }
  | { repeat: unknown }
  | { while: unknown }
  | { when: unknown }
>

function* plain(op: Plain, state: ScriptState): Step {
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
  else if ('suspend' in op) yield* stopOrGo(Suspend(target(op.suspend, state)), op.as, state)
  else if ('resume' in op) yield* stopOrGo(Resume(target(op.resume, state)), op.as, state)
  else if (isTransactionOp(op)) yield* transaction(op, state)
  else if (isGroupOp(op)) yield* group(op, state)
  else if ('note' in op) yield* Note(op.note)
  else if (state.received) yield* Executed(state.received.from)
}

function* stopOrGo(call: ControlCall, as: string | undefined, state: ScriptState): Step {
  const answer = yield* call
  state.reply = answer.message
  state.result = answer.result
  if (as) yield* keep(as, answer.result, state)
}

type GroupOp = Extract<
  ScriptOp,
  | { createGroup: unknown }
  | { joinGroup: unknown }
  | { leaveGroup: unknown }
  | { queryGroup: unknown }
  | { getReply: unknown }
>
function isGroupOp(op: Plain): op is GroupOp {
  return (
    'createGroup' in op ||
    'joinGroup' in op ||
    'leaveGroup' in op ||
    'queryGroup' in op ||
    'getReply' in op
  )
}

function* group(op: GroupOp, state: ScriptState): Step {
  if ('createGroup' in op) {
    const { as, ...options } = op.createGroup
    yield* keep(as, yield* CreateGroup(options), state)
  } else if ('joinGroup' in op) {
    const joined = yield* JoinGroup(target(op.joinGroup.group, state))
    if (op.joinGroup.as) yield* keep(op.joinGroup.as, joined, state)
  } else if ('leaveGroup' in op) yield* LeaveGroup(target(op.leaveGroup, state))
  else if ('queryGroup' in op) {
    const { exists } = yield* QueryGroup(target(op.queryGroup.group, state))
    yield* keep(op.queryGroup.as, exists ? 1 : 0, state)
  } else {
    const next = yield* GetReply(nanos(op.getReply, state))
    state.reply = next?.message ?? null
    state.result = next ? 'replied' : 'none'
  }
}

function holds(condition: ScriptCondition, state: ScriptState): boolean {
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

export const scriptPart: Part = {
  name: 'script',
  args: { do: { type: 'operations', says: 'system calls, in order' } },
  create: (args) => script(args.operations('do') as readonly ScriptOp[], args.pidOf),
}
