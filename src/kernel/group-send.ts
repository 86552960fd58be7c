/**
 * Send to a group: one packet, a copy for each member, and the first reply ends it. What the kernel promises is
 * that one member has answered; the others' replies wait for GetReply, until the next Send closes the transaction.
 */
import { NO_EVENT } from '../engine/simulation.ts'
import type { Frame } from '../hardware/frame.ts'
import { IgnoreReason, Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { hand } from './get-reply.ts'
import { firstPart } from './grants.ts'
import { membersOf } from './groups.ts'
import type { Kernel } from './kernel.ts'
import type { Message } from './message.ts'
import type { Packet } from './packets.ts'
import { isLocalGroup } from './pid.ts'
import type { Process } from './process.ts'
import { deliver } from './receive.ts'
import { transmitRequest } from './retransmit.ts'
import { block, finishSend, type Trapped } from './send.ts'
import type { LateReply } from './system-calls.ts'

// The sender's side ----------------------------------------------------------------------------------
/** The trap is done: copies for the local members, and one packet for all others. */
export function sendToGroup({ kernel, process, awaiting }: Trapped): void {
  if (process.dead) return
  block(kernel, process, awaiting)
  const gid = awaiting.to
  process.transaction = {
    sequence: awaiting.sequence,
    gid,
    exchange: awaiting.exchange,
    repliers: new Set(),
    replies: [],
    timer: NO_EVENT,
  }
  const local = membersOf(kernel, gid).filter((member) => member !== process)
  const { cause } = kernel.sim
  for (const member of local) {
    kernel.sim.cause = cause
    const queuedRecord = kernel.sim.emit(Kind.queued, awaiting.exchange.entity, member.entity)
    deliver(kernel, member, {
      from: process.pid,
      message: awaiting.message as Message,
      sequence: awaiting.sequence,
      exchange: awaiting.exchange,
      firstPart: firstPart(kernel, process, (awaiting.message as Message).grant),
      alien: null,
      sender: process,
      group: gid,
      queuedRecord,
      taken: false,
      abandoned: false,
    })
  }
  kernel.sim.cause = cause
  if (!isLocalGroup(gid) || !kernel.isLocal(gid)) transmitRequest(kernel, process, awaiting)
  else if (local.length === 0) finishSend(kernel, process, 'noSuchProcess', null)
}

/**
 * A member's reply, from here or off the cable. The first ends the Send; each member counts once. `belongs` is
 * the onlooker's: the transaction that it was made for, whatever the kernel takes it for.
 */
export function groupReply(
  kernel: Kernel,
  process: Process,
  reply: LateReply,
  sequence: number,
  belongs: EntityId,
): 'taken' | 'duplicate' | 'late' {
  const { transaction, awaiting } = process
  if (!transaction) return 'late'
  if (transaction.sequence !== sequence && kernel.options.lateReplies === 'discarded') return 'late'
  if (transaction.repliers.has(reply.from)) return 'duplicate'
  transaction.repliers.add(reply.from)
  const replier = kernel.onlooker.get(reply.from) ?? -1
  const rank = transaction.repliers.size
  kernel.sim.emit(Kind.replyQueued, belongs, replier, rank)
  if (awaiting?.kind === 'send') finishSend(kernel, process, 'replied', reply.message, reply.from)
  else if (process.state === 'get-reply') {
    kernel.sim.cancel(transaction.timer)
    hand(kernel, process, reply)
  } else transaction.replies.push(reply)
  return 'taken'
}

/** A reply nobody waits for in Send: one of an open group transaction, or a stray. */
export function onGroupReply(kernel: Kernel, process: Process, packet: Packet, frame: Frame): void {
  const reply = { from: packet.from, message: packet.message as Message }
  const became = groupReply(kernel, process, reply, packet.sequence, packet.exchange.entity)
  const { sim } = kernel
  if (became === 'duplicate') sim.emit(Kind.duplicateReply, frame.entity, kernel.host)
  if (became === 'late') sim.emit(Kind.ignored, frame.entity, kernel.host, IgnoreReason.oldSequence)
}
