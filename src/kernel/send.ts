/** Send, as the client's kernel does it (facts/v-system §1, steps 1 to 6). */
import { Field } from '../trace/fields.ts'
import { ContentSide, Kind, SendResult, type SendResultName } from '../trace/kinds.ts'
import { NONE } from '../trace/record.ts'
import { costOf } from './costs.ts'
import { Exchange } from './exchange.ts'
import { emitContent, emitGrant, firstPart } from './grants.ts'
import { closeTransaction } from './group-transaction.ts'
import type { Kernel } from './kernel.ts'
import type { Message } from './message.ts'
import { logicalHostOf, NO_PROCESS, type Pid } from './pid.ts'
import type { Awaiting, Pending, Process } from './process.ts'
import { deliver } from './receive.ts'
import { cancelTimer, transmitRequest } from './retransmit.ts'
import { resume, switchTo } from './run-process.ts'
import type { Answer, SendCall } from './system-calls.ts'
import { messageBytes } from './transmit.ts'

/** A Send whose trap is done: the process is about to block. */
export interface Trapped {
  readonly kernel: Kernel
  readonly process: Process
  readonly awaiting: Awaiting
}

/** Traps, and goes on as `onward` says: to one process or to a group. Whatever was open from the last Send closes. */
export function send(
  kernel: Kernel,
  process: Process,
  call: SendCall,
  onward: (trapped: Trapped) => void,
): undefined {
  const { sim } = kernel
  closeTransaction(kernel, process)
  const number = ++process.sequence
  const exchange = new Exchange(sim, process.entity, 'send', number)
  const target = kernel.onlooker.get(call.to) ?? -1
  exchange.openRecord = sim.emit(
    Kind.sendOpen,
    exchange.entity,
    target,
    messageBytes(kernel, call.message),
  )
  process.exchange = exchange
  if (call.message.grant) emitGrant(kernel, exchange.entity, call.message.grant)
  const awaiting = newAwaiting(kernel, process, 'send', exchange, call.to, call.message, 0, () =>
    finishSend(kernel, process, 'noAnswer', null),
  )
  kernel.cpu.kernel(costOf(kernel.costs.send), kernel.costs.send.name, onward, {
    kernel,
    process,
    awaiting,
  })
}

export function newAwaiting(
  kernel: Kernel,
  process: Process,
  kind: Awaiting['kind'],
  exchange: Exchange,
  to: Awaiting['to'],
  message: Message | null,
  argument: number,
  giveUp: () => void,
): Awaiting {
  return {
    kind,
    sequence: SEQUENCES[kind](process),
    to,
    message,
    argument,
    exchange,
    giveUp,
    serverBoot: kernel.incarnations.get(logicalHostOf(to)) ?? 0,
    asked: 0,
    heardNs: kernel.sim.now,
    intervalNs: kernel.options.enquireNs,
    train: null,
    retries: 0,
    timer: -1,
    timerRecord: NONE,
    timerEntity: NONE,
  }
}

const SEQUENCES: Readonly<Record<Awaiting['kind'], (process: Process) => number>> = {
  send: ({ sequence }) => sequence,
  getPid: ({ queries }) => queries,
  destroy: ({ destroys }) => destroys,
  group: ({ queries }) => queries,
}

/** The trap is done: the process blocks, and its message goes next door or on the cable. */
export function sendToProcess({ kernel, process, awaiting }: Trapped): void {
  if (process.dead) return
  block(kernel, process, awaiting)
  awaiting.exchange.see('send-blocked')
  const first = firstPart(kernel, process, awaiting.message?.grant ?? null)
  if (first) emitContent(kernel, awaiting.exchange.entity, ContentSide.sent, first)
  if (!kernel.isLocal(awaiting.to)) return transmitRequest(kernel, process, awaiting)
  deliverNextDoor(kernel, process, awaiting)
}

/** To a process on the same machine. */
export function deliverNextDoor(kernel: Kernel, process: Process, awaiting: Awaiting): void {
  const target = kernel.process(awaiting.to)
  if (!target || target.dead) return finishSend(kernel, process, 'noSuchProcess', null)
  const queuedRecord = kernel.sim.emit(Kind.queued, awaiting.exchange.entity, target.entity)
  const message = awaiting.message as Message
  const pending: Pending = {
    from: process.pid,
    message,
    exchange: awaiting.exchange,
    sequence: awaiting.sequence,
    firstPart: firstPart(kernel, process, message.grant),
    alien: null,
    sender: process,
    queuedRecord,
    taken: false,
    abandoned: false,
  }
  deliver(kernel, target, pending)
}

export function block(kernel: Kernel, process: Process, awaiting: Awaiting): void {
  process.awaiting = awaiting
  process.become('awaiting-reply')
  kernel.sim.change(process.entity, Field.awaits, -1, awaiting.exchange.entity)
}

/** Ends a blocked process's transaction, with a reply or the reason why there is none, and makes it ready. */
export function finishSend(
  kernel: Kernel,
  process: Process,
  result: SendResultName,
  message: Message | null,
  from: Pid = NO_PROCESS,
): void {
  const awaiting = process.awaiting
  if (awaiting?.kind !== 'send') return
  cancelTimer(kernel, awaiting)
  if (process.frozen) {
    process.kept = { result, message, from, segment: null }
    return
  }
  unblock(kernel, process, awaiting)
  process.become('ready')
  const answer: Answer = Object.freeze({ result, message, from })
  const done = { kernel, process, awaiting, answer }
  const { copyMessage } = kernel.costs
  const cost = message && kernel.options.localTransfer === 'memory' ? costOf(copyMessage) : 0
  if (cost === 0) return returnFromSend(done)
  kernel.cpu.kernel(cost, copyMessage.name, returnFromSend, done)
}

interface Done {
  readonly kernel: Kernel
  readonly process: Process
  readonly awaiting: Awaiting
  readonly answer: Answer
}

/** The switch back to the client belongs to its Send: the span closes when the program has its answer. */
function returnFromSend({ kernel, process, awaiting, answer }: Done): void {
  if (process.dead) return
  switchTo(kernel, process, () => {
    closeExchange(kernel, process, answer)
    process.become('running')
    const whether = awaiting.control?.tells === 'whether'
    resume(kernel, process, whether ? answer.result === 'replied' : answer)
  })
}

/** Ends the span of a process's transaction, if it has one open. */
export function closeExchange(kernel: Kernel, process: Process, answer: Answer): void {
  const { exchange } = process
  if (!exchange) return
  process.exchange = null
  // A copy of it goes on elsewhere, and this Send with it.
  if (exchange.process !== process.entity) return
  const bytes = answer.message ? messageBytes(kernel, answer.message) : 0
  kernel.sim.emit(
    Kind.sendClose,
    exchange.entity,
    SendResult[answer.result],
    bytes,
    NONE,
    exchange.openRecord,
  )
}

export function unblock(kernel: Kernel, process: Process, awaiting: Awaiting): void {
  process.awaiting = null
  awaiting.train?.stop()
  if (awaiting.exchange.process === process.entity) awaiting.exchange.see('none')
  kernel.sim.change(process.entity, Field.awaits, awaiting.exchange.entity, -1)
}
