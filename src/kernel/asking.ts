/**
 * A question to another kernel: GetPid, QueryGroup, and Destroy of a process elsewhere. The caller blocks as in a Send,
 * the question is retransmitted as a Send is, and the answer, or the silence after the last try, closes it.
 */
import { Kind } from '../trace/kinds.ts'
import { costOf } from './costs.ts'
import { Exchange } from './exchange.ts'
import type { Kernel } from './kernel.ts'
import { NO_PROCESS, type Pid } from './pid.ts'
import type { Awaiting, Process } from './process.ts'
import { cancelTimer, transmitRequest } from './retransmit.ts'
import { block, closeExchange, newAwaiting, type Trapped, unblock } from './send.ts'

interface Question {
  readonly kind: Exclude<Awaiting['kind'], 'send'>
  /** The primitive that is called, as the papers name it. */
  readonly call: string
  /** What its exchange is called in the trace, and the how manieth of the process it is. */
  readonly name: 'getpid' | 'query' | 'destroy'
  readonly number: number
  readonly to: Pid
  /** The entity that is asked about, -1 when there is none; it may come into being by being asked about. */
  readonly about: () => number
  readonly argument?: number
  /** Nobody has answered the last try. */
  readonly giveUp: () => void
}

export function ask(kernel: Kernel, process: Process, question: Question): void {
  const { kind, name, number, to, about, argument = 0, giveUp } = question
  const exchange = new Exchange(kernel.sim, process.entity, name, number)
  exchange.openRecord = kernel.sim.emit(Kind.sendOpen, exchange.entity, about())
  process.exchange = exchange
  const awaiting = newAwaiting(kernel, process, kind, exchange, to, null, argument, giveUp)
  const trapped: Trapped = { kernel, process, awaiting }
  kernel.cpu.kernel(costOf(kernel.costs.send), question.call, transmitQuestion, trapped)
}

function transmitQuestion({ kernel, process, awaiting }: Trapped): void {
  if (process.dead) return
  block(kernel, process, awaiting)
  transmitRequest(kernel, process, awaiting)
}

/** The answer is there, or none will be: the process is no longer blocked by the question. */
export function closeQuestion(
  kernel: Kernel,
  process: Process,
  awaiting: Awaiting,
  result: 'replied' | 'noSuchProcess' | 'noAnswer',
): void {
  cancelTimer(kernel, awaiting)
  unblock(kernel, process, awaiting)
  closeExchange(kernel, process, { result, message: null, from: NO_PROCESS })
}
