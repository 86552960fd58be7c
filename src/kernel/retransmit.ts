/** The client's timer: a request is sent again until a REPLY or a REPLY-PENDING is heard, or N copies were not. */

import { NO_EVENT } from '../engine/simulation.ts'
import { EntityType } from '../trace/entities.ts'
import { Field } from '../trace/fields.ts'
import { Kind } from '../trace/kinds.ts'
import { NONE } from '../trace/record.ts'
import type { Kernel } from './kernel.ts'
import { logicalHostOf } from './pid.ts'
import type { Awaiting, Process } from './process.ts'
import { transmit } from './transmit.ts'

export function transmitRequest(kernel: Kernel, process: Process, awaiting: Awaiting): void {
  const query = awaiting.kind === 'getPid'
  const bound =
    kernel.options.binding === 'checked'
      ? (kernel.bindings.get(logicalHostOf(awaiting.to)) ?? 0)
      : 0
  transmit(kernel, {
    type: query ? 'GETPID' : 'SEND',
    sequence: awaiting.sequence,
    from: process.pid,
    to: awaiting.to,
    argument: awaiting.argument,
    boundTo: query ? 0 : bound,
    message: awaiting.message,
    exchange: awaiting.exchange,
    ...(query ? { address: kernel.cable.preset.broadcast } : {}),
    ...(awaiting.retries === 0 ? { after: kernel.costs.afterSend } : {}),
    handedOver: () => {
      if (process.awaiting === awaiting) startTimer(kernel, process, awaiting)
    },
  })
}

function startTimer(kernel: Kernel, process: Process, awaiting: Awaiting): void {
  const { sim } = kernel
  const duration = kernel.options.retransmitNs
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
  if (awaiting.retries >= kernel.options.retriesMax) {
    return awaiting.giveUp()
  }
  awaiting.retries++
  kernel.sim.change(awaiting.exchange.entity, Field.retries, awaiting.retries - 1, awaiting.retries)
  transmitRequest(kernel, process, awaiting)
}

/** REPLY-PENDING: the receiver is there and at work; the count begins again. */
export function keepWaiting(kernel: Kernel, process: Process, awaiting: Awaiting): void {
  kernel.sim.change(awaiting.exchange.entity, Field.retries, awaiting.retries, 0)
  awaiting.retries = 0
  startTimer(kernel, process, awaiting)
}
