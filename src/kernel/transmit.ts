/** Handing packets to the interface, with what that costs the processor. */

import type { Frame } from '../hardware/frame.ts'
import { frameBits } from '../hardware/network-presets.ts'
import { Kind, PacketType, type PacketTypeName } from '../trace/kinds.ts'
import { NONE } from '../trace/record.ts'
import { costOf, type Stage } from './costs.ts'
import type { Exchange } from './exchange.ts'
import type { Kernel } from './kernel.ts'
import { encodeMessage, MESSAGE_BYTES, type Message } from './message.ts'
import {
  CONTROL_FORMAT,
  encodeFrame,
  HEADER_BYTES,
  MESSAGE_FORMAT,
  type Packet,
} from './packets.ts'
import { logicalHostOf, type Pid } from './pid.ts'

/** Format of a bare message in the bytes table. */
const BARE_MESSAGE_FORMAT = 2

export interface Outgoing {
  readonly type: PacketTypeName
  readonly sequence: number
  readonly from: Pid
  readonly to: Pid
  readonly argument?: number
  readonly boundTo?: number
  readonly message: Message | null
  readonly exchange: Exchange
  /** Station address; absent: where the receiver's logical host is. */
  readonly address?: number
  /** Work that follows off the critical path. */
  readonly after?: Stage
  /** Called when the interface has the frame. */
  readonly handedOver?: () => void
}

/** Protocol, copy to the interface, and on its way; the kernel's jobs keep their order. */
export function transmit(kernel: Kernel, out: Outgoing): void {
  const { costs, cpu } = kernel
  const bytes = out.message ? costs.packetBytes : HEADER_BYTES
  if (costs.protocolOut.nanos > 0)
    cpu.kernel(costOf(costs.protocolOut), costs.protocolOut.name, nothing, undefined)
  const cost = costOf(costs.toInterface, bytes)
  if (cost > 0) cpu.kernel(cost, costs.toInterface.name, handOver, { kernel, out, bytes })
  else cpu.kernel(0, costs.toInterface.name, handOver, { kernel, out, bytes })
  if (out.after && out.after.nanos > 0)
    cpu.kernel(costOf(out.after), out.after.name, nothing, undefined)
}

function nothing(): void {}

function handOver({ kernel, out, bytes }: { kernel: Kernel; out: Outgoing; bytes: number }): void {
  const { sim, cable, nic } = kernel
  const entity = out.exchange.frame(out.type)
  const to = out.address ?? kernel.addressOf(logicalHostOf(out.to))
  const packet: Packet = {
    type: out.type,
    boot: kernel.incarnation,
    boundTo: out.boundTo ?? 0,
    sequence: out.sequence,
    from: out.from,
    to: out.to,
    argument: out.argument ?? 0,
    message: out.message,
    exchange: out.exchange,
  }
  const format = out.message ? MESSAGE_FORMAT : CONTROL_FORMAT
  const encoded =
    sim.level === 'everything'
      ? sim.bytes(format, encodeFrame(packet, to, nic.address, bytes, cable.preset))
      : 0
  sim.emit(Kind.packetOut, entity, PacketType[out.type], encoded)
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
  }
  nic.send(frame)
  out.handedOver?.()
}

const scratch = new Uint8Array(MESSAGE_BYTES)

/** Keeps a message's 32 bytes in the trace. */
export function messageBytes(kernel: Kernel, message: Message): number {
  if (kernel.sim.level !== 'everything') return 0
  encodeMessage(message, scratch, 0)
  return kernel.sim.bytes(BARE_MESSAGE_FORMAT, scratch)
}
