/** The instants of one run at which something of one machine changes: where a fault of it can matter. */
import type { Simulation } from '../../engine/simulation.ts'
import { EntityType } from '../../trace/entities.ts'
import { CHANGE, Field } from '../../trace/fields.ts'
import type { Emission, FoldContext } from '../../trace/fold.ts'
import { Kind } from '../../trace/kinds.ts'
import { type EntityId, NONE } from '../../trace/record.ts'
import type { Touch } from '../../trace/touch.ts'

/** Records about a frame whose `a` says at which machine it happened. */
const AT_A_HOST: ReadonlySet<number> = new Set([
  Kind.packetIn,
  Kind.duplicate,
  Kind.ignored,
  Kind.aliensFull,
  Kind.accepted,
  Kind.overrun,
  Kind.damaged,
  Kind.lost,
  Kind.handed,
])
/** Nothing of a machine changes with these. */
const IDLE: ReadonlySet<number> = new Set([
  Kind.runStart,
  Kind.runEnd,
  Kind.violation,
  Kind.exercised,
  Kind.intervention,
  Kind.note,
  Kind.tally,
])
const ALL_KINDS: readonly number[] = [
  ...Object.values(Kind).filter((kind) => !IDLE.has(kind)),
  ...Object.values(Field).map((field) => CHANGE + field),
]
const WRITE = 1

/** `target`: a machine, or a thing on it: the machine is what counts. The answer is complete when the run is. */
export function watchTouches(
  sim: Simulation,
  context: FoldContext,
  target: string,
): readonly Touch[] {
  const touches: Touch[] = []
  const name = hostPart(target)
  const isOurs = within(context, name)
  let on = true
  const writes = new Set<number>()
  context.observe(ALL_KINDS, (emission) => {
    const { kind, entity, b } = emission
    if (!isOurs(subject(emission))) return
    if (kind === CHANGE + Field.power && context.typeOf(entity) === EntityType.host) on = b === 1
    if (kind === Kind.diskOpen && b === WRITE) writes.add(entity)
    else if (kind === Kind.diskClose) writes.delete(entity)
    touches.push({ time: sim.now, events: sim.eventsHere, on, writing: writes.size > 0 })
  })
  return touches
}

/** `S` of `S.server`, of `S/disk` and of `S`. */
export function hostPart(target: string): string {
  return target.split(/[./]/)[0] as string
}

function subject({ kind, entity, a }: Emission): EntityId {
  return AT_A_HOST.has(kind) ? a : entity
}

function within(context: FoldContext, name: string): (entity: EntityId) => boolean {
  const known = new Map<EntityId, boolean>()
  const ask = (entity: EntityId): boolean => {
    if (entity < 0 || entity === NONE) return false
    const before = known.get(entity)
    if (before !== undefined) return before
    const isHost = context.typeOf(entity) === EntityType.host
    const ours = isHost ? context.localName(entity) === name : ask(context.parentOf(entity))
    known.set(entity, ours)
    return ours
  }
  return ask
}
