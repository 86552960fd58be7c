/**
 * Packets of the interkernel protocol: a 32-byte header and, where there is one, a message. Header and message
 * together are the 64 bytes of facts/v-system §3; the layout inside the header is ours.
 */
import type { Frame } from '../hardware/frame.ts'
import type { NetworkPreset } from '../hardware/network-presets.ts'
import type { PacketTypeName } from '../trace/kinds.ts'
import { PACKET_NAMES, PacketType } from '../trace/kinds.ts'
import type { ByteField, ByteFormat } from '../trace/setup.ts'
import type { Exchange } from './exchange.ts'
import { encodeMessage, type Message, REQUEST_NAMES } from './message.ts'
import type { Pid } from './pid.ts'

export const HEADER_BYTES = 32

export interface Packet {
  readonly type: PacketTypeName
  /** Logical host and boot identity of the sending kernel: the boot is what a binding remembers. */
  readonly boot: number
  /** Boot identity that the sender believes the receiver to have; 0 where it knows or minds none. */
  readonly boundTo: number
  readonly sequence: number
  readonly from: Pid
  readonly to: Pid
  /** GETPID: the logical id asked for. NACK: why. */
  readonly argument: number
  readonly message: Message | null
  /** The onlooker's handle on the transaction: for the trace alone, no kernel decides anything by it. */
  readonly exchange: Exchange
}

export const NackReason = {
  noSuchProcess: 0,
  staleBinding: 1,
  /** An ENQUIRE after a request that has not come: it is to be sent again. */
  requestUnknown: 2,
  /** Nothing of that name to Destroy. */
  nothingToDestroy: 3,
  /** The receiver had the request when it ended: done or not, nobody knows. */
  serverLost: 4,
} as const

/** A packet's bytes as they pass on the wire, for the inspector; built only while a run is recorded. */
export function encodeFrame(
  packet: Packet,
  to: number,
  from: number,
  payloadBytes: number,
  preset: NetworkPreset,
): Uint8Array {
  const preamble = Math.ceil(preset.preambleBits / 8)
  const head = preamble + 2 * preset.addressBytes + preset.typeBytes
  const padded = Math.max(payloadBytes, preset.payloadMinBytes)
  const bytes = new Uint8Array(head + padded + preset.checkBytes)
  const view = new DataView(bytes.buffer)
  bytes.fill(0xaa, 0, preamble)
  bytes[preamble - 1] = preset.preambleBits === 64 ? 0xab : 0x80
  putAddress(bytes, preamble, to, preset.addressBytes)
  putAddress(bytes, preamble + preset.addressBytes, from, preset.addressBytes)
  view.setUint16(preamble + 2 * preset.addressBytes, 0x805c)
  view.setUint8(head, PacketType[packet.type])
  view.setUint16(head + 2, packet.boot)
  view.setUint32(head + 4, packet.sequence)
  view.setUint32(head + 8, packet.from)
  view.setUint32(head + 12, packet.to)
  view.setUint32(head + 16, packet.argument)
  view.setUint16(head + 20, packet.boundTo)
  if (packet.message) encodeMessage(packet.message, bytes, head + HEADER_BYTES)
  putCheck(bytes, preamble, head + padded, preset.checkBytes)
  return bytes
}

function putAddress(bytes: Uint8Array, at: number, address: number, length: number): void {
  let rest = address
  for (let i = length - 1; i >= 0; i--) {
    bytes[at + i] = rest % 256
    rest = Math.floor(rest / 256)
  }
}

/** What eight steps of CRC-32 make of each byte. */
const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  return crc
})

/** CRC-32 as on the 10 Mb cable; its lower half on the 3 Mb one, whose polynomial we do not know. */
function putCheck(bytes: Uint8Array, from: number, to: number, length: number): void {
  let crc = 0xffffffff
  for (let i = from; i < to; i++) {
    crc = (crc >>> 8) ^ (CRC[(crc ^ (bytes[i] as number)) & 0xff] as number)
  }
  crc = ~crc >>> 0
  for (let i = 0; i < length; i++) bytes[to + i] = (crc >>> (8 * i)) & 0xff
}

export function packetOf(frame: Frame): Packet {
  return frame.packet as Packet
}

// How the inspector reads the bytes ------------------------------------------------------------------
export function byteFormats(preset: NetworkPreset, payloadBytes: number): readonly ByteFormat[] {
  const preamble = Math.ceil(preset.preambleBits / 8)
  const around: ByteField[] = [
    { name: 'sync', bytes: preamble, part: 'sync', as: 'hex' },
    { name: 'to', bytes: preset.addressBytes, part: 'Ethernet', as: 'address' },
    { name: 'from', bytes: preset.addressBytes, part: 'Ethernet', as: 'address' },
    { name: 'type', bytes: preset.typeBytes, part: 'Ethernet', as: 'hex' },
  ]
  const header: ByteField[] = [
    { name: 'kind', bytes: 1, part: 'V packet', as: 'enum', values: PACKET_NAMES },
    { name: 'flags', bytes: 1, part: 'V packet', as: 'hex' },
    { name: 'boot', bytes: 2, part: 'V packet', as: 'number' },
    { name: 'sequence', bytes: 4, part: 'V packet', as: 'number' },
    { name: 'from process', bytes: 4, part: 'V packet', as: 'pid' },
    { name: 'to process', bytes: 4, part: 'V packet', as: 'pid' },
    { name: 'argument', bytes: 4, part: 'V packet', as: 'number' },
    { name: 'bound to boot', bytes: 2, part: 'V packet', as: 'number' },
    { name: 'unused', bytes: 10, part: 'V packet', as: 'hex' },
  ]
  const body: ByteField[] = [
    { name: 'code', bytes: 4, part: 'message', as: 'enum', values: REQUEST_NAMES },
    { name: 'value', bytes: 4, part: 'message', as: 'number' },
    { name: 'text', bytes: 24, part: 'message', as: 'text' },
  ]
  const check: ByteField = { name: 'check', bytes: preset.checkBytes, part: 'check', as: 'hex' }
  const rest = payloadBytes - HEADER_BYTES - 32
  const filler: ByteField[] =
    rest > 0 ? [{ name: 'rest of the message', bytes: rest, part: 'message', as: 'hex' }] : []
  const padding = preset.payloadMinBytes - HEADER_BYTES
  const pad: ByteField[] =
    padding > 0 ? [{ name: 'padding', bytes: padding, part: 'padding', as: 'hex' }] : []
  return [
    { name: 'message packet', fields: [...around, ...header, ...body, ...filler, check] },
    { name: 'control packet', fields: [...around, ...header, ...pad, check] },
  ]
}
export const MESSAGE_FORMAT = 0
export const CONTROL_FORMAT = 1
