/** NACK: what a kernel answers where nobody can. */
import type { Kernel } from './kernel.ts'
import type { Packet } from './packets.ts'
import { transmit } from './transmit.ts'

export function nack(kernel: Kernel, packet: Packet, reason: number): void {
  transmit(kernel, {
    type: 'NACK',
    sequence: packet.sequence,
    from: packet.to,
    to: packet.from,
    argument: reason,
    boundTo: packet.boot,
    message: null,
    exchange: packet.exchange,
  })
}
