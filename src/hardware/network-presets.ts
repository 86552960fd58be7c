/**
 * Cables as published. Times are whole nanoseconds: round(k · bit), never k · round(bit), hence a bit in ns.
 * Tags are those of the fact sheets: F and V read in a source, M and R recalled, X a design choice.
 */
export interface NetworkPreset {
  readonly name: string
  readonly label: string
  readonly bitNs: number
  /** Thick coax 4.33 ns/m (V). */
  readonly nsPerMetre: number
  readonly gapBits: number
  readonly slotBits: number
  readonly preambleBits: number
  readonly jamBits: number
  /** Address, type and check bytes around a payload. */
  readonly addressBytes: number
  readonly typeBytes: number
  readonly checkBytes: number
  readonly payloadMinBytes: number
  readonly payloadMaxBytes: number
  readonly attemptsMax: number
  readonly backoffLimit: number
  /** ns of a contention slot where an oracle tells stations how many want the cable. */
  readonly contentionNs: number
  readonly broadcast: number
  readonly source: string
}

export const NETWORK_PRESETS: Readonly<Record<string, NetworkPreset>> = {
  eth3: {
    name: 'eth3',
    label: 'Experimental Ethernet, 2.94 Mb/s',
    bitNs: 340,
    nsPerMetre: 4.33,
    gapBits: 0,
    slotBits: 112,
    preambleBits: 1,
    jamBits: 8,
    addressBytes: 1,
    typeBytes: 2,
    checkBytes: 2,
    payloadMinBytes: 0,
    payloadMaxBytes: 2048,
    attemptsMax: 16,
    backoffLimit: 10,
    contentionNs: 16_000,
    broadcast: 0,
    source:
      'bit of two Alto clocks, one sync bit (V); 8-bit addresses, 16-bit check (R); retry unit 38 µs (R); frames of 1,088 bytes allowed as V sent them (X)',
  },
  eth10: {
    name: 'eth10',
    label: 'Ethernet, 10 Mb/s',
    bitNs: 100,
    nsPerMetre: 4.33,
    gapBits: 96,
    slotBits: 512,
    preambleBits: 64,
    jamBits: 32,
    addressBytes: 6,
    typeBytes: 2,
    checkBytes: 4,
    payloadMinBytes: 46,
    payloadMaxBytes: 1500,
    attemptsMax: 16,
    backoffLimit: 10,
    contentionNs: 51_200,
    broadcast: 0xffffffffffff,
    source:
      'slot 51.2 µs, gap 96 and jam 32 bits (V); minimum frame 64 bytes (F); 16 attempts (standard)',
  },
  'paper-1976': {
    name: 'paper-1976',
    label: 'As computed in 1976, 3 Mb/s',
    bitNs: 1000 / 3,
    nsPerMetre: 4.33,
    gapBits: 0,
    slotBits: 48,
    preambleBits: 0,
    jamBits: 4,
    addressBytes: 1,
    typeBytes: 2,
    checkBytes: 2,
    payloadMinBytes: 0,
    payloadMaxBytes: 2048,
    attemptsMax: 16,
    backoffLimit: 10,
    contentionNs: 16_000,
    broadcast: 0,
    source: 'Metcalfe and Boggs 1976, Table I: 3 Mb/s, slots of 16 µs, no overhead (V); jam (X)',
  },
}

/** Bits on the wire for a payload, preamble included. */
export function frameBits(preset: NetworkPreset, payloadBytes: number): number {
  const overhead = 2 * preset.addressBytes + preset.typeBytes + preset.checkBytes
  return preset.preambleBits + 8 * (overhead + Math.max(payloadBytes, preset.payloadMinBytes))
}

/** Bits on the wire for a frame counted from its first address byte to its check. */
export function wireBits(preset: NetworkPreset, frameBytes: number): number {
  return preset.preambleBits + 8 * frameBytes
}

/** Addresses, type and check: what a frame has beside its payload. */
export function overheadBytes(preset: NetworkPreset): number {
  return 2 * preset.addressBytes + preset.typeBytes + preset.checkBytes
}
