/** Which letters have which timestamps, and which site holds what of them: from what was told, not from the sites. */
import type { FoldContext } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

export interface HeldHistories {
  /** By timestamp, the letter that stands under it: ids of strings. */
  readonly letters: ReadonlyMap<number, number>
  /** Whether a site holds this letter under this timestamp. */
  readonly holds: (site: EntityId, stamp: number, text: number) => boolean
}

export function heldHistories(context: FoldContext): HeldHistories {
  const texts = new Map<EntityId, number>()
  const letters = new Map<number, number>()
  const held = new Map<EntityId, Map<number, number>>()
  let latest = 0
  context.observe([Kind.broadcast], ({ entity, b }) => void texts.set(entity, b))
  context.observe([Kind.numbered], ({ entity, b }) => {
    letters.set(b, texts.get(entity) ?? -1)
  })
  context.observe([Kind.held], ({ entity, a, b }) => {
    const own = held.get(entity) ?? new Map<number, number>()
    held.set(entity, own.set(a, b))
  })
  context.observe([Kind.listBegins], ({ a, b }) => {
    if (a <= latest) return
    latest = a
    for (const stamp of letters.keys()) if (stamp > b) letters.delete(stamp)
  })
  context.observe([Kind.historyCut], ({ entity, a }) => {
    const own = held.get(entity)
    for (const stamp of own?.keys() ?? []) if (stamp > a) own?.delete(stamp)
  })
  return { letters, holds: (site, stamp, text) => held.get(site)?.get(stamp) === text }
}
