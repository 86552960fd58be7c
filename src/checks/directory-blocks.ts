/** What stands in the blocks of a directory’s names, on each of its servers. */
import { CHANGE, Field } from '../trace/fields.ts'
import type { FoldContext } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

/** Hashes by the block's name, of a server’s machine. */
export type NameBlocks = (host: EntityId) => ReadonlyMap<string, number>

export function watchNameBlocks(context: FoldContext): NameBlocks {
  const names = new Map<EntityId, string>()
  const contents = new Map<EntityId, Map<string, number>>()
  context.observe([Kind.blockNamed], ({ entity, b }) => void names.set(entity, context.stringOf(b)))
  context.observe([CHANGE + Field.blockContent], ({ entity, b }) => {
    const name = names.get(entity) ?? ''
    if (!name.startsWith('name ')) return
    const host = context.parentOf(context.parentOf(entity))
    const its = contents.get(host) ?? new Map<string, number>()
    contents.set(host, its)
    its.set(name, b)
  })
  return (host) => contents.get(host) ?? new Map()
}
