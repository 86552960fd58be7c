/** Who manages which name, as the managers' own tables say; what is on a machine without power nobody manages. */
import type { FoldContext } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

/** Of each name its managers, and since when each has it, ns. */
export function namesHeld(
  context: FoldContext,
): ReadonlyMap<number, ReadonlyMap<EntityId, number>> {
  const held = new Map<number, Map<EntityId, number>>()
  context.observe([Kind.nameHeld], ({ entity, time, a, b }) => {
    const by = held.get(a) ?? new Map<EntityId, number>()
    held.set(a, by)
    if (b === 1) by.set(entity, time)
    else by.delete(entity)
  })
  context.observe([Kind.processDestroyed], ({ entity }) => {
    for (const by of held.values()) by.delete(entity)
  })
  return held
}
