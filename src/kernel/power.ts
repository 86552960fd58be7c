/** Power: a crash loses memory and every process at that instant; a reboot starts a new incarnation. */
import { Field } from '../trace/fields.ts'
import { DestroyReason, Kind } from '../trace/kinds.ts'
import type { RecordIndex } from '../trace/record.ts'
import { destroyProcess } from './destroy.ts'
import type { Kernel } from './kernel.ts'
import { type Cast, Process } from './process.ts'
import { wake } from './run-process.ts'

/** First start of a host, or its next incarnation: the cast takes the stage again where it is written so. */
export function boot(kernel: Kernel): RecordIndex {
  const { sim } = kernel
  const first = kernel.incarnation === 0
  kernel.on = true
  kernel.incarnation++
  sim.change(kernel.host, Field.incarnation, kernel.incarnation - 1, kernel.incarnation)
  const record = first ? sim.cause : sim.emit(Kind.reboot, kernel.host, kernel.incarnation)
  sim.change(kernel.host, Field.power, 0, 1)
  if (!first) {
    kernel.nic.powerOn()
    kernel.cpu.powerOn()
    kernel.disk?.powerOn()
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

export function crash(kernel: Kernel): void {
  if (!kernel.on) return
  const { sim } = kernel
  const record = sim.emit(Kind.crash, kernel.host, kernel.incarnation)
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
  kernel.groups.clear()
  kernel.disk?.powerOff()
  kernel.names.clear()
  kernel.gathering.clear()
  kernel.addresses.clear()
  kernel.bindings.clear()
  kernel.incarnations.clear()
  kernel.aliens.crash(kernel.options.duplicateTable === 'kept')
}
