/** Reply: never blocks; the reply is the acknowledgement, and its alien keeps it for a while. */
import { ContentSide, Kind, type MoveRefusalName } from '../trace/kinds.ts'
import type { Alien, SavedReply } from './aliens.ts'
import { costOf, SEGMENT_BYTES_MAX } from './costs.ts'
import { emitContent, emitRange, placeSegment, refusalOf, refuse } from './grants.ts'
import { groupReply } from './group-send.ts'
import type { Kernel } from './kernel.ts'
import { type Carried, segmentCarried } from './packets.ts'
import type { Pending, Process } from './process.ts'
import { keepAnswer } from './rebinding.ts'
import { resume } from './run-process.ts'
import { finishSend } from './send.ts'
import { type ReplyCall, ReplyWithSegmentCall } from './system-calls.ts'
import { messageBytes, type Outgoing, transmit } from './transmit.ts'

export function reply(
  kernel: Kernel,
  process: Process,
  call: ReplyCall | ReplyWithSegmentCall,
): { readonly result: boolean } | undefined {
  const { cpu, costs } = kernel
  const pending = process.received.get(call.to)
  const refusal =
    call instanceof ReplyWithSegmentCall ? check(kernel, process, call, pending) : null
  if (refusal) refuse(kernel, process, call.to, refusal)
  if (!pending || refusal) return { result: false }
  process.received.delete(call.to)
  if (kernel.options.grantCheck === 'off') process.answered.set(call.to, pending)
  process.inHand = pending
  const data = dataOf(process, call)
  const nextDoor = data && !pending.alien
  const copy = nextDoor ? costOf(costs.segment) + costOf(costs.copyBytes, data.length) : 0
  if (copy > 0) cpu.kernel(copy, costs.segment.name, () => {}, undefined)
  const done = { kernel, process, pending, call, data }
  cpu.kernel(costOf(costs.reply), costs.reply.name, trapped, done)
  return undefined
}

function check(
  kernel: Kernel,
  process: Process,
  call: ReplyWithSegmentCall,
  pending: Pending | undefined,
): MoveRefusalName | null {
  if (call.count > SEGMENT_BYTES_MAX) return 'tooLong'
  const wanted = { right: 'write', start: call.destination, count: call.count } as const
  const place = { memory: process.memory, here: call.source }
  return refusalOf(kernel, pending ?? null, place, wanted)
}

function dataOf(process: Process, call: ReplyCall | ReplyWithSegmentCall): Uint8Array | null {
  if (!(call instanceof ReplyWithSegmentCall)) return null
  return process.memory.view(call.source, call.count)?.slice() ?? null
}

interface Replying {
  readonly kernel: Kernel
  readonly process: Process
  readonly pending: Pending
  readonly call: ReplyCall | ReplyWithSegmentCall
  readonly data: Uint8Array | null
}

function trapped({ kernel, process, pending, call, data }: Replying): void {
  if (process.dead) return
  process.inHand = null
  if (pending.abandoned) return resume(kernel, process, false)
  const { sim } = kernel
  const { exchange } = pending
  const segment =
    data && call instanceof ReplyWithSegmentCall
      ? segmentCarried(exchange.entity, call.destination, data)
      : null
  if (segment) {
    const wanted = { right: 'write', start: segment.address, count: segment.total } as const
    emitRange(kernel, exchange.entity, wanted)
    emitContent(kernel, exchange.entity, ContentSide.source, segment.data)
  }
  sim.emit(Kind.replied, exchange.entity, process.entity, messageBytes(kernel, call.message))
  process.isDoneWith(exchange.entity)
  if (pending.alien) {
    const bytes = Math.max(segment?.data.length ?? 0, pending.firstPart?.length ?? 0)
    answerAlien(kernel, process, pending, { call, segment, bytes })
  } else if (pending.sender && pending.group !== undefined) {
    const answer = { from: process.pid, message: call.message }
    groupReply(kernel, pending.sender, answer, pending.sequence, exchange.entity)
  } else if (pending.sender?.frozen && pending.sender.awaiting?.exchange === exchange) {
    keepAnswer(kernel, pending.sender, { message: call.message, from: process.pid, segment })
  } else if (pending.sender && pending.sender.awaiting?.exchange === exchange) {
    if (segment) placeSegment(kernel, pending.sender, exchange.entity, segment)
    finishSend(kernel, pending.sender, 'replied', call.message, process.pid)
  }
  resume(kernel, process, true)
}

interface Answering {
  readonly call: ReplyCall | ReplyWithSegmentCall
  readonly segment: Carried | null
  /** Of a segment that came with the message or goes with its reply. */
  readonly bytes: number
}

function answerAlien(
  kernel: Kernel,
  process: Process,
  pending: Pending,
  { call, segment, bytes }: Answering,
): void {
  const { aliens, costs, options } = kernel
  const alien = pending.alien as Alien
  // The sender's next Send has come meanwhile: nobody waits for this answer any more.
  if (alien.sequence !== pending.sequence && options.lateReplies === 'discarded') return
  const saved = { message: call.message, from: process.pid, segment }
  const afterData = { stage: costs.afterSegmentReply, bytes }
  const after = { after: costs.afterReply, ...(bytes > 0 ? { afterData } : {}) }
  const { sender, sequence, boot } = alien
  const to = { sender, sequence, boot, exchange: pending.exchange }
  const jitter = pending.group === undefined ? 0 : options.replyJitterNs
  if (jitter === 0) sendReply(kernel, to, saved, after)
  else {
    const draw = kernel.sim.random(`jitter/${kernel.name}`).below(jitter)
    kernel.sim.after(draw, replyAfterJitter, { kernel, to, saved, after, life: kernel.incarnation })
  }
  if (options.duplicateTable !== 'off')
    alien.keepReply(saved, options.alienRetentionNs, aliens.free)
  else if (alien.answered()) aliens.free(alien)
}

/** Whom a REPLY is for: an alien, or what it was when the reply was made. */
type Addressee = Pick<Alien, 'sender' | 'sequence' | 'boot' | 'exchange'>
type After = Pick<Outgoing, 'after' | 'afterData'>

function replyAfterJitter({
  kernel,
  to,
  saved,
  after,
  life,
}: {
  kernel: Kernel
  to: Addressee
  saved: SavedReply
  after: After
  life: number
}): void {
  if (kernel.on && kernel.incarnation === life) sendReply(kernel, to, saved, after)
}

/** The REPLY packet, for the first time or again from an alien that kept it. */
export function sendReply(
  kernel: Kernel,
  alien: Addressee,
  { message, from, segment }: SavedReply,
  after: After = {},
): void {
  const exchange = alien.exchange
  if (!exchange) return
  transmit(kernel, {
    type: 'REPLY',
    sequence: alien.sequence,
    from,
    to: alien.sender,
    boundTo: alien.boot,
    message,
    exchange,
    ...(segment ? { carried: segment } : {}),
    ...after,
  })
}
