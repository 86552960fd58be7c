/** Driving programs: a process runs until its next system call, which the kernel's table carries out. */
import { advance, type Outcome, type Runner } from '../engine/program.ts'
import { DestroyReason, Kind } from '../trace/kinds.ts'
import { costOf } from './costs.ts'
import type { Kernel } from './kernel.ts'
import type { Process } from './process.ts'

/** Makes a process ready; it runs, with the call's result, when the processor has switched to it. */
export function wake(kernel: Kernel, process: Process, result: unknown): void {
  if (process.dead) return
  process.become('ready')
  switchTo(kernel, process, () => {
    process.become('running')
    resume(kernel, process, result)
  })
}

/** Switches the processor to a ready process, which `onward` then makes run; a suspended one waits with both. */
export function switchTo(kernel: Kernel, process: Process, onward: () => void): void {
  if (process.suspended) process.held = onward
  else {
    const { switch: stage } = kernel.costs
    kernel.cpu.kernel(costOf(stage), stage.name, switched, { process, onward })
  }
}

interface Switching {
  readonly process: Process
  readonly onward: () => void
}

function switched({ process, onward }: Switching): void {
  if (process.dead) return
  if (process.suspended) process.held = onward
  else onward()
}

/** Goes on with a running process whose call has its result. */
export function resume(kernel: Kernel, process: Process, result: unknown): void {
  if (process.suspended) {
    // Stopped in the middle of a call: the switch back to it makes it run again.
    process.held = () => {
      process.become('running')
      resume(kernel, process, result)
    }
  } else advance(RUNNER, kernel, process, result)
}

/** The end of a Compute. */
export function computed({ kernel, process }: { kernel: Kernel; process: Process }): void {
  process.computing = false
  resume(kernel, process, true)
}

/** Wakes a process that delays so much later. */
export function sleep(kernel: Kernel, process: Process, nanos: number): void {
  process.wakesAt = kernel.sim.now + nanos
  process.wakeUp = kernel.sim.after(nanos, delayed, { kernel, process })
}

function delayed({ kernel, process }: { kernel: Kernel; process: Process }): void {
  wake(kernel, process, undefined)
}

const RUNNER: Runner<Kernel, Process> = {
  carryOut: (kernel, process, call) => kernel.entries.systemCall(kernel, process, call),
  ended: (kernel, process) => kernel.entries.ended(kernel, process, DestroyReason.exit),
  failed: (kernel, process, error) => {
    note(kernel, process, error instanceof Error ? error.message : 'The program failed.')
    kernel.entries.ended(kernel, process, DestroyReason.failure)
  },
}

/** A line that a program, or its failure, leaves for the onlooker. */
export function note(kernel: Kernel, process: Process, text: string): Outcome {
  kernel.sim.emit(Kind.note, process.entity, 0, kernel.sim.string(text))
  return { result: undefined }
}
