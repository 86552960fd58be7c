/**
 * What services keep on a machine, for the onlooker alone: a log, a lock, a transaction's part there. It belongs to
 * the machine and not to a process, so that what is on a disk is seen to outlive whoever wrote it; of what only
 * memory had, the machine's crash is told to say that it is gone. No kernel and no program decides anything by it.
 */
import { type Outcome, SystemCall } from '../engine/program.ts'
import { EntityType } from '../trace/entities.ts'
import type { EntityId } from '../trace/record.ts'
import type { Kernel } from './kernel.ts'
import type { Pid } from './pid.ts'

export const THING_TYPES = {
  log: EntityType.log,
  branch: EntityType.branch,
  lock: EntityType.lock,
  copy: EntityType.copy,
} as const
export interface Thing {
  readonly type: keyof typeof THING_TYPES
  /** Its name on this machine. */
  readonly name: string
}

/** Of one machine: each thing's entity, and its fields as they were last told. */
export type Things = Map<string, { readonly entity: EntityId; readonly fields: Map<number, Told> }>
interface Told {
  value: number
  lost: number | null
}

export class NoticeCall extends SystemCall<void> {
  readonly kind: number
  readonly about: Thing
  readonly a: number | { readonly process: Pid }
  readonly b: number | string
  constructor(kind: number, about: Thing, a: NoticeCall['a'], b: NoticeCall['b']) {
    super()
    this.kind = kind
    this.about = about
    this.a = a
    this.b = b
  }
}
export class StateCall extends SystemCall<void> {
  readonly about: Thing
  readonly field: number
  readonly value: number | Thing
  readonly lost: number | null
  constructor(about: Thing, field: number, value: StateCall['value'], lost: number | null) {
    super()
    this.about = about
    this.field = field
    this.value = value
    this.lost = lost
  }
}

/** For the onlooker: something happened to a thing of this machine. Costs nothing. */
export function Notice(
  kind: number,
  about: Thing,
  a: NoticeCall['a'] = 0,
  b: NoticeCall['b'] = 0,
): NoticeCall {
  return new NoticeCall(kind, about, a, b)
}
/** For the onlooker: a field of a thing of this machine. `lost`: what it is after a crash; null where that changes nothing. */
export function State(
  about: Thing,
  field: number,
  value: StateCall['value'],
  lost: number | null,
): StateCall {
  return new StateCall(about, field, value, lost)
}

function known(kernel: Kernel, { type, name }: Thing) {
  const key = `${type} ${name}`
  const before = kernel.things.get(key)
  if (before) return before
  const entity = kernel.sim.entity(THING_TYPES[type], kernel.host, name)
  const thing = { entity, fields: new Map<number, Told>() }
  kernel.things.set(key, thing)
  return thing
}

export function notice(kernel: Kernel, { kind, about, a, b }: NoticeCall): Outcome {
  const { sim, onlooker } = kernel
  const first = typeof a === 'number' ? a : (onlooker.get(a.process) ?? -1)
  sim.emit(kind, known(kernel, about).entity, first, typeof b === 'string' ? sim.string(b) : b)
  return { result: undefined }
}

export function state(kernel: Kernel, { about, field, value, lost }: StateCall): Outcome {
  const { entity, fields } = known(kernel, about)
  const now = typeof value === 'number' ? value : known(kernel, value).entity
  const told = fields.get(field)
  if (told) kernel.sim.change(entity, field, told.value, now)
  else kernel.sim.begin(entity, field, now)
  fields.set(field, { value: now, lost })
  return { result: undefined }
}

/** Memory is gone, and what was only there with it. */
export function forgetThings(kernel: Kernel): void {
  for (const { entity, fields } of kernel.things.values())
    for (const [field, told] of fields) {
      if (told.lost === null) continue
      kernel.sim.change(entity, field, told.value, told.lost)
      told.value = told.lost
    }
}
