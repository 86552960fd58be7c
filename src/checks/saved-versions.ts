/** What savers say that they save: of each save the hashes of its parts, so that what others read can be told apart. */
import type { FoldContext } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const PARTS = 16

/** Of everybody's saves. */
export class Saves {
  /** The saves that a part belongs to, by part and hash. */
  private readonly saves = new Map<string, Set<string>>()

  constructor(context: FoldContext) {
    context.observe([Kind.savePart], ({ entity, a, b }) => {
      const key = `${a % PARTS} ${b}`
      const its = this.saves.get(key) ?? new Set()
      this.saves.set(key, its)
      its.add(`${entity} ${Math.floor(a / PARTS)}`)
    })
  }

  /** Whether some one save has put all these parts where they are; parts that nobody saved say nothing. */
  areOfOne(parts: readonly number[]): boolean {
    const known = parts.flatMap((hash, part) => this.saves.get(`${part} ${hash}`) ?? [])
    const [first, ...rest] = known
    return first === undefined || [...first].some((save) => rest.every((its) => its.has(save)))
  }
}

/** Parts of the read that each process is about: their hashes, in order. */
export function watchReads(
  context: FoldContext,
  ended: (read: {
    readonly process: EntityId
    readonly version: number
    readonly how: number
    readonly parts: readonly number[]
    readonly index: number
  }) => void,
): void {
  const open = new Map<EntityId, number[]>()
  context.observe([Kind.versionReading], ({ entity }) => open.set(entity, []))
  context.observe([Kind.versionPart], ({ entity, b }) => open.get(entity)?.push(b))
  context.observe([Kind.versionRead], ({ entity, a, b, index }) => {
    const parts = open.get(entity) ?? []
    open.delete(entity)
    ended({ process: entity, version: a, how: b, parts, index })
  })
}
