/**
 * Programs above the system-call line are straight-line code: `const reply = yield* Send(server, message)`.
 * A system call is its own iterator, one flat yield, so that it costs no generator of its own and its result
 * has the right type. A kernel drives them; a crash drops them without running any `finally`.
 */
export abstract class SystemCall<Result> {
  private asked: boolean

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

/** A running program: what it yields are system calls, what it gets back are their results. */
export type Program = Generator<SystemCall<unknown>, void, unknown>
