/** Destroy of a process on another machine: a request to the kernel there, which confirms it or knows of none. */
import type { Frame } from '../hardware/frame.ts'
import { DestroyReason, IgnoreReason, Kind } from '../trace/kinds.ts'
import { ask, closeQuestion } from './asking.ts'
import { ANSWERED_BY_REPLY } from './control.ts'
import { onControl } from './control-remote.ts'
import { destroyProcess } from './destroy.ts'
import type { Kernel } from './kernel.ts'
import { NackReason, type Packet } from './packets.ts'
import type { Process } from './process.ts'
import { putOffFrozen } from './put-off.ts'
import { wake } from './run-process.ts'
import type { DestroyCall } from './system-calls.ts'
import { transmit } from './transmit.ts'

export function destroyRemote(kernel: Kernel, process: Process, call: DestroyCall): undefined {
  process.destroys++
  ask(kernel, process, {
    kind: 'destroy',
    call: 'Destroy',
    name: 'destroy',
    number: process.destroys,
    to: call.pid,
    about: () => kernel.onlooker.get(call.pid) ?? -1,
    giveUp: () => finishDestroy(kernel, process, 'noAnswer'),
  })
}

/** The other side. A second copy finds nothing any more, and is told so. */
export function onDestroy(kernel: Kernel, packet: Packet, frame: Frame): void {
  if (packet.argument === ANSWERED_BY_REPLY) return onControl(kernel, packet, frame)
  const victim = kernel.process(packet.to)
  if (victim?.frozen) return putOffFrozen(kernel, packet, frame)
  const there = victim !== undefined && !victim.dead
  const answer = { sequence: packet.sequence, from: packet.to, to: packet.from }
  transmit(kernel, {
    ...answer,
    type: there ? 'DESTROYED' : 'NACK',
    argument: NackReason.nothingToDestroy,
    boundTo: packet.boot,
    message: null,
    exchange: packet.exchange,
  })
  if (there) destroyProcess(kernel, victim, DestroyReason.destroyed)
}

/** DESTROYED, or the NACK that there was nothing: after a first copy that may have been what it did. */
export function onDestroyed(kernel: Kernel, packet: Packet, frame: Frame): void {
  const process = kernel.process(packet.to)
  const awaiting = process?.awaiting
  const waits = awaiting?.kind === 'destroy' && awaiting.sequence === packet.sequence
  if (!process || !waits)
    return void kernel.sim.emit(Kind.ignored, frame.entity, kernel.host, IgnoreReason.nobodyWaits)
  const gone = packet.type === 'DESTROYED' || awaiting.asked > 1
  finishDestroy(kernel, process, gone ? 'replied' : 'noSuchProcess')
}

function finishDestroy(
  kernel: Kernel,
  process: Process,
  result: 'replied' | 'noSuchProcess' | 'noAnswer',
): void {
  const { awaiting } = process
  if (!awaiting) return
  closeQuestion(kernel, process, awaiting, result)
  wake(kernel, process, result === 'replied')
}
