/** A multicast SEND at a member's kernel: one alien, a copy for each local member, and never a NACK or a REPLY-PENDING. */
import type { Frame } from '../hardware/frame.ts'
import { IgnoreReason, Kind } from '../trace/kinds.ts'
import type { Alien } from './aliens.ts'
import type { Kernel } from './kernel.ts'
import type { Message } from './message.ts'
import { NackReason, type Packet } from './packets.ts'
import type { Process } from './process.ts'
import { putOffMembers } from './put-off.ts'
import { deliver } from './receive.ts'
import { sendReply } from './reply.ts'
import { transmit } from './transmit.ts'

export function onGroupSend(kernel: Kernel, packet: Packet, frame: Frame): void {
  const { sim } = kernel
  const { awake, frozen } = putOffMembers(kernel, packet, frame)
  if (awake.length + frozen.length === 0) return nobodyHere(kernel, packet, frame)
  const known =
    kernel.options.duplicateTable === 'off' ? null : kernel.aliens.of(packet.from, packet.boot)
  if (known && packet.sequence < known.sequence)
    return void sim.emit(Kind.ignored, frame.entity, kernel.host, IgnoreReason.oldSequence)
  if (known && packet.sequence === known.sequence) return again(kernel, packet, frame, known, awake)
  if (awake.length === 0) return
  const alien = known ?? kernel.aliens.allocate()
  if (!alien) return void sim.emit(Kind.aliensFull, frame.entity, kernel.host)
  alien.take(packet.from, packet.boot, packet.sequence, packet.exchange, awake.length)
  alien.asked = packet.to
  for (const member of frozen) alien.putOff.add(member)
  deliverTo(kernel, packet, alien, awake)
}

function deliverTo(
  kernel: Kernel,
  packet: Packet,
  alien: Alien,
  members: readonly Process[],
): void {
  const { sim } = kernel
  const { cause } = sim
  for (const member of members) {
    sim.cause = cause
    const queuedRecord = sim.emit(Kind.queued, packet.exchange.entity, member.entity)
    deliver(kernel, member, {
      from: packet.from,
      message: packet.message as Message,
      sequence: packet.sequence,
      exchange: packet.exchange,
      firstPart: packet.carried?.data ?? null,
      alien,
      sender: null,
      group: packet.to,
      queuedRecord,
      taken: false,
      abandoned: false,
    })
  }
}

function nobodyHere(kernel: Kernel, packet: Packet, frame: Frame): void {
  kernel.sim.emit(Kind.ignored, frame.entity, kernel.host, IgnoreReason.noMember)
  if (kernel.options.groupNack === 'never') return
  const { sequence, from, to, exchange } = packet
  transmit(kernel, {
    type: 'NACK',
    sequence,
    from: to,
    to: from,
    argument: NackReason.noSuchProcess,
    message: null,
    exchange,
  })
}

/**
 * A second copy of the multicast: the members here that have answered are heard again, the others are at work. Who was
 * frozen when the first one came has it now.
 */
function again(
  kernel: Kernel,
  packet: Packet,
  frame: Frame,
  alien: Alien,
  awake: readonly Process[],
): void {
  const { sim } = kernel
  const { cause } = sim
  sim.emit(Kind.duplicate, frame.entity, kernel.host)
  for (const reply of alien.replies) sendReply(kernel, alien, reply)
  const late = awake.filter((member) => alien.putOff.delete(member))
  if (late.length === 0) return
  sim.cause = cause
  alien.alsoFor(late.length)
  deliverTo(kernel, packet, alien, late)
}
