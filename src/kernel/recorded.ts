/**
 * A guest's registers and stack, as far as a program here has any: what its system calls have come back with. Run
 * again from the beginning with these results a program gets to where it was, on whatever machine.
 */
import type { Program } from '../engine/program.ts'
import { type Memory, Segment } from './memory.ts'

/** The program, with each result kept as it is given. */
export function* recorded(program: Program, results: unknown[]): Program {
  try {
    let step = program.next()
    while (!step.done) {
      const result: unknown = yield step.value
      results.push(result)
      step = program.next(result)
    }
  } finally {
    program.return()
  }
}

/** Brings a program that has not begun to where another copy of it was; its segments are then those of `memory`. */
export function runAgain(program: Program, results: readonly unknown[], memory: Memory): void {
  program.next()
  for (const result of results) program.next(ofMemory(result, memory))
}

function ofMemory(result: unknown, memory: Memory): unknown {
  return result instanceof Segment ? new Segment(memory, result.start, result.length) : result
}
