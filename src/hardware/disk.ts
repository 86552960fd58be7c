/**
 * One disk: an arm, a platter that turns, and a queue of requests, one block each. Where the platter is follows
 * from the time, so that the same request at the same instant always takes as long. A block is written when the
 * last of it has passed under the head; what the power takes before that, and all that waits, is not written.
 */
import { contentHash } from '../engine/content-hash.ts'
import { type EventHandle, NO_EVENT, type Simulation } from '../engine/simulation.ts'
import { EntityType } from '../trace/entities.ts'
import { DISK_STATES, type DiskState, Field } from '../trace/fields.ts'
import { Kind } from '../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex } from '../trace/record.ts'
import type { DiskPreset } from './disk-presets.ts'

/** Null: the power went, or there is no such block. */
type Done = (bytes: Uint8Array | null) => void

interface Request {
  readonly block: number
  /** What to write; null to read. */
  readonly bytes: Uint8Array | null
  readonly done: Done
  readonly queuedRecord: RecordIndex
  readonly cause: RecordIndex
}

/** Which waiting request is served next. */
export type Scheduling = (waiting: readonly { readonly block: number }[]) => number
export const firstComeFirstServed: Scheduling = () => 0

export class Disk {
  readonly entity: EntityId
  readonly preset: DiskPreset
  readonly blockBytes: number
  /** How many blocks it has. */
  readonly blocks: number
  private readonly sim: Simulation
  private readonly schedule: Scheduling
  private readonly sectorsPerBlock: number
  /** Blocks that were ever written; the others are all zero. */
  private readonly contents = new Map<number, Uint8Array>()
  private waiting: Request[] = []
  private current: Request | null = null
  private openRecord: RecordIndex = NONE
  private next: EventHandle = NO_EVENT
  private cylinder = 0
  private state: DiskState = 'idle'

  constructor(
    sim: Simulation,
    host: EntityId,
    preset: DiskPreset,
    blockBytes: number,
    schedule: Scheduling = firstComeFirstServed,
  ) {
    this.sim = sim
    this.preset = preset
    this.blockBytes = blockBytes
    this.schedule = schedule
    this.sectorsPerBlock = Math.ceil(blockBytes / preset.sectorBytes)
    const sectors = preset.cylinders * preset.heads * preset.sectorsPerTrack
    this.blocks = Math.floor(sectors / this.sectorsPerBlock)
    this.entity = sim.entity(EntityType.disk, host, 'disk')
  }

  /** `done` gets the block's bytes, or null where it does not exist or the power goes first. */
  read(block: number, done: Done): void {
    this.request(block, null, done)
  }

  /** `done` gets what is now in the block. Bytes beyond a block's length are left out, missing ones are zero. */
  write(block: number, bytes: Uint8Array, done: Done): void {
    const whole = new Uint8Array(this.blockBytes)
    whole.set(bytes.subarray(0, this.blockBytes))
    this.request(block, whole, done)
  }

  private request(block: number, bytes: Uint8Array | null, done: Done): void {
    if (!(Number.isInteger(block) && block >= 0 && block < this.blocks)) return done(null)
    const { sim } = this
    const queuedRecord = sim.emit(Kind.diskQueued, this.entity, block, bytes ? 1 : 0)
    this.waiting.push({ block, bytes, done, queuedRecord, cause: sim.cause })
    this.queueChanged(this.waiting.length - 1)
    if (!this.current) this.serve()
  }

  private serve(): void {
    const [request] = this.waiting.splice(this.schedule(this.waiting), 1)
    if (!request) return this.become('idle')
    const { sim } = this
    this.queueChanged(this.waiting.length + 1)
    this.current = request
    sim.cause = request.cause
    this.openRecord = sim.emit(
      Kind.diskOpen,
      this.entity,
      request.block,
      request.bytes ? 1 : 0,
      request.queuedRecord,
    )
    const { accessNs, controllerNs } = this.preset
    if (accessNs !== null) {
      this.become('transferring')
      this.next = sim.after(accessNs, this.transferred, undefined)
      return
    }
    this.become('seeking')
    this.next = sim.after(controllerNs + this.seekNs(request.block), this.arrived, undefined)
  }

  private seekNs(block: number): number {
    const way = Math.abs(this.cylinderOf(block) - this.cylinder)
    return way === 0 ? 0 : this.preset.settleNs + way * this.preset.nsPerCylinder
  }

  private cylinderOf(block: number): number {
    const { heads, sectorsPerTrack } = this.preset
    return Math.floor((block * this.sectorsPerBlock) / (heads * sectorsPerTrack))
  }

  private get sectorNs(): number {
    return Math.round(this.preset.rotationNs / this.preset.sectorsPerTrack)
  }

  private readonly arrived = (): void => {
    const { block } = this.current as Request
    const { rotationNs, sectorsPerTrack } = this.preset
    this.cylinder = this.cylinderOf(block)
    const start = ((block * this.sectorsPerBlock) % sectorsPerTrack) * this.sectorNs
    const under = this.sim.now % rotationNs
    this.become('rotating')
    this.next = this.sim.after((start - under + rotationNs) % rotationNs, this.under, undefined)
  }

  private readonly under = (): void => {
    this.become('transferring')
    this.next = this.sim.after(this.sectorsPerBlock * this.sectorNs, this.transferred, undefined)
  }

  private readonly transferred = (): void => {
    const { block, bytes, done } = this.current as Request
    if (bytes) this.contents.set(block, bytes)
    this.cylinder = this.cylinderOf(block)
    const content = this.contentOf(block)
    this.current = null
    this.sim.emit(Kind.diskClose, this.entity, 0, contentHash(content), NONE, this.openRecord)
    done(content.slice())
    if (!this.current) this.serve()
  }

  /** What stands on the platter, for the kernel's start and for an onlooker; it takes no time. */
  contentOf(block: number): Uint8Array {
    return this.contents.get(block) ?? new Uint8Array(this.blockBytes)
  }

  /** The platter keeps what is on it; the request under way and all that wait are gone. */
  powerOff(): void {
    const { sim } = this
    sim.cancel(this.next)
    const cause = sim.cause
    if (this.current) sim.emit(Kind.diskClose, this.entity, 1, 0, NONE, this.openRecord)
    this.current = null
    for (const { block, bytes } of this.waiting) {
      sim.cause = cause
      sim.emit(Kind.diskDropped, this.entity, block, bytes ? 1 : 0)
    }
    sim.cause = cause
    const before = this.waiting.length
    this.waiting = []
    this.queueChanged(before)
    this.become('off')
  }

  powerOn(): void {
    this.become('idle')
  }

  private queueChanged(before: number): void {
    this.sim.change(this.entity, Field.diskQueue, before, this.waiting.length)
  }

  private become(state: DiskState): void {
    const index = (of: DiskState) => DISK_STATES.indexOf(of)
    this.sim.change(this.entity, Field.diskState, index(this.state), index(state))
    this.state = state
  }
}
