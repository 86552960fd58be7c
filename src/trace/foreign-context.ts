/**
 * Whose names, files and screen a program uses: its user's, or those of the machine that it happens to run on. What
 * counts is who answered, not what the program was given.
 */
import type { FoldContext } from './fold.ts'
import { Kind } from './kinds.ts'
import type { EntityId, RecordIndex } from './record.ts'

export interface Used {
  readonly program: EntityId
  /** Who answered. */
  readonly by: EntityId
  readonly foreign: boolean
  /** What it got, as in “got …”. */
  readonly what: string
  readonly index: RecordIndex
}

export function foreignContext(
  context: FoldContext,
  told: { readonly used: (used: Used) => void },
): void {
  const homes = new Map<EntityId, EntityId>()
  const users = new Map<EntityId, number>()
  context.observe([Kind.programBegun], ({ entity, a, b }) => {
    homes.set(entity, context.parentOf(a))
    users.set(entity, b)
  })
  context.observe([Kind.nameResolved, Kind.lineShown], ({ entity, kind, a, index }) => {
    const home = homes.get(a)
    if (home === undefined) return
    const foreign = context.parentOf(entity) !== home
    const what = kind === Kind.nameResolved ? 'had a name resolved' : 'showed a line'
    told.used({ program: a, by: entity, foreign, what, index })
  })
  context.observe([Kind.openedFor, Kind.lineRead], ({ entity, kind, a, b, index }) => {
    const user = users.get(a)
    if (user === undefined) return
    const whose = `user ${Math.abs(b)}`
    const what = kind === Kind.openedFor ? `asked as ${whose}` : `read what ${whose} had opened`
    told.used({ program: a, by: entity, foreign: Math.abs(b) !== user, what, index })
  })
}
