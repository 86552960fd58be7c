/**
 * A message transaction as an onlooker sees it: one Send and all packets that belong to it. Both kernels hang
 * their records on it; neither decides anything by it.
 */
import type { Simulation } from '../engine/simulation.ts'
import { EntityType } from '../trace/entities.ts'
import { Field, SEND_SEEN } from '../trace/fields.ts'
import type { PacketTypeName } from '../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex } from '../trace/record.ts'

type Seen = (typeof SEND_SEEN)[number]

export class Exchange {
  readonly entity: EntityId
  openRecord: RecordIndex = NONE
  executions = 0
  timers = 0
  moves = 0
  private readonly sim: Simulation
  /** Whose it is: of a process that has moved, the copy that goes on. */
  process: EntityId
  private readonly copies = new Map<PacketTypeName, number>()
  private seen: Seen = 'none'

  constructor(sim: Simulation, process: EntityId, base: string, number: number) {
    this.sim = sim
    this.process = process
    this.entity = sim.entity(EntityType.exchange, process, base, number)
  }

  /** The frame's identity: `SEND.2` is the second copy of the SEND. */
  frame(type: PacketTypeName): EntityId {
    const copy = (this.copies.get(type) ?? 0) + 1
    this.copies.set(type, copy)
    return this.sim.entity(EntityType.frame, this.entity, `${type.replace('_', '-')}.`, copy)
  }

  /** What an onlooker knows of the blocked sender, and its kernel does not. */
  see(seen: Seen): void {
    this.sim.change(
      this.process,
      Field.sendSeen,
      SEND_SEEN.indexOf(this.seen),
      SEND_SEEN.indexOf(seen),
    )
    this.seen = seen
  }
  /** Its process goes on elsewhere. */
  movedTo(process: EntityId): void {
    const { seen } = this
    this.see('none')
    this.process = process
    this.see(seen)
  }
  get open(): boolean {
    return this.seen !== 'none'
  }
}
