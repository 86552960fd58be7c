/** For the onlooker: that a service says no, to what, and why. The answer itself says less: it has to fit a message. */
import type { Step } from '../engine/program.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import { Kind } from '../trace/kinds.ts'

/** `what` is refused goes on after "refuses", `why` is a sentence without its end; `about`: a transaction, a file. */
export function* tellRefusal(what: string, why: string, about = 0): Step<void> {
  yield* Tell(Kind.requestRefused, null, about, `${what}: ${why}`)
}
