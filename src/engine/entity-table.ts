import { type EntityType, joinName, EntityType as Types } from '../trace/entities.ts'
import { type EntityId, NONE } from '../trace/record.ts'

/**
 * Who is who in a run. Numbers are given in order of appearance and mean nothing outside this run; names are
 * built only when somebody asks, because a run without recording makes millions of them for nobody.
 */
export class EntityTable {
  count = 0
  private readonly types: number[] = []
  private readonly parents: EntityId[] = []
  private readonly bases: string[] = []
  private readonly numbers: number[] = []
  private readonly keep: boolean

  constructor(keep: boolean) {
    this.keep = keep
  }

  add(type: EntityType, parent: EntityId, base: string, number: number): EntityId {
    if (this.keep) {
      this.types.push(type)
      this.parents.push(parent)
      this.bases.push(base)
      this.numbers.push(number)
    }
    return this.count++
  }

  typeOf(entity: EntityId): EntityType {
    return (this.types[entity] ?? Types.run) as EntityType
  }
  parentOf(entity: EntityId): EntityId {
    return this.parents[entity] ?? NONE
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
