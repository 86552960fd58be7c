import type { Trace } from '../trace/trace.ts'

/** One of something for each trace: made when it is first asked for, and gone with the trace. */
export function perTrace<T>(make: (trace: Trace) => T): (trace: Trace) => T {
  const known = new WeakMap<Trace, T>()
  return (trace) => {
    const before = known.get(trace)
    if (before !== undefined) return before
    const made = make(trace)
    known.set(trace, made)
    return made
  }
}
