/**
 * System calls that cost nothing and tell an onlooker what a program is about: a span of its work, from its
 * beginning to its end, and what happens in it. No kernel decides anything by them.
 */
import { contentHash } from '../engine/content-hash.ts'
import { type Outcome, SystemCall } from '../engine/program.ts'
import { EntityType } from '../trace/entities.ts'
import { type EntityId, NONE, type RecordIndex } from '../trace/record.ts'
import type { Kernel } from './kernel.ts'
import type { Process } from './process.ts'

/** A span that is open: its entity in the trace, and the record that opened it. */
export interface Shown {
  readonly entity: EntityId
  readonly open: RecordIndex
}
/** A number, a text, or bytes, of which the hash is told as a whole block of the first disk has it. */
export type Telling = number | string | Uint8Array

export class OpenSpanCall extends SystemCall<Shown> {
  readonly kind: number
  readonly name: string
  readonly a: Telling
  readonly b: Telling
  readonly type: EntityType
  /** Follows the name; 0: how many of that name the process has had. */
  readonly number: number
  constructor(
    kind: number,
    name: string,
    a: Telling,
    b: Telling,
    type: EntityType,
    number: number,
  ) {
    super()
    this.kind = kind
    this.name = name
    this.a = a
    this.b = b
    this.type = type
    this.number = number
  }
}
export class MarkCall extends SystemCall<void> {
  readonly span: Shown
  readonly kind: number
  readonly a: Telling
  readonly b: Telling
  constructor(span: Shown, kind: number, a: Telling, b: Telling) {
    super()
    this.span = span
    this.kind = kind
    this.a = a
    this.b = b
  }
}

export function OpenSpan(
  kind: number,
  name: string,
  a: Telling = 0,
  b: Telling = 0,
  type: EntityType = EntityType.operation,
  number = 0,
): OpenSpanCall {
  return new OpenSpanCall(kind, name, a, b, type, number)
}
/** Something happens in a span. */
export function Mark(span: Shown, kind: number, a: Telling = 0, b: Telling = 0): MarkCall {
  return new MarkCall(span, kind, a, b)
}
export function CloseSpan(span: Shown, kind: number, a: Telling = 0, b: Telling = 0): MarkCall {
  return new MarkCall(span, kind, a, b)
}

export function openSpan(kernel: Kernel, process: Process, call: OpenSpanCall): Outcome {
  const { sim } = kernel
  const { kind, name, a, b, type } = call
  const count = (process.spans.get(name) ?? 0) + 1
  process.spans.set(name, count)
  const entity = sim.entity(type, process.entity, name, call.number || count)
  const open = sim.emit(kind, entity, told(kernel, a), told(kernel, b))
  return { result: { entity, open } satisfies Shown }
}

export function mark(kernel: Kernel, { span, kind, a, b }: MarkCall): Outcome {
  kernel.sim.emit(kind, span.entity, told(kernel, a), told(kernel, b), NONE, span.open)
  return { result: undefined }
}

function told(kernel: Kernel, value: Telling): number {
  if (typeof value === 'number') return value
  if (typeof value === 'string') return kernel.sim.string(value)
  const whole = new Uint8Array(Math.max(value.length, kernel.disks[0]?.blockBytes ?? 0))
  whole.set(value)
  return contentHash(whole)
}
