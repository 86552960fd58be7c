import { expect, test } from 'vitest'
import { Simulation } from '../engine/simulation.ts'
import { EntityType } from '../trace/entities.ts'
import { NONE } from '../trace/record.ts'
import { Cable } from './cable.ts'
import { NetworkInterface } from './interface.ts'
import { INTERFACE_PROFILES, type InterfaceProfile } from './interface-profiles.ts'
import { NETWORK_PRESETS, type NetworkPreset } from './network-presets.ts'

const GROUP = 0x01005e000001

function cableOf(count: number): { cable: Cable; add: () => NetworkInterface } {
  const sim = new Simulation(1, 'nothing', null, true)
  const run = sim.entity(EntityType.run, NONE, 'run')
  const cable = new Cable(sim, run, NETWORK_PRESETS.eth10 as NetworkPreset, 500)
  const profile = INTERFACE_PROFILES.lance as InterfaceProfile
  const add = () => {
    const address = 100 + cable.stations.length
    const hardware = { metre: 0, address, buffers: 1, latencyNs: 0, profile }
    const host = { entity: run, name: `H${address}` }
    return new NetworkInterface(cable, host, hardware, { frameArrived: () => {} })
  }
  for (let i = 0; i < count; i++) add()
  return { cable, add }
}
const taps = (cable: Cable, address: number) =>
  cable.recipients.of(address).map(({ index }) => index)

test('one station takes its own frames, all of them a broadcast', () => {
  const { cable } = cableOf(3)
  expect(taps(cable, 101)).toEqual([1])
  expect(taps(cable, cable.preset.broadcast)).toEqual([0, 1, 2])
  expect(taps(cable, 999)).toEqual([])
})

test('what is known of an address is forgotten when somebody comes, joins, leaves or listens', () => {
  const { cable, add } = cableOf(2)
  const [zero, one] = cable.stations as [NetworkInterface, NetworkInterface]
  expect([taps(cable, 102), taps(cable, GROUP), taps(cable, 101)]).toEqual([[], [], [1]])
  add()
  expect(taps(cable, 102)).toEqual([2])
  one.join(GROUP)
  expect(taps(cable, GROUP)).toEqual([1])
  one.leave(GROUP)
  expect(taps(cable, GROUP)).toEqual([])
  zero.listenToAll(true)
  expect(taps(cable, 101)).toEqual([0, 1])
  zero.listenToAll(false)
  expect(taps(cable, 101)).toEqual([1])
})
