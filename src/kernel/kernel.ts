/**
 * One host's kernel: its processes, its part of the name tables, and the machine under it. What it does is in
 * the files beside this one, by the name of the primitive or of the packet.
 */
import type { Outcome, SystemCall } from '../engine/program.ts'
import type { Simulation } from '../engine/simulation.ts'
import type { Cable } from '../hardware/cable.ts'
import type { Disk } from '../hardware/disk.ts'
import type { Frame } from '../hardware/frame.ts'
import { NetworkInterface } from '../hardware/interface.ts'
import type { InterfaceProfile } from '../hardware/interface-profiles.ts'
import { Processor } from '../hardware/processor.ts'
import { EntityType } from '../trace/entities.ts'
import type { EntityId } from '../trace/record.ts'
import { AlienPool } from './aliens.ts'
import type { ProcessorPreset } from './costs.ts'
import type { Gathering } from './datagrams.ts'
import type { Environment } from './environments.ts'
import type { LocalGroup } from './groups.ts'
import type { KernelOptions } from './options.ts'
import { isGroup, logicalHostOf, type Pid, pidOf } from './pid.ts'
import type { Cast, Process } from './process.ts'
import type { Scope } from './system-calls.ts'
import type { Things } from './things.ts'

const GUEST_BOOT = 1

export interface HostOptions {
  readonly name: string
  readonly logicalHost: number
  readonly address: number
  readonly metre: number
  readonly buffers: number
  readonly profile?: InterfaceProfile
}

/**
 * What the kernel is entered by: a frame in a buffer, a system call, the end of a process. Given to it when it is
 * built, so that the primitives may import the kernel and it imports none of them.
 */
export interface Entries {
  readonly frameArrived: (kernel: Kernel, frame: Frame) => void
  /** A packet that never left the machine. */
  readonly loopedBack: (kernel: Kernel, frame: Frame) => void
  readonly systemCall: (kernel: Kernel, process: Process, call: SystemCall<unknown>) => Outcome
  readonly ended: (kernel: Kernel, process: Process, reason: number) => void
}

export class Kernel {
  readonly sim: Simulation
  readonly name: string
  readonly host: EntityId
  readonly entity: EntityId
  readonly logicalHost: number
  readonly costs: ProcessorPreset
  readonly options: KernelOptions
  readonly entries: Entries
  readonly cable: Cable
  readonly nic: NetworkInterface
  readonly cpu: Processor
  /** Put in when the machine is built; a program calls the first one 1. */
  disks: readonly Disk[] = []
  readonly aliens: AlienPool
  readonly casts: Cast[] = []
  readonly processes = new Map<number, Process>()
  /** Environments of guests that are here, by their logical hosts; and how many this machine has made. */
  readonly environments = new Map<number, Environment>()
  environmentsMade = 0
  /** How many guests of each name have been here: for the onlooker's names alone. */
  readonly guestNames = new Map<string, number>()
  /** Groups with a member here, and no others. */
  readonly groups = new Map<Pid, LocalGroup>()
  /** SetPid's table: logical id → process, and who else may ask for it. */
  readonly names = new Map<number, { readonly pid: Pid; readonly scope: Scope }>()
  /** Logical host → station address, learned from packets; on a miss the packet is broadcast. */
  readonly addresses = new Map<number, number>()
  /** Logical host → boot identity that this kernel bound to. */
  readonly bindings = new Map<number, number>()
  /** Logical host → its latest boot identity that was heard of. */
  readonly incarnations = new Map<number, number>()
  /** Long datagrams that are not whole yet, by sender. */
  readonly gathering = new Map<Pid, Gathering>()
  /** For the trace alone: what services keep here. */
  readonly things: Things = new Map()
  /** For the trace alone: who a process identifier denotes just now, anywhere. No kernel decides anything by it. */
  readonly onlooker: Map<Pid, EntityId>
  incarnation = 0
  /** It runs: it has power, and its processor has not failed. */
  on = false
  powered = false
  failed = false

  constructor(
    sim: Simulation,
    cable: Cable,
    run: EntityId,
    host: HostOptions,
    costs: ProcessorPreset,
    options: KernelOptions,
    entries: Entries,
    onlooker: Map<Pid, EntityId>,
  ) {
    this.sim = sim
    this.cable = cable
    this.name = host.name
    this.logicalHost = host.logicalHost
    this.costs = costs
    this.options = options
    this.entries = entries
    this.onlooker = onlooker
    this.host = sim.entity(EntityType.host, run, host.name)
    this.entity = sim.entity(EntityType.kernel, this.host, 'kernel')
    onlooker.set(this.server, this.entity)
    this.cpu = new Processor(sim, this.host, {
      dispatched: (entity) => this.byEntity(entity)?.become('running'),
      preempted: (entity) => this.byEntity(entity)?.become('ready'),
    })
    this.cpu.ownersFirst = options.guests === 'behind'
    const station = {
      metre: host.metre,
      address: host.address,
      buffers: host.buffers,
      latencyNs: costs.interfaceNs,
      ...(host.profile ? { profile: host.profile } : {}),
    }
    this.nic = new NetworkInterface(cable, { entity: this.host, name: host.name }, station, {
      frameArrived: (frame: Frame) => entries.frameArrived(this, frame),
      frameLeft: (frame: Frame) => frame.left?.(),
    })
    this.aliens = new AlienPool(sim, this.entity, options.aliens)
  }

  /** This kernel's own server, which answers for the local processes: no program has its local number. */
  get server(): Pid {
    return pidOf(this.logicalHost, 0)
  }

  pidFor(cast: Cast): Pid {
    return pidOf(this.logicalHost, cast.local)
  }

  isLocal(pid: Pid): boolean {
    const logicalHost = logicalHostOf(pid)
    if (logicalHost === this.logicalHost) return true
    const guest = this.environments.get(logicalHost)
    return guest !== undefined && !guest.elsewhere
  }

  /** A guest stands in the table under its whole identifier: it keeps that wherever it goes. */
  process(pid: Pid): Process | undefined {
    return this.processes.get(logicalHostOf(pid) === this.logicalHost ? pid % 0x10000 : pid)
  }

  /** Boot identity of a logical host: a guest's is made once and never starts again. */
  bootOf(pid: Pid): number {
    return logicalHostOf(pid) === this.logicalHost || isGroup(pid) ? this.incarnation : GUEST_BOOT
  }

  private byEntity(entity: EntityId): Process | undefined {
    for (const process of this.processes.values()) if (process.entity === entity) return process
    return undefined
  }

  /** Station that holds a logical host: its address where it is known, else everybody's. */
  addressOf(logicalHost: number): number {
    // Of a machine's own logical host, and of no guest's, which may be anywhere.
    const isAddress = this.cable.preset.addressBytes === 1 && logicalHost % 256 === 0
    if (isAddress) return logicalHost >>> 8
    return this.addresses.get(logicalHost) ?? this.cable.preset.broadcast
  }
}
