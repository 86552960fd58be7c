/** What stands on the disks of each machine, by the sums of the bytes: after the last access of each block. */
import type { FoldContext } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

/** Whether bytes of this sum are in some block of a machine's disks. */
export function platters(context: FoldContext): (host: EntityId, hash: number) => boolean {
  const opened = new Map<EntityId, number>()
  const blocks = new Map<EntityId, Map<string, number>>()
  context.observe([Kind.diskOpen], ({ entity, a }) => void opened.set(entity, a))
  context.observe([Kind.diskClose], ({ entity, b }) => {
    const host = context.parentOf(entity)
    const its = blocks.get(host) ?? new Map<string, number>()
    blocks.set(host, its)
    its.set(`${entity} ${opened.get(entity)}`, b)
  })
  return (host, hash) => [...(blocks.get(host)?.values() ?? [])].includes(hash)
}
