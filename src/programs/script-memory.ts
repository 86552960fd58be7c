/** The operations of a script that are about memory: its segments, moves, and what goes with a message. */
import type { Step } from '../engine/program.ts'
import { SEGMENT_BYTES_MAX } from '../kernel/costs.ts'
import type { Segment } from '../kernel/memory.ts'
import { message, Result } from '../kernel/message.ts'
import { NO_PROCESS, type Pid } from '../kernel/pid.ts'
import {
  Allocate,
  Forward,
  MoveFrom,
  MoveTo,
  Note,
  ReceiveWithSegment,
  ReplyWithSegment,
} from '../kernel/system-calls.ts'
import type { ScriptOp, Stretch, Target } from '../trace/script.ts'
import {
  asNumber,
  evaluate,
  keep,
  type ScriptState,
  target,
  took,
  written,
} from './script-values.ts'

const MEMORY_VERBS = [
  'allocate',
  'moveTo',
  'moveFrom',
  'receiveWithSegment',
  'replyWithSegment',
  'forward',
] as const
export type MemoryOp = Extract<
  ScriptOp,
  | { allocate: unknown }
  | { moveTo: unknown }
  | { moveFrom: unknown }
  | { receiveWithSegment: unknown }
  | { replyWithSegment: unknown }
  | { forward: unknown }
>

export function isMemoryOp(op: ScriptOp): op is MemoryOp {
  return MEMORY_VERBS.some((verb) => verb in op)
}

/** False where the script names a segment that it has not got to allocating: it ends. */
export function* memory(op: MemoryOp, state: ScriptState): Step<boolean> {
  if ('allocate' in op) {
    yield* allocate(op.allocate, state)
    return true
  }
  if ('forward' in op) {
    yield* forward(op.forward, state)
    return true
  }
  const verb = MEMORY_VERBS.find((name) => name in op) as keyof typeof op
  const { segment: name } = op[verb] as { segment: string }
  const segment = state.segments.get(name)
  if (!segment) {
    yield* Note(`There is no segment ${name} yet.`)
    return false
  }
  if ('receiveWithSegment' in op) {
    const received = yield* ReceiveWithSegment(segment.start, segment.length)
    took(received, state)
    if (op.receiveWithSegment.as) yield* keep(op.receiveWithSegment.as, received.count, state)
  } else if ('replyWithSegment' in op) yield* replyWith(op.replyWithSegment, segment, state)
  else yield* move(op, segment, state)
  return true
}

function* allocate(
  { as, bytes, text = '' }: Extract<MemoryOp, { allocate: unknown }>['allocate'],
  state: ScriptState,
): Step {
  const segment = yield* Allocate(Math.max(0, Math.floor(asNumber(evaluate(bytes, state)))))
  state.segments.set(as, segment)
  if (text === '') return
  const { bytes: memory } = segment
  // As in a message: what is no letter of ASCII is a question mark.
  for (let i = 0; i < memory.length; i++) {
    const unit = text.charCodeAt(i % text.length)
    memory[i] = unit < 128 ? unit : 63
  }
}

/** Where, and how much: as far as the segments here and there go, if nothing else is said. */
function stretchOf(
  { at = 0, bytes }: Stretch,
  segment: Segment,
  other: Pid,
  state: ScriptState,
): { readonly start: number; readonly count: number } {
  const grant = state.inHand.get(other)?.grant
  const from = asNumber(evaluate(at, state))
  const fits = Math.max(0, Math.min(segment.length, grant ? grant.length - from : segment.length))
  const count = bytes === undefined ? fits : asNumber(evaluate(bytes, state))
  return { start: (grant?.start ?? 0) + from, count: Math.max(0, Math.floor(count)) }
}

function whose(other: Target | undefined, state: ScriptState): Pid {
  return other ? target(other, state) : (state.received?.from ?? NO_PROCESS)
}

type MoveOp = Extract<MemoryOp, { moveTo: unknown } | { moveFrom: unknown }>

function* move(op: MoveOp, segment: Segment, state: ScriptState): Step {
  const what = 'moveTo' in op ? op.moveTo : op.moveFrom
  const other = whose(what.with, state)
  const { start, count } = stretchOf(what, segment, other, state)
  const result =
    'moveTo' in op
      ? yield* MoveTo(other, start, segment.start, count)
      : yield* MoveFrom(other, segment.start, start, count)
  if (op.as) yield* keep(op.as, result, state)
}

function* replyWith(
  what: Extract<MemoryOp, { replyWithSegment: unknown }>['replyWithSegment'],
  segment: Segment,
  state: ScriptState,
): Step {
  const to = whose(what.to, state)
  const { start, count } = stretchOf(what, segment, to, state)
  const carried = what.bytes === undefined ? Math.min(count, SEGMENT_BYTES_MAX) : count
  const answer = written(what, Result.ok, state)
  const replied = yield* ReplyWithSegment(answer, to, start, segment.start, carried)
  if (!replied) yield* Note('ReplyWithSegment refused: nobody waits, or it was not granted.')
}

function* forward(
  { to, of, ...letter }: Extract<MemoryOp, { forward: unknown }>['forward'],
  state: ScriptState,
): Step {
  const from = whose(of, state)
  const came = state.inHand.get(from) ?? message(0)
  const asItCame = letter.message === undefined && letter.value === undefined
  const onward = asItCame ? came : written(letter, came.code, state)
  const forwarded = yield* Forward(onward, from, target(to, state))
  if (!forwarded) yield* Note('Forward refused: nobody waits for it.')
}
