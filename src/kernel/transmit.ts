/** Handing packets to the interface, with what that costs the processor. */

import type { Frame } from '../hardware/frame.ts'
import { frameBits } from '../hardware/network-presets.ts'
import { Kind, PacketType, type PacketTypeName } from '../trace/kinds.ts'
import { type EntityId, NONE } from '../trace/record.ts'
import { costOf, type Stage } from './costs.ts'
import type { Exchange } from './exchange.ts'
import { groupAddress } from './groups.ts'
import type { Kernel } from './kernel.ts'
import { encodeMessage, MESSAGE_BYTES, type Message } from './message.ts'
import {
  type Carried,
  type DatagramPart,
  encodeFrame,
  Format,
  HEADER_BYTES,
  type Packet,
} from './packets.ts'
import { isGroup, logicalHostOf, type Pid } from './pid.ts'

export interface Outgoing {
  readonly type: PacketTypeName
  readonly sequence: number
  readonly from: Pid
  readonly to: Pid
  readonly argument?: number
  readonly boundTo?: number
  readonly message: Message | null
  readonly carried?: Carried
  readonly part?: DatagramPart
  readonly exchange: Exchange
  /** Station address; absent: where the receiver's logical host is. */
  readonly address?: number
  /** What the protocol costs; absent: as for a packet of an exchange. */
  readonly protocol?: Stage
  /** Work that follows off the critical path, and what the data it is about adds to it. */
  readonly after?: Stage
  readonly afterData?: { readonly stage: Stage; readonly bytes: number }
  /** Called when the interface has the frame. */
  readonly handedOver?: () => void
  /** Called when the interface is done with it. */
  readonly left?: () => void
}

/** Protocol, copy to the interface, and on its way; the kernel's jobs keep their order. */
export function transmit(kernel: Kernel, out: Outgoing): void {
  const { costs, cpu } = kernel
  const whole = out.message || out.carried
  const bytes =
    (whole ? costs.packetBytes : HEADER_BYTES) + (out.carried?.data.length ?? out.part?.bytes ?? 0)
  const protocol = out.protocol ?? costs.protocolOut
  if (protocol.nanos > 0) cpu.kernel(costOf(protocol), protocol.name, nothing, undefined)
  const cost = costOf(costs.toInterface, bytes)
  if (cost > 0) cpu.kernel(cost, costs.toInterface.name, handOver, { kernel, out, bytes })
  else cpu.kernel(0, costs.toInterface.name, handOver, { kernel, out, bytes })
  if (out.after && out.after.nanos > 0) cpu.bookkeeping(costOf(out.after), out.after.name)
  if (!out.afterData) return
  const { stage, bytes: about } = out.afterData
  const rest = costOf(stage, about)
  if (rest > 0) cpu.bookkeeping(rest, stage.name)
}

/** Of two that wait for each other one has moved to the other's machine: the packet does not leave it. */
function staysHere(kernel: Kernel, out: Outgoing): boolean {
  return out.address === undefined && !isGroup(out.to) && kernel.isLocal(out.to)
}

function nothing(): void {}

function handOver({ kernel, out, bytes }: { kernel: Kernel; out: Outgoing; bytes: number }): void {
  const { sim, cable, nic } = kernel
  const entity = out.exchange.frame(out.type)
  const to = out.address ?? stationOf(kernel, out.to)
  const packet: Packet = {
    type: out.type,
    boot: kernel.bootOf(out.from),
    boundTo: out.boundTo ?? 0,
    sequence: out.sequence,
    from: out.from,
    to: out.to,
    argument: out.argument ?? 0,
    message: out.message,
    carried: out.carried ?? null,
    part: out.part ?? null,
    exchange: out.exchange,
  }
  const encoded =
    sim.level === 'everything'
      ? sim.bytes(formatOf(packet), encodeFrame(packet, to, nic.address, bytes, cable.preset))
      : 0
  if (staysHere(kernel, out)) {
    kernel.entries.loopedBack(kernel, loopFrame(entity, nic.address, packet, bytes))
    out.handedOver?.()
    out.left?.()
    return
  }
  sim.emit(Kind.packetOut, entity, PacketType[out.type], encoded)
  const data = out.carried?.data.length ?? 0
  if (data > 0) {
    const place = (out.carried as Carried).address + (out.carried as Carried).offset
    sim.emit(Kind.carried, entity, data, place)
  }
  const frame: Frame = {
    entity,
    to,
    from: nic.address,
    packet,
    payloadBytes: bytes,
    bytes: encoded,
    bits: frameBits(cable.preset, bytes),
    attempts: 0,
    queuedRecord: NONE,
    ...(out.left ? { left: out.left } : {}),
  }
  nic.send(frame)
  out.handedOver?.()
}

function loopFrame(entity: EntityId, address: number, packet: Packet, bytes: number): Frame {
  const rest = { bytes: 0, bits: 0, attempts: 0, queuedRecord: NONE }
  return { entity, to: address, from: address, packet, payloadBytes: bytes, ...rest }
}

function stationOf(kernel: Kernel, pid: Pid): number {
  return isGroup(pid) ? groupAddress(kernel, pid) : kernel.addressOf(logicalHostOf(pid))
}

function formatOf({ message, carried, part }: Packet): number {
  if (part) return Format.datagram
  if (message?.grant) return Format.granting
  if (message) return carried ? Format.segment : Format.message
  return carried ? Format.move : Format.control
}

const scratch = new Uint8Array(MESSAGE_BYTES)

/** Keeps a message's 32 bytes in the trace. */
export function messageBytes(kernel: Kernel, message: Message): number {
  if (kernel.sim.level !== 'everything') return 0
  encodeMessage(message, scratch, 0)
  return kernel.sim.bytes(message.grant ? Format.bareGranting : Format.bareMessage, scratch)
}
