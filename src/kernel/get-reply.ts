/** GetReply: the further answers to a group Send, in the order in which they came, until the next Send. */

import type { Outcome } from '../engine/program.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { costOf } from './costs.ts'
import type { Kernel } from './kernel.ts'
import type { Process } from './process.ts'
import { wake } from './run-process.ts'
import type { GetReplyCall, LateReply } from './system-calls.ts'

export function getReply(kernel: Kernel, process: Process, call: GetReplyCall): Outcome {
  const { transaction } = process
  if (!transaction) return { result: null }
  const next = transaction.replies.shift()
  process.become('get-reply')
  if (next) hand(kernel, process, next)
  else transaction.timer = kernel.sim.after(call.timeoutNs, timedOut, { kernel, process })
  return undefined
}

/** A reply for a process that is blocked in GetReply. */
export function hand(kernel: Kernel, process: Process, reply: LateReply): void {
  const stage = kernel.costs.copyMessage
  process.become('ready')
  kernel.cpu.kernel(costOf(stage), stage.name, handed, { kernel, process, reply })
}

function handed({
  kernel,
  process,
  reply,
}: {
  kernel: Kernel
  process: Process
  reply: LateReply
}): void {
  if (process.dead) return
  got(kernel, process, kernel.onlooker.get(reply.from) ?? -1)
  wake(kernel, process, reply)
}

function timedOut({ kernel, process }: { kernel: Kernel; process: Process }): void {
  if (process.dead || process.state !== 'get-reply') return
  got(kernel, process, -1)
  wake(kernel, process, null)
}

function got(kernel: Kernel, process: Process, replier: EntityId): void {
  const { transaction } = process
  if (!transaction) return
  const { exchange, repliers, replies } = transaction
  kernel.sim.emit(Kind.gotReply, exchange.entity, replier, repliers.size - replies.length)
}
