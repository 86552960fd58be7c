/** Keeps pages in memory and gives them out: with the reply, or by a move before it. */
import type { Program, Step } from '../engine/program.ts'
import { SEGMENT_BYTES_MAX } from '../kernel/costs.ts'
import { type Grant, message, Request, Result } from '../kernel/message.ts'
import type { Pid } from '../kernel/pid.ts'
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
  Show,
} from '../kernel/system-calls.ts'
import { fillPages } from './page-content.ts'
import type { Part } from './part.ts'

const TRESPASSES = ['none', 'after-reply', 'outside']

interface Serving {
  readonly pages: number
  readonly pageBytes: number
  /** Whether pages go with messages and replies, as far as a packet holds them. */
  readonly segments: boolean
  readonly trespass: string
  /** Which of its requests it does it at, from 1. */
  readonly trespassAt: number
  readonly serviceNs: number
}

export function* pageServer(serving: Serving): Program {
  const { pages, pageBytes, segments } = serving
  const file = yield* Allocate(pages * pageBytes)
  const inbox = yield* Allocate(pageBytes)
  fillPages(file.bytes, pageBytes, 1)
  for (let served = 1; ; served++) {
    const received = segments ? yield* ReceiveWithSegment(inbox.start, pageBytes) : yield* Receive()
    const { from, message: request } = received
    const came = 'count' in received ? Number(received.count) : 0
    yield* Compute(serving.serviceNs)
    const { grant, code } = request
    const page = file.start + (request.value % pages) * pageBytes
    if (!grant) {
      yield* Reply(message(Result.refused), from)
      continue
    }
    const trespasses = served === serving.trespassAt ? serving.trespass : 'none'
    if (trespasses === 'outside') yield* trespass(from, grant, page)
    const bytes = Math.min(grant.length, pageBytes)
    const asked = { from, grant, page, bytes }
    const done =
      code === Request.writePage
        ? yield* write(asked, segments ? { at: inbox.start, came } : { at: page, came })
        : yield* read(asked, segments)
    yield* Show(code === Request.writePage ? 'pages written' : 'pages read', served)
    if (!done) yield* Note('The page could not be moved.')
    if (trespasses === 'after-reply') yield* trespass(from, grant, page)
  }
}

interface Asked {
  readonly from: Pid
  readonly grant: Grant
  readonly page: number
  readonly bytes: number
}

/** The last of it goes with the reply, or all of it in a move before. */
function* read({ from, grant, page, bytes }: Asked, segments: boolean): Step<boolean> {
  const last = segments ? Math.min(bytes, SEGMENT_BYTES_MAX) : 0
  const before = bytes - last
  if (before > 0) {
    const moved = yield* MoveTo(from, grant.start, page, before)
    if (moved !== 'done') return yield* fail(from)
  }
  yield* Executed(from)
  const answer = message(Result.ok, bytes)
  if (last === 0) return yield* Reply(answer, from)
  return yield* ReplyWithSegment(answer, from, grant.start + before, page + before, last)
}

/** The first of it came with the message, where it could; the rest, or all of it, is fetched. */
function* write(
  { from, grant, bytes }: Asked,
  { at, came }: { readonly at: number; readonly came: number },
): Step<boolean> {
  if (bytes > came) {
    const moved = yield* MoveFrom(from, at + came, grant.start + came, bytes - came)
    if (moved !== 'done') return yield* fail(from)
  }
  yield* Executed(from)
  return yield* Reply(message(Result.ok, bytes), from)
}

function* fail(from: Pid): Step<boolean> {
  yield* Reply(message(Result.refused), from)
  return false
}

/** What it may not do: write where it was not let, or when it was no longer. */
function* trespass(from: Pid, { start, length }: Grant, page: number): Step<boolean> {
  const beyond = Math.min(length, SEGMENT_BYTES_MAX)
  const result = yield* MoveTo(from, start + beyond, page, beyond)
  yield* Show('trespass', result)
  return result === 'done'
}

export const pageServerPart: Part = {
  name: 'page-server',
  args: {
    pages: { type: 'number', default: 8, says: 'pages of the file it keeps in memory' },
    pageBytes: { type: 'number', default: 512, says: 'bytes of a page' },
    segments: {
      type: 'word',
      default: 'on',
      words: ['on', 'off'],
      says: 'whether a page goes with a message or a reply',
    },
    trespass: {
      type: 'word',
      default: 'none',
      words: TRESPASSES,
      says: 'a move that was not granted, tried once',
    },
    trespassAt: { type: 'number', default: 1, says: 'which of its requests it tries it at' },
    serviceMicros: { type: 'number', default: 0, says: 'processor time for one request, µs' },
  },
  create: (args) =>
    pageServer({
      pages: Math.max(1, args.number('pages')),
      pageBytes: args.number('pageBytes'),
      segments: args.word('segments') === 'on',
      trespass: args.word('trespass'),
      trespassAt: args.number('trespassAt'),
      serviceNs: Math.round(args.number('serviceMicros') * 1000),
    }),
}
