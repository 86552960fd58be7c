import { expect, test } from 'vitest'
import { AddressFilter, hashOf, isGroup } from './address-filter.ts'
import { INTERFACE_PROFILES, type InterfaceProfile } from './interface-profiles.ts'
import { NETWORK_PRESETS, type NetworkPreset } from './network-presets.ts'

const eth10 = NETWORK_PRESETS.eth10 as NetworkPreset
const eth3 = NETWORK_PRESETS.eth3 as NetworkPreset
const OWN = 0x080020000001
const GROUP = 0x01005e000001
const filter = (name: string, preset = eth10, own = OWN) =>
  new AddressFilter(own, preset, INTERFACE_PROFILES[name] as InterfaceProfile)

test('a group address has the lowest bit of its first byte set', () => {
  expect(isGroup(GROUP, eth10)).toBe(true)
  expect(isGroup(OWN, eth10)).toBe(false)
})

test('the hash is the top six bits of the check', () => {
  // As drivers of the LANCE compute it for 01-00-5E-00-00-01 and for AB-00-00-04-01-02.
  const reference = (bytes: number[]) => {
    let crc = 0xffffffff
    for (const byte of bytes)
      for (let bit = 0, rest = byte; bit < 8; bit++, rest >>= 1)
        crc = (crc >>> 1) ^ (((crc ^ rest) & 1) === 1 ? 0xedb88320 : 0)
    return (crc >>> 26) & 63
  }
  expect(hashOf(GROUP)).toBe(reference([0x01, 0x00, 0x5e, 0x00, 0x00, 0x01]))
  expect(hashOf(0xab0000040102)).toBe(reference([0xab, 0, 0, 4, 1, 2]))
  const seen = new Set(Array.from({ length: 2000 }, (_, i) => hashOf(GROUP + i)))
  expect(seen.size).toBe(64)
})

test('everybody takes its own and broadcast, and a group from join to leave', () => {
  for (const name of Object.keys(INTERFACE_PROFILES)) {
    const each = filter(name)
    expect([each.accepts(OWN), each.accepts(OWN + 1), each.accepts(eth10.broadcast)]).toEqual([
      true,
      false,
      true,
    ])
    expect(each.accepts(GROUP)).toBe(false)
    expect(each.join(GROUP)).toBe(true)
    expect([each.accepts(GROUP), each.wants(GROUP)]).toEqual([true, true])
    each.leave(GROUP)
    expect([each.accepts(GROUP), each.wants(GROUP)]).toEqual([false, false])
  }
})

test('a hash lets others by that nobody wants; a vector does not; all is all', () => {
  let other = GROUP + 1
  while (hashOf(other) !== hashOf(GROUP)) other++
  let strange = GROUP + 1
  while (hashOf(strange) === hashOf(GROUP)) strange++
  const heard = (name: string) => {
    const each = filter(name)
    each.join(GROUP)
    return [each.accepts(other), each.accepts(strange), each.wants(other)]
  }
  expect(heard('lance')).toEqual([true, false, false])
  expect(heard('plain')).toEqual([false, false, false])
  expect(heard('3c400')).toEqual([true, true, false])
})

test('a list is full after fourteen', () => {
  const each = filter('deqna')
  for (let i = 0; i < 14; i++) expect(each.join(GROUP + i)).toBe(true)
  expect(each.join(GROUP + 14)).toBe(false)
  expect(each.join(GROUP + 3)).toBe(true)
  each.leave(GROUP)
  expect(each.join(GROUP + 14)).toBe(true)
})

test('with eight bits any address can be a group’s, and an open ear takes everything', () => {
  const each = filter('sun-3mb', eth3, 5)
  each.join(200)
  expect([each.accepts(200), each.accepts(201), each.accepts(0)]).toEqual([true, false, true])
  each.promiscuous = true
  expect([each.accepts(201), each.wants(201)]).toEqual([true, false])
})
