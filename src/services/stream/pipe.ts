/**
 * A bounded buffer between two processes: whoever writes waits while there is no room, whoever reads waits while there is nothing.
 * The end of the stream comes after everything that was written before it, and so does its breaking off where its writer
 * stops before the end; a reader that is gone is told to the writer. Whoever looks after both may ask who of them has been
 * missed, and say that the writer is silent or the reader gone: the other one would wait for ever.
 */
import type { Program, Step } from '../../engine/program.ts'
import { SEGMENT_BYTES_MAX } from '../../kernel/costs.ts'
import { Tell } from '../../kernel/datagram-calls.ts'
import type { Segment } from '../../kernel/memory.ts'
import { type Message, message, Request, Result } from '../../kernel/message.ts'
import type { Pid } from '../../kernel/pid.ts'
import {
  Allocate,
  Destroy,
  MoveFrom,
  MoveTo,
  ReceiveWithSegment,
  Reply,
  ReplyWithSegment,
  Show,
} from '../../kernel/system-calls.ts'
import { Kind } from '../../trace/kinds.ts'

export interface Piping {
  /** Records that it holds; 0: each is handed over only when somebody reads. */
  readonly capacity: number
  readonly recordBytes: number
  /** Of one message, at most. */
  readonly perMessage: number
  readonly heedsBound: boolean
  /** Which of the records goes next. */
  readonly newestFirst: boolean
  /** Whether a stream that is broken off is told from one that has ended. */
  readonly tellsCut: boolean
}

/** In the answer to who is missed; 0: nobody. */
export const MISSED = { writer: 1, reader: 2 } as const

interface Asking {
  readonly from: Pid
  readonly request: Message
}
interface Pipe {
  readonly rules: Piping
  readonly room: Segment
  readonly records: Uint8Array[]
  /** Records of a writer that waits for room, and the writer. */
  readonly writers: { readonly from: Pid; readonly records: Uint8Array[] }[]
  readonly readers: Asking[]
  /** What readers are told when nothing is left: that it has ended, or was broken off; null while more may come. */
  end: number | null
  /** Nobody reads any more. */
  broken: boolean
  /** Who looks after writer and reader, while that is of use. */
  watcher: Pid | null
  /** Something was written since the watcher asked last. */
  fresh: boolean
  /** And something was read. */
  taken: boolean
}

export function* pipe(rules: Piping): Program {
  const room = yield* Allocate(rules.recordBytes * rules.perMessage)
  const its: Pipe = {
    rules,
    room,
    records: [],
    writers: [],
    readers: [],
    end: null,
    broken: false,
    watcher: null,
    fresh: true,
    taken: true,
  }
  for (;;) {
    const { from, message: request, count } = yield* ReceiveWithSegment(room.start, room.length)
    if (request.code === Request.putRecords) yield* takePut(its, from, request, count)
    else if (request.code === Request.getRecords) {
      its.taken = true
      its.readers.push({ from, request })
    } else if (request.code === Request.whoIsMissed) yield* whoIsMissed(its, from)
    else if (request.code === Request.writerSilent) yield* isSilent(its, from)
    else {
      if (request.code === Request.readerGone) its.broken = true
      else if (request.code === Request.endOfStream || !rules.tellsCut) its.end ??= Result.refused
      else its.end ??= Result.cutOff
      yield* Reply(message(Result.ok), from)
    }
    yield* settle(its)
    if (its.broken) yield* dismiss(its)
  }
}

/** A reader has waited since this was asked last, and in vain; or none has come. */
function* whoIsMissed(its: Pipe, from: Pid): Step<void> {
  if (its.broken) return void (yield* Reply(message(Result.refused), from))
  const { readers, fresh, taken } = its
  const writer = readers.length > 0 && !fresh
  const reader = readers.length === 0 && !taken
  its.watcher = from
  its.fresh = false
  its.taken = false
  yield* Reply(message(Result.ok, writer ? MISSED.writer : reader ? MISSED.reader : 0), from)
}

/** Unless something of it has come meanwhile. */
function* isSilent(its: Pipe, from: Pid): Step<void> {
  const holds = its.readers.length > 0 && !its.fresh
  if (holds) its.end ??= its.rules.tellsCut ? Result.cutOff : Result.refused
  yield* Reply(message(holds ? Result.ok : Result.retry), from)
}

function* dismiss(its: Pipe): Step<void> {
  const { watcher } = its
  its.watcher = null
  if (watcher !== null) yield* Destroy(watcher)
}

function* takePut(its: Pipe, from: Pid, { value, grant }: Message, came: number): Step<void> {
  const { room, rules } = its
  its.fresh = true
  const bytes = value * rules.recordBytes
  if (!grant || value < 1 || bytes > Math.min(grant.length, room.length))
    return void (yield* Reply(message(Result.refused), from))
  const here = Math.min(came, bytes)
  if (here < bytes) {
    const moved = yield* MoveFrom(from, room.start + here, grant.start + here, bytes - here)
    if (moved !== 'done') return void (yield* Reply(message(Result.cutOff), from))
  }
  const records = Array.from({ length: value }, (_, i) =>
    room.bytes.slice(i * rules.recordBytes, (i + 1) * rules.recordBytes),
  )
  its.writers.push({ from, records })
}

/** Lets in what there is room for, and hands out what there is, until nothing more can be done. */
function* settle(its: Pipe): Step<void> {
  for (;;) {
    if (its.broken) {
      for (const { from } of its.writers.splice(0)) yield* Reply(message(Result.refused), from)
      return
    }
    const admitted = yield* admit(its)
    const served = yield* serve(its)
    if (!admitted && !served) return
  }
}

/** A writer goes on when all that it brought is in. */
function* admit(its: Pipe): Step<boolean> {
  const { writers, records, rules, readers } = its
  const [first] = writers
  if (!first) return false
  const before = records.length
  // Without a buffer one record passes from hand to hand, once somebody is there to take it.
  const room = rules.heedsBound
    ? Math.max(rules.capacity, readers.length > 0 ? 1 : 0) - before
    : first.records.length
  const taken = first.records.splice(0, Math.max(0, room))
  records.push(...taken)
  if (taken.length > 0) yield* tellLevel(its)
  if (first.records.length > 0) return taken.length > 0
  writers.shift()
  yield* Reply(message(Result.ok), first.from)
  return true
}

function* serve(its: Pipe): Step<boolean> {
  const { readers, records, rules } = its
  const [first] = readers
  if (!first) return false
  if (records.length === 0) {
    if (its.end === null || its.writers.length > 0) return false
    readers.shift()
    yield* Reply(message(its.end), first.from)
    its.broken = true
    return true
  }
  readers.shift()
  const wanted = Math.min(first.request.value, rules.perMessage, records.length)
  const given = rules.newestFirst
    ? records.splice(-wanted).reverse()
    : records.splice(0, Math.max(1, wanted))
  yield* hand(its, first, given)
  yield* tellLevel(its)
  return true
}

/** What a packet holds goes with the reply; the rest in a move before it. */
function* hand(its: Pipe, { from, request }: Asking, given: readonly Uint8Array[]): Step<void> {
  const { room, rules } = its
  const { grant } = request
  const bytes = given.length * rules.recordBytes
  if (!grant || bytes > grant.length) return void (yield* Reply(message(Result.refused), from))
  given.forEach((record, i) => {
    room.bytes.set(record, i * rules.recordBytes)
  })
  const last = Math.min(bytes, SEGMENT_BYTES_MAX)
  const before = bytes - last
  if (before > 0) yield* MoveTo(from, grant.start, room.start, before)
  const done = message(Result.ok, given.length)
  yield* ReplyWithSegment(done, from, grant.start + before, room.start + before, last)
}

function* tellLevel({ records, rules }: Pipe): Step<void> {
  yield* Tell(Kind.pipeLevel, null, records.length, Math.max(1, rules.capacity))
  yield* Show('records', records.length)
}
