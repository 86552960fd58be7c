/** Receive: messages wait in order of arrival; a process that has none waits for the first. */
import { ContentSide, Kind } from '../trace/kinds.ts'
import { costOf } from './costs.ts'
import { emitContent } from './grants.ts'
import type { Kernel } from './kernel.ts'
import type { Pending, Process } from './process.ts'
import { resume, switchTo } from './run-process.ts'
import type { Received, ReceivedWithSegment } from './system-calls.ts'

export function receive(
  kernel: Kernel,
  process: Process,
  inbox: Process['inbox'] = null,
): undefined {
  process.inbox = inbox
  const first = process.queue.shift()
  if (!first) {
    process.become('receiving')
    return
  }
  process.queueChanged(process.queue.length + 1)
  process.become('ready')
  copyIn(kernel, process, first)
}

/** A message for a process: taken at once if it waits for one, else queued. */
export function deliver(kernel: Kernel, process: Process, pending: Pending): void {
  if (process.state !== 'receiving' || process.takesDatagram || process.frozen) {
    process.queue.push(pending)
    process.queueChanged(process.queue.length - 1)
    return
  }
  process.become('ready')
  copyIn(kernel, process, pending)
}

interface Copy {
  readonly kernel: Kernel
  readonly process: Process
  readonly pending: Pending
}

/**
 * Copy, then the scheduler: also for a message that was waiting, since a saturated server is published at one
 * exchange for each 1.79 ms of its processor (558 a second), the same as for a single client.
 */
function copyIn(kernel: Kernel, process: Process, pending: Pending): void {
  process.inHand = pending
  const { copyMessage } = kernel.costs
  const cost = kernel.options.localTransfer === 'memory' || pending.alien ? costOf(copyMessage) : 0
  kernel.cpu.kernel(cost, copyMessage.name, copied, { kernel, process, pending })
}

function copied({ kernel, process, pending }: Copy): void {
  if (process.dead) return
  const count = wantedOf(process, pending)
  if (count > 0) {
    const { segment, copyBytes } = kernel.costs
    const copy = pending.alien ? 0 : costOf(copyBytes, count)
    kernel.cpu.kernel(costOf(segment) + copy, segment.name, () => {}, undefined)
  }
  switchTo(kernel, process, () => {
    process.become('running')
    received(kernel, process, pending)
  })
}

/** The program has the message: from here the sender is blocked on this process. */
function received(kernel: Kernel, process: Process, pending: Pending): void {
  const { sim } = kernel
  if (pending.abandoned) {
    process.inHand = null
    return receive(kernel, process, process.inbox)
  }
  sim.emit(Kind.received, pending.exchange.entity, process.entity, 0, pending.queuedRecord)
  process.inHand = null
  pending.taken = true
  const before = process.received.get(pending.from)
  // Its sender has stopped waiting for the one before; the alien that now stands for the new one stays.
  if (before?.alien && before.alien !== pending.alien) kernel.aliens.free(before.alien)
  process.received.set(pending.from, pending)
  pending.alien?.become('received')
  if (pending.exchange.open) pending.exchange.see('reply-blocked')
  process.serves(pending.exchange.entity)
  const { from, message } = pending
  const result: Received | ReceivedWithSegment = process.inbox
    ? { from, message, count: takeFirstPart(kernel, process, pending) }
    : { from, message }
  process.inbox = null
  resume(kernel, process, Object.freeze(result))
}

/** How much of what came with a message its receiver has asked for. */
function wantedOf({ inbox }: Process, { firstPart }: Pending): number {
  return inbox && firstPart ? Math.min(inbox.size, firstPart.length) : 0
}

/** The first part of the sender's segment goes where the receiver wants it; 0 where its own memory ends before. */
function takeFirstPart(kernel: Kernel, process: Process, pending: Pending): number {
  const { inbox } = process
  const count = wantedOf(process, pending)
  const place = inbox && count > 0 ? process.memory.view(inbox.start, count) : null
  if (!place || !pending.firstPart) return 0
  place.set(pending.firstPart.subarray(0, count))
  process.memory.touch(inbox?.start ?? 0, count)
  if (count === pending.firstPart.length)
    emitContent(kernel, pending.exchange.entity, ContentSide.taken, place)
  return count
}
