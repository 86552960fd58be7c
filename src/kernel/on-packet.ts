/** What a kernel does with each kind of packet: one handler a kind, after the interface's buffer is free again. */
import type { Frame } from '../hardware/frame.ts'
import {
  DATAGRAM_TYPES,
  type DatagramType,
  IgnoreReason,
  Kind,
  type PacketTypeName,
} from '../trace/kinds.ts'
import type { Alien } from './aliens.ts'
import { onControl } from './control-remote.ts'
import { costOf } from './costs.ts'
import { onData, onMoveAck, onMoveFrom, onMovePending } from './data-in.ts'
import { onDatagram } from './datagrams.ts'
import { onDestroy, onDestroyed } from './destroy-remote.ts'
import { heardFrom } from './environments.ts'
import { onForward, sendForward } from './forward.ts'
import { placeSegment } from './grants.ts'
import { onGroupSend } from './group-deliver.ts'
import { onGroupReply } from './group-send.ts'
import type { Kernel } from './kernel.ts'
import { onGroupHere, onGroupQuery } from './membership.ts'
import type { Message } from './message.ts'
import { moveRefused } from './moves.ts'
import { nack } from './nack.ts'
import { answerGetPid, gotPid } from './naming.ts'
import { heardOf, isForThePast, isFromThePast } from './orphans.ts'
import { NackReason, type Packet, packetOf } from './packets.ts'
import { isGroup, logicalHostOf } from './pid.ts'
import type { Awaiting, Process } from './process.ts'
import { notYet, putOffFrozen } from './put-off.ts'
import { keepAnswer, onHere } from './rebinding.ts'
import { deliver } from './receive.ts'
import { sendReply } from './reply.ts'
import { keepWaiting, transmitRequest } from './retransmit.ts'
import { finishSend } from './send.ts'

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
  if (
    packet.type !== 'GETPID' &&
    packet.type !== 'HERE' &&
    !isGroup(packet.to) &&
    !kernel.isLocal(packet.to)
  )
    return ignore(kernel, frame, IgnoreReason.notMine)
  on[packet.type](kernel, packet, frame)
}

/** From a process here to one here: nothing is learned from it. */
export function loopedBack(kernel: Kernel, frame: Frame): void {
  const packet = packetOf(frame)
  on[packet.type](kernel, packet, frame)
}

/** Where a logical host is, from any packet of it; its boot identity only where none is bound yet. */
function learn(kernel: Kernel, frame: Frame, packet: Packet): void {
  const logicalHost = logicalHostOf(packet.from)
  kernel.addresses.set(logicalHost, frame.from)
  heardFrom(kernel, logicalHost)
  if (!kernel.bindings.has(logicalHost)) kernel.bindings.set(logicalHost, packet.boot)
  heardOf(kernel, logicalHost, packet.boot)
}

function ignore(kernel: Kernel, frame: Frame, reason: number): void {
  kernel.sim.emit(Kind.ignored, frame.entity, kernel.host, reason)
}

type Handler = (kernel: Kernel, packet: Packet, frame: Frame) => void

const on: Readonly<Record<PacketTypeName, Handler>> = {
  ...(Object.fromEntries(DATAGRAM_TYPES.map((type) => [type, onDatagram])) as Record<
    DatagramType,
    Handler
  >),
  SEND: onSend,
  REPLY: onReply,
  REPLY_PENDING: onPending,
  NACK: onNack,
  GETPID: answerGetPid,
  GETPID_REPLY: gotPid,
  ENQUIRE: onEnquire,
  ALIVE: onPending,
  DESTROY: onDestroy,
  DESTROYED: onDestroyed,
  DATA: onData,
  MOVE_ACK: onMoveAck,
  MOVE_FROM: onMoveFrom,
  MOVE_PENDING: onMovePending,
  FORWARD: onForward,
  GROUP_QUERY: onGroupQuery,
  GROUP_HERE: onGroupHere,
  SUSPEND: onControl,
  RESUME: onControl,
  QUERY: onControl,
  HERE: onHere,
}

/** The server's side of §1: the alien decides whether this is new, a duplicate under way, or one already answered. */
function onSend(kernel: Kernel, packet: Packet, frame: Frame): void {
  if (packet.boundTo !== 0 && packet.boundTo !== kernel.bootOf(packet.to))
    return nack(kernel, packet, NackReason.staleBinding)
  if (isFromThePast(kernel, logicalHostOf(packet.from), packet.boot))
    return ignore(kernel, frame, IgnoreReason.staleIncarnation)
  if (isGroup(packet.to)) return onGroupSend(kernel, packet, frame)
  const known =
    kernel.options.duplicateTable === 'off' ? null : kernel.aliens.of(packet.from, packet.boot)
  if (known && packet.sequence < known.sequence)
    return ignore(kernel, frame, IgnoreReason.oldSequence)
  const again = known && packet.sequence === known.sequence && packet.argument <= known.hops
  if (again) return duplicate(kernel, packet, frame, known)
  const target = kernel.process(packet.to)
  if (!target || target.dead) return nack(kernel, packet, NackReason.noSuchProcess)
  if (target.frozen) return putOffFrozen(kernel, packet, frame)
  const alien = known ?? kernel.aliens.allocate()
  if (!alien) {
    kernel.sim.emit(Kind.aliensFull, frame.entity, kernel.host)
    if (kernel.options.liveness === 'reply-pending') notYet(kernel, packet, 'REPLY_PENDING')
    return
  }
  alien.take(packet.from, packet.boot, packet.sequence, packet.exchange)
  alien.hops = packet.argument
  alien.asked = packet.to
  const queuedRecord = kernel.sim.emit(Kind.queued, packet.exchange.entity, target.entity)
  const message = packet.message as Message
  deliver(kernel, target, {
    from: packet.from,
    message,
    exchange: packet.exchange,
    sequence: packet.sequence,
    firstPart: packet.carried?.data ?? null,
    alien,
    sender: null,
    queuedRecord,
    taken: false,
    abandoned: false,
  })
}

function duplicate(kernel: Kernel, packet: Packet, frame: Frame, alien: Alien): void {
  kernel.sim.emit(Kind.duplicate, frame.entity, kernel.host)
  answerAgain(
    kernel,
    packet,
    alien,
    kernel.options.liveness === 'reply-pending' ? 'REPLY_PENDING' : null,
  )
}

/** Amoeba's question, long after the request: are you at work on it? Where it never came it is asked for again. */
function onEnquire(kernel: Kernel, packet: Packet): void {
  const alien = kernel.aliens.of(packet.from, packet.boot)
  if (alien?.sequence === packet.sequence) return answerAgain(kernel, packet, alien, 'ALIVE')
  if (packet.boundTo !== 0 && packet.boundTo !== kernel.bootOf(packet.to))
    return nack(kernel, packet, NackReason.staleBinding)
  const target = kernel.process(packet.to)
  const gone = !target || target.dead
  nack(kernel, packet, gone ? NackReason.noSuchProcess : NackReason.requestUnknown)
}

/** To a request that has come before: its reply, that nobody can tell, or that it is under way. */
function answerAgain(
  kernel: Kernel,
  packet: Packet,
  alien: Alien,
  underWay: 'REPLY_PENDING' | 'ALIVE' | null,
): void {
  const [reply] = alien.replies
  if (reply) sendReply(kernel, alien, reply)
  else if (alien.forwarded) sendForward(kernel, alien)
  else if (alien.orphaned) nack(kernel, packet, NackReason.serverLost)
  else if (underWay) notYet(kernel, packet, underWay)
}

// The client's side ----------------------------------------------------------------------------------
/** The process that waits for this answer; of any other the packet is ignored. */
function whoWaits(
  kernel: Kernel,
  packet: Packet,
  frame: Frame,
): { readonly process: Process; readonly awaiting: Awaiting } | null {
  const process = kernel.process(packet.to)
  const awaiting = process?.awaiting
  if (isForThePast(kernel, packet)) ignore(kernel, frame, IgnoreReason.staleIncarnation)
  else if (!process || awaiting?.kind !== 'send') ignore(kernel, frame, IgnoreReason.nobodyWaits)
  else if (awaiting.sequence !== packet.sequence) ignore(kernel, frame, IgnoreReason.oldSequence)
  else return { process, awaiting }
  return null
}

function onReply(kernel: Kernel, packet: Packet, frame: Frame): void {
  const asker = kernel.process(packet.to)
  if (asker?.transaction) return onGroupReply(kernel, asker, packet, frame)
  const found = whoWaits(kernel, packet, frame)
  if (!found) return
  const { process, awaiting } = found
  const { carried, message, from } = packet
  if (process.frozen) return keepAnswer(kernel, process, { message, from, segment: carried })
  if (!carried) return finishSend(kernel, process, 'replied', message, from)
  const { segment } = kernel.costs
  const place = () => {
    if (process.awaiting !== awaiting) return
    placeSegment(kernel, process, packet.exchange.entity, carried)
    finishSend(kernel, process, 'replied', message, from)
  }
  kernel.cpu.kernel(costOf(segment), segment.name, place, undefined)
}

function onPending(kernel: Kernel, packet: Packet, frame: Frame): void {
  const process = kernel.process(packet.to)
  const { awaiting } = process ?? {}
  if (process && awaiting?.kind === 'destroy' && awaiting.sequence === packet.sequence)
    return keepWaiting(kernel, process, awaiting)
  const found = whoWaits(kernel, packet, frame)
  if (found) keepWaiting(kernel, found.process, found.awaiting)
}

function onNack(kernel: Kernel, packet: Packet, frame: Frame): void {
  if (packet.argument === NackReason.nothingToDestroy) return onDestroyed(kernel, packet, frame)
  if (moveRefused(kernel, packet)) return
  const found = whoWaits(kernel, packet, frame)
  if (!found) return
  const { process, awaiting } = found
  if (packet.argument === NackReason.requestUnknown)
    return transmitRequest(kernel, process, awaiting)
  if (packet.argument === NackReason.staleBinding) {
    kernel.bindings.delete(logicalHostOf(packet.from))
    return finishSend(kernel, process, 'staleBinding', null)
  }
  const refused = packet.argument === NackReason.noSuchProcess && isSure(awaiting, packet)
  finishSend(kernel, process, refused ? 'noSuchProcess' : 'serverLost', null)
}

/**
 * Whether "no such process" says that nothing was done: it answers the only copy there was, or comes from the same
 * life of the machine as would have had the others. What an earlier life did with them nobody can tell.
 */
function isSure(awaiting: Awaiting, packet: Packet): boolean {
  return awaiting.asked === 1 || packet.boot === 1 || packet.boot === awaiting.serverBoot
}
