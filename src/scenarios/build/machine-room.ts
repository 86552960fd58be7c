/** From a bound scenario to machines on a cable: everything that stands before the first event. */
import { BadInput } from '../../engine/assert.ts'
import type { Simulation } from '../../engine/simulation.ts'
import { Cable } from '../../hardware/cable.ts'
import { Disk } from '../../hardware/disk.ts'
import { DISK_PRESETS } from '../../hardware/disk-presets.ts'
import { frameBits, NETWORK_PRESETS, type NetworkPreset } from '../../hardware/network-presets.ts'
import type { Station } from '../../hardware/station.ts'
import { AMOEBA } from '../../kernel/amoeba-costs.ts'
import { CAMELOT } from '../../kernel/camelot-costs.ts'
import {
  PROCESSOR_NAMES,
  type ProcessorPreset,
  SUN_PRESETS,
  SURVEY_PACKET_BYTES,
  survey,
  withIpHeaders,
} from '../../kernel/costs.ts'
import { multicastOf } from '../../kernel/groups.ts'
import { Kernel } from '../../kernel/kernel.ts'
import { DEFAULT_OPTIONS, type KernelOptions } from '../../kernel/options.ts'
import { groupOf, type Pid, pidOf } from '../../kernel/pid.ts'
import { V_ENTRIES } from '../../kernel/system-call-table.ts'
import { Arguments, type Part } from '../../programs/part.ts'
import { PARTS } from '../../programs/parts.ts'
import { diskImage } from '../../services/file-server/image.ts'
import { EntityType } from '../../trace/entities.ts'
import type { EntityId } from '../../trace/record.ts'
import type { BoundHost, BoundOptions, BoundProcess, BoundScenario } from '../document/bound.ts'
import { addressLoads, buildStation, cableOptions, hardwareOf } from './stations.ts'

/** What stands at a tap: a kernel's machine, or a station that only sends a load. */
export type Machine = Kernel | Station

/** A group that the document names, and the station address that reaches it. */
export interface GroupOnWire {
  readonly entity: EntityId
  readonly name: string
  readonly address: number
}

export interface MachineRoom {
  readonly cable: Cable
  readonly kernels: readonly Kernel[]
  readonly kernelOf: ReadonlyMap<string, Kernel>
  /** All of them, in the document's order. */
  readonly machines: readonly Machine[]
  readonly machineOf: ReadonlyMap<string, Machine>
  readonly groups: readonly GroupOnWire[]
}

const STATIONS_OF_ETH3 = 254

export function buildRoom(sim: Simulation, run: EntityId, bound: BoundScenario): MachineRoom {
  const preset = networkPreset(bound)
  if (preset.addressBytes === 1 && bound.hosts.length > STATIONS_OF_ETH3) {
    throw new BadInput(
      `The 3 Mb/s Ethernet has 8-bit addresses: at most ${STATIONS_OF_ETH3} machines, not ${bound.hosts.length}.`,
    )
  }
  const cable = new Cable(sim, run, preset, bound.network.metres, cableOptions(bound.network))
  const options = kernelOptions(bound.kernel.options)
  const kernelOf = new Map<string, Kernel>()
  const machineOf = new Map<string, Machine>()
  const build: Building = { sim, run, cable, bound, options, onlooker: new Map() }
  bound.hosts.forEach((host, i) => {
    if (host.traffic) machineOf.set(host.name, buildStation(build, host, host.traffic, i + 1))
    else {
      const kernel = buildHost(build, host, i + 1)
      kernelOf.set(host.name, kernel)
      machineOf.set(host.name, kernel)
    }
  })
  addressLoads(bound.hosts, machineOf, cable)
  const groups = buildGroups(build)
  castAll(bound, kernelOf)
  const machines = [...machineOf.values()]
  return { cable, kernels: [...kernelOf.values()], kernelOf, machines, machineOf, groups }
}

function buildGroups({ sim, run, bound, cable, onlooker }: Building): MachineRoom['groups'] {
  return bound.groups.map(({ name, number, high }) => {
    const entity = sim.entity(EntityType.group, run, name)
    const gid = groupOf(high, number)
    onlooker.set(gid, entity)
    return { entity, name, address: multicastOf(cable.preset, gid) }
  })
}

function networkPreset(bound: BoundScenario): NetworkPreset {
  const preset = NETWORK_PRESETS[bound.network.preset]
  if (!preset)
    throw new BadInput(
      `There is no network “${bound.network.preset}”: ${Object.keys(NETWORK_PRESETS).join(', ')}.`,
    )
  const hardware = bound.network.options.hardwareMicros
  if (typeof hardware !== 'number') return preset
  // Hardware time below the wire's own: a cable faster than this one, and the page says so.
  const bits = frameBits(preset, SURVEY_PACKET_BYTES)
  return hardware * 1000 < bits * preset.bitNs
    ? { ...preset, bitNs: (hardware * 1000) / bits }
    : preset
}

export interface Building {
  readonly sim: Simulation
  readonly run: EntityId
  readonly cable: Cable
  readonly bound: BoundScenario
  readonly options: KernelOptions
  readonly onlooker: Map<Pid, EntityId>
}

function buildHost(
  { sim, run, cable, bound, options, onlooker }: Building,
  host: BoundHost,
  number: number,
): Kernel {
  const short = cable.preset.addressBytes === 1
  const station = {
    name: host.name,
    logicalHost: short ? number * 256 : number,
    address: short ? number : 0x080020000000 + number,
    metre: host.metre,
    ...hardwareOf(host),
  }
  const kernel = new Kernel(
    sim,
    cable,
    run,
    station,
    drained(processorPreset(cable.preset, bound, host), host),
    options,
    V_ENTRIES,
    onlooker,
  )
  kernel.nic.listenToAll(host.promiscuous ?? false)
  kernel.cpu.rated = Math.max(0.01, numberOr(host.options, 'speedup', 1))
  kernel.nic.overrun = wordOr(host.options, 'overrun', 'lost', ['lost', 'kept', 'heard'])
  kernel.disks = buildDisks(sim, kernel.host, host)
  return kernel
}

function buildDisks(sim: Simulation, entity: EntityId, { name, disk }: BoundHost): Disk[] {
  if (!disk) return []
  const preset = DISK_PRESETS[disk.preset]
  if (!preset) {
    const names = Object.keys(DISK_PRESETS).join(', ')
    throw new BadInput(`There is no disk “${disk.preset}”: ${names}.`, `hosts "${name}"`)
  }
  const { accessNs = null, count = 1, ...options } = disk
  const own = accessNs === null ? preset : { ...preset, accessNs }
  return Array.from({ length: count }, (_, i) => {
    const each = count > 1 ? `disk${i + 1}` : 'disk'
    const built = new Disk(sim, entity, own, { ...options, name: each })
    if (disk.files !== undefined)
      built.install(diskImage(disk.files, disk.filePages ?? 0, disk.blockBytes))
    return built
  })
}

const CHOSEN = { source: 'set by the scenario', tag: 'X' }

const HOST_OPTIONS = ['drainMicros', 'overrun', 'speedup']

/** `drainMicros` of a host: what a frame costs it, out of its buffer and through the protocol, whatever is in it. */
function drained(preset: ProcessorPreset, host: BoundHost): ProcessorPreset {
  const place = `hosts "${host.name}"`
  for (const key of Object.keys(host.options))
    if (!HOST_OPTIONS.includes(key))
      throw new BadInput(`A host has no option “${key}”: ${HOST_OPTIONS.join(', ')}.`, place)
  const { drainMicros } = host.options
  if (drainMicros === undefined) return preset
  if (typeof drainMicros !== 'number' || drainMicros < 0)
    throw new BadInput('“drainMicros” must be a number from 0 up.', place)
  const nanos = Math.round(drainMicros * 1000)
  const inProtocol = Math.min(preset.protocolIn.nanos, Math.floor(nanos / 2))
  const protocolIn = { ...preset.protocolIn, nanos: inProtocol, nanosPerByte: 0, ...CHOSEN }
  const emptying = { nanos: nanos - inProtocol, nanosPerByte: 0, ...CHOSEN }
  const fromInterface = { ...preset.fromInterface, ...emptying }
  return { ...preset, name: `${preset.name}, ${drainMicros} µs a frame`, fromInterface, protocolIn }
}

function processorPreset(
  network: NetworkPreset,
  bound: BoundScenario,
  host: BoundHost,
): ProcessorPreset {
  const known =
    [AMOEBA, CAMELOT].find(({ name }) => name === host.processor) ?? SUN_PRESETS[host.processor]
  if (known) return bound.kernel.options.headers === 'ip-like' ? withIpHeaders(known) : known
  if (host.processor !== 'survey') {
    throw new BadInput(
      `There is no processor “${host.processor}”: ${[...PROCESSOR_NAMES, AMOEBA.name, CAMELOT.name].join(', ')}.`,
      `hosts "${host.name}"`,
    )
  }
  const { options } = bound.kernel
  const wireNs = frameBits(network, SURVEY_PACKET_BYTES) * network.bitNs
  return survey({
    hardwareMicros: numberOr(options, 'hardwareMicros', 200),
    schedulingMicros: numberOr(options, 'schedulingMicros', 250),
    protocolMicros: numberOr(options, 'protocolMicros', 250),
    wireNs,
  })
}

const SURVEY_OPTIONS = ['hardwareMicros', 'schedulingMicros', 'protocolMicros', 'mips']
/** Descriptors are made when a kernel boots: a pool beyond any use would fill the memory of the reader's machine. */
const ALIENS_MAX = 1_024
const KERNEL_OPTIONS = [
  'retransmitMs',
  'retriesMax',
  'alienRetentionMs',
  'aliens',
  'duplicateTable',
  'binding',
  'localTransfer',
  'liveness',
  'enquireMs',
  'silenceMs',
  'orphanExtermination',
  'segments',
  'grantCheck',
  'bulk',
  'onError',
  'windowPackets',
  'groupUsers',
  'groupMatch',
  'groupNack',
  'groupProbes',
  'groupNumbers',
  'lateReplies',
  'replyJitter',
  'replyJitterMs',
  'headers',
  'groupDead',
  'guests',
]

function kernelOptions(given: BoundOptions): KernelOptions {
  for (const key of Object.keys(given)) {
    if (!KERNEL_OPTIONS.includes(key) && !SURVEY_OPTIONS.includes(key)) {
      throw new BadInput(
        `The kernel has no option “${key}”: ${KERNEL_OPTIONS.join(', ')}.`,
        'kernel.options',
      )
    }
  }
  const d = DEFAULT_OPTIONS
  return {
    retransmitNs: Math.round(numberOr(given, 'retransmitMs', d.retransmitNs / 1e6) * 1e6),
    retriesMax: numberOr(given, 'retriesMax', d.retriesMax),
    alienRetentionNs: Math.round(
      numberOr(given, 'alienRetentionMs', d.alienRetentionNs / 1e6) * 1e6,
    ),
    aliens: numberOr(given, 'aliens', d.aliens, ALIENS_MAX),
    duplicateTable: wordOr(given, 'duplicateTable', d.duplicateTable, ['off', 'volatile', 'kept']),
    binding: wordOr(given, 'binding', d.binding, ['unchecked', 'checked']),
    localTransfer: wordOr(given, 'localTransfer', d.localTransfer, ['memory', 'registers']),
    liveness: wordOr(given, 'liveness', d.liveness, ['bare-timeout', 'reply-pending', 'probe']),
    enquireNs: Math.round(numberOr(given, 'enquireMs', d.enquireNs / 1e6) * 1e6),
    silenceNs: Math.round(numberOr(given, 'silenceMs', d.silenceNs / 1e6) * 1e6),
    orphans:
      wordOr(given, 'orphanExtermination', 'off', ['off', 'on']) === 'on' ? 'exterminated' : 'left',
    segments: wordOr(given, 'segments', d.segments, ['on', 'off']),
    grantCheck: wordOr(given, 'grantCheck', d.grantCheck, ['on', 'off']),
    bulk: wordOr(given, 'bulk', d.bulk, ['blast', 'window', 'stop-and-wait']),
    onError: wordOr(given, 'onError', d.onError, ['whole', 'go-back-n', 'selective']),
    windowPackets: Math.max(1, Math.round(numberOr(given, 'windowPackets', d.windowPackets))),
    groupUsers: wordOr(given, 'groupUsers', d.groupUsers, ['checked', 'unchecked']),
    groupMatch: wordOr(given, 'groupMatch', d.groupMatch, ['identifier', 'address']),
    groupNack: wordOr(given, 'groupNack', d.groupNack, ['never', 'always']),
    groupProbes: numberOr(given, 'groupProbes', d.groupProbes),
    groupNumbers: numberOr(given, 'groupNumbers', d.groupNumbers),
    lateReplies: wordOr(given, 'lateReplies', d.lateReplies, ['discarded', 'accepted']),
    replyJitterNs:
      wordOr(given, 'replyJitter', 'on', ['off', 'on']) === 'off'
        ? 0
        : Math.round(numberOr(given, 'replyJitterMs', d.replyJitterNs / 1e6) * 1e6),
    groupDead: wordOr(given, 'groupDead', d.groupDead, ['removed', 'kept']),
    guests: wordOr(given, 'guests', d.guests, ['behind', 'equal']),
  }
}

function numberOr(
  options: BoundOptions,
  key: string,
  usual: number,
  most = Number.POSITIVE_INFINITY,
): number {
  const value = options[key] ?? usual
  if (typeof value === 'number' && value >= 0 && value <= most) return value
  throw new BadInput(
    `The option “${key}” must be a number from 0 ${most < Number.POSITIVE_INFINITY ? `to ${most}` : 'up'}.`,
    'kernel.options',
  )
}

function wordOr<W extends string>(
  options: BoundOptions,
  key: string,
  usual: W,
  words: readonly W[],
): W {
  const value = options[key] ?? usual
  const word = words.find((candidate) => candidate === value)
  if (word) return word
  throw new BadInput(`The option “${key}” must be one of ${words.join(', ')}.`, 'kernel.options')
}

// Cast -----------------------------------------------------------------------------------------------
function castAll(bound: BoundScenario, kernelOf: ReadonlyMap<string, Kernel>): void {
  const pids = new Map<string, Pid>()
  const locals = new Map<string, number>()
  for (const process of bound.processes) {
    const kernel = kernelOf.get(process.host) as Kernel
    const local = (locals.get(process.host) ?? 0) + 1
    locals.set(process.host, local)
    pids.set(process.identity, pidOf(kernel.logicalHost, local))
  }
  for (const { name, number, high } of bound.groups) pids.set(name, groupOf(high, number))
  const users = [...new Set(bound.processes.map(({ user }) => user).filter(Boolean))]
  const resolve = (identity: string): Pid => {
    const pid = pids.get(identity)
    if (pid === undefined) throw new BadInput(`No process is called “${identity}”.`)
    return pid
  }
  for (const process of bound.processes)
    cast(process, kernelOf.get(process.host) as Kernel, resolve, pids, users)
}

function cast(
  process: BoundProcess,
  kernel: Kernel,
  resolve: (identity: string) => Pid,
  pids: ReadonlyMap<string, Pid>,
  users: readonly string[],
): void {
  const place = `processes "${process.name}"`
  const part: Part | undefined = PARTS.get(process.program)
  if (!part) throw new BadInput(`There is no program “${process.program}” in this build.`, place)
  const args = new Arguments(part, process.args, place, resolve)
  const self = pids.get(process.identity) as Pid
  // A first, discarded start shows bad arguments before the run and not in the middle of it.
  part.create(args, self)
  kernel.casts.push({
    name: process.name,
    local: self % 0x10000,
    program: process.program,
    startNs: process.startNs,
    restarts: process.restarts,
    user: users.indexOf(process.user) + 1,
    create: () => part.create(args, self),
  })
}
