/**
 * Serves whole files, and promises to tell who has a copy when it gets old. A store is answered when the file is on
 * the disk and everybody who was promised it has been told, or is taken for dead. The table of promises is in memory:
 * a restart loses it, and then either says so to all, or nobody knows.
 */
import type { Program, Step } from '../../engine/program.ts'
import { Tell } from '../../kernel/datagram-calls.ts'
import type { Segment } from '../../kernel/memory.ts'
import { type Message, message, Request, Result } from '../../kernel/message.ts'
import type { Pid } from '../../kernel/pid.ts'
import {
  Allocate,
  Executed,
  GetReply,
  MoveFrom,
  MoveTo,
  Note,
  Receive,
  Reply,
  Send,
  Show,
} from '../../kernel/system-calls.ts'
import { Kind } from '../../trace/kinds.ts'
import { Files, type Refusal } from '../file-server/files.ts'
import { tellRefusal } from '../refusal.ts'
import { fileAndVersion, fileOf, stampVersion, versionIn, versionOf } from './versions.ts'

export interface CacheServing {
  /** Everybody who keeps promises, to be told of a restart; null where it is not told. */
  readonly announceTo: Pid | null
  readonly cacheBlocks: number
}

/** Announced so often, for one may miss it; and so long one waits for answers, ns. */
const ANNOUNCEMENTS = 3
const ANSWERS_NS = 20_000_000

class CacheServer {
  private readonly files: Files
  private readonly room: Segment
  /** Who was promised to be told about each file. */
  private readonly promised = new Map<number, Set<Pid>>()

  constructor(files: Files, room: Segment) {
    this.files = files
    this.room = room
  }

  *serve(from: Pid, request: Message): Step<void> {
    const file = fileOf(request.value)
    const { code } = request
    if (code === Request.fetchFile) yield* this.fetch(from, request, file)
    else if (code === Request.checkFile) yield* this.check(from, request, file)
    else if (code === Request.storeFile) yield* this.store(from, request, file)
    else yield* refuse(from)
  }

  private *refuse(from: Pid, file: number, why: Refusal): Step<void> {
    yield* tellRefusal(`file ${file}`, WHY[why] ?? 'it says no', file)
    yield* refuse(from, why)
  }

  private *fetch(from: Pid, { grant, text }: Message, file: number): Step<void> {
    const bytes = yield* this.files.read(file, 0)
    if (typeof bytes === 'number') return yield* this.refuse(from, file, bytes)
    if (!grant) return yield* refuse(from)
    this.room.bytes.set(bytes)
    const count = Math.min(bytes.length, grant.length)
    const moved = yield* MoveTo(from, grant.start, this.room.start, count)
    if (moved !== 'done') return yield* refuse(from)
    yield* this.promise(text, file)
    yield* Executed(from)
    yield* Reply(message(Result.ok, fileAndVersion(file, versionIn(bytes))), from)
  }

  private *check(from: Pid, { value, text }: Message, file: number): Step<void> {
    const bytes = yield* this.files.read(file, 0)
    if (typeof bytes === 'number') return yield* this.refuse(from, file, bytes)
    const version = versionIn(bytes)
    if (versionOf(value) === version) yield* this.promise(text, file)
    yield* Executed(from)
    yield* Reply(message(Result.ok, fileAndVersion(file, version)), from)
  }

  private *store(from: Pid, { grant, text }: Message, file: number): Step<void> {
    const before = yield* this.files.read(file, 0)
    if (!grant || grant.length < this.room.length) return yield* refuse(from)
    const moved = yield* MoveFrom(from, this.room.start, grant.start, this.room.length)
    if (moved !== 'done') return yield* refuse(from)
    const version = (typeof before === 'number' ? 0 : versionIn(before)) + 1
    stampVersion(this.room.bytes, version)
    const failed = yield* this.files.write(file, 0, this.room.bytes)
    if (failed !== null) return yield* this.refuse(from, file, failed)
    yield* Tell(Kind.fileCommitted, null, file, version)
    yield* this.breakPromises(file, version, text)
    yield* this.promise(text, file)
    yield* Executed(from)
    yield* Reply(message(Result.ok, fileAndVersion(file, version)), from)
  }

  /** Who saves has the newest copy, and is not told. A silent machine is taken for dead: it may have no copy at all. */
  private *breakPromises(file: number, version: number, saver: string): Step<void> {
    for (const client of [...(this.promised.get(file) ?? [])]) {
      if (String(client) === saver) continue
      yield* Send(client, message(Request.breakPromise, fileAndVersion(file, version)))
      this.promised.get(file)?.delete(client)
      yield* Tell(Kind.promiseBroken, null, { process: client }, file)
      yield* this.showCount()
    }
  }

  private *promise(client: string, file: number): Step<void> {
    if (client === '') return
    const pid = Number(client) as Pid
    const known = this.promised.get(file) ?? new Set<Pid>()
    this.promised.set(file, known)
    if (known.has(pid)) return
    known.add(pid)
    yield* Tell(Kind.promiseGiven, null, { process: pid }, file)
    yield* this.showCount()
  }

  private *showCount(): Step<void> {
    let count = 0
    for (const clients of this.promised.values()) count += clients.size
    yield* Show('promised', count)
  }
}

export function* cacheServer({ announceTo, cacheBlocks }: CacheServing): Program {
  const files = yield* Files.mount(0, { cacheBlocks, writes: 'through', delayNs: 0 })
  if (typeof files === 'string') return yield* Note(files)
  const server = new CacheServer(files, yield* Allocate(files.pageBytes))
  for (let n = 0; announceTo !== null && n < ANNOUNCEMENTS; n++) {
    yield* Send(announceTo, message(Request.serverRestarted))
    let heard = yield* GetReply(ANSWERS_NS)
    while (heard) heard = yield* GetReply(ANSWERS_NS)
  }
  for (;;) {
    const { from, message: request } = yield* Receive()
    yield* server.serve(from, request)
  }
}

const WHY: Readonly<Record<number, string>> = {
  [Result.noSuchFile]: 'there is no such file',
  [Result.noSuchPage]: 'it has no such page',
  [Result.diskFull]: 'the disk is full',
  [Result.unreadable]: 'the disk cannot read it',
}

function* refuse(from: Pid, why: Refusal = Result.refused): Step<void> {
  yield* Reply(message(why), from)
}
