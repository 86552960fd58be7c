/**
 * The `script` program in a document: system calls as data, so that a teacher's own scenario needs no code. Every
 * operation is an object with one verb. Here any value may still be bound to a switch, and a process is called by
 * its name; what the program is given in the end is a list of ScriptOps (trace/script.ts).
 */
import * as v from 'valibot'
import { GRANT_RIGHTS, MESSAGE_PARTS, SCOPES } from '../../trace/script.ts'
import {
  bound,
  camel,
  choose,
  comparator,
  has,
  list,
  number,
  oneOf,
  part,
  processPath,
  type Schema,
  switchValue,
  text,
  whole,
} from './words.ts'

export const SCRIPT_DEPTH_MAX = 8
export const SCRIPT_OPS_MAX = 2000
/** What a 32-byte message has left for words. */
export const MESSAGE_BYTES = 24
/** What a process may have in all, bytes; as the kernel has it. */
export const SEGMENT_BYTES = 16 * 1024 * 1024

/** UTF-8 length; a script's message has room for few bytes, and text is not always one byte a letter. */
export function byteLength(words: string): number {
  let bytes = 0
  for (const letter of words) {
    const code = letter.codePointAt(0) as number
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}

type Loose = Schema<unknown>
const yes = v.literal(true, 'must be true')
const messageText = v.pipe(
  text(MESSAGE_BYTES, 0),
  v.check((words) => byteLength(words) <= MESSAGE_BYTES, `must be at most ${MESSAGE_BYTES} bytes`),
)
const messagePart = oneOf(MESSAGE_PARTS)
const variable = part({ variable: camel })
const reply = part({ reply: messagePart })
const received = part({ received: messagePart })

function operand(constant: Loose): Loose {
  return choose<unknown>((input) => {
    if (has(input, 'variable')) return variable
    if (has(input, 'reply')) return reply
    if (has(input, 'received')) return received
    return constant
  })
}
const anyValue = operand(bound(switchValue))
const messageValue = operand(
  choose<unknown>((input) => (typeof input === 'string' ? messageText : bound(switchValue))),
)
const amount = operand(bound(number(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)))
const times = operand(bound(whole(0, 1_000_000)))
const duration: Loose = choose<unknown>((input) =>
  has(input, 'micros')
    ? part({ micros: operand(bound(number(0, 1e12))) })
    : part({ ms: operand(bound(number(0, 1e9))) }),
)

/** A name in quotes says the same as `{ process: name }`. */
const target: Loose = choose<unknown>((input) => {
  if (typeof input === 'string')
    return v.pipe(
      processPath,
      v.transform((process) => ({ process })),
    )
  if (has(input, 'variable')) return variable
  if (has(input, 'received')) return part({ received: v.literal('from', 'must be "from"') })
  return part({ process: bound(processPath) })
})

const condition: Loose = choose<unknown>((input) => {
  const rest = { is: comparator, value: anyValue }
  if (has(input, 'reply')) return part({ reply: messagePart, ...rest })
  if (has(input, 'received')) return part({ received: messagePart, ...rest })
  return part({ variable: camel, ...rest })
})

const letter = { message: v.exactOptional(messageValue), value: v.exactOptional(anyValue) }
const ops: Schema<readonly unknown[]> = v.lazy(() => list(op, SCRIPT_OPS_MAX))
const bytes = operand(bound(whole(0, SEGMENT_BYTES)))
const stretch = {
  segment: camel,
  at: v.exactOptional(operand(bound(whole(0, 0xffff_ffff)))),
  bytes: v.exactOptional(bytes),
}
const move = part({ with: v.exactOptional(target), ...stretch })
const grant = part({ segment: camel, rights: oneOf(GRANT_RIGHTS) })
/** What an operation of a transaction is on, in a message of 24 bytes beside an amount. */
const named = v.pipe(text(12), v.regex(/^\S+$/, 'must be one word'))
const ofTransaction = part({ at: target, transaction: anyValue })
const pidScope = { logicalId: whole(1, 65_535), scope: oneOf(SCOPES) }

/** One row a verb: a later operation is a row here, a type above and a case of the interpreter. */
const VERBS = {
  send: part({
    send: part({ to: target, ...letter, grant: v.exactOptional(grant) }),
    as: v.exactOptional(camel),
  }),
  receive: part({
    receive: choose<unknown>((input) => (input === true ? yes : part({ as: camel }))),
  }),
  reply: part({ reply: part({ to: v.exactOptional(target), ...letter }) }),
  compute: part({ compute: duration }),
  sleep: part({ sleep: duration }),
  repeat: part({ repeat: part({ times, do: ops }) }),
  while: part({ while: condition, do: ops }),
  when: part({ when: condition, do: ops, else: v.exactOptional(ops) }),
  set: part({
    set: choose<unknown>((input) =>
      has(input, 'from')
        ? part({ variable: camel, from: anyValue })
        : part({ variable: camel, value: anyValue }),
    ),
  }),
  add: part({ add: part({ variable: camel, by: amount }) }),
  setPid: part({ setPid: part(pidScope) }),
  getPid: part({ getPid: part({ ...pidScope, as: camel }) }),
  destroy: part({ destroy: target }),
  suspend: part({ suspend: target, as: v.exactOptional(camel) }),
  resume: part({ resume: target, as: v.exactOptional(camel) }),
  createGroup: part({
    createGroup: part({
      as: camel,
      restricted: v.exactOptional(v.boolean('must be true or false')),
      local: v.exactOptional(v.boolean('must be true or false')),
    }),
  }),
  joinGroup: part({ joinGroup: part({ group: target, as: v.exactOptional(camel) }) }),
  leaveGroup: part({ leaveGroup: target }),
  queryGroup: part({ queryGroup: part({ group: target, as: camel }) }),
  getReply: part({ getReply: part({ ms: operand(bound(number(0, 1e9))) }) }),
  allocate: part({
    allocate: part({ as: camel, bytes, text: v.exactOptional(text(MESSAGE_BYTES)) }),
  }),
  moveTo: part({ moveTo: move, as: v.exactOptional(camel) }),
  moveFrom: part({ moveFrom: move, as: v.exactOptional(camel) }),
  receiveWithSegment: part({
    receiveWithSegment: part({ segment: camel, as: v.exactOptional(camel) }),
  }),
  replyWithSegment: part({
    replyWithSegment: part({ to: v.exactOptional(target), ...letter, ...stretch }),
  }),
  forward: part({ forward: part({ to: target, of: v.exactOptional(target), ...letter }) }),
  begin: part({ begin: part({ at: target, as: camel }) }),
  write: part({
    write: part({ at: target, transaction: anyValue, label: named, by: amount }),
    as: v.exactOptional(camel),
  }),
  readLabel: part({ readLabel: part({ at: target, label: named }), as: v.exactOptional(camel) }),
  commit: part({ commit: ofTransaction, as: v.exactOptional(camel) }),
  abort: part({ abort: ofTransaction, as: v.exactOptional(camel) }),
  note: part({ note: text(120) }),
  executed: part({ executed: yes }),
  exit: part({ exit: yes }),
} as const satisfies Record<string, Loose>

const verbs = Object.keys(VERBS) as readonly (keyof typeof VERBS)[]
const noVerb: Loose = v.custom(() => false, `must be an operation: one of ${verbs.join(', ')}`)
const op: Loose = choose<unknown>((input) => {
  const verb = verbs.find((name) => has(input, name))
  return verb ? VERBS[verb] : noVerb
})

/** Operations in all, and how deep they nest. */
export function sizeOf(input: unknown): { count: number; depth: number } {
  if (!Array.isArray(input)) return { count: 0, depth: 0 }
  let count = 0
  let depth = 0
  for (const item of input) {
    count++
    for (const inner of innerOps(item)) {
      const size = sizeOf(inner)
      count += size.count
      depth = Math.max(depth, size.depth)
    }
  }
  return { count, depth: depth + 1 }
}

function innerOps(item: unknown): readonly unknown[] {
  if (typeof item !== 'object' || item === null) return []
  const { do: body, else: other, repeat } = item as Record<string, unknown>
  const repeated =
    typeof repeat === 'object' && repeat !== null ? (repeat as { do?: unknown }).do : undefined
  return [body, other, repeated]
}

/** Segments by name: those that a script allocates, or those that it works with. */
function segmentsOf(input: unknown, which: 'had' | 'used'): readonly string[] {
  if (typeof input !== 'object' || input === null) return []
  return Object.entries(input).flatMap(([key, value]) => {
    if (key === 'allocate') return which === 'had' ? [(value as { as: string }).as] : []
    if (key === 'segment') return which === 'used' ? [value as string] : []
    return segmentsOf(value, which)
  })
}

/** The operations of a script as a document holds them; names of processes come out as `{ process }`. */
export const scriptSchema: Schema<readonly unknown[]> = v.pipe(
  v.unknown(),
  v.check(Array.isArray, 'must be a list of operations'),
  v.check(
    (input) => sizeOf(input).count <= SCRIPT_OPS_MAX,
    `must have at most ${SCRIPT_OPS_MAX} operations in all`,
  ),
  v.check(
    (input) => sizeOf(input).depth <= SCRIPT_DEPTH_MAX,
    `must not nest operations deeper than ${SCRIPT_DEPTH_MAX}`,
  ),
  ops,
  v.check(
    (input) => segmentsOf(input, 'used').every((name) => segmentsOf(input, 'had').includes(name)),
    'must allocate each segment that it names',
  ),
)
