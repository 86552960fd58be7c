/** Blocks that a program has named, as an onlooker sees them: what is in each, and whether it is good. */
import type { Simulation } from '../engine/simulation.ts'
import { EntityType } from '../trace/entities.ts'
import {
  BLOCK_ROLES,
  BLOCK_STATES,
  type BlockRole,
  type BlockState,
  Field,
} from '../trace/fields.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import type { Platter } from './platter.ts'

interface Named {
  readonly entity: EntityId
  label: string
  state: BlockState
  content: number
}

export class NamedBlocks {
  private readonly sim: Simulation
  private readonly disk: EntityId
  private readonly blocks = new Map<number, Named>()

  constructor(sim: Simulation, disk: EntityId) {
    this.sim = sim
    this.disk = disk
  }

  /** A block that has its name already is left alone. */
  add(block: number, label: string, role: BlockRole, platter: Platter): void {
    const { sim } = this
    const known = this.blocks.get(block)
    if (known?.label === label) return
    const named = known ?? {
      entity: sim.entity(EntityType.block, this.disk, `block${block}`),
      label,
      state: stateOf(platter, block),
      content: platter.hashOf(block),
    }
    named.label = label
    this.blocks.set(block, named)
    sim.emit(Kind.blockNamed, named.entity, block, sim.string(label))
    if (known) return
    sim.change(named.entity, Field.blockRole, 0, BLOCK_ROLES.indexOf(role))
    sim.begin(named.entity, Field.blockState, BLOCK_STATES.indexOf(named.state))
    sim.begin(named.entity, Field.blockContent, named.content)
  }

  explain(block: number, content: number, words: string): void {
    const named = this.blocks.get(block)
    if (named) this.sim.emit(Kind.contentNamed, named.entity, content, this.sim.string(words))
  }

  /** Tells what has become of a block, where it has a name. */
  look(block: number, platter: Platter): void {
    const named = this.blocks.get(block)
    if (named) this.become(named, stateOf(platter, block), platter.hashOf(block))
  }

  lookAtAll(platter: Platter): void {
    for (const block of this.blocks.keys()) this.look(block, platter)
  }

  lose(): void {
    for (const named of this.blocks.values()) this.become(named, 'lost', named.content)
  }

  private become(named: Named, state: BlockState, content: number): void {
    const index = (of: BlockState) => BLOCK_STATES.indexOf(of)
    this.sim.change(named.entity, Field.blockState, index(named.state), index(state))
    this.sim.change(named.entity, Field.blockContent, named.content, content)
    named.state = state
    named.content = content
  }
}

function stateOf(platter: Platter, block: number): BlockState {
  return platter.damageOf(block) ?? 'good'
}
