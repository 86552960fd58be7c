/**
 * The records about each entity. About most of a long run's nobody ever asks: of them only the last record is kept,
 * and for each record the one before it about the same entity.
 */
import { CHANGE } from './fields.ts'
import { Growing } from './growing.ts'
import { CHUNK_RECORDS, type EntityId, NONE, type RecordIndex } from './record.ts'

/** The records about one entity, and of them the changes of each field: a few fields, so no map is worth its rehashing. */
interface Known {
  readonly all: Growing
  readonly fields: { readonly field: number; readonly at: Growing }[]
}

function take(known: Known, kind: number, position: RecordIndex): void {
  known.all.push(position)
  if (kind >= CHANGE) changesIn(known, kind - CHANGE).push(position)
}

function changesIn({ fields }: Known, field: number): Growing {
  const its = fields.find((each) => each.field === field)
  if (its) return its.at
  const at = new Growing()
  fields.push({ field, at })
  return at
}

export class KnownRecords {
  private readonly known = new Map<EntityId, Known>()
  private readonly last = new Growing()
  private readonly before: Uint32Array[] = []
  private readonly kindOf: (position: RecordIndex) => number

  constructor(kindOf: (position: RecordIndex) => number) {
    this.kindOf = kindOf
  }

  /** Takes in the next chunk’s; there are `entities` by now. */
  append(
    first: RecordIndex,
    count: number,
    entities: number,
    kinds: Uint16Array,
    about: Uint32Array,
  ): void {
    const { known, last } = this
    const before = new Uint32Array(CHUNK_RECORDS)
    this.before.push(before)
    last.extend(entities, NONE)
    for (let i = 0; i < count; i++) {
      const entity = about[i] as number
      before[i] = last.at(entity) as number
      last.set(entity, first + i)
      const its = known.get(entity)
      if (its) take(its, kinds[i] as number, first + i)
    }
  }

  of(entity: EntityId): Growing | undefined {
    return this.knownOf(entity)?.all
  }

  changesOf(entity: EntityId, field: number): Growing | undefined {
    const known = this.knownOf(entity)
    if (known) for (const each of known.fields) if (each.field === field) return each.at
    return undefined
  }

  private knownOf(entity: EntityId): Known | undefined {
    const known = this.known.get(entity)
    if (known) return known
    const positions = new Growing()
    for (
      let at = this.last.at(entity) ?? NONE;
      at !== NONE;
      at = this.before[(at / CHUNK_RECORDS) | 0]?.[at % CHUNK_RECORDS] ?? NONE
    )
      positions.push(at)
    if (positions.length === 0) return undefined
    positions.reverse()
    const found: Known = { all: positions, fields: [] }
    for (let i = 0; i < positions.length; i++) {
      const at = positions.at(i) as number
      const kind = this.kindOf(at)
      if (kind >= CHANGE) changesIn(found, kind - CHANGE).push(at)
    }
    this.known.set(entity, found)
    return found
  }
}
