/** What a kernel does with each kind of packet: one handler a kind, after the interface's buffer is free again. */
import type { Frame } from '../hardware/frame.ts'
import { IgnoreReason, Kind, type PacketTypeName } from '../trace/kinds.ts'
import type { Alien } from './aliens.ts'
import { costOf } from './costs.ts'
import type { Kernel } from './kernel.ts'
import type { Message } from './message.ts'
import { answerGetPid, gotPid } from './naming.ts'
import { NackReason, type Packet, packetOf } from './packets.ts'
import { logicalHostOf } from './pid.ts'
import { deliver } from './receive.ts'
import { sendReply } from './reply.ts'
import { keepWaiting } from './retransmit.ts'
import { finishSend } from './send.ts'
import { transmit } from './transmit.ts'

interface Arrived {
  readonly kernel: Kernel
  readonly frame: Frame
}

/** The interface's interrupt: copy the frame out of its buffer, then look at it. */
export function frameArrived(kernel: Kernel, frame: Frame): void {
  const { cpu, costs } = kernel
  cpu.kernel(costOf(costs.fromInterface, frame.payloadBytes), costs.fromInterface.name, copied, {
    kernel,
    frame,
  })
  cpu.kernel(costOf(costs.protocolIn), costs.protocolIn.name, looked, { kernel, frame })
}

function copied({ kernel }: Arrived): void {
  kernel.nic.freeBuffer()
}

function looked({ kernel, frame }: Arrived): void {
  const packet = packetOf(frame)
  kernel.sim.emit(Kind.packetIn, frame.entity, kernel.host)
  learn(kernel, frame, packet)
  if (packet.type !== 'GETPID' && !kernel.isLocal(packet.to))
    return ignore(kernel, frame, IgnoreReason.notMine)
  on[packet.type](kernel, packet, frame)
}

/** Where a logical host is, from any packet of it; its boot identity only where none is bound yet. */
function learn(kernel: Kernel, frame: Frame, packet: Packet): void {
  const logicalHost = logicalHostOf(packet.from)
  kernel.addresses.set(logicalHost, frame.from)
  if (!kernel.bindings.has(logicalHost)) kernel.bindings.set(logicalHost, packet.boot)
}

function ignore(kernel: Kernel, frame: Frame, reason: number): void {
  kernel.sim.emit(Kind.ignored, frame.entity, kernel.host, reason)
}

type Handler = (kernel: Kernel, packet: Packet, frame: Frame) => void

const on: Readonly<Record<PacketTypeName, Handler>> = {
  SEND: onSend,
  REPLY: onReply,
  REPLY_PENDING: onReplyPending,
  NACK: onNack,
  GETPID: answerGetPid,
  GETPID_REPLY: gotPid,
}

/** The server's side of §1: the alien decides whether this is new, a duplicate under way, or one already answered. */
function onSend(kernel: Kernel, packet: Packet, frame: Frame): void {
  if (packet.boundTo !== 0 && packet.boundTo !== kernel.incarnation)
    return nack(kernel, packet, NackReason.staleBinding)
  const known = kernel.options.duplicateTable === 'off' ? null : kernel.aliens.of(packet.from)
  if (known && packet.sequence < known.sequence)
    return ignore(kernel, frame, IgnoreReason.oldSequence)
  if (known && packet.sequence === known.sequence) return duplicate(kernel, packet, frame, known)
  const target = kernel.process(packet.to)
  if (!target || target.dead) return nack(kernel, packet, NackReason.noSuchProcess)
  const alien = known ?? kernel.aliens.allocate()
  if (!alien) {
    kernel.sim.emit(Kind.aliensFull, frame.entity, kernel.host)
    return replyPending(kernel, packet)
  }
  alien.take(packet.from, packet.sequence, packet.exchange)
  const queuedRecord = kernel.sim.emit(Kind.queued, packet.exchange.entity, target.entity)
  const message = packet.message as Message
  deliver(kernel, target, {
    from: packet.from,
    message,
    exchange: packet.exchange,
    alien,
    sender: null,
    queuedRecord,
  })
}

function duplicate(kernel: Kernel, packet: Packet, frame: Frame, alien: Alien): void {
  kernel.sim.emit(Kind.duplicate, frame.entity, kernel.host)
  if (alien.reply) sendReply(kernel, alien, alien.reply.message, alien.reply.from, false)
  else if (alien.orphaned) nack(kernel, packet, NackReason.noSuchProcess)
  else replyPending(kernel, packet)
}

function replyPending(kernel: Kernel, packet: Packet): void {
  transmit(kernel, {
    type: 'REPLY_PENDING',
    sequence: packet.sequence,
    from: packet.to,
    to: packet.from,
    message: null,
    exchange: packet.exchange,
  })
}

function nack(kernel: Kernel, packet: Packet, reason: number): void {
  transmit(kernel, {
    type: 'NACK',
    sequence: packet.sequence,
    from: packet.to,
    to: packet.from,
    argument: reason,
    message: null,
    exchange: packet.exchange,
  })
}

// The client's side ----------------------------------------------------------------------------------
function onReply(kernel: Kernel, packet: Packet, frame: Frame): void {
  const process = kernel.process(packet.to)
  const awaiting = process?.awaiting
  if (!process || !awaiting || awaiting.kind !== 'send')
    return ignore(kernel, frame, IgnoreReason.nobodyWaits)
  if (awaiting.sequence !== packet.sequence) return ignore(kernel, frame, IgnoreReason.oldSequence)
  finishSend(kernel, process, 'replied', packet.message)
}

function onReplyPending(kernel: Kernel, packet: Packet, frame: Frame): void {
  const process = kernel.process(packet.to)
  const awaiting = process?.awaiting
  if (!process || !awaiting || awaiting.kind !== 'send')
    return ignore(kernel, frame, IgnoreReason.nobodyWaits)
  if (awaiting.sequence !== packet.sequence) return ignore(kernel, frame, IgnoreReason.oldSequence)
  keepWaiting(kernel, process, awaiting)
}

function onNack(kernel: Kernel, packet: Packet, frame: Frame): void {
  const process = kernel.process(packet.to)
  const awaiting = process?.awaiting
  if (!process || !awaiting || awaiting.kind !== 'send')
    return ignore(kernel, frame, IgnoreReason.nobodyWaits)
  if (awaiting.sequence !== packet.sequence) return ignore(kernel, frame, IgnoreReason.oldSequence)
  const stale = packet.argument === NackReason.staleBinding
  if (stale) kernel.bindings.delete(logicalHostOf(packet.from))
  finishSend(kernel, process, stale ? 'staleBinding' : 'noSuchProcess', null)
}
