/**
 * A file server: pages of files on its disk, read and written one for each request. A page goes with the reply or
 * comes with the message where both sides use segments, and by a move of its own where they do not. With
 * read-ahead it fetches the next page when it has answered for this one, while its client is at work.
 */
import type { Program, SystemCall } from '../../engine/program.ts'
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
  Show,
} from '../../kernel/system-calls.ts'
import { Files } from './files.ts'

export interface FileServing {
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
  const files = yield* Files.mount(serving.filePages)
  if (!files) return yield* Note('There is no disk to serve from.')
  const buffer: Memory = yield* Allocate(files.pageBytes)
  yield* SetPid(serving.logicalId, 'both')
  let hits = 0
  /** The page that was fetched before anybody asked for it. */
  let ahead: { readonly value: number; readonly bytes: Uint8Array } | null = null
  for (;;) {
    const { from, message: request } = serving.segments
      ? yield* ReceiveWithSegment(buffer.start, files.pageBytes)
      : yield* Receive()
    yield* Compute(serving.serviceNs)
    const asked = { from, request, buffer, segments: serving.segments }
    if (request.code === Request.writePage) {
      if (ahead?.value === request.value) ahead = null
      yield* writePage(files, asked)
      continue
    }
    const known = ahead?.value === request.value ? ahead.bytes : null
    if (known) yield* Show('fetched ahead', ++hits)
    const bytes = known ?? (yield* files.read(fileOf(request), pageOf(request)))
    yield* answerRead(asked, bytes)
    const next = request.value + 1
    ahead = null
    if (!serving.readAhead || !files.has(fileOf(request), pageOf(request) + 1)) continue
    const fetched = yield* files.read(fileOf(request), pageOf(request) + 1)
    if (fetched) ahead = { value: next, bytes: fetched }
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

function* answerRead(
  { from, request, buffer, segments }: Asked,
  bytes: Uint8Array | null,
): Step<void> {
  const { grant, code } = request
  if (!bytes || !grant || code !== Request.readPage) return yield* refuse(from)
  buffer.bytes.set(bytes)
  const count = Math.min(bytes.length, grant.length)
  const done = message(Result.ok, count)
  if (!segments) {
    const moved = yield* MoveTo(from, grant.start, buffer.start, count)
    if (moved !== 'done') return yield* refuse(from)
  }
  yield* Executed(from)
  if (!segments) yield* Reply(done, from)
  else if (!(yield* ReplyWithSegment(done, from, grant.start, buffer.start, count)))
    yield* refuse(from)
}

function* writePage(files: Files, { from, request, buffer, segments }: Asked): Step<void> {
  const { grant } = request
  if (!grant) return yield* refuse(from)
  const count = Math.min(files.pageBytes, grant.length)
  if (!segments) {
    const moved = yield* MoveFrom(from, buffer.start, grant.start, count)
    if (moved !== 'done') return yield* refuse(from)
  }
  const written = yield* files.write(fileOf(request), pageOf(request), buffer.bytes)
  if (!written) return yield* refuse(from)
  yield* Executed(from)
  yield* Reply(message(Result.ok, count), from)
}
