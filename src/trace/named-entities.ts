/** The entities of a trace: what they are, what they hang on, what they are called. Columns, as the records are. */
import { EntityType, joinName } from './entities.ts'
import { Growing } from './growing.ts'
import { type EntityId, type EntityRows, NONE } from './record.ts'
import { rowsWith } from './rows.ts'

export class NamedEntities {
  private readonly types = new Growing()
  private readonly parents = new Growing()
  /** A chain through the children of each: its first, its last, and after each child the next. */
  private readonly first = new Growing()
  private readonly last = new Growing()
  private readonly next = new Growing()
  /** The same as lists, of those that somebody has asked about. */
  private readonly listed = new Map<EntityId, EntityId[]>()
  private readonly rows: EntityRows[] = []
  private readonly full: (string | undefined)[] = []
  /** Filled in when somebody looks for a name, up to the entity it says. */
  private readonly byName = new Map<string, EntityId>()
  private named = 0

  get count(): number {
    return this.types.length
  }

  append(rows: EntityRows): void {
    const { types, parents } = rows
    if (types.length === 0) return
    this.rows.push(rows)
    this.types.append(types)
    this.parents.append(parents)
    for (const chain of [this.first, this.last, this.next]) chain.extend(this.count, NONE)
    for (let i = 0; i < parents.length; i++) this.hang(rows.first + i, parents[i] as number)
  }

  private hang(id: EntityId, parent: EntityId): void {
    if (parent === NONE) return
    const before = this.last.at(parent) as number
    if (before === NONE) this.first.set(parent, id)
    else this.next.set(before, id)
    this.last.set(parent, id)
    if (this.listed.size > 0) this.listed.get(parent)?.push(id)
  }

  typeOf(entity: EntityId): EntityType {
    return (this.types.at(entity) ?? EntityType.run) as EntityType
  }

  parentOf(entity: EntityId): EntityId {
    return this.parents.at(entity) ?? NONE
  }

  childrenOf(entity: EntityId): readonly EntityId[] {
    const known = this.listed.get(entity)
    if (known) return known
    const children: EntityId[] = []
    for (let at = this.first.at(entity) ?? NONE; at !== NONE; at = this.next.at(at) as number)
      children.push(at)
    if (children.length > 0) this.listed.set(entity, children)
    return children
  }

  localName(entity: EntityId): string {
    const its = rowsWith(this.rows, entity)
    return its ? nameIn(its, entity - its.first) : ''
  }

  /** Full identity, `A.client/send3`; the run itself is the empty root and is left out. */
  nameOf(entity: EntityId): string {
    const known = this.full[entity]
    if (known !== undefined) return known
    if (entity >= this.count) return ''
    const parent = this.parentOf(entity)
    const above =
      parent === NONE || this.typeOf(parent) === EntityType.run ? '' : this.nameOf(parent)
    const name = joinName(above, this.typeOf(entity), this.localName(entity))
    this.full[entity] = name
    return name
  }

  find(name: string): EntityId {
    const known = this.byName.get(name)
    if (known !== undefined) return known
    while (this.named < this.count) {
      const id = this.named++
      const its = this.nameOf(id)
      this.byName.set(its, id)
      if (its === name) return id
    }
    return NONE
  }
}

/** The local name of the entity at a place of its rows; empty where there is none. */
export function nameIn({ names, ends }: EntityRows, place: number): string {
  return names.slice(ends[place - 1] ?? 0, ends[place] ?? 0)
}
