/**
 * Forward: a received message goes on to another process, which replies to the sender as if it had been asked in the
 * first place. For a sender on another machine its own kernel is told, and sends there what it would have sent.
 */
import type { Frame } from '../hardware/frame.ts'
import { IgnoreReason, Kind } from '../trace/kinds.ts'
import type { Alien } from './aliens.ts'
import { costOf } from './costs.ts'
import type { Kernel } from './kernel.ts'
import type { Message } from './message.ts'
import type { Packet } from './packets.ts'
import { logicalHostOf, type Pid } from './pid.ts'
import type { Awaiting, Pending, Process } from './process.ts'
import { deliver } from './receive.ts'
import { cancelTimer, transmitRequest } from './retransmit.ts'
import { resume } from './run-process.ts'
import { deliverNextDoor } from './send.ts'
import type { ForwardCall } from './system-calls.ts'
import { transmit } from './transmit.ts'

export function forward(
  kernel: Kernel,
  process: Process,
  call: ForwardCall,
): { readonly result: boolean } | undefined {
  const pending = process.received.get(call.from)
  // Of a group's message each member has its own: passing it on would take it from all of them.
  if (!pending || pending.group !== undefined) return { result: false }
  process.received.delete(call.from)
  process.inHand = pending
  const { reply } = kernel.costs
  kernel.cpu.kernel(costOf(reply), 'Forward', trapped, { kernel, process, pending, call })
  return undefined
}

interface Forwarding {
  readonly kernel: Kernel
  readonly process: Process
  readonly pending: Pending
  readonly call: ForwardCall
}

function trapped({ kernel, process, pending, call }: Forwarding): void {
  if (process.dead) return
  process.inHand = null
  if (pending.abandoned) return resume(kernel, process, false)
  const { sim } = kernel
  const { exchange, alien, sender } = pending
  const to = kernel.onlooker.get(call.to) ?? -1
  sim.emit(Kind.forwarded, exchange.entity, process.entity, to)
  process.isDoneWith(exchange.entity)
  if (exchange.open) exchange.see('send-blocked')
  if (alien) passOn(kernel, process, pending, alien, call)
  else if (sender?.awaiting?.exchange === exchange)
    redirect(kernel, sender, sender.awaiting, call.message, call.to)
  resume(kernel, process, true)
}

/** Here or elsewhere, its sender being elsewhere. */
function passOn(
  kernel: Kernel,
  process: Process,
  pending: Pending,
  alien: Alien,
  { message, to }: ForwardCall,
): void {
  // To one that is frozen as to one elsewhere, for there it may be before it has this.
  if (!kernel.isLocal(to) || kernel.process(to)?.frozen) {
    const { alienRetentionNs } = kernel.options
    alien.passOn({ message, to, from: process.pid }, alienRetentionNs, kernel.aliens.free)
    return sendForward(kernel, alien)
  }
  const target = kernel.process(to)
  if (!target || target.dead) {
    alien.orphan(kernel.options.alienRetentionNs, kernel.aliens.free)
    return
  }
  alien.become('queued')
  const queuedRecord = kernel.sim.emit(Kind.queued, pending.exchange.entity, target.entity)
  deliver(kernel, target, { ...pending, message, queuedRecord, taken: false })
}

/** The FORWARD packet, for the first time or for a copy of a message that has gone on. */
export function sendForward(kernel: Kernel, alien: Alien): void {
  const { forwarded, exchange } = alien
  if (!forwarded || !exchange) return
  transmit(kernel, {
    type: 'FORWARD',
    sequence: alien.sequence,
    from: forwarded.from,
    to: alien.sender,
    boundTo: alien.boot,
    argument: forwarded.to,
    message: forwarded.message,
    exchange,
  })
}

/** The sender's kernel learns whom its process waits for now. */
export function onForward(kernel: Kernel, packet: Packet, frame: Frame): void {
  const process = kernel.process(packet.to)
  const awaiting = process?.awaiting
  const ours = awaiting?.kind === 'send' && awaiting.sequence === packet.sequence
  // Whoever had it there may have passed it on next door before: it is the machine that was asked which counts.
  const asked = awaiting && logicalHostOf(awaiting.to) === logicalHostOf(packet.from)
  if (!process || !awaiting || !ours || !packet.message || !asked) {
    kernel.sim.emit(Kind.ignored, frame.entity, kernel.host, IgnoreReason.nobodyWaits)
    return
  }
  cancelTimer(kernel, awaiting)
  redirect(kernel, process, awaiting, packet.message, packet.argument as Pid)
}

function redirect(
  kernel: Kernel,
  sender: Process,
  awaiting: Awaiting,
  message: Message,
  to: Pid,
): void {
  awaiting.to = to
  // What was granted stays granted: the segment is the sender's, not the forwarder's to give.
  awaiting.message = Object.freeze({ ...message, grant: awaiting.message?.grant ?? null })
  awaiting.argument++
  // Who has come here since may have brought it along.
  const known = kernel.aliens.of(sender.pid, kernel.bootOf(sender.pid))
  const hasCome = known?.sequence === awaiting.sequence
  if (kernel.isLocal(to) && !hasCome) deliverNextDoor(kernel, sender, awaiting)
  else transmitRequest(kernel, sender, awaiting)
}
