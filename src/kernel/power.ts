/**
 * Power: a crash loses memory and every process at that instant; a reboot starts a new incarnation. Where only the
 * processor has failed, the disks keep their power and end what they are about.
 */
import { Field } from '../trace/fields.ts'
import { DestroyReason, Kind } from '../trace/kinds.ts'
import type { RecordIndex } from '../trace/record.ts'
import { destroyProcess } from './destroy.ts'
import { forgetEnvironments } from './environments.ts'
import type { Kernel } from './kernel.ts'
import { type Cast, Process } from './process.ts'
import { wake } from './run-process.ts'
import { forgetThings } from './things.ts'

/** First start of a host, or its next incarnation: the cast takes the stage again where it is written so. */
export function boot(kernel: Kernel): RecordIndex {
  const { sim } = kernel
  const first = kernel.incarnation === 0
  kernel.on = true
  kernel.powered = true
  kernel.incarnation++
  sim.change(kernel.host, Field.incarnation, kernel.incarnation - 1, kernel.incarnation)
  const record = first ? sim.cause : sim.emit(Kind.reboot, kernel.host, kernel.incarnation)
  sim.change(kernel.host, Field.power, 0, 1)
  processorFailed(kernel, false)
  if (!first) {
    kernel.nic.powerOn()
    kernel.cpu.powerOn()
    for (const disk of kernel.disks) disk.powerOn()
  }
  const begun = sim.cause
  for (const cast of kernel.casts) {
    sim.cause = begun
    if (first && cast.startNs > sim.now)
      sim.at(cast.startNs, start, { kernel, cast, incarnation: kernel.incarnation })
    else if (first || cast.restarts) start({ kernel, cast, incarnation: kernel.incarnation })
  }
  return record
}

function start({
  kernel,
  cast,
  incarnation,
}: {
  kernel: Kernel
  cast: Cast
  incarnation: number
}): void {
  if (!kernel.on || kernel.incarnation !== incarnation) return
  const process = new Process(kernel.sim, kernel.host, cast, kernel.pidFor(cast), incarnation)
  kernel.processes.set(cast.local, process)
  kernel.onlooker.set(process.pid, process.entity)
  kernel.sim.emit(Kind.processCreated, process.entity, cast.user, kernel.sim.string(cast.program))
  wake(kernel, process, undefined)
}

/** A machine whose processor has failed can still lose its power, and its disks with it. */
export function crash(kernel: Kernel): void {
  if (!kernel.powered) return
  if (kernel.on) stop(kernel, 0)
  processorFailed(kernel, false)
  kernel.powered = false
  const { cause } = kernel.sim
  for (const disk of kernel.disks) {
    kernel.sim.cause = cause
    disk.powerOff()
  }
}

/** The processor fails: memory is gone, and the disks have their power. */
export function halt(kernel: Kernel): void {
  if (!kernel.on) return
  stop(kernel, 1)
  processorFailed(kernel, true)
  for (const disk of kernel.disks) disk.hostStopped()
}

function processorFailed(kernel: Kernel, failed: boolean): void {
  kernel.sim.change(kernel.host, Field.failed, kernel.failed ? 1 : 0, failed ? 1 : 0)
  kernel.failed = failed
}

/** `why`: 0 for want of power, 1 for a processor that has failed. */
function stop(kernel: Kernel, why: 0 | 1): void {
  const { sim } = kernel
  const record = sim.emit(Kind.crash, kernel.host, kernel.incarnation, why)
  kernel.on = false
  sim.change(kernel.host, Field.power, 1, 0)
  // The processor first: it must not take up the next process's work as each one dies.
  kernel.cpu.powerOff()
  for (const process of [...kernel.processes.values()]) {
    sim.cause = record
    destroyProcess(kernel, process, DestroyReason.crash)
  }
  sim.cause = record
  kernel.nic.powerOff()
  forgetThings(kernel)
  kernel.groups.clear()
  kernel.names.clear()
  forgetEnvironments(kernel)
  kernel.gathering.clear()
  kernel.addresses.clear()
  kernel.bindings.clear()
  kernel.incarnations.clear()
  kernel.aliens.crash(kernel.options.duplicateTable === 'kept')
}
