/** What is asked of a frozen process: nothing is taken in, and whoever asks is told to wait and asks again wherever it will be. */
import type { Frame } from '../hardware/frame.ts'
import { Kind } from '../trace/kinds.ts'
import { membersOf } from './groups.ts'
import type { Kernel } from './kernel.ts'
import type { Packet } from './packets.ts'
import type { Process } from './process.ts'
import { transmit } from './transmit.ts'

export function putOffFrozen(kernel: Kernel, packet: Packet, frame: Frame): void {
  kernel.sim.emit(Kind.putOffFrozen, frame.entity, kernel.host)
  const { liveness } = kernel.options
  if (liveness === 'reply-pending') notYet(kernel, packet, 'REPLY_PENDING')
  else if (liveness === 'probe') notYet(kernel, packet, 'ALIVE')
}

/**
 * Of a group's members those that can be given what is for it. For the others whoever asks hears once that it must wait:
 * where nobody else answers it asks again, and else they have missed it, as one to whom it was lost.
 */
export function putOffMembers(
  kernel: Kernel,
  packet: Packet,
  frame: Frame,
): { readonly awake: readonly Process[]; readonly frozen: readonly Process[] } {
  const members = membersOf(kernel, packet.to).filter(({ environment }) => !environment?.elsewhere)
  const awake = members.filter((member) => !member.frozen)
  const frozen = members.filter((member) => member.frozen)
  const [first] = frozen
  if (first) putOffFrozen(kernel, { ...packet, to: first.pid }, frame)
  return { awake, frozen }
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
