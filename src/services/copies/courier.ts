/**
 * Goes to other machines for a server of a copy. To catch up it asks who serialises the writers which version is
 * committed: the answer comes between two writes, so that no write is under way that knows nothing of this server.
 * Then it fetches a copy at least as new from any server. To pass on it brings its server's version to all others.
 */
import type { Program, Step } from '../../engine/program.ts'
import { message, Request, Result } from '../../kernel/message.ts'
import type { Pid } from '../../kernel/pid.ts'
import { Delay, Note, Receive, Reply, Send } from '../../kernel/system-calls.ts'
import { type Copy, inMessage, type Version } from './copy.ts'
import { ERRAND } from './replica.ts'

export interface Carrying {
  readonly replica: Pid
  readonly replicas: readonly Pid[]
  /** Who numbers the versions. */
  readonly writer: Pid
  /** Before a new version is carried on, ns. */
  readonly lazyNs: number
  /** Between two rounds of questions, ns, and how many before it serves what it has, or never: `thenServes`. */
  readonly againNs: number
  readonly roundsMax: number
  /** After the last round a lazy server serves what it has found; any other one does not serve. */
  readonly thenServes: boolean
}

export function* courier(options: Carrying): Program {
  for (;;) {
    const { from, message: request } = yield* Receive()
    yield* Reply(message(Result.ok), from)
    const errand = request.text
    const isDone = errand === ERRAND.catchUp ? yield* catchUp(options) : yield* passOn(options)
    if (isDone) yield* Send(options.replica, message(Request.errandDone, 0, errand))
  }
}

function* catchUp(options: Carrying): Step<boolean> {
  const { replica, roundsMax, againNs } = options
  for (let round = 1; round <= roundsMax; round++) {
    if (round > 1) yield* Delay(againNs)
    const committed = yield* Send(options.writer, message(Request.whatIsCommitted))
    if (committed.message?.code !== Result.ok) continue
    const wanted = committed.message.value
    const mine = yield* fetch(replica)
    if (mine && mine.version >= wanted) return true
    const newest = yield* fetchFrom(options, wanted)
    if (newest && !(yield* store(replica, newest))) return false
    if (newest && newest.version >= wanted) return true
  }
  if (!options.thenServes) yield* Note('It has not caught up: this is left to an operator.')
  return options.thenServes
}

/** The first copy that is new enough, or the newest of all. */
function* fetchFrom({ replica, replicas }: Carrying, wanted: Version): Step<Copy | null> {
  let newest: Copy | null = null
  for (const other of replicas) {
    const copy = other === replica ? null : yield* fetch(other)
    if (copy && copy.version > (newest?.version ?? 0)) newest = copy
    if (newest && newest.version >= wanted) break
  }
  return newest
}

function* passOn({ replica, replicas, lazyNs }: Carrying): Step<boolean> {
  yield* Delay(lazyNs)
  for (const other of replicas) {
    if (other === replica) continue
    const copy = yield* fetch(replica)
    if (copy) yield* Send(other, message(Request.passOnCopy, copy.version, copy.content))
  }
  return true
}

function* fetch(from: Pid): Step<Copy | null> {
  const { message: said } = yield* Send(from, message(Request.fetchCopy))
  return said?.code === Result.ok ? inMessage(said) : null
}

function* store(replica: Pid, { version, content }: Copy): Step<boolean> {
  const done = yield* Send(replica, message(Request.storeCopy, version, content))
  return done.message?.code === Result.ok
}
