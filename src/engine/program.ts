/**
 * Programs above the system-call line are straight-line code: `const reply = yield* Send(server, message)`.
 * A system call is its own iterator, one flat yield, so that it costs no generator of its own and its result
 * has the right type. A runner drives them; a crash drops them without running any `finally`.
 */
import { EndReason } from '../trace/kinds.ts'
import { BudgetExceeded } from './assert.ts'

export abstract class SystemCall<Result> {
  // Declared, not defined: every call of every program makes one, and a defined field costs it dearly.
  declare private asked: boolean

  constructor() {
    this.asked = false
  }

  [Symbol.iterator](): Iterator<SystemCall<unknown>, Result, unknown> {
    return this as unknown as Iterator<SystemCall<unknown>, Result, unknown>
  }

  next(result?: unknown): IteratorResult<SystemCall<unknown>, Result> {
    if (this.asked) return { value: result as Result, done: true }
    this.asked = true
    return { value: this, done: false }
  }
}

/** A part of a program: what it yields are system calls, what it gets back are their results. */
export type Step<Result = void> = Generator<SystemCall<unknown>, Result, unknown>

/** A running program. */
export type Program = Step

/** A call either blocks its process (undefined) or has its result at once, in a box so that it may be undefined. */
export type Outcome = { readonly result: unknown } | undefined

/** What a program runs on: `place` is whatever the runner needs to know beside the process. */
export interface Runner<
  Place,
  Running extends { readonly program: Program; readonly dead: boolean },
> {
  carryOut(place: Place, process: Running, call: SystemCall<unknown>): Outcome
  /** The program has come to its end. */
  ended(place: Place, process: Running): void
  /** The program itself threw; what a call's carrying out throws passes through. */
  failed(place: Place, process: Running, error: unknown): void
}

/** Calls with immediate results that a program may make in a row: a loop that never blocks is ended, not endured. */
const CALLS_AT_ONE_INSTANT_MAX = 100_000

/**
 * Goes on with a program whose call has the result `first`, until a call blocks it, or it ends, or is dead. In a
 * loop, not by recursion, because a call with an immediate result would recurse.
 */
export function advance<
  Place,
  Running extends { readonly program: Program; readonly dead: boolean },
>(runner: Runner<Place, Running>, place: Place, process: Running, first: unknown): void {
  let result = first
  for (let calls = 0; ; calls++) {
    if (process.dead) return
    if (calls > CALLS_AT_ONE_INSTANT_MAX) throw new BudgetExceeded(EndReason.eventsAtOneInstant)
    let step: IteratorResult<SystemCall<unknown>, void>
    try {
      step = process.program.next(result)
    } catch (error) {
      return runner.failed(place, process, error)
    }
    if (step.done) return runner.ended(place, process)
    const outcome = runner.carryOut(place, process, step.value)
    if (!outcome) return
    result = outcome.result
  }
}
