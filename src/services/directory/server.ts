/**
 * One of two servers of a directory, after SOAP of Amoeba. A swap of names is compared with what they denote; its
 * intention goes to the partner, who keeps it, then to this server's own first block, and then the client is
 * answered. A partner that is silent for long is left out: then there is one copy, until it is back and has caught up.
 */
import type { Program, Step } from '../../engine/program.ts'
import { Tell } from '../../kernel/datagram-calls.ts'
import type { Segment } from '../../kernel/memory.ts'
import { type Message, message, Request, Result } from '../../kernel/message.ts'
import { NO_PROCESS, type Pid } from '../../kernel/pid.ts'
import {
  Allocate,
  Executed,
  GetTime,
  MoveFrom,
  MoveTo,
  Note,
  Receive,
  Reply,
  Send,
  Show,
} from '../../kernel/system-calls.ts'
import { DirectoryMode, Kind } from '../../trace/kinds.ts'
import { tellRefusal } from '../refusal.ts'
import { Outcome, ROOM_BYTES } from './courier.ts'
import { isSame, type Row, rowsIn, rowsToBytes, type Swap, swapsIn, swapsLength } from './rows.ts'
import { type Keeping, SuperFile } from './super-file.ts'

export interface DirectoryServing extends Keeping {
  /** Of two servers that update at once the first goes first. */
  readonly place: number
  readonly hasPartner: boolean
  readonly compares: boolean
  /** How long a partner may be silent, ns. */
  readonly timeoutNs: number
}

/** Why something is refused: the text of the reply. */
export const Refused = {
  waits: 'waits for its partner',
  noSuchName: 'no such name',
  changed: 'it has changed',
  tooMany: 'too many names',
  notDone: 'not done',
  busy: 'busy',
  behind: 'behind',
  catchingUp: 'catching up',
} as const

/** Until it tries again to reach its partner, or to have an intention taken, µs. */
const AGAIN_MICROS = 500_000
const BUSY_MICROS = 100_000
/** Swaps that are made all together, at most. */
const TOGETHER_MAX = 16

/** What one of two has beside the other: text of an answer to who is there. */
const AHEAD = 'ahead'
const EQUAL = 'equal'

/** A client's swaps, and, once they are under way, what they make of which names. */
interface Update {
  readonly client: Pid
  readonly swaps: readonly Swap[]
}
interface Pending extends Update {
  readonly rows: readonly Row[]
  readonly number: number
}

export class Directory {
  private readonly serving: DirectoryServing
  private readonly file: SuperFile
  private readonly room: Segment
  private joining: boolean
  private mode = -1
  private queue: Update[] = []
  private pending: Pending | null = null
  /** Asleep, when it is to be called. */
  private courier: Pid = NO_PROCESS
  /** What the courier is about. */
  private told: 'nothing' | 'join' | Pending = 'nothing'
  private wantsJoin: boolean
  private waitMicros = 0
  private silentSince: number | null = null

  constructor(serving: DirectoryServing, file: SuperFile, room: Segment) {
    this.serving = serving
    this.file = file
    this.room = room
    this.joining = serving.hasPartner && file.copies === 2
    this.wantsJoin = serving.hasPartner
  }

  *start(): Step<void> {
    yield* this.tellMode()
  }

  private *tellMode(): Step<void> {
    const { waits, oneCopy, twoCopies } = DirectoryMode
    const mode = this.joining ? waits : this.file.copies === 2 ? twoCopies : oneCopy
    if (mode === this.mode) return
    this.mode = mode
    yield* Tell(Kind.directoryMode, null, mode, this.file.updates)
    yield* Show('serves', ['not yet', 'alone', 'as one of two'][mode] as string)
  }

  *handle(from: Pid, request: Message): Step<void> {
    switch (request.code) {
      case Request.lookUpSet:
        return yield* this.lookUp(from, request.value)
      case Request.swapNames:
        return yield* this.swap(from, request)
      case Request.whatToTell:
        return yield* this.report(from, request)
      case Request.intend:
        return yield* this.intended(from, request)
      case Request.joinPartner:
        return yield* this.joined(from, request)
      default:
        return yield* answer(message(Result.refused, 0, Refused.notDone), from)
    }
  }

  // Clients -------------------------------------------------------------------------------------------
  private *lookUp(client: Pid, name: number): Step<void> {
    if (this.joining || this.file.copies === 1) this.wantsJoin = this.serving.hasPartner
    if (this.joining) return yield* sendAway(client, name)
    const [first, ...others] = this.file.get(name).versions
    if (first === undefined) return yield* refuse(client, Refused.noSuchName)
    yield* Executed(client)
    yield* Reply(message(Result.ok, first, others.join(' ')), client)
  }

  private *swap(client: Pid, { grant, value }: Message): Step<void> {
    if (this.joining) {
      this.wantsJoin = true
      return yield* sendAway(client, 0)
    }
    if (value < 1 || value > TOGETHER_MAX) return yield* refuse(client, Refused.tooMany)
    if (!grant || grant.length < swapsLength(value)) return yield* refuse(client, Refused.notDone)
    const moved = yield* MoveFrom(client, this.room.start, grant.start, swapsLength(value))
    if (moved !== 'done') return yield* refuse(client, Refused.notDone)
    const swaps = swapsIn(this.room.bytes, value)
    if (!swaps.every(({ name }) => this.file.has(name)))
      return yield* refuse(client, Refused.noSuchName)
    this.queue.push({ client, swaps })
  }

  /** After whatever has come: what waits may have become possible, or the courier may have something to tell. */
  *advance(): Step<void> {
    yield* this.settle()
    yield* this.callCourier()
  }

  private *settle(): Step<void> {
    if (this.joining) return yield* this.sendAway()
    while (!this.pending) {
      const next = this.queue.shift()
      if (!next) return
      yield* this.begin(next)
    }
  }

  private *begin({ client, swaps }: Update): Step<void> {
    const changed = this.serving.compares
      ? swaps.find(({ name, before }) => !isSame(this.file.get(name).versions, before))
      : undefined
    if (changed) {
      const denotes = this.file.get(changed.name).versions[0] ?? 0
      yield* Tell(Kind.swapRefused, null, changed.name, denotes)
      yield* Executed(client)
      return yield* answer(message(Result.refused, denotes, Refused.changed), client)
    }
    const rows = swaps.map(({ name, after }) => ({
      name,
      versions: after,
      swaps: this.file.get(name).swaps + 1,
    }))
    this.pending = { client, swaps, rows, number: this.file.updates + 1 }
    if (this.file.copies === 1 || !this.serving.hasPartner) yield* this.commit(this.file.copies)
  }

  /** The client is answered when it is in the first block; the names' own blocks come after. */
  private *commit(copies: 1 | 2): Step<void> {
    const { pending } = this
    if (!pending) return
    this.pending = null
    if (!(yield* this.file.keep(pending.rows, copies, true)))
      return yield* refuse(pending.client, Refused.notDone)
    yield* Executed(pending.client)
    yield* Reply(message(Result.ok, this.file.updates), pending.client)
    yield* this.tellMode()
    yield* this.file.rollForward(false)
    if (copies === 1) this.wantsJoin = this.serving.hasPartner
  }

  /** Back among those that wait, to be compared anew. */
  private withdraw(): void {
    if (this.pending) this.queue.unshift(this.pending)
    this.pending = null
  }

  private *sendAway(): Step<void> {
    this.withdraw()
    for (const { client } of this.queue.splice(0)) yield* refuse(client, Refused.waits)
  }

  // What the courier brings and is given --------------------------------------------------------------
  private *report(from: Pid, { text, value, grant }: Message): Step<void> {
    const { told } = this
    this.told = 'nothing'
    const [how = '', ...why] = text.split(' ')
    if (told === 'join') yield* this.joinEnded(from, how, why.join(' '), value, grant?.start ?? 0)
    else if (told !== 'nothing' && told === this.pending)
      yield* this.intentionEnded(how, why.join(' '))
    yield* this.giveNext(from, grant?.start ?? 0)
  }

  private *giveNext(courier: Pid, room: number): Step<void> {
    yield* this.settle()
    if (this.waitMicros > 0) {
      const wait = message(Request.waitABit, this.waitMicros)
      this.waitMicros = 0
      return yield* answer(wait, courier)
    }
    const { pending, file } = this
    if (pending && file.copies === 2) {
      const bytes = rowsToBytes(pending.rows)
      this.room.bytes.set(bytes)
      yield* MoveTo(courier, room, this.room.start, bytes.length)
      this.told = pending
      return yield* answer(message(Request.intend, pending.number), courier)
    }
    if (this.wantsJoin) {
      this.wantsJoin = false
      this.told = 'join'
      return yield* answer(message(Request.joinPartner, file.updates, String(file.copies)), courier)
    }
    this.courier = courier
    yield* Reply(message(Request.whatToTell), courier)
  }

  private *callCourier(): Step<void> {
    const hasWork = this.wantsJoin || (this.pending !== null && this.file.copies === 2)
    if (!hasWork || this.courier === NO_PROCESS) return
    const { courier } = this
    this.courier = NO_PROCESS
    yield* Send(courier, message(Request.whatToTell))
  }

  private *intentionEnded(how: string, why: string): Step<void> {
    if (how === Outcome.done) {
      this.silentSince = null
      return yield* this.commit(2)
    }
    if (how === Outcome.refused) {
      this.silentSince = null
      this.withdraw()
      if (why === Refused.behind) yield* this.fallBehind()
      else this.waitMicros = BUSY_MICROS
      return
    }
    if (yield* this.isGivenUp()) return yield* this.commit(1)
    this.waitMicros = AGAIN_MICROS
  }

  /** Whether the partner has been silent for too long. */
  private *isGivenUp(): Step<boolean> {
    const now = yield* GetTime()
    if (this.silentSince === null) {
      this.silentSince = now
      yield* Tell(Kind.partnerSilent, null)
    }
    return now - this.silentSince >= this.serving.timeoutNs
  }

  private *fallBehind(): Step<void> {
    this.joining = true
    this.wantsJoin = true
    yield* this.tellMode()
  }

  private *joinEnded(
    courier: Pid,
    how: string,
    why: string,
    updates: number,
    room: number,
  ): Step<void> {
    if (how === Outcome.silent) {
      // One that serves alone need not ask again until somebody wants something.
      const givesUp = !this.joining || (yield* this.isGivenUp())
      this.wantsJoin = !givesUp
      this.waitMicros = givesUp ? 0 : AGAIN_MICROS
      return
    }
    this.silentSince = null
    if (how === Outcome.done && why === AHEAD) {
      yield* MoveFrom(courier, this.room.start, room, ROOM_BYTES)
      const isCaughtUp = yield* this.file.replaceBy(rowsIn(this.room.bytes), updates)
      if (!isCaughtUp) return yield* Note('The disk does not take what the partner has')
    } else if (how === Outcome.done) yield* this.file.become(2)
    this.joining = false
    yield* this.tellMode()
  }

  // The partner ---------------------------------------------------------------------------------------
  private *intended(from: Pid, { value: number, grant }: Message): Step<void> {
    if (this.joining) return yield* refuse(from, Refused.catchingUp)
    if (this.file.copies === 1) return yield* refuse(from, Refused.behind)
    // Its update is the one after mine: so it has taken mine.
    if (this.pending && number === this.file.updates + 2) yield* this.commit(2)
    if (number <= this.file.updates) return yield* answer(message(Result.ok), from)
    if (number > this.file.updates + 1) {
      yield* refuse(from, Refused.catchingUp)
      return yield* this.fallBehind()
    }
    if (this.pending && this.serving.place === 0) return yield* refuse(from, Refused.busy)
    this.withdraw()
    const moved = grant && (yield* MoveFrom(from, this.room.start, grant.start, ROOM_BYTES))
    if (moved !== 'done') return yield* refuse(from, Refused.notDone)
    if (!(yield* this.file.keep(rowsIn(this.room.bytes), 2, false)))
      return yield* refuse(from, Refused.notDone)
    yield* Executed(from)
    yield* Reply(message(Result.ok), from)
    yield* this.file.rollForward(false)
  }

  /** The partner is there, perhaps again: one of the two has what the other has, or more. */
  private *joined(from: Pid, { value: updates, text, grant }: Message): Step<void> {
    const theirs = { updates, copies: Number(text) === 1 ? 1 : 2, place: 1 - this.serving.place }
    const isNext = updates === this.file.updates + 1 && theirs.copies === 2
    if (isNext && this.file.copies === 2) yield* this.commit(2)
    if (this.isBehind(theirs)) {
      yield* refuse(from, Refused.behind)
      this.withdraw()
      return yield* this.fallBehind()
    }
    if (!(yield* this.file.become(2))) return yield* refuse(from, Refused.notDone)
    yield* this.tellMode()
    const bytes = rowsToBytes(this.file.rows)
    this.room.bytes.set(bytes)
    const moved = grant && (yield* MoveTo(from, grant.start, this.room.start, bytes.length))
    if (moved !== 'done') return yield* refuse(from, Refused.notDone)
    const isAhead = theirs.copies === 1 || this.file.updates > updates
    yield* Executed(from)
    yield* Reply(message(Result.ok, this.file.updates, isAhead ? AHEAD : EQUAL), from)
  }

  /** Who has served alone has all there is; else who has more updates; of two who were alone, apart, one must lose. */
  private isBehind(theirs: { updates: number; copies: number; place: number }): boolean {
    const { updates, copies } = this.file
    if (copies !== theirs.copies) return copies === 2
    if (updates !== theirs.updates) return updates < theirs.updates
    return copies === 1 && theirs.place === 0
  }
}

function* answer(reply: Message, to: Pid): Step<void> {
  yield* Reply(reply, to)
}
/** It cannot know whether its partner has gone on without it. */
function* sendAway(client: Pid, name: number): Step<void> {
  const what = name === 0 ? 'to swap names' : `to look up name ${name}`
  yield* tellRefusal(what, 'it has not heard from its partner yet', name)
  yield* refuse(client, Refused.waits)
}

function* refuse(to: Pid, why: string): Step<void> {
  yield* Executed(to)
  yield* Reply(message(Result.refused, 0, why), to)
}

export function* directoryServer(serving: DirectoryServing): Program {
  const file = yield* SuperFile.mount(serving)
  if (!file) return yield* Note('There is no disk to serve from')
  const directory = new Directory(serving, file, yield* Allocate(ROOM_BYTES))
  yield* directory.start()
  for (;;) {
    const { from, message: request } = yield* Receive()
    yield* directory.handle(from, request)
    yield* directory.advance()
  }
}
