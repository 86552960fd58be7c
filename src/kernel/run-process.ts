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
  kernel.cpu.kernel(costOf(kernel.costs.switch), kernel.costs.switch.name, dispatch, {
    kernel,
    process,
    result,
  })
}

function dispatch({
  kernel,
  process,
  result,
}: {
  kernel: Kernel
  process: Process
  result: unknown
}): void {
  if (process.dead) return
  process.become('running')
  resume(kernel, process, result)
}

/** Goes on with a running process whose call has its result. */
export function resume(kernel: Kernel, process: Process, result: unknown): void {
  advance(RUNNER, kernel, process, result)
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
