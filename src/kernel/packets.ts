/**
 * Packets of the interkernel protocol: a 32-byte header and, where there is one, a message. Header and message
 * together are the 64 bytes of facts/v-system §3; the layout inside the header is ours.
 */
import type { Frame } from '../hardware/frame.ts'
import type { NetworkPreset } from '../hardware/network-presets.ts'
import type { PacketTypeName } from '../trace/kinds.ts'
import { PACKET_NAMES, PacketType } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import type { ByteField, ByteFormat } from '../trace/setup.ts'
import type { Datagram } from './datagrams.ts'
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
  readonly carried: Carried | null
  /** Of a datagram: this frame’s part of it. */
  readonly part: DatagramPart | null
  /** The onlooker's handle on the transaction: for the trace alone, no kernel decides anything by it. */
  readonly exchange: Exchange
}

export interface DatagramPart {
  readonly datagram: Datagram
  /** Of it in this frame. */
  readonly bytes: number
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
  /** The process is there, but waits for nothing of that kind. */
  notWaiting: 10,
} as const

/** Data beside header and message: a segment that goes with a Send or a Reply, or a packet of a move. */
export interface Carried {
  /** Number of the move at the process that asked for it; 0 for a segment. */
  readonly move: number
  /** DATA: where in the move its bytes begin. MOVE_ACK and MOVE_FROM: the first byte that is missing. */
  readonly offset: number
  /** Bytes of the whole move. */
  readonly total: number
  /** Where the move begins: in the receiver's memory, or for a MOVE_FROM in that of the process it goes to. */
  readonly address: number
  /** Whether the sender waits for an acknowledgement of this packet. */
  readonly asks: boolean
  /** MOVE_ACK and MOVE_FROM: which packets from the missing one on are there already, a bit each. */
  readonly have: Uint8Array | null
  readonly data: Uint8Array
  /** The onlooker's handle on the move, as `exchange` below. */
  readonly entity: EntityId
}
/** A segment that goes with a message. */
export function segmentCarried(entity: EntityId, address: number, data: Uint8Array): Carried {
  return { move: 0, offset: 0, total: data.length, address, asks: false, have: null, data, entity }
}
export const NO_DATA = new Uint8Array(0)
/** Bytes of `have`: what the 32 bytes of a message leave beside an address and a length. */
export const HAVE_BYTES = 24

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
  if (packet.carried) encodeCarried(packet, packet.carried, bytes, head, payloadBytes)
  if (packet.part) encodePart(packet.part, packet.argument, view, head + HEADER_BYTES)
  putCheck(bytes, preamble, head + padded, preset.checkBytes)
  return bytes
}

/** The first frame of a datagram has its words and its text, the others have nothing to read. */
function encodePart(
  { datagram }: DatagramPart,
  argument: number,
  view: DataView,
  at: number,
): void {
  if (argument >= 0x10000) return
  const { words, text } = datagram
  words.forEach((word, i) => void view.setUint32(at + 4 * i, word))
  for (let i = 0; i < text.length; i++)
    view.setUint8(at + 4 * words.length + i, text.charCodeAt(i) % 128)
}

/** After a message only data; else what a move is about stands where the message would. */
function encodeCarried(
  packet: Packet,
  carried: Carried,
  bytes: Uint8Array,
  head: number,
  payloadBytes: number,
): void {
  const view = new DataView(bytes.buffer)
  view.setUint8(head + 1, carried.asks ? 1 : 0)
  view.setUint16(head + 22, carried.move)
  view.setUint32(head + 24, carried.offset)
  view.setUint32(head + 28, carried.total)
  if (!packet.message) {
    view.setUint32(head + HEADER_BYTES, carried.address)
    if (carried.have) bytes.set(carried.have, head + HEADER_BYTES + 8)
  }
  bytes.set(carried.data, head + payloadBytes - carried.data.length)
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
  const data: ByteField = { name: 'data', bytes: -preset.checkBytes, part: 'data', as: 'hex' }
  const moving = [...header.slice(0, -1), ...ABOUT_DATA]
  return [
    { name: 'message packet', fields: [...around, ...header, ...body, ...filler, check] },
    { name: 'control packet', fields: [...around, ...header, ...pad, check] },
    { name: 'message', fields: body },
    {
      name: 'granting packet',
      fields: [...around, ...moving, ...GRANTING, ...filler, data, check],
    },
    { name: 'segment packet', fields: [...around, ...moving, ...body, ...filler, data, check] },
    { name: 'move packet', fields: [...around, ...moving, ...MOVING, ...filler, data, check] },
    { name: 'granting message', fields: GRANTING },
    { name: 'datagram', fields: [...around, ...header, data, check] },
  ]
}
/** Places in the list above. */
export const Format = {
  message: 0,
  control: 1,
  bareMessage: 2,
  granting: 3,
  segment: 4,
  move: 5,
  bareGranting: 6,
  datagram: 7,
} as const

const ABOUT_DATA: readonly ByteField[] = [
  { name: 'move', bytes: 2, part: 'V packet', as: 'number' },
  { name: 'offset', bytes: 4, part: 'V packet', as: 'number' },
  { name: 'of bytes', bytes: 4, part: 'V packet', as: 'number' },
]
const GRANTING: readonly ByteField[] = [
  {
    name: 'may',
    bytes: 1,
    part: 'message',
    as: 'enum',
    values: ['', 'read', 'write', 'read and write'],
  },
  { name: 'code', bytes: 3, part: 'message', as: 'enum', values: REQUEST_NAMES },
  { name: 'value', bytes: 4, part: 'message', as: 'number' },
  { name: 'text', bytes: 16, part: 'message', as: 'text' },
  { name: 'segment at', bytes: 4, part: 'message', as: 'number' },
  { name: 'segment bytes', bytes: 4, part: 'message', as: 'number' },
]
const MOVING: readonly ByteField[] = [
  { name: 'address', bytes: 4, part: 'message', as: 'number' },
  { name: 'unused', bytes: 4, part: 'message', as: 'hex' },
  { name: 'have', bytes: HAVE_BYTES, part: 'message', as: 'hex' },
]
