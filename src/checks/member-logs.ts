/** The logs of members, as they are written, and who of them is still there. */
import type { FoldContext } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId, RecordIndex } from '../trace/record.ts'

export interface MemberLogs {
  /** What each process delivered, in order: ids of strings. */
  readonly logs: ReadonlyMap<EntityId, readonly number[]>
  /** Of them, those that have ended. */
  readonly ended: ReadonlySet<EntityId>
}

export function memberLogs(
  context: FoldContext,
  logged: (process: EntityId, place: number, text: number, index: RecordIndex) => void = () => {},
): MemberLogs {
  const logs = new Map<EntityId, number[]>()
  const ended = new Set<EntityId>()
  context.observe([Kind.joined], ({ a }) => {
    if (!logs.has(a)) logs.set(a, [])
  })
  context.observe([Kind.logged], ({ entity, a, b, index }) => {
    const log = logs.get(entity) ?? []
    logs.set(entity, log)
    logged(entity, a, b, index)
    log.push(b)
  })
  context.observe([Kind.processDestroyed], ({ entity }) => {
    if (logs.has(entity)) ended.add(entity)
  })
  return { logs, ended }
}
