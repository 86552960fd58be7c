/** Which letters have which timestamps, and which site holds what of them: from what was told, not from the sites. */
import type { FoldContext } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

/** By timestamp, the letter that stands under it: ids of strings. */
type Letters = Map<number, number>

export interface HeldHistories {
  /** What has been acknowledged in a token list, and in those whose history it began with. */
  readonly lettersOf: (list: number) => ReadonlyMap<number, number>
  /** Whether a site holds this letter under this timestamp. */
  readonly holds: (site: EntityId, stamp: number, text: number) => boolean
}

export function heldHistories(context: FoldContext): HeldHistories {
  const texts = new Map<EntityId, number>()
  const lists = new Map<number, Letters>([[0, new Map()]])
  const listOf = new Map<EntityId, number>()
  const held = new Map<EntityId, Letters>()
  let latest = 0
  const lettersOf = (list: number): Letters => lists.get(list) ?? new Map()
  context.observe([Kind.broadcast], ({ entity, b }) => void texts.set(entity, b))
  context.observe([Kind.numbered], ({ entity, a, b }) => {
    // A site that is cut off may still give timestamps in an old list.
    lists.get(listOf.get(a) ?? 0)?.set(b, texts.get(entity) ?? -1)
  })
  context.observe([Kind.held], ({ entity, a, b }) => {
    const own = held.get(entity) ?? new Map<number, number>()
    held.set(entity, own.set(a, b))
  })
  context.observe([Kind.listBegins], ({ entity, a, b }) => {
    listOf.set(entity, a)
    if (lists.has(a)) return
    lists.set(a, new Map([...lettersOf(latest)].filter(([stamp]) => stamp <= b)))
    latest = Math.max(latest, a)
  })
  context.observe([Kind.historyCut], ({ entity, a }) => {
    const own = held.get(entity)
    for (const stamp of own?.keys() ?? []) if (stamp > a) own?.delete(stamp)
  })
  return { lettersOf, holds: (site, stamp, text) => held.get(site)?.get(stamp) === text }
}
