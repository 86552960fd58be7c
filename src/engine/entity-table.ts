import { type EntityType, joinName, EntityType as Types } from '../trace/entities.ts'
import { type EntityId, NONE } from '../trace/record.ts'

/**
 * Who is who in a run. Numbers are given in order of appearance and mean nothing outside this run; names are
 * built only when somebody asks, because a run without recording makes millions of them for nobody.
 */
export class EntityTable {
  count = 0
  private types = new Uint8Array(64)
  private parents = new Uint32Array(64)
  /** 0 where the name has none. */
  private numbers = new Uint32Array(64)
  private readonly bases: string[] = []
  private readonly keep: boolean

  constructor(keep: boolean) {
    this.keep = keep
  }

  add(type: EntityType, parent: EntityId, base: string, number: number): EntityId {
    const id = this.count++
    if (!this.keep) return id
    if (id === this.types.length) this.grow()
    this.types[id] = type
    this.parents[id] = parent
    this.numbers[id] = number
    this.bases.push(base)
    return id
  }

  private grow(): void {
    const size = this.types.length * 2
    const { types, parents, numbers } = this
    this.types = new Uint8Array(size)
    this.parents = new Uint32Array(size)
    this.numbers = new Uint32Array(size)
    this.types.set(types)
    this.parents.set(parents)
    this.numbers.set(numbers)
  }

  private knows(entity: EntityId): boolean {
    return entity >= 0 && entity < this.bases.length
  }
  typeOf(entity: EntityId): EntityType {
    return this.knows(entity) ? (this.types[entity] as EntityType) : Types.run
  }
  parentOf(entity: EntityId): EntityId {
    return this.knows(entity) ? (this.parents[entity] as EntityId) : NONE
  }
  localName(entity: EntityId): string {
    const number = this.numbers[entity] ?? 0
    return number > 0 ? `${this.bases[entity]}${number}` : (this.bases[entity] ?? '')
  }
  nameOf(entity: EntityId): string {
    const parent = this.parentOf(entity)
    const above = parent === NONE || this.typeOf(parent) === Types.run ? '' : this.nameOf(parent)
    return joinName(above, this.typeOf(entity), this.localName(entity))
  }
}
