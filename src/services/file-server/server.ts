/**
 * A file server: pages of files on its disk, read and written one for each request. A page goes with the reply or
 * comes with the message where both sides use segments, and by a move of its own where they do not. With
 * read-ahead it fetches the next page of a file that is read in order when it has answered for this one, while
 * its client is at work.
 */
import type { Program, SystemCall } from '../../engine/program.ts'
import { SEGMENT_BYTES_MAX } from '../../kernel/costs.ts'
import { type Message, message, Request, Result } from '../../kernel/message.ts'
import type { Pid } from '../../kernel/pid.ts'
import {
  Allocate,
  Compute,
  Executed,
  MoveFrom,
  MoveTo,
  Note,
  Receive,
  ReceiveWithSegment,
  Reply,
  ReplyWithSegment,
  SetPid,
} from '../../kernel/system-calls.ts'
import type { Caching } from './cached-blocks.ts'
import { Files } from './files.ts'
import { Updates } from './update.ts'

export interface FileServing extends Caching {
  readonly logicalId: number
  /** Pages of file 0, where the disk is new. */
  readonly filePages: number
  readonly readAhead: boolean
  readonly segments: boolean
  /** Processor time for one request beside the kernel's, ns. */
  readonly serviceNs: number
}

type Step<R> = Generator<SystemCall<unknown>, R, unknown>
interface Memory {
  readonly start: number
  readonly bytes: Uint8Array
}

/** A request's value: the file in the upper half, the page in the lower. */
const FILE = 0x10000

export function* fileServer(serving: FileServing): Program {
  const files = yield* Files.mount(serving.filePages, serving)
  if (!files) return yield* Note('There is no disk to serve from.')
  const buffer: Memory = yield* Allocate(files.pageBytes)
  yield* SetPid(serving.logicalId, 'both')
  /** What each client read last: who asks for the page behind it reads a file from end to end. */
  const lastRead = new Map<Pid, number>()
  const updates = new Updates(files.blocks)
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
      yield* writePage(files, asked, 'count' in received ? Number(received.count) : 0)
      yield* updates.written()
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

function* refuse(from: Pid): Step<void> {
  yield* Reply(message(Result.refused), from)
}

/** What a packet holds of the page goes with the reply; the rest, or without segments all of it, in a move before. */
function* answerRead(
  { from, request, buffer, segments }: Asked,
  bytes: Uint8Array | null,
): Step<void> {
  const { grant, code } = request
  if (!bytes || !grant || code !== Request.readPage) return yield* refuse(from)
  buffer.bytes.set(bytes)
  const count = Math.min(bytes.length, grant.length)
  const last = segments ? Math.min(count, SEGMENT_BYTES_MAX) : 0
  const before = count - last
  if (before > 0) {
    const moved = yield* MoveTo(from, grant.start, buffer.start, before)
    if (moved !== 'done') return yield* refuse(from)
  }
  const done = message(Result.ok, count)
  yield* Executed(from)
  if (last === 0) yield* Reply(done, from)
  else if (
    !(yield* ReplyWithSegment(done, from, grant.start + before, buffer.start + before, last))
  )
    yield* refuse(from)
}

/** `came`: bytes of the page that came with the message; the rest is fetched. */
function* writePage(files: Files, { from, request, buffer }: Asked, came: number): Step<void> {
  const { grant } = request
  if (!grant) return yield* refuse(from)
  const count = Math.min(files.pageBytes, grant.length)
  if (count > came) {
    const moved = yield* MoveFrom(from, buffer.start + came, grant.start + came, count - came)
    if (moved !== 'done') return yield* refuse(from)
  }
  const written = yield* files.write(fileOf(request), pageOf(request), buffer.bytes)
  if (!written) return yield* refuse(from)
  yield* Executed(from)
  yield* Reply(message(Result.ok, count), from)
}
