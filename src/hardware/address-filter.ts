/** Which frames an interface takes from the cable by their address: its own, everybody's, and those of its groups. */
import type { InterfaceProfile } from './interface-profiles.ts'
import type { NetworkPreset } from './network-presets.ts'

/** On the 10 Mb cable a group address has the lowest bit of its first byte set; with 8 bits any may be a group's. */
export function isGroup(address: number, preset: NetworkPreset): boolean {
  if (preset.addressBytes === 1) return address !== preset.broadcast
  return Math.floor(address / 0x10000000000) % 2 === 1
}

/** The top six bits of the check over a 48-bit address, as the LANCE takes them: 0 to 63. */
export function hashOf(address: number): number {
  let crc = 0xffffffff
  for (let byte = 5; byte >= 0; byte--) {
    let divisor = 1
    for (let i = 0; i < byte; i++) divisor *= 256
    crc ^= Math.floor(address / divisor) % 256
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc >>> 0) >>> 26
}

export class AddressFilter {
  promiscuous = false
  private readonly own: number
  private readonly preset: NetworkPreset
  private readonly profile: InterfaceProfile
  private readonly joined = new Set<number>()
  private hashes = new Set<number>()

  constructor(own: number, preset: NetworkPreset, profile: InterfaceProfile) {
    this.own = own
    this.preset = preset
    this.profile = profile
  }

  /** False where the hardware has no more room: the station must then do without, or listen to everything. */
  join(address: number): boolean {
    const { groups, listMax } = this.profile
    if (groups === 'none') return false
    if (groups === 'list' && !this.joined.has(address) && this.joined.size >= listMax) return false
    this.joined.add(address)
    this.hashes.add(hashOf(address))
    return true
  }

  leave(address: number): void {
    this.joined.delete(address)
    this.hashes = new Set([...this.joined].map(hashOf))
  }

  /** How many group addresses it was told to let through. */
  get groups(): number {
    return this.joined.size
  }

  /** Without power nothing is remembered. */
  clear(): void {
    this.joined.clear()
    this.hashes.clear()
  }

  /** Whether the hardware takes it off the cable. */
  accepts(address: number): boolean {
    if (address === this.own || address === this.preset.broadcast || this.promiscuous) return true
    if (this.joined.size === 0 || !isGroup(address, this.preset)) return false
    if (this.profile.groups === 'all') return true
    if (this.profile.groups === 'hash') return this.hashes.has(hashOf(address))
    return this.joined.has(address)
  }

  /** Whether it is meant for this station: a hash, and an open ear, let others by too. */
  wants(address: number): boolean {
    return address === this.own || address === this.preset.broadcast || this.joined.has(address)
  }
}
