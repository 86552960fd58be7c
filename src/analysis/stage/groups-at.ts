/** Who is in which group at a cursor: the onlooker's knowledge, for no machine holds the list. */
import { EntityType } from '../../trace/entities.ts'
import { Field } from '../../trace/fields.ts'
import type { EntityId } from '../../trace/record.ts'
import type { StageIndex } from './stage-index.ts'
import type { StageGroup, StageRun } from './stage-model.ts'

/**
 * The document's groups in its order, also while they have no member, but not one that nobody ever joins; then those
 * made during the run.
 */
export function groupsAt(
  { trace, setup }: StageRun,
  index: StageIndex,
  prefix: number,
): StageGroup[] {
  const members = new Map<EntityId, EntityId[]>(setup.groups.map(({ entity }) => [entity, []]))
  const joined = new Set<string>()
  for (const { entity } of setup.hosts)
    for (const membership of index.on(entity, EntityType.membership)) {
      joined.add(trace.localName(membership))
      const group = trace.value(membership, Field.memberOf, prefix) ?? -1
      if (group < 0) continue
      const list = members.get(group)
      if (list) list.push(trace.parentOf(membership))
      else members.set(group, [trace.parentOf(membership)])
    }
  const known = [...members].filter(([entity]) => joined.has(trace.localName(entity)))
  return known.map(([entity, processes]) => ({
    entity,
    name: trace.localName(entity),
    address: setup.groups.find((group) => group.entity === entity)?.address ?? '',
    members: processes,
  }))
}
