import type { EventHandle } from '../engine/simulation.ts'
import { Kind } from '../trace/kinds.ts'
import type { Exchange } from './exchange.ts'
import type { Kernel } from './kernel.ts'
import type { Pid } from './pid.ts'
import type { Process } from './process.ts'
import type { LateReply } from './system-calls.ts'

/** The open end of a group Send: who has answered, and what nobody has fetched yet. */
export interface GroupTransaction {
  readonly sequence: number
  readonly gid: Pid
  readonly exchange: Exchange
  readonly repliers: Set<Pid>
  readonly replies: LateReply[]
  /** Set while the process is blocked in GetReply. */
  timer: EventHandle
}

/** The next Send closes the transaction: what was not fetched is gone, and what still comes is too late. */
export function closeTransaction(kernel: Kernel, process: Process): void {
  const { transaction } = process
  if (!transaction) return
  process.transaction = null
  const { exchange, replies } = transaction
  if (replies.length > 0) kernel.sim.emit(Kind.repliesFlushed, exchange.entity, replies.length)
}
