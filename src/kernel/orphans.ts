/**
 * Orphans: work for a client that is no more. A kernel learns of it from the first packet of the next life of the
 * client's machine, whose boot identity is higher; with extermination on it ends what it does for the one before.
 */
import { Kind } from '../trace/kinds.ts'
import type { Alien } from './aliens.ts'
import type { Kernel } from './kernel.ts'
import type { Packet } from './packets.ts'
import { logicalHostOf } from './pid.ts'
import type { Pending, Process } from './process.ts'
import { wake } from './run-process.ts'

/** True where the packet comes from a life of its machine that is over. */
export function isFromThePast(kernel: Kernel, logicalHost: number, boot: number): boolean {
  return boot < (kernel.incarnations.get(logicalHost) ?? 0)
}

/** True where the packet answers something of an earlier life of this machine. */
export function isForThePast(kernel: Kernel, { boundTo, to }: Packet): boolean {
  return boundTo !== 0 && boundTo !== kernel.bootOf(to)
}

/** Any packet tells which life its machine is in. */
export function heardOf(kernel: Kernel, logicalHost: number, boot: number): void {
  const known = kernel.incarnations.get(logicalHost) ?? 0
  if (boot <= known) return
  kernel.incarnations.set(logicalHost, boot)
  if (known === 0 || kernel.options.orphans === 'left') return
  for (const alien of kernel.aliens.aliens) {
    const stands = alien.state !== 'free' && logicalHostOf(alien.sender) === logicalHost
    if (stands && alien.boot < boot) exterminate(kernel, alien)
  }
}

function exterminate(kernel: Kernel, alien: Alien): void {
  const { sim } = kernel
  const [holder] = [...kernel.processes.values()].filter((process) => drop(kernel, process, alien))
  const cause = sim.cause
  if (alien.exchange && alien.state !== 'replied')
    sim.emit(Kind.orphanEnded, alien.exchange.entity, holder?.entity ?? -1)
  sim.cause = cause
  kernel.aliens.free(alien)
}

/** Takes the request from a process: out of its queue, out of its hand, or from under its work. */
function drop(kernel: Kernel, process: Process, alien: Alien): boolean {
  const at = process.queue.findIndex((pending) => pending.alien === alien)
  if (at >= 0) {
    process.queue.splice(at, 1)
    process.queueChanged(process.queue.length + 1)
    return true
  }
  if (process.inHand?.alien === alien) {
    process.inHand.abandoned = true
    return true
  }
  for (const pending of process.received.values()) {
    if (pending.alien !== alien) continue
    breakOff(kernel, process, pending)
    return true
  }
  return false
}

/** A Compute for it ends at once, with false; whatever else the process waits for it goes on waiting for. */
function breakOff(kernel: Kernel, process: Process, pending: Pending): void {
  const latest = [...process.received.values()].at(-1)
  process.received.delete(pending.from)
  pending.abandoned = true
  if (latest !== pending) return
  process.isDoneWith(pending.exchange.entity)
  if (!process.computing) return
  process.computing = false
  kernel.cpu.drop(process.entity)
  wake(kernel, process, false)
}
