/** Reply: never blocks; the reply is the acknowledgement, and its alien keeps it for a while. */
import { Field } from '../trace/fields.ts'
import { Kind } from '../trace/kinds.ts'
import type { Alien } from './aliens.ts'
import { costOf } from './costs.ts'
import type { Kernel } from './kernel.ts'
import type { Pending, Process } from './process.ts'
import { resume } from './run-process.ts'
import { finishSend } from './send.ts'
import type { ReplyCall } from './system-calls.ts'
import { messageBytes, transmit } from './transmit.ts'

export function reply(
  kernel: Kernel,
  process: Process,
  call: ReplyCall,
): { readonly result: boolean } | undefined {
  const pending = process.received.get(call.to)
  if (!pending) return { result: false }
  process.received.delete(call.to)
  process.inHand = pending
  const done = { kernel, process, pending, call }
  kernel.cpu.kernel(costOf(kernel.costs.reply), kernel.costs.reply.name, trapped, done)
  return undefined
}

interface Replying {
  readonly kernel: Kernel
  readonly process: Process
  readonly pending: Pending
  readonly call: ReplyCall
}

function trapped({ kernel, process, pending, call }: Replying): void {
  if (process.dead) return
  process.inHand = null
  if (pending.abandoned) return resume(kernel, process, false)
  const { sim } = kernel
  sim.emit(
    Kind.replied,
    pending.exchange.entity,
    process.entity,
    messageBytes(kernel, call.message),
  )
  sim.change(process.entity, Field.serving, pending.exchange.entity, -1)
  if (pending.alien) answerAlien(kernel, process, pending.alien, call)
  else if (pending.sender && pending.sender.awaiting?.exchange === pending.exchange) {
    finishSend(kernel, pending.sender, 'replied', call.message)
  }
  resume(kernel, process, true)
}

function answerAlien(kernel: Kernel, process: Process, alien: Alien, call: ReplyCall): void {
  const saved = { message: call.message, from: process.pid }
  sendReply(kernel, alien, saved.message, saved.from, true)
  if (kernel.options.duplicateTable === 'off') kernel.aliens.free(alien)
  else alien.keepReply(saved, kernel.options.alienRetentionNs, kernel.aliens.free)
}

/** The REPLY packet, for the first time or again from an alien that kept it. */
export function sendReply(
  kernel: Kernel,
  alien: Alien,
  message: ReplyCall['message'],
  from: Process['pid'],
  first: boolean,
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
    ...(first ? { after: kernel.costs.afterReply } : {}),
  })
}
