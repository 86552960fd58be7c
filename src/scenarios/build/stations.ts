/** Cable, interfaces and stations without a kernel, from what a document says of them. */
import { BadInput } from '../../engine/assert.ts'
import { exponential } from '../../engine/logarithm.ts'
import type { Cable, CableOptions } from '../../hardware/cable.ts'
import { INTERFACE_PROFILES, type InterfaceProfile } from '../../hardware/interface-profiles.ts'
import { overheadBytes, wireBits } from '../../hardware/network-presets.ts'
import { type Load, Station } from '../../hardware/station.ts'
import { travelNs } from '../../hardware/wave.ts'
import type { BoundHost, BoundNetwork, BoundTraffic } from '../document/bound.ts'
import type { Building, Machine } from './machine-room.ts'

const NANOS_PER_MICRO = 1000
/** First frames that are not to begin together begin within this, ns. */
const RANDOM_START_NS = 1_000_000

export function cableOptions({ lossPercent, repeaters, options }: BoundNetwork): CableOptions {
  const { bitErrorRate = 0, access = 'backoff', randomBackoff = true } = options
  if (typeof bitErrorRate !== 'number' || !(bitErrorRate >= 0 && bitErrorRate <= 1))
    throw new BadInput(`The bit error rate must be from 0 to 1, not ${bitErrorRate}.`, 'network')
  if (access !== 'backoff' && access !== 'oracle')
    throw new BadInput(`Access to the cable is by backoff or oracle, not “${access}”.`, 'network')
  if (typeof randomBackoff !== 'boolean')
    throw new BadInput('Backoff is random or not: true or false.', 'network')
  return { lossPercent, bitErrorRate, access, randomBackoff, repeaters: repeaters ?? [] }
}

/** Buffers and the rest of an interface: those of the named one, where the document does not say otherwise. */
export function hardwareOf(host: BoundHost): { buffers: number; profile: InterfaceProfile } {
  const profile = INTERFACE_PROFILES[host.interface ?? 'plain']
  if (!profile) {
    const names = Object.keys(INTERFACE_PROFILES).join(', ')
    throw new BadInput(
      `There is no interface “${host.interface}”: ${names}.`,
      `hosts "${host.name}"`,
    )
  }
  return { buffers: host.buffers ?? profile.buffers, profile }
}

export function buildStation(
  { sim, run, cable, bound }: Building,
  host: BoundHost,
  traffic: BoundTraffic,
  number: number,
): Station {
  return new Station(sim, cable, run, {
    name: host.name,
    address: cable.preset.addressBytes === 1 ? number : 0x080020000000 + number,
    metre: host.metre,
    promiscuous: host.promiscuous ?? false,
    load: loadOf(cable, traffic, host, startOf(traffic, host, bound.hosts, cable)),
    ...hardwareOf(host),
  })
}

function loadOf(cable: Cable, traffic: BoundTraffic, host: BoundHost, startNs: number): Load {
  const { preset } = cable
  const { frameBytes, longBytes, longPercent, padTo, offeredPercent, arrivals } = traffic
  const nanos = (bytes: number) =>
    cable.bits(wireBits(preset, Math.max(bytes, padTo)) + preset.gapBits)
  const mean = nanos(frameBytes) + ((nanos(longBytes) - nanos(frameBytes)) * longPercent) / 100
  if (arrivals === 'poisson' && offeredPercent <= 0)
    throw new BadInput('Stations that chance brings frames to must offer more than 0 %.', host.name)
  const least = Math.max(Math.min(frameBytes, longBytes), padTo)
  if (least < 2 * preset.addressBytes && least < overheadBytes(preset) && least < 6)
    throw new BadInput(`A frame of ${least} bytes cannot hold its addresses.`, host.name)
  return {
    arrivals,
    frameBytes,
    longPercent,
    longBytes,
    padTo,
    turnaroundNs: Math.round(traffic.turnaroundMicros * NANOS_PER_MICRO),
    meanGapNs: (mean * 100) / Math.max(offeredPercent, 1e-6),
    frames: traffic.frames,
    startNs,
    queueMax: traffic.queueFrames,
  }
}

function startOf(
  { start }: BoundTraffic,
  host: BoundHost,
  hosts: readonly BoundHost[],
  cable: Cable,
): number {
  if (start === 'together') return 0
  if (start === 'random')
    return Math.min(
      RANDOM_START_NS,
      Math.round(exponential(cable.sim.random(`start/${host.name}`).bits(), RANDOM_START_NS / 4)),
    )
  const first = hosts.find(({ traffic }) => traffic) as BoundHost
  return travelNs(first.metre, host.metre, cable.line, cable.times.repeaterFullNs)
}

/** Frames go to the next station, to everybody, or to the machine that the document names. */
export function addressLoads(
  hosts: readonly BoundHost[],
  machineOf: ReadonlyMap<string, Machine>,
  cable: Cable,
): void {
  const stations = [...machineOf.values()].filter((machine) => machine instanceof Station)
  stations.forEach((station, i) => {
    const to = hosts.find(({ name }) => name === station.name)?.traffic?.to
    if (to === 'all') station.to = cable.preset.broadcast
    else if (to === 'next') {
      const next = stations[(i + 1) % stations.length] as Station
      station.to = next === station ? cable.preset.broadcast : next.nic.address
    } else {
      const named = machineOf.get(to ?? '')
      if (!named) throw new BadInput(`There is no machine “${to}” to send to.`, station.name)
      station.to = named.nic.address
    }
  })
}
