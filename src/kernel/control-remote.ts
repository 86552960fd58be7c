/** SUSPEND, RESUME and DESTROY at the far kernel: its own server does it to the local processes, and answers. */
import type { Frame } from '../hardware/frame.ts'
import { IgnoreReason, Kind } from '../trace/kinds.ts'
import type { Alien } from './aliens.ts'
import { carryOut, done } from './control.ts'
import type { Kernel } from './kernel.ts'
import { nack } from './nack.ts'
import { isFromThePast } from './orphans.ts'
import { NackReason, type Packet } from './packets.ts'
import { isGroup, logicalHostOf } from './pid.ts'
import { putOffFrozen, putOffMembers } from './put-off.ts'
import { sendReply } from './reply.ts'

const OPS = { SUSPEND: 'suspend', RESUME: 'resume', DESTROY: 'destroy', QUERY: 'query' } as const

/**
 * A copy of what has been done is answered again and not done again: a Suspend that is late must not undo the Resume
 * after it. The alien remembers, as for a Send.
 */
export function onControl(kernel: Kernel, packet: Packet, frame: Frame): void {
  const { sim, host, aliens, options } = kernel
  const { from, boot, sequence, exchange, to } = packet
  if (isFromThePast(kernel, logicalHostOf(from), boot))
    return void sim.emit(Kind.ignored, frame.entity, host, IgnoreReason.staleIncarnation)
  const known = options.duplicateTable === 'off' ? null : aliens.of(from, boot)
  if (known && sequence < known.sequence)
    return void sim.emit(Kind.ignored, frame.entity, host, IgnoreReason.oldSequence)
  if (known?.sequence === sequence) return answeredAgain(kernel, frame, known)
  if (!isGroup(to) && kernel.process(to)?.frozen) return putOffFrozen(kernel, packet, frame)
  const members = isGroup(to) ? putOffMembers(kernel, packet, frame) : null
  const victims = members?.awake ?? living(kernel, packet)
  if (victims.length === 0) {
    if (members && members.frozen.length > 0) return
    if (!isGroup(to)) return nack(kernel, packet, NackReason.noSuchProcess)
    return void sim.emit(Kind.ignored, frame.entity, host, IgnoreReason.noMember)
  }
  const alien = known ?? aliens.allocate()
  if (!alien) return void sim.emit(Kind.aliensFull, frame.entity, host)
  alien.take(from, boot, sequence, exchange)
  carryOut(kernel, OPS[packet.type as keyof typeof OPS], victims, exchange.entity)
  const { cause } = sim
  const answer = { message: done(victims.length), from: kernel.server, segment: null }
  sim.emit(Kind.replied, exchange.entity, kernel.entity)
  sendReply(kernel, alien, answer)
  if (options.duplicateTable === 'off') aliens.free(alien)
  else alien.keepReply(answer, options.alienRetentionNs, aliens.free)
  sim.cause = cause
}

function living(kernel: Kernel, { to }: Packet) {
  const process = kernel.process(to)
  return process && !process.dead ? [process] : []
}

function answeredAgain(kernel: Kernel, frame: Frame, alien: Alien): void {
  kernel.sim.emit(Kind.duplicate, frame.entity, kernel.host)
  for (const reply of alien.replies) sendReply(kernel, alien, reply)
}
