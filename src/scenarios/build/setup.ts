/** What stands still during a run, for the views: read off the machines as they were built. */
import { hashText } from '../../engine/random.ts'
import type { Disk } from '../../hardware/disk.ts'
import { Station } from '../../hardware/station.ts'
import { costRows } from '../../kernel/costs.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { byteFormats } from '../../kernel/packets.ts'
import type { CostRow, DiskSetup, RunSetup } from '../../trace/setup.ts'
import type { BoundHost, BoundScenario } from '../document/bound.ts'
import type { Machine, MachineRoom } from './machine-room.ts'

const ROLE_LABELS: Readonly<Record<string, string>> = {
  workstation: 'workstation',
  'file-server': 'file server',
  server: 'server',
  pool: 'processor pool',
  gateway: 'gateway',
  station: 'station',
  diskless: 'diskless',
}

export function describe(
  bound: BoundScenario,
  seed: number,
  room: MachineRoom,
  checks: RunSetup['checks'],
): RunSetup {
  const { cable, kernels, machines } = room
  const { preset } = cable
  return {
    scenario: { id: bound.id, revision: bound.revision, title: bound.title },
    setupFingerprint: setupFingerprint(bound, seed),
    cable: {
      entity: cable.entity,
      preset: preset.name,
      label: preset.label,
      metres: cable.metres,
      bitNs: preset.bitNs,
      nsPerMetre: preset.nsPerMetre,
      gapBits: preset.gapBits,
      slotBits: preset.slotBits,
      preambleBits: preset.preambleBits,
      jamBits: preset.jamBits,
      ...(cable.line.repeaters.length > 0
        ? { repeaters: cable.line.repeaters, repeaterNs: cable.times.repeaterFullNs }
        : {}),
    },
    hosts: bound.hosts.map((host, i) =>
      describeHost(host, machines[i] as Machine, preset.addressBytes),
    ),
    formats: formats(kernels, room),
    costs: costs(kernels),
    checks,
    groups: room.groups.map((group) => ({
      ...group,
      address: address(group.address, preset.addressBytes),
    })),
    until: bound.untilNs,
  }
}

function describeHost(
  host: BoundHost,
  machine: Machine,
  addressBytes: number,
): RunSetup['hosts'][number] {
  const runs =
    machine instanceof Station
      ? {
          processor: machine.processor,
          processorLabel: 'none',
          processes: [],
          station: { frames: machine.load.frames },
        }
      : {
          processor: machine.cpu.entity,
          processorLabel: machine.costs.label,
          processes: machine.casts.map((cast) => cast.name),
          ...(machine.disks.length > 0 ? { disks: machine.disks.map(describeDisk) } : {}),
        }
  return {
    entity: machine.host,
    name: host.name,
    role: host.role,
    roleLabel: ROLE_LABELS[host.role] ?? host.role,
    metre: host.metre,
    interface: machine.nic.entity,
    buffers: machine.nic.buffers,
    address: address(machine.nic.address, addressBytes),
    ...runs,
  }
}

function describeDisk(disk: Disk): DiskSetup {
  const { entity, preset, blockBytes, blocks, installed } = disk
  const { label, source, tag } = preset
  const name = disk.name.replace(/(\d+)$/, ' $1')
  return { entity, name, label, blockBytes, blocks, installed, source, tag }
}

/** `08-00-20-00-00-01`, or `01` on the 3 Mb/s cable. */
function address(value: number, bytes: number): string {
  return value
    .toString(16)
    .toUpperCase()
    .padStart(2 * bytes, '0')
    .replace(/..(?=.)/g, '$&-')
}

function formats(kernels: readonly Kernel[], room: MachineRoom): RunSetup['formats'] {
  const bytes = Math.max(64, ...kernels.map((kernel) => kernel.costs.packetBytes))
  return byteFormats(room.cable.preset, bytes)
}

function costs(kernels: readonly Kernel[]): CostRow[] {
  const seen = new Set<string>()
  return kernels.flatMap((kernel) => {
    if (seen.has(kernel.costs.name)) return []
    seen.add(kernel.costs.name)
    return costRows(kernel.costs)
  })
}

/** What says nothing is left out, so that a document's run keeps its number when the schema learns something new. */
function said(_key: string, value: unknown): unknown {
  const empty =
    value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0)
  return empty ? undefined : value
}

/**
 * Scenario, switches and seed: two runs with the same first part differ by interventions alone. What is only
 * said, measured or judged of a run is no part of its setup, or a better title would make old links look strange.
 */
export function setupFingerprint(bound: BoundScenario, seed: number): string {
  const { title: _, checks: __, promised: ___, metrics: ____, ...setup } = bound
  const hash = hashText(JSON.stringify(setup, said), seed | 0) ^ Math.floor(seed / 0x100000000)
  return ((hash ^ (hash >>> 16)) & 0xffff).toString(16).padStart(4, '0')
}
