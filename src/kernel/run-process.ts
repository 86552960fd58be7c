/**
 * Driving programs: a process runs until its next system call, which the kernel's table carries out. In a loop,
 * not by recursion, because a call with an immediate result would recurse.
 */
import { BudgetExceeded } from '../engine/assert.ts'
import type { SystemCall } from '../engine/program.ts'
import { DestroyReason, EndReason, Kind } from '../trace/kinds.ts'
import { costOf } from './costs.ts'
import type { Kernel } from './kernel.ts'
import type { Process } from './process.ts'
import type { Outcome } from './system-calls.ts'

/** Calls with immediate results that a program may make in a row: a loop that never blocks is ended, not endured. */
const CALLS_AT_ONE_INSTANT_MAX = 100_000

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
export function resume(kernel: Kernel, process: Process, first: unknown): void {
  let result = first
  for (let calls = 0; ; calls++) {
    if (process.dead) return
    if (calls > CALLS_AT_ONE_INSTANT_MAX) throw new BudgetExceeded(EndReason.eventsAtOneInstant)
    let step: IteratorResult<SystemCall<unknown>, void>
    try {
      step = process.program.next(result)
    } catch (error) {
      note(kernel, process, error instanceof Error ? error.message : 'The program failed.')
      return kernel.entries.ended(kernel, process, DestroyReason.failure)
    }
    if (step.done) return kernel.entries.ended(kernel, process, DestroyReason.exit)
    const outcome = kernel.entries.systemCall(kernel, process, step.value)
    if (!outcome) return
    result = outcome.result
  }
}

/** A line that a program, or its failure, leaves for the onlooker. */
export function note(kernel: Kernel, process: Process, text: string): Outcome {
  kernel.sim.emit(Kind.note, process.entity, 0, kernel.sim.string(text))
  return { result: undefined }
}
