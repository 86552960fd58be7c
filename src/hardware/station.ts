/**
 * A station without a kernel: frames come from a load source straight into its interface, and what it receives is
 * counted and thrown away. No processor and no program, so that hundreds of them can fill a cable.
 */
import { exponential } from '../engine/logarithm.ts'
import type { RandomStream } from '../engine/random.ts'
import type { Simulation } from '../engine/simulation.ts'
import { EntityType } from '../trace/entities.ts'
import { Field } from '../trace/fields.ts'
import { Kind } from '../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex } from '../trace/record.ts'
import type { Cable } from './cable.ts'
import type { Frame } from './frame.ts'
import { NetworkInterface } from './interface.ts'
import type { InterfaceProfile } from './interface-profiles.ts'
import { overheadBytes, wireBits } from './network-presets.ts'

/** What a station sends. Bytes count from the first address byte to the check. */
export interface Load {
  /** `endless`: the next frame when the last has gone; `poisson`: whenever chance brings one. */
  readonly arrivals: 'endless' | 'poisson'
  readonly frameBytes: number
  /** With this percentage a frame has `longBytes` in place of `frameBytes`. */
  readonly longPercent: number
  readonly longBytes: number
  /** Filled up to this many bytes. */
  readonly padTo: number
  /** ns of host time from a frame's end to the next being ready, for endless arrivals. */
  readonly turnaroundNs: number
  /** ns between two arrivals, for Poisson ones. */
  readonly meanGapNs: number
  /** Frames in all; 0 for no end. */
  readonly frames: number
  readonly startNs: number
  /** Frames that may wait here; one more is refused. */
  readonly queueMax: number
}

export interface StationOptions {
  readonly name: string
  readonly address: number
  readonly metre: number
  readonly buffers: number
  readonly profile: InterfaceProfile
  readonly promiscuous: boolean
  readonly load: Load
}

export class Station {
  readonly name: string
  readonly host: EntityId
  readonly processor: EntityId
  readonly nic: NetworkInterface
  readonly load: Load
  /** Address that its frames go to: set when all stations are there. */
  to: number
  incarnation = 0
  on = false
  private readonly sim: Simulation
  private readonly cable: Cable
  private readonly arrivals: RandomStream
  private readonly sizes: RandomStream
  private made = 0
  private waiting = 0
  /** What was on its way to the interface when the power went never comes. */
  private epoch = 0

  constructor(sim: Simulation, cable: Cable, run: EntityId, options: StationOptions) {
    this.sim = sim
    this.cable = cable
    this.name = options.name
    this.load = options.load
    this.to = cable.preset.broadcast
    this.host = sim.entity(EntityType.host, run, options.name)
    this.processor = sim.entity(EntityType.processor, this.host, 'processor')
    this.arrivals = sim.random(`arrivals/${options.name}`)
    this.sizes = sim.random(`sizes/${options.name}`)
    const { metre, address, buffers, profile } = options
    const hardware = { metre, address, buffers, latencyNs: 0, profile }
    this.nic = new NetworkInterface(cable, { entity: this.host, name: options.name }, hardware, {
      frameArrived: () => this.nic.freeBuffer(),
      frameLeft: () => this.frameLeft(),
    })
    this.nic.listenToAll(options.promiscuous)
  }

  /** First start, or the next after a loss of power: a source begins anew with what it has left to send. */
  boot(): RecordIndex {
    const { sim, load } = this
    const first = this.incarnation === 0
    this.on = true
    this.incarnation++
    sim.change(this.host, Field.incarnation, this.incarnation - 1, this.incarnation)
    const record = first ? sim.cause : sim.emit(Kind.reboot, this.host, this.incarnation)
    sim.change(this.host, Field.power, 0, 1)
    if (!first) this.nic.powerOn()
    if (load.arrivals === 'endless') sim.at(Math.max(sim.now, load.startNs), this.ready, this.epoch)
    else this.awaitArrival(Math.max(sim.now, load.startNs))
    return record
  }

  crash(): void {
    if (!this.on) return
    this.sim.emit(Kind.crash, this.host, this.incarnation)
    this.on = false
    this.epoch++
    this.waiting = 0
    this.sim.change(this.host, Field.power, 1, 0)
    this.nic.powerOff()
  }

  private awaitArrival(from: number): void {
    const gap = exponential(this.arrivals.bits(), this.load.meanGapNs)
    this.sim.after(from - this.sim.now + Math.max(1, Math.round(gap)), this.arrive, this.epoch)
  }

  private readonly arrive = (epoch: number): void => {
    if (epoch !== this.epoch || this.isDone()) return
    this.awaitArrival(this.sim.now)
    this.ready(epoch)
  }

  private readonly ready = (epoch: number): void => {
    if (epoch !== this.epoch || this.isDone()) return
    if (this.waiting >= this.load.queueMax) {
      this.sim.emit(Kind.queueFull, this.nic.entity, this.waiting)
      return
    }
    this.waiting++
    this.made++
    const bytes = Math.max(this.drawBytes(), this.load.padTo)
    const frame: Frame = {
      entity: this.sim.entity(EntityType.frame, this.host, 'frame', this.made),
      to: this.to,
      from: this.nic.address,
      packet: null,
      payloadBytes: Math.max(0, bytes - overheadBytes(this.cable.preset)),
      bytes: NONE,
      bits: wireBits(this.cable.preset, bytes),
      attempts: 0,
      queuedRecord: NONE,
    }
    this.nic.send(frame)
  }

  private isDone(): boolean {
    return this.load.frames > 0 && this.made >= this.load.frames
  }

  private drawBytes(): number {
    const { longPercent, longBytes, frameBytes } = this.load
    return longPercent > 0 && this.sizes.chance(longPercent) ? longBytes : frameBytes
  }

  private frameLeft(): void {
    this.waiting--
    if (this.load.arrivals !== 'endless' || this.isDone()) return
    if (this.load.turnaroundNs === 0) this.ready(this.epoch)
    else this.sim.after(this.load.turnaroundNs, this.ready, this.epoch)
  }
}
