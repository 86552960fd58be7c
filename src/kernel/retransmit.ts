/**
 * The client's timer. A request is sent again until it is answered or N copies were not; a kernel that probes asks
 * instead, at growing intervals, whether the receiver's kernel still has it.
 */

import { NO_EVENT } from '../engine/simulation.ts'
import { EntityType } from '../trace/entities.ts'
import { Field } from '../trace/fields.ts'
import { Kind } from '../trace/kinds.ts'
import { NONE } from '../trace/record.ts'
import { SEGMENT_BYTES_MAX } from './costs.ts'
import { firstPart } from './grants.ts'
import { frozenMembers, groupAddress } from './groups.ts'
import type { Kernel } from './kernel.ts'
import { segmentCarried } from './packets.ts'
import { isGroup, logicalHostOf } from './pid.ts'
import type { Awaiting, Process } from './process.ts'
import { doubtHint } from './rebinding.ts'
import { type Outgoing, transmit } from './transmit.ts'

const REQUESTS = {
  send: 'SEND',
  getPid: 'GETPID',
  destroy: 'DESTROY',
  group: 'GROUP_QUERY',
} as const
const CONTROLS = {
  suspend: 'SUSPEND',
  resume: 'RESUME',
  destroy: 'DESTROY',
  query: 'QUERY',
} as const

/** Everybody for a name, the group's own address for a group; else where the receiver's logical host is. */
function addressFor(kernel: Kernel, awaiting: Awaiting): { readonly address?: number } {
  if (awaiting.kind === 'getPid') return { address: kernel.cable.preset.broadcast }
  return isGroup(awaiting.to) ? { address: groupAddress(kernel, awaiting.to) } : {}
}

export function transmitRequest(kernel: Kernel, process: Process, awaiting: Awaiting): void {
  const query = awaiting.kind !== 'send'
  const bound =
    kernel.options.binding === 'checked' && !isGroup(awaiting.to)
      ? (kernel.bindings.get(logicalHostOf(awaiting.to)) ?? 0)
      : 0
  const first = awaiting.asked === 0
  ask(kernel, process, awaiting, {
    type: awaiting.control ? CONTROLS[awaiting.control.op] : REQUESTS[awaiting.kind],
    argument: awaiting.argument,
    boundTo: query ? 0 : bound,
    message: awaiting.message,
    ...addressFor(kernel, awaiting),
    ...(first ? { after: kernel.costs.afterSend } : {}),
    ...segmentOf(kernel, process, awaiting, first),
  })
}

/** What a granted segment adds to a SEND: its first part, where it may be read, and work of its own. */
function segmentOf(
  kernel: Kernel,
  process: Process,
  awaiting: Awaiting,
  first: boolean,
): Partial<Outgoing> {
  const grant = awaiting.kind === 'send' ? (awaiting.message?.grant ?? null) : null
  if (!grant || kernel.options.segments === 'off') return {}
  const bytes = Math.min(grant.length, SEGMENT_BYTES_MAX)
  const data = firstPart(kernel, process, grant)
  return {
    ...(data ? { carried: segmentCarried(awaiting.exchange.entity, grant.start, data) } : {}),
    ...(first ? { afterData: { stage: kernel.costs.afterSegment, bytes } } : {}),
  }
}

/** Bound to the life of the receiver's machine that the request went to: another one knows nothing of it. */
function enquire(kernel: Kernel, process: Process, awaiting: Awaiting): void {
  // Never beyond half of the silence that counts as death: an answer must be waited for in good time.
  const { enquireNs, silenceNs } = kernel.options
  awaiting.intervalNs = Math.min(2 * awaiting.intervalNs, Math.max(enquireNs, silenceNs / 2))
  ask(kernel, process, awaiting, {
    type: 'ENQUIRE',
    boundTo: awaiting.serverBoot,
    message: null,
  })
}

function ask(
  kernel: Kernel,
  process: Process,
  awaiting: Awaiting,
  what: Pick<Outgoing, 'type' | 'message'> & Partial<Outgoing>,
): void {
  awaiting.asked++
  transmit(kernel, {
    sequence: awaiting.sequence,
    from: process.pid,
    to: awaiting.to,
    exchange: awaiting.exchange,
    handedOver: () => {
      if (process.awaiting !== awaiting) return
      if (awaiting.asked === 1) awaiting.heardNs = kernel.sim.now
      startTimer(kernel, process, awaiting)
    },
    ...what,
  })
}

function probes(kernel: Kernel, awaiting: Awaiting): boolean {
  return kernel.options.liveness === 'probe' && awaiting.kind === 'send' && !isGroup(awaiting.to)
}

function patienceOf(kernel: Kernel, awaiting: Awaiting): number {
  const { sim, options } = kernel
  return probes(kernel, awaiting)
    ? Math.min(awaiting.intervalNs, awaiting.heardNs + options.silenceNs - sim.now)
    : options.retransmitNs
}

function startTimer(kernel: Kernel, process: Process, awaiting: Awaiting): void {
  const { sim } = kernel
  const duration = patienceOf(kernel, awaiting)
  cancelTimer(kernel, awaiting)
  awaiting.timerEntity = sim.entity(
    EntityType.timer,
    awaiting.exchange.entity,
    'timer',
    ++awaiting.exchange.timers,
  )
  const cause = sim.cause
  awaiting.timerRecord = sim.emit(
    Kind.timerSet,
    awaiting.timerEntity,
    Math.round(duration / 1000),
    0,
  )
  awaiting.timer = sim.after(duration, fired, { kernel, process, awaiting })
  sim.cause = cause
}

export function cancelTimer(kernel: Kernel, awaiting: Awaiting): void {
  if (awaiting.timer === NO_EVENT) return
  kernel.sim.cancel(awaiting.timer)
  endTimer(kernel, awaiting, 0)
}

function endTimer(kernel: Kernel, awaiting: Awaiting, fired: 0 | 1): void {
  awaiting.timer = NO_EVENT
  const cause = kernel.sim.cause
  kernel.sim.emit(Kind.timerEnd, awaiting.timerEntity, fired, 0, NONE, awaiting.timerRecord)
  if (fired === 0) kernel.sim.cause = cause
}

function fired({
  kernel,
  process,
  awaiting,
}: {
  kernel: Kernel
  process: Process
  awaiting: Awaiting
}): void {
  if (process.dead || process.awaiting !== awaiting) return
  endTimer(kernel, awaiting, 1)
  if (isPutOffHere(kernel, awaiting)) countRetries(kernel, awaiting, 0)
  if (isExhausted(kernel, awaiting)) return awaiting.giveUp()
  countRetries(kernel, awaiting, awaiting.retries + 1)
  doubtHint(kernel, awaiting.to, awaiting.retries)
  const { cause } = kernel.sim
  awaiting.here?.()
  if (process.awaiting !== awaiting) return
  kernel.sim.cause = cause
  if (probes(kernel, awaiting)) enquire(kernel, process, awaiting)
  else transmitRequest(kernel, process, awaiting)
}

/** A member of the group that is asked is frozen on this very machine: as if its kernel had said so over the cable. */
function isPutOffHere(kernel: Kernel, { to }: Awaiting): boolean {
  const told = kernel.options.liveness !== 'bare-timeout'
  return told && isGroup(to) && frozenMembers(kernel, to).length > 0
}

function isExhausted(kernel: Kernel, awaiting: Awaiting): boolean {
  const { retriesMax, silenceNs, groupProbes } = kernel.options
  if (awaiting.retries >= (awaiting.kind === 'group' ? groupProbes - 1 : retriesMax)) return true
  return probes(kernel, awaiting) && kernel.sim.now >= awaiting.heardNs + silenceNs
}

function countRetries(kernel: Kernel, awaiting: Awaiting, retries: number): void {
  kernel.sim.change(awaiting.exchange.entity, Field.retries, awaiting.retries, retries)
  awaiting.retries = retries
}

/** Its segment is being moved to or from: the receiver is at work, and the same timer begins again. */
export function putOff(kernel: Kernel, process: Process, awaiting: Awaiting): void {
  const { sim } = kernel
  countRetries(kernel, awaiting, 0)
  awaiting.heardNs = sim.now
  if (awaiting.timer === NO_EVENT) return
  const duration = patienceOf(kernel, awaiting)
  const { cause } = sim
  sim.cancel(awaiting.timer)
  sim.emit(Kind.heard, awaiting.timerEntity, Math.round(duration / 1000))
  awaiting.timer = sim.after(duration, fired, { kernel, process, awaiting })
  sim.cause = cause
}

/** REPLY-PENDING or ALIVE: the receiver is there and at work; the count begins again. */
export function keepWaiting(kernel: Kernel, process: Process, awaiting: Awaiting): void {
  countRetries(kernel, awaiting, 0)
  awaiting.heardNs = kernel.sim.now
  startTimer(kernel, process, awaiting)
}
