/**
 * Serves files that never change: create, fill, commit once, read for ever. What makes no sense is refused with a
 * reason. The same server can be told to let committed files be overwritten, which is what it is there to prevent.
 */
import { contentHash } from '../../engine/content-hash.ts'
import type { Program, Step } from '../../engine/program.ts'
import { Tell } from '../../kernel/datagram-calls.ts'
import type { Segment } from '../../kernel/memory.ts'
import { type Message, message, Request, Result } from '../../kernel/message.ts'
import { NO_PROCESS, type Pid } from '../../kernel/pid.ts'
import {
  Allocate,
  Delay,
  DiskRead,
  Executed,
  MoveFrom,
  MoveTo,
  Note,
  Receive,
  Reply,
  Send,
} from '../../kernel/system-calls.ts'
import { Kind, VersionEnd } from '../../trace/kinds.ts'
import { tellRefusal } from '../refusal.ts'
import { type Layout, nameBlocks } from './disk-layout.ts'
import { PART_BYTES, PARTS_MAX, partLength, partsOf, serverOf } from './identifiers.ts'
import { NameTable } from './names.ts'
import { type Version, Versions } from './versions.ts'

export interface StoreServing {
  readonly place: number
  /** Files that there may be. */
  readonly slots: number
  /** Blocks for their contents. */
  readonly dataBlocks: number
  readonly ttlHours: number
  /** `committed`: not once it is committed, and for ever after; `always`: whoever has the identifier may. */
  readonly changes: 'until-committed' | 'always'
  /** From one sweep to the next, ns. */
  readonly sweepNs: number
}

/** Why something is refused: the text of the reply. */
export const Refused = {
  noSuchVersion: 'no such version',
  notCommitted: 'not committed',
  committed: 'it is committed',
  full: 'the disk is full',
  thereAlready: 'it is there already',
  unreadable: 'it cannot be read',
  noSuchName: 'no such name',
  noSuchPart: 'no such part',
  notDone: 'not done',
} as const
type Reason = (typeof Refused)[keyof typeof Refused]

const ok = (value = 0): Message => message(Result.ok, value)
const refused = (why: Reason): Message => message(Result.refused, 0, why)
const whether = (done: boolean): Message => (done ? ok() : refused(Refused.notDone))

class Store {
  private readonly serving: StoreServing
  private readonly versions: Versions
  private readonly names: NameTable
  private readonly room: Segment
  private readonly blockBytes: number
  /** Versions of its own that other servers have not been given. */
  private readonly toCopy: number[]
  private copier: Pid = NO_PROCESS
  private sweeper: Pid = NO_PROCESS

  constructor(
    serving: StoreServing,
    versions: Versions,
    names: NameTable,
    room: Segment,
    blockBytes: number,
  ) {
    this.serving = serving
    this.versions = versions
    this.names = names
    this.room = room
    this.blockBytes = blockBytes
    this.toCopy = versions.all().flatMap(({ id }) => (this.isOwn(id) ? [id] : []))
  }

  private isOwn(id: number): boolean {
    return serverOf(id) === this.serving.place
  }

  *answer(from: Pid, request: Message): Step<Message> {
    const { code, value, text } = request
    yield* this.versions.forgetAbandoned(SWEEPS_UNCOMMITTED * this.serving.sweepNs)
    switch (code) {
      case Request.createVersion:
        return yield* this.create(value, Number(text) || 0)
      case Request.lookUp: {
        const version = this.names.get(value)
        return version === 0 ? refused(Refused.noSuchName) : ok(version)
      }
      case Request.link:
        return yield* this.link(value, Number(text) || 0)
      case Request.sweep:
        return yield* this.sweep(from)
      case Request.whatToCopy:
        return this.nextCopy(from)
      case Request.age:
        for (const each of this.names.denoted) this.touch(each)
        yield* this.versions.age()
        return ok()
      default:
        return yield* this.about(from, request)
    }
  }

  private touch(id: number): boolean {
    const version = this.versions.get(id)
    if (version) this.versions.touch(version)
    return version !== undefined
  }

  private *create(length: number, as: number): Step<Message> {
    if (length < 1 || partsOf(length) > PARTS_MAX) return refused(Refused.noSuchPart)
    const known = this.versions.get(as)
    if (known && (known.committed || known.length !== length)) return refused(Refused.thereAlready)
    const version = known ?? (yield* this.versions.create(length, as))
    if (version) return ok(version.id)
    yield* tellRefusal(`a file of ${length} bytes`, 'the disk is full')
    return refused(Refused.full)
  }

  private *link(version: number, name: number): Step<Message> {
    if (version !== 0 && !this.versions.get(version)?.committed) {
      yield* Tell(Kind.versionMissing, null, version)
      return refused(Refused.noSuchVersion)
    }
    return whether(yield* this.names.link(name, version, this.blockBytes))
  }

  /** What is about one version that there must be. */
  private *about(from: Pid, request: Message): Step<Message> {
    const version = this.versions.get(request.value)
    if (!version) {
      yield* Tell(Kind.versionMissing, null, request.value)
      return refused(Refused.noSuchVersion)
    }
    const part = Math.floor(Number(request.text.split(' ')[0]) || 0)
    switch (request.code) {
      case Request.writePart:
        return yield* this.write(from, request, version, part)
      case Request.readPart:
        return yield* this.read(from, request, version, part)
      case Request.commitVersion:
        return yield* this.commit(version, request.text === SAFE)
      case Request.checkVersion:
        return yield* this.check(version)
      case Request.touch:
        this.versions.touch(version)
        return ok()
      case Request.destroyVersion:
        yield* this.versions.forget(version, VersionEnd.destroyed)
        yield* this.versions.show()
        return ok()
      default:
        return refused(Refused.notDone)
    }
  }

  private *write(
    from: Pid,
    { grant, text }: Message,
    version: Version,
    part: number,
  ): Step<Message> {
    const overwrites = version.committed
    if (overwrites && this.serving.changes !== 'always') return refused(Refused.committed)
    const count = partLength(version.length, part)
    if (!grant || grant.length < count || count === 0) return refused(Refused.noSuchPart)
    const bytes = yield* this.versions.bytesOf(version)
    if (!bytes) return refused(Refused.unreadable)
    const moved = yield* MoveFrom(from, this.room.start, grant.start, count)
    if (moved !== 'done') return refused(Refused.notDone)
    bytes.set(this.room.bytes.subarray(0, count), part * PART_BYTES)
    if (!overwrites) return ok()
    const isSafe = text.endsWith(SAFE)
    return whether(yield* this.versions.overwritten(version, part, isSafe))
  }

  private *read(from: Pid, { grant }: Message, version: Version, part: number): Step<Message> {
    if (!version.committed) return refused(Refused.notCommitted)
    const count = partLength(version.length, part)
    if (!grant || count === 0) return refused(Refused.noSuchPart)
    const bytes = yield* this.versions.bytesOf(version)
    if (!bytes) {
      yield* Tell(Kind.versionMissing, null, version.id)
      return refused(Refused.unreadable)
    }
    this.room.bytes.set(bytes.subarray(part * PART_BYTES, part * PART_BYTES + count))
    const moved = yield* MoveTo(from, grant.start, this.room.start, Math.min(count, grant.length))
    return moved === 'done' ? ok(version.length) : refused(Refused.notDone)
  }

  private *commit(version: Version, safe: boolean): Step<Message> {
    if (version.committed) return refused(Refused.committed)
    if (!(yield* this.versions.commit(version, safe))) return refused(Refused.notDone)
    if (this.isOwn(version.id)) this.toCopy.push(version.id)
    return ok(version.id)
  }

  private *check(version: Version): Step<Message> {
    const bytes = yield* this.versions.bytesOf(version)
    return bytes ? ok(contentHash(bytes)) : refused(Refused.unreadable)
  }

  /** 0 where there is none: then its copier is called when there is. */
  private nextCopy(copier: Pid): Message {
    const next = this.toCopy.shift()
    this.copier = next === undefined ? copier : NO_PROCESS
    return ok(next ?? 0)
  }

  /** Tells the time to the next sweep, µs; 0 while there is nothing to sweep: then it is called when there is. */
  private *sweep(sweeper: Pid): Step<Message> {
    yield* this.versions.sweep()
    const more = this.versions.hasUnswept
    this.sweeper = more ? NO_PROCESS : sweeper
    return ok(more ? Math.round(this.serving.sweepNs / 1000) : 0)
  }

  /** After a request: attendants that sleep for want of work are called where there is some. */
  *callAttendants(): Step<void> {
    if (this.copier !== NO_PROCESS && this.toCopy.length > 0) {
      const { copier } = this
      this.copier = NO_PROCESS
      yield* Send(copier, message(Request.whatToCopy))
    }
    if (this.sweeper !== NO_PROCESS && this.versions.hasUnswept) {
      const { sweeper } = this
      this.sweeper = NO_PROCESS
      yield* Send(sweeper, message(Request.sweep, Math.round(this.serving.sweepNs / 1000)))
    }
  }
}

/** Who has created a file and not committed it is forgotten with it after so many sweeps (bullet.h). */
const SWEEPS_UNCOMMITTED = 10
/** Text of a commitment or an overwriting that is answered when it is on the disk. */
export const SAFE = 'safe'

export function* immutableStore(serving: StoreServing): Program {
  const { bytes: first } = yield* DiskRead(0)
  if (!first) return yield* Note('There is no disk to serve from')
  const { slots, dataBlocks, place, ttlHours } = serving
  const firstData = nameBlocks(slots)[1] + 1
  const layout: Layout = { slots, blockBytes: first.length, firstData, dataBlocks }
  const names = yield* NameTable.mount(slots)
  const versions = yield* Versions.mount({ place, layout, ttlHours })
  const room = yield* Allocate(PART_BYTES)
  const store = new Store(serving, versions, names, room, first.length)
  for (;;) {
    const { from, message: request } = yield* Receive()
    const answer = yield* store.answer(from, request)
    yield* Executed(from)
    yield* Reply(answer, from)
    yield* store.callAttendants()
  }
}

/** A minute after there is something that only memory has, has the server sweep. */
export function* sweepStore(server: Pid): Program {
  for (;;) {
    const { message: answer } = yield* Send(server, message(Request.sweep))
    if (!answer) return
    yield* Delay((answer.value || (yield* called())) * 1000)
  }
}

/** Sleeps until the server calls; what it says. */
export function* called(): Step<number> {
  const { from, message: word } = yield* Receive()
  yield* Reply(message(Result.ok), from)
  return word.value
}
