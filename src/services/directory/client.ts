/** Names from a client's side: whichever of the servers answers will do. */
import type { Step } from '../../engine/program.ts'
import type { Segment } from '../../kernel/memory.ts'
import { message, Request } from '../../kernel/message.ts'
import type { Pid } from '../../kernel/pid.ts'
import { Delay } from '../../kernel/system-calls.ts'
import { ask, type Got } from '../immutable-store/client.ts'
import { type Swap, swapsToBytes } from './rows.ts'
import { Refused } from './server.ts'

export interface Directories {
  /** In the order in which they are asked. */
  readonly servers: readonly Pid[]
  /** How often all of them are asked before it is given up, and how long one waits in between, ns. */
  readonly tries: number
  readonly pauseNs: number
}

/** Answers of a server that knows; the others have not said anything about the name. */
const isAnswer = (got: Got) =>
  got.value !== null || got.why === Refused.noSuchName || got.why === Refused.changed

function* askAny(
  { servers, tries, pauseNs }: Directories,
  once: (server: Pid) => Step<Got>,
): Step<Got> {
  let got: Got = { value: null, why: 'nobody answers' }
  for (let n = 0; n < tries; n++) {
    if (n > 0) yield* Delay(pauseNs)
    for (const server of servers) {
      got = yield* once(server)
      if (isAnswer(got)) return got
    }
  }
  return got
}

/** The first version of the set that a name denotes. */
export function* lookUpName(directories: Directories, name: number): Step<Got> {
  return yield* askAny(directories, (server) => ask(server, message(Request.lookUpSet, name)))
}

/**
 * Swaps names all together, or none of them. Who is told that it has changed may find that it was he himself: his
 * request was carried out, and the answer was lost.
 */
export function* swapNames(
  directories: Directories,
  swaps: readonly Swap[],
  room: Segment,
): Step<Got> {
  const bytes = swapsToBytes(swaps)
  room.bytes.set(bytes)
  const grant = { rights: 'read', start: room.start, length: bytes.length } as const
  const request = message(Request.swapNames, swaps.length, '', grant)
  const got = yield* askAny(directories, (server) => ask(server, request))
  if (got.value !== null || got.why !== Refused.changed) return got
  for (const { name, after } of swaps) {
    const now = yield* lookUpName(directories, name)
    if (now.value !== (after[0] ?? 0)) return got
  }
  return { value: 0 }
}
