/**
 * A file server: pages of files on its disk, read and written one for each request. A page goes with the reply or
 * comes with the message where both sides use segments, and by a move of its own where they do not. With
 * read-ahead it fetches the next page of a file that is read in order when it has answered for this one, while
 * its client is at work.
 */
import type { Program, Step } from '../../engine/program.ts'
import { SEGMENT_BYTES_MAX } from '../../kernel/costs.ts'
import { Tell } from '../../kernel/datagram-calls.ts'
import { type Message, message, Request, Result } from '../../kernel/message.ts'
import type { Pid } from '../../kernel/pid.ts'
import {
  Allocate,
  Compute,
  Executed,
  GetTime,
  MoveFrom,
  MoveTo,
  Note,
  Receive,
  ReceiveWithSegment,
  Reply,
  ReplyWithSegment,
  SetPid,
} from '../../kernel/system-calls.ts'
import { Kind, PageRefusal } from '../../trace/kinds.ts'
import type { Caching } from './cached-blocks.ts'
import { Files, type Refusal } from './files.ts'
import type { Recovery } from './map.ts'
import { Updates } from './update.ts'

export interface FileServing extends Caching {
  readonly logicalId: number
  /** Pages of file 0, where the disk is new. */
  readonly filePages: number
  readonly readAhead: boolean
  readonly recovery: Recovery
  readonly segments: boolean
  /** Whether it keeps in its memory when each file was written last, for those who ask. */
  readonly keepsTimes: boolean
  /** Processor time for one request beside the kernel's, ns. */
  readonly serviceNs: number
}

interface Memory {
  readonly start: number
  readonly bytes: Uint8Array
}

/** A request's value: the file in the upper half, the page in the lower. */
const FILE = 0x10000

export function* fileServer(serving: FileServing): Program {
  const files = yield* Files.mount(serving.filePages, serving, serving.recovery)
  if (typeof files === 'string') return yield* Note(files)
  const buffer: Memory = yield* Allocate(files.pageBytes)
  yield* SetPid(serving.logicalId, 'both')
  /** What each client read last: who asks for the page behind it reads a file from end to end. */
  const lastRead = new Map<Pid, number>()
  const updates = new Updates(files.blocks)
  /** By file, ms; what was written before this start is not known. */
  const written = new Map<number, number>()
  for (;;) {
    const received = serving.segments
      ? yield* ReceiveWithSegment(buffer.start, files.pageBytes)
      : yield* Receive()
    const { from, message: request } = received
    yield* Compute(serving.serviceNs)
    const asked = { from, request, buffer, segments: serving.segments }
    if (request.code === Request.writeDue) {
      yield* updates.answer(from)
      continue
    }
    if (request.code === Request.writePage) {
      const isDone = yield* writePage(
        files,
        asked,
        'count' in received ? Number(received.count) : 0,
      )
      if (isDone && serving.keepsTimes)
        written.set(fileOf(request), Math.round((yield* GetTime()) / 1e6))
      yield* updates.written()
      continue
    }
    if (request.code === Request.whenWritten && serving.keepsTimes) {
      yield* Reply(message(Result.ok, written.get(request.value) ?? 0), from)
      continue
    }
    const [file, page] = [fileOf(request), pageOf(request)]
    yield* answerRead(asked, yield* files.read(file, page))
    const inOrder = page === 0 || lastRead.get(from) === request.value - 1
    lastRead.set(from, request.value)
    if (serving.readAhead && inOrder) yield* files.fetchAhead(file, page + 1)
    yield* files.blocks.writeDue()
  }
}

const fileOf = ({ value }: Message) => Math.floor(value / FILE)
const pageOf = ({ value }: Message) => value % FILE

interface Asked {
  readonly from: Pid
  readonly request: Message
  readonly buffer: Memory
  readonly segments: boolean
}

const TOLD: Readonly<Record<Refusal, number>> = {
  [Result.noSuchFile]: PageRefusal.noSuchFile,
  [Result.noSuchPage]: PageRefusal.noSuchPage,
  [Result.diskFull]: PageRefusal.diskFull,
  [Result.unreadable]: PageRefusal.unreadable,
  [Result.refused]: PageRefusal.refused,
}

function* refuse({ from, request }: Asked, why: Refusal = Result.refused): Step<void> {
  yield* Tell(Kind.pageRefused, null, request.value, TOLD[why])
  yield* Reply(message(why), from)
}

/** What a packet holds of the page goes with the reply; the rest, or without segments all of it, in a move before. */
function* answerRead(asked: Asked, bytes: Uint8Array | Refusal): Step<void> {
  const { from, request, buffer, segments } = asked
  const { grant, code } = request
  if (!grant || code !== Request.readPage) return yield* refuse(asked)
  if (typeof bytes === 'number') return yield* refuse(asked, bytes)
  buffer.bytes.set(bytes)
  const count = Math.min(bytes.length, grant.length)
  const last = segments ? Math.min(count, SEGMENT_BYTES_MAX) : 0
  const before = count - last
  if (before > 0) {
    const moved = yield* MoveTo(from, grant.start, buffer.start, before)
    if (moved !== 'done') return yield* refuse(asked)
  }
  const done = message(Result.ok, count)
  yield* Executed(from)
  if (last === 0) yield* Reply(done, from)
  else if (
    !(yield* ReplyWithSegment(done, from, grant.start + before, buffer.start + before, last))
  )
    yield* refuse(asked)
}

/** `came`: bytes of the page that came with the message; the rest is fetched. Says whether it is written. */
function* writePage(files: Files, asked: Asked, came: number): Step<boolean> {
  const { from, request, buffer } = asked
  const { grant } = request
  if (!grant) return yield* refused(asked)
  const count = Math.min(files.pageBytes, grant.length)
  if (count > came) {
    const moved = yield* MoveFrom(from, buffer.start + came, grant.start + came, count - came)
    if (moved !== 'done') return yield* refused(asked)
  }
  const failed = yield* files.write(fileOf(request), pageOf(request), buffer.bytes)
  if (failed !== null) return yield* refused(asked, failed)
  yield* Executed(from)
  yield* Reply(message(Result.ok, count), from)
  return true
}

function* refused(asked: Asked, why?: Refusal): Step<false> {
  yield* refuse(asked, why)
  return false
}
