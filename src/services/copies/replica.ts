/**
 * A server of one copy. It never waits for another machine: the courier beside it does, catches up for it when it
 * has come back, and carries new versions on where that is done lazily.
 */
import type { Program, Step } from '../../engine/program.ts'
import { message, Request, Result } from '../../kernel/message.ts'
import type { Pid } from '../../kernel/pid.ts'
import { Note, Receive, Reply, Send, Show } from '../../kernel/system-calls.ts'
import { Notice, State } from '../../kernel/things.ts'
import { COPY_STATES, type CopyState, Field } from '../../trace/fields.ts'
import { Kind } from '../../trace/kinds.ts'
import { COPY, type Copy, inMessage, say } from './copy.ts'
import { CopyStore } from './copy-store.ts'

export interface Replicating {
  readonly courier: Pid
  /**
   * When a server that starts has to catch up before it is read: where somebody may read its copy alone, always;
   * where the version number tells an old copy from a new one, only if it may have forgotten what it once answered.
   */
  readonly catchUp: 'never' | 'where-it-forgot' | 'always'
  /** Whether a new version is carried on to the other servers from here. */
  readonly passesOn: boolean
  /** What it takes in: newer versions alone, or, as the mutant, whatever comes. */
  readonly accepts: 'newer' | 'any'
}

/** What a courier is sent for. */
export const ERRAND = { catchUp: 'catch up', passOn: 'pass on' } as const

export function* replica(options: Replicating): Program {
  const store = yield* CopyStore.open()
  if (!store) return yield* Note('There is no disk for the copy.')
  yield* new Replica(options, store).run()
}

class Replica {
  private readonly options: Replicating
  private readonly store: CopyStore
  private isCurrent: boolean
  private isCourierOut = false
  /** The last version that a courier was sent to carry on. */
  private carried = 0

  constructor(options: Replicating, store: CopyStore) {
    this.options = options
    this.store = store
    const { catchUp } = options
    this.isCurrent = catchUp === 'never' || (catchUp === 'where-it-forgot' && store.isWhole)
  }

  *run(): Program {
    yield* this.stands(this.isCurrent ? 'serving' : 'catching-up')
    for (;;) {
      yield* this.sendCourier()
      const { from, message: request } = yield* Receive()
      const { code } = request
      if (code === Request.readCopy || code === Request.whichVersion) yield* this.answer(from)
      else if (code === Request.storeCopy || code === Request.passOnCopy)
        yield* this.take(from, inMessage(request))
      else if (code === Request.fetchCopy) yield* say(from, Result.ok, this.store.copy)
      else if (code === Request.errandDone) {
        this.isCourierOut = false
        yield* say(from, Result.ok)
        if (request.text === ERRAND.catchUp) yield* this.caughtUp()
      } else yield* say(from, Result.refused)
    }
  }

  /** One errand at a time: a courier that is out says when it is back. */
  private *sendCourier(): Step {
    const { courier, passesOn } = this.options
    const { version } = this.store.copy
    const isNews = passesOn && version > this.carried
    if (this.isCourierOut || (this.isCurrent && !isNews)) return
    this.isCourierOut = true
    if (this.isCurrent) this.carried = version
    const errand = this.isCurrent ? ERRAND.passOn : ERRAND.catchUp
    yield* Send(courier, message(Request.errand, version, errand))
  }

  private *answer(from: Pid): Step {
    if (!this.isCurrent) {
      yield* Notice(Kind.copyHeldBack, COPY, { process: from })
      return yield* say(from, Request.notCurrent)
    }
    yield* Notice(Kind.copyServed, COPY, { process: from }, this.store.copy.version)
    yield* say(from, Result.ok, this.store.copy)
  }

  /** A version that it has, or an older one, it need not write: who stored it may count on this one all the same. */
  private *take(from: Pid, copy: Copy): Step {
    const isNews = copy.version > this.store.copy.version || this.options.accepts === 'any'
    const isThere = isNews ? yield* this.store.put(copy) : true
    yield* Reply(message(isThere ? Result.ok : Result.refused, this.store.copy.version), from)
  }

  private *caughtUp(): Step {
    if (this.isCurrent) return
    this.isCurrent = true
    yield* Notice(Kind.copyCaughtUp, COPY, this.store.copy.version)
    yield* this.stands('serving')
  }

  private *stands(state: CopyState): Step {
    yield* State(COPY, Field.copyState, COPY_STATES.indexOf(state), COPY_STATES.indexOf('away'))
    yield* Show('copy', state === 'serving' ? 'serves' : 'catches up')
  }
}
