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
import { frozenMembers, membersOf } from './groups.ts'
import type { Kernel } from './kernel.ts'
import type { Message } from './message.ts'
import type { Packet } from './packets.ts'
import { isLocalGroup } from './pid.ts'
import type { Process } from './process.ts'
import { deliver } from './receive.ts'
import { sendReply } from './reply.ts'
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
  const reach = { kernel, process, awaiting, heard: new Set<Process>() }
  awaiting.here = () => void reachMembersHere(reach)
  const { cause } = kernel.sim
  const here = reachMembersHere(reach)
  kernel.sim.cause = cause
  if (!isLocalGroup(gid) || !kernel.isLocal(gid)) transmitRequest(kernel, process, awaiting)
  else if (!here) finishSend(kernel, process, 'noSuchProcess', null)
}

export interface Reaching extends Trapped {
  /** Members here that have it. */
  readonly heard: Set<Process>
}

/**
 * A copy for each member on this machine that has not had it, also for who has come here since; for who is frozen, once
 * that goes on. False where there is none.
 */
function reachMembersHere(reach: Reaching): boolean {
  const { kernel, process, awaiting, heard } = reach
  const gid = awaiting.to
  const known = kernel.aliens.of(process.pid, kernel.bootOf(process.pid))
  if (known?.sequence === awaiting.sequence) {
    // Somebody had it elsewhere, and has come here with it.
    for (const reply of known.replies) sendReply(kernel, known, reply)
    return true
  }
  const frozen = frozenMembers(kernel, gid)
  const awake = membersOf(kernel, gid).filter((member) => member !== process && !member.frozen)
  const { cause } = kernel.sim
  for (const member of awake.filter((each) => !heard.has(each))) {
    heard.add(member)
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
  untilTheyGoOn(reach, frozen, () => {
    const here = reachMembersHere(reach)
    if (!here && isLocalGroup(gid) && kernel.isLocal(gid))
      finishSend(kernel, process, 'noSuchProcess', null)
  })
  return awake.length + frozen.length > 0
}

/**
 * What is for frozen members next door: done once they go on here. Where they go on elsewhere they are asked there, as
 * whoever waits for one process asks that.
 */
export function untilTheyGoOn(
  { kernel, process, awaiting, heard }: Reaching,
  frozen: readonly Process[],
  here: () => void,
): void {
  const first = frozen.find((member) => !heard.has(member))
  const environment = first?.environment
  if (!first || !environment) return
  heard.add(first)
  const { sim } = kernel
  const { cause } = sim
  sim.emit(Kind.memberPutOff, awaiting.exchange.entity, first.entity)
  sim.cause = cause
  const goesOn = () => {
    if (process.dead || process.awaiting !== awaiting) return
    const isHere = kernel.environments.get(environment.logicalHost) === environment
    if (isHere && first.frozen) return void environment.waiting.push(goesOn)
    heard.delete(first)
    const asks = !isHere && !(isLocalGroup(awaiting.to) && kernel.isLocal(awaiting.to))
    if (asks) transmitRequest(kernel, process, awaiting)
    here()
  }
  environment.waiting.push(goesOn)
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
