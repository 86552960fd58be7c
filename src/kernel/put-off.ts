/** What is asked of a frozen process: nothing is taken in, and whoever asks is told to wait and asks again wherever it will be. */
import type { Frame } from '../hardware/frame.ts'
import { Kind } from '../trace/kinds.ts'
import type { Kernel } from './kernel.ts'
import type { Packet } from './packets.ts'
import { transmit } from './transmit.ts'

export function putOffFrozen(kernel: Kernel, packet: Packet, frame: Frame): void {
  kernel.sim.emit(Kind.putOffFrozen, frame.entity, kernel.host)
  if (kernel.options.liveness === 'reply-pending') notYet(kernel, packet, 'REPLY_PENDING')
}

/** The answer that there is none yet. */
export function notYet(kernel: Kernel, packet: Packet, type: 'REPLY_PENDING' | 'ALIVE'): void {
  transmit(kernel, {
    type,
    sequence: packet.sequence,
    from: packet.to,
    to: packet.from,
    boundTo: packet.boot,
    message: null,
    exchange: packet.exchange,
  })
}
