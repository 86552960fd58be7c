/** The end of a process: by its own exit, by Destroy, by a failure, or with the power of its host. */

import { DestroyReason, Kind, LeaveReason } from '../trace/kinds.ts'
import { leaveAll } from './groups.ts'
import type { Kernel } from './kernel.ts'
import { endMove } from './moves.ts'
import { NO_PROCESS } from './pid.ts'
import type { Pending, Process } from './process.ts'
import { cancelTimer } from './retransmit.ts'
import { closeExchange, finishSend, unblock } from './send.ts'

/**
 * An exit returns from the program, so that its `finally` runs; a crash drops it. Local senders learn at once
 * that nobody will answer, remote ones from the NACK to their next copy.
 */
export function destroyProcess(kernel: Kernel, process: Process, reason: number): void {
  if (process.dead) return
  const { sim } = kernel
  sim.emit(Kind.processDestroyed, process.entity, reason)
  sim.cancel(process.wakeUp)
  process.held = null
  abandon(kernel, process, reason)
  const why = reason === DestroyReason.crash ? LeaveReason.crash : LeaveReason.destroyed
  if (kernel.options.groupDead === 'removed') leaveAll(kernel, process, why)
  process.become('dead')
  kernel.cpu.drop(process.entity)
  kernel.processes.delete(process.cast.local)
  process.environment?.processes.delete(process)
  for (const [logicalId, entry] of kernel.names)
    if (entry.pid === process.pid) kernel.names.delete(logicalId)
  if (reason === DestroyReason.destroyed) process.program.return?.()
  if (reason === DestroyReason.crash) return
  const inHand = process.inHand ? [process.inHand] : []
  for (const pending of [...inHand, ...process.queue, ...process.received.values()])
    leaveUnanswered(kernel, pending)
  process.queue.length = 0
  process.received.clear()
}

/** Nothing was done of what nobody had Received; of the rest the kernel remembers that it cannot tell. */
function leaveUnanswered(kernel: Kernel, pending: Pending): void {
  const { alien, sender, taken, group } = pending
  const { alienRetentionNs, duplicateTable } = kernel.options
  if (!alien) {
    if (group === undefined && sender?.awaiting?.exchange === pending.exchange)
      finishSend(kernel, sender, taken ? 'serverLost' : 'noSuchProcess', null)
  } else if (group !== undefined) {
    // The other members' answers are still out; a group is never told that one of it is gone.
    if (alien.sequence === pending.sequence) alien.without(alienRetentionNs, kernel.aliens.free)
  } else if (taken && duplicateTable !== 'off' && alien.exchange === pending.exchange)
    alien.orphan(alienRetentionNs, kernel.aliens.free)
  else kernel.aliens.free(alien)
}

/** What it was itself waiting for ends with it. */
function abandon(kernel: Kernel, process: Process, reason: number): void {
  const { awaiting } = process
  process.serves(-1)
  if (awaiting) {
    cancelTimer(kernel, awaiting)
    unblock(kernel, process, awaiting)
  }
  endMove(kernel, process, reason === DestroyReason.crash ? 'crashed' : 'destroyed')
  closeExchange(kernel, process, {
    result: reason === DestroyReason.crash ? 'crashed' : 'destroyed',
    message: null,
    from: NO_PROCESS,
  })
}
