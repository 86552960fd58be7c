/**
 * One disk: an arm, a platter that turns, and a queue of requests, one block each. Where the platter is follows
 * from the time, so that the same request at the same instant always takes as long. What a write leaves that the
 * power cuts short follows from where the head is: sectors it has passed are new, the one under it is neither old
 * nor new, and before the first nothing has been touched.
 */
import { contentHash } from '../engine/content-hash.ts'
import { exponential } from '../engine/logarithm.ts'
import { type EventHandle, NO_EVENT, type Simulation } from '../engine/simulation.ts'
import { EntityType } from '../trace/entities.ts'
import { type BlockRole, DISK_STATES, type DiskState, Field } from '../trace/fields.ts'
import { DiskEnd, Kind } from '../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex } from '../trace/record.ts'
import type { DiskPreset } from './disk-presets.ts'
import { NamedBlocks } from './named-blocks.ts'
import { Platter } from './platter.ts'

/** `bad`: the checksum is wrong. `absent`: there is no such block or no such disk. `lost`: the disk is broken. */
export type DiskAnswer =
  | { readonly status: 'good'; readonly bytes: Uint8Array }
  | { readonly status: 'bad' | 'absent' | 'lost'; readonly bytes: null }
/** Not told where the power goes first: whoever asked is gone as well. */
type Done = (answer: DiskAnswer) => void

export const ABSENT: DiskAnswer = { status: 'absent', bytes: null }
const BAD: DiskAnswer = { status: 'bad', bytes: null }
const LOST: DiskAnswer = { status: 'lost', bytes: null }

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

export interface DiskOptions {
  readonly blockBytes: number
  /** `disk`, or `disk2` of several. */
  readonly name?: string
  readonly schedule?: Scheduling
  /** Blocks in use that go bad by themselves, of this disk, a day. */
  readonly decayPerDay?: number
  /** Whether a block that is read is held against its checksum. */
  readonly checksums?: 'checked' | 'ignored'
  /** When the power goes: `finished` has the energy of the spindle write the sector under the head to its end. */
  readonly lastSector?: 'torn' | 'finished'
}

const DAY_NS = 86_400e9

export class Disk {
  readonly entity: EntityId
  readonly name: string
  readonly preset: DiskPreset
  readonly blockBytes: number
  /** How many blocks it has. */
  readonly blocks: number
  /** One more than the highest block that something was installed in. */
  installed = 0
  private readonly sim: Simulation
  private readonly schedule: Scheduling
  private readonly sectorsPerBlock: number
  private readonly lastSector: 'torn' | 'finished'
  private readonly named: NamedBlocks
  private platter: Platter
  private waiting: Request[] = []
  private current: Request | null = null
  private openRecord: RecordIndex = NONE
  private next: EventHandle = NO_EVENT
  private cylinder = 0
  private state: DiskState = 'idle'
  private isLost = false
  private readonly ignoresChecksums: boolean
  private spoiled: { readonly record: RecordIndex; readonly taken: () => void } | null = null
  /** When the block's first bit came under the head, ns. */
  private transferFrom = 0

  constructor(sim: Simulation, host: EntityId, preset: DiskPreset, options: DiskOptions) {
    const { blockBytes, name = 'disk', decayPerDay = 0 } = options
    this.sim = sim
    this.name = name
    this.preset = preset
    this.blockBytes = blockBytes
    this.lastSector = options.lastSector ?? 'torn'
    this.schedule = options.schedule ?? firstComeFirstServed
    this.ignoresChecksums = options.checksums === 'ignored'
    this.sectorsPerBlock = Math.ceil(blockBytes / preset.sectorBytes)
    const sectors = preset.cylinders * preset.heads * preset.sectorsPerTrack
    this.blocks = Math.floor(sectors / this.sectorsPerBlock)
    this.platter = new Platter(blockBytes, true)
    this.entity = sim.entity(EntityType.disk, host, name)
    this.named = new NamedBlocks(sim, this.entity)
    if (decayPerDay > 0) this.awaitDecay(DAY_NS / decayPerDay)
  }

  /** `done` gets the block's bytes, or why there are none. */
  read(block: number, done: Done): void {
    this.request(block, null, done)
  }

  /** `done` gets what was written. Bytes beyond a block's length are left out, missing ones are zero. */
  write(block: number, bytes: Uint8Array, done: Done): void {
    const whole = new Uint8Array(this.blockBytes)
    whole.set(bytes.subarray(0, this.blockBytes))
    this.request(block, whole, done)
  }

  /** What is on it when the run begins; it takes no time. */
  install(image: ReadonlyMap<number, Uint8Array>): void {
    for (const [block, bytes] of image) {
      const whole = new Uint8Array(this.blockBytes)
      whole.set(bytes.subarray(0, this.blockBytes))
      if (!this.has(block)) continue
      this.platter.write(block, whole)
      this.installed = Math.max(this.installed, block + 1)
    }
  }

  private request(block: number, bytes: Uint8Array | null, done: Done): void {
    if (!this.has(block)) return done(ABSENT)
    if (this.isLost) return done(LOST)
    const { sim } = this
    const queuedRecord = sim.emit(Kind.diskQueued, this.entity, block, bytes ? 1 : 0)
    this.waiting.push({ block, bytes, done, queuedRecord, cause: sim.cause })
    this.queueChanged(this.waiting.length - 1)
    if (!this.current) this.serve()
  }

  private has(block: number): boolean {
    return Number.isInteger(block) && block >= 0 && block < this.blocks
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
    this.become('seeking')
    if (accessNs !== null) this.next = sim.after(accessNs - this.transferNs, this.under, undefined)
    else {
      const seekNs = this.seekNs(request.block)
      this.next = sim.after(controllerNs + seekNs, this.arrived, undefined)
    }
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

  /** How long a block is under the head, ns: the last part of an access, and all of a very short one. */
  private get transferNs(): number {
    const transfer = this.sectorsPerBlock * this.sectorNs
    return Math.min(transfer, this.preset.accessNs ?? transfer)
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
    this.transferFrom = this.sim.now
    this.become('transferring')
    this.next = this.sim.after(this.transferNs, this.transferred, undefined)
  }

  private readonly transferred = (): void => {
    const { block, bytes, done } = this.current as Request
    this.cylinder = this.cylinderOf(block)
    if (bytes) this.writeBlock(block, bytes)
    else this.closeRequest(this.isReadable(block) ? DiskEnd.done : DiskEnd.badChecksum)
    // Of a write the disk says only that it has been done: what came of it shows when it is read.
    if (bytes || this.isReadable(block))
      done({ status: 'good', bytes: (bytes ?? this.platter.bytesOf(block)).slice() })
    else done(BAD)
    if (!this.current && !this.isLost) this.serve()
  }

  private isReadable(block: number): boolean {
    return this.ignoresChecksums || this.platter.isGood(block)
  }

  /** The head loses its place half-way where it was made to. */
  private writeBlock(block: number, bytes: Uint8Array): void {
    const { spoiled } = this
    this.spoiled = null
    if (!spoiled) {
      this.platter.write(block, bytes)
      return this.closeRequest(DiskEnd.done)
    }
    spoiled.taken()
    const half = Math.floor(this.blockBytes / 2)
    this.platter.tear(block, bytes, half, true)
    this.sim.emit(Kind.blockTorn, this.entity, block, half, spoiled.record)
    this.closeRequest(DiskEnd.torn)
  }

  /** The next write that comes to its end leaves a torn block, and the disk does not notice. */
  spoilNextWrite(record: RecordIndex, taken: () => void): void {
    this.spoiled = { record, taken }
  }

  private closeRequest(how: number): void {
    const { block } = this.current as Request
    this.current = null
    const hash = this.platter.hashOf(block)
    this.sim.emit(Kind.diskClose, this.entity, how, hash, NONE, this.openRecord)
    this.named.look(block, this.platter)
  }

  /** What stands on the platter, for the kernel's start and for an onlooker; it takes no time. */
  contentOf(block: number): Uint8Array {
    return this.platter.bytesOf(block)
  }

  /** For the onlooker: what the program calls a block. From here on its state is in the trace. */
  nameBlock(block: number, label: string, role: BlockRole): void {
    if (this.has(block)) this.named.add(block, label, role, this.platter)
  }

  /** For the onlooker: what such bytes say in a block that has a name. Behind them it is zero. */
  nameContent(block: number, bytes: Uint8Array, words: string): void {
    const whole = new Uint8Array(this.blockBytes)
    whole.set(bytes.subarray(0, this.blockBytes))
    this.named.explain(block, contentHash(whole), words)
  }

  /** The platter keeps what is on it; the request under way is cut short, and all that wait are gone. */
  powerOff(): void {
    const { sim } = this
    sim.cancel(this.next)
    const cause = sim.cause
    if (this.current) this.cutShort(this.current)
    sim.cause = cause
    this.dropWaiting()
    this.become('off')
  }

  private cutShort({ block, bytes }: Request): void {
    const elapsed = this.sim.now - this.transferFrom
    if (!bytes || this.state !== 'transferring' || elapsed === 0)
      return this.closeRequest(DiskEnd.powerLost)
    const { sectorBytes } = this.preset
    const under = (elapsed * this.sectorsPerBlock) / this.transferNs
    const sectors = this.lastSector === 'finished' ? Math.ceil(under) : under
    if (sectors >= this.sectorsPerBlock) {
      this.platter.write(block, bytes)
      return this.closeRequest(DiskEnd.powerLost)
    }
    const passed = Math.min(this.blockBytes - 1, Math.floor(sectors * sectorBytes))
    this.platter.tear(block, bytes, passed, !Number.isInteger(sectors))
    this.sim.emit(Kind.blockTorn, this.entity, block, passed)
    this.closeRequest(this.platter.isGood(block) ? DiskEnd.powerLost : DiskEnd.torn)
  }

  private dropWaiting(): void {
    const { sim } = this
    const cause = sim.cause
    for (const { block, bytes } of this.waiting) {
      sim.cause = cause
      sim.emit(Kind.diskDropped, this.entity, block, bytes ? 1 : 0)
    }
    sim.cause = cause
    const before = this.waiting.length
    this.waiting = []
    this.queueChanged(before)
  }

  /** Its machine's memory is gone, its power is not: what it is about it ends, and it is asked for no more. */
  hostStopped(): void {
    this.dropWaiting()
  }

  powerOn(): void {
    if (this.state === 'off') this.become('idle')
  }

  /** A block goes bad by itself. False where the disk has none such. */
  decay(block: number): boolean {
    if (!this.has(block) || this.isLost) return false
    this.platter.decay(block, block)
    const hash = this.platter.hashOf(block)
    this.sim.emit(Kind.blockDecayed, this.entity, block, hash)
    this.named.look(block, this.platter)
    return true
  }

  private awaitDecay(meanNs: number): void {
    const chance = this.sim.random(`decay/${this.sim.entities.nameOf(this.entity)}`)
    const again = (): void => {
      const gap = Math.max(1, Math.round(exponential(chance.bits(), meanNs)))
      this.sim.background(gap, decays, undefined)
    }
    const decays = (): void => {
      const { used } = this.platter
      const which = chance.below(Math.max(1, used.length))
      const block = used[which]
      if (block !== undefined) this.decay(block)
      again()
    }
    again()
  }

  /** The disk is lost with all that is on it. False where it was already. */
  lose(): boolean {
    if (this.isLost) return false
    const { sim } = this
    this.isLost = true
    const record = sim.emit(Kind.diskLost, this.entity)
    sim.change(this.entity, Field.diskHealth, 0, 1)
    sim.cancel(this.next)
    const unanswered = [...(this.current ? [this.current] : []), ...this.waiting]
    if (this.current) this.closeRequest(DiskEnd.diskLost)
    this.named.lose()
    const before = this.waiting.length
    this.waiting = []
    this.queueChanged(before)
    if (this.state !== 'off') this.become('idle')
    for (const { done } of unanswered) {
      sim.cause = record
      done(LOST)
    }
    return true
  }

  /** Another disk in its place, fresh from the factory: no block of it has a checksum until it is written. */
  replace(): void {
    if (!this.isLost) this.lose()
    this.isLost = false
    this.platter = new Platter(this.blockBytes, false)
    this.cylinder = 0
    this.sim.emit(Kind.diskReplaced, this.entity)
    this.sim.change(this.entity, Field.diskHealth, 1, 0)
    this.named.lookAtAll(this.platter)
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
