/** The processes of a pipeline: one that reads records, some that work on them, one that prints, and the buffers between. */
import { contentHash } from '../engine/content-hash.ts'
import type { Program, Step } from '../engine/program.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import type { Segment } from '../kernel/memory.ts'
import { message, Request, Result } from '../kernel/message.ts'
import type { Pid } from '../kernel/pid.ts'
import { Allocate, Compute, Random, Send, Show } from '../kernel/system-calls.ts'
import { type Piping, pipe } from '../services/stream/pipe.ts'
import { Kind } from '../trace/kinds.ts'
import type { ArgumentSpec, Arguments, Part } from './part.ts'

/** Copies of the last word, each of as many packets as a Send has; nobody else would tell whoever waits for it. */
const LAST_WORDS = 3

/** Whether a stage works on each record, or once for each message. */
export const WORKS = ['each-record', 'each-message'] as const

interface Stage {
  /** Null for the first. */
  readonly input: Pid | null
  /** Null for the last. */
  readonly output: Pid | null
  /** Its place, from 1. */
  readonly place: number
  /** Processor time of a record, ns, and by how much of it that varies, percent. */
  readonly workNs: number
  readonly variation: number
  readonly recordBytes: number
  readonly perMessage: number
  /** Of the first stage. */
  readonly records: number
  readonly worksEach: boolean
}

const numberIn = (record: Uint8Array) =>
  new DataView(record.buffer, record.byteOffset, record.byteLength).getUint32(0)

export function* stage(its: Stage): Program {
  const room = yield* Allocate(its.recordBytes * its.perMessage)
  yield* Tell(Kind.stageKnown, null, Math.round(its.workNs / 1000), its.place)
  let done = 0
  for (;;) {
    const came = yield* its.input === null ? made(its, room, done) : got(its, its.input, room)
    if (came === 'cut' || came === 'end') return yield* comesToAnEnd(its, done, came)
    yield* work(its, room, came)
    const passed = yield* passOn(its, room, came)
    if (passed !== 'in') return yield* stops(its, done, passed)
    done += came
    yield* Show('records', done)
  }
}

function* comesToAnEnd(its: Stage, done: number, how: 'end' | 'cut'): Step<void> {
  const { output, place } = its
  const whole = how === 'end'
  yield* Tell(whole ? Kind.streamEnded : Kind.streamCut, null, done, place)
  if (output === null) return
  const last = message(whole ? Request.endOfStream : Request.streamCut)
  for (let copy = 1; copy <= LAST_WORDS; copy++)
    if ((yield* Send(output, last)).result !== 'noAnswer') return
  yield* Tell(Kind.pipeBroken, null, done, 1)
}

/** The news goes upstream; where nobody can say whether the last record came, it is tried downstream as well. */
function* stops(its: Stage, done: number, why: 'no-reader' | 'no-answer'): Step<void> {
  const { input, output } = its
  yield* Tell(Kind.pipeBroken, null, done, why === 'no-reader' ? 0 : 1)
  if (input !== null) yield* Send(input, message(Request.readerGone))
  if (output !== null && why === 'no-answer') yield* Send(output, message(Request.streamCut))
}

/** The first stage has its records from nobody. */
function* made({ records, recordBytes, perMessage }: Stage, room: Segment, done: number) {
  const count = Math.min(perMessage, records - done)
  if (count === 0) return 'end'
  const view = new DataView(room.bytes.buffer, room.bytes.byteOffset, room.bytes.byteLength)
  for (let i = 0; i < count; i++) {
    const number = done + i + 1
    for (let at = 0; at < recordBytes; at++)
      room.bytes[i * recordBytes + at] = (at * 7 + number) & 0xff
    view.setUint32(i * recordBytes, number)
  }
  return count
}

/** How many there are now; or that there will be none. A buffer that does not answer has not said that it was the end. */
function* got({ perMessage }: Stage, input: Pid, room: Segment): Step<number | 'end' | 'cut'> {
  const grant = { rights: 'write', start: room.start, length: room.length } as const
  const answer = yield* Send(input, message(Request.getRecords, perMessage, '', grant))
  if (answer.message?.code === Result.ok) return answer.message.value
  return answer.message?.code === Result.refused ? 'end' : 'cut'
}

/** Takes each record, works on it, and changes every byte behind its number. */
function* work(its: Stage, room: Segment, count: number): Step<void> {
  const { recordBytes, place, worksEach } = its
  for (let i = 0; i < count; i++) {
    const record = room.bytes.subarray(i * recordBytes, (i + 1) * recordBytes)
    if (its.input !== null)
      yield* Tell(Kind.recordTaken, null, numberIn(record), contentHash(record))
    if (worksEach || i === 0) yield* Compute(yield* timeOf(its))
    for (let at = 4; at < recordBytes; at++) record[at] = ((record[at] as number) + place) & 0xff
  }
}

function* timeOf({ workNs, variation }: Stage): Step<number> {
  const spread = Math.round((workNs * variation) / 100)
  return spread === 0 ? workNs : workNs - spread + (yield* Random(2 * spread + 1))
}

function* passOn(its: Stage, room: Segment, count: number): Step<'in' | 'no-reader' | 'no-answer'> {
  const { recordBytes, output } = its
  for (let i = 0; i < count; i++) {
    const record = room.bytes.subarray(i * recordBytes, (i + 1) * recordBytes)
    yield* Tell(Kind.recordPassed, null, numberIn(record), contentHash(record))
  }
  if (output === null) return 'in'
  const grant = { rights: 'read', start: room.start, length: count * recordBytes } as const
  const answer = yield* Send(output, message(Request.putRecords, count, '', grant))
  if (answer.message?.code === Result.ok) return 'in'
  return answer.message?.code === Result.refused ? 'no-reader' : 'no-answer'
}

const SIZES: Readonly<Record<string, ArgumentSpec>> = {
  recordBytes: { type: 'number', default: 512, says: 'bytes of a record' },
  perMessage: { type: 'number', default: 1, says: 'records of a message, at most' },
}
const WORK: Readonly<Record<string, ArgumentSpec>> = {
  ...SIZES,
  place: { type: 'number', says: 'its place in the pipeline, from 1' },
  workMs: { type: 'number', default: 10, says: 'processor time for a record, ms' },
  variation: { type: 'number', default: 0, says: 'by how much that varies, percent of it' },
  works: { type: 'word', default: 'each-record', words: WORKS, says: 'what it works on' },
}
const INPUT = { type: 'process', says: 'the buffer that it reads from' } as const
const OUTPUT = { type: 'process', says: 'the buffer that it writes to' } as const

function stageOf(args: Arguments, ends: Pick<Stage, 'input' | 'output' | 'records'>): Program {
  return stage({
    ...ends,
    place: args.number('place'),
    workNs: Math.round(args.number('workMs') * 1e6),
    variation: args.number('variation'),
    recordBytes: args.number('recordBytes'),
    perMessage: args.number('perMessage'),
    worksEach: args.word('works') === 'each-record',
  })
}

export const streamSourcePart: Part = {
  name: 'stream-source',
  args: { ...WORK, output: OUTPUT, records: { type: 'number', default: 100, says: 'how many' } },
  create: (args) =>
    stageOf(args, {
      input: null,
      output: args.process('output'),
      records: args.number('records'),
    }),
}
export const streamStagePart: Part = {
  name: 'stream-stage',
  args: { ...WORK, input: INPUT, output: OUTPUT },
  create: (args) =>
    stageOf(args, { input: args.process('input'), output: args.process('output'), records: 0 }),
}
export const streamSinkPart: Part = {
  name: 'stream-sink',
  args: { ...WORK, input: INPUT },
  create: (args) => stageOf(args, { input: args.process('input'), output: null, records: 0 }),
}
export const pipePart: Part = {
  name: 'pipe',
  args: {
    ...SIZES,
    capacity: { type: 'number', default: 4, says: 'records that it holds' },
    bound: {
      type: 'word',
      default: 'heeded',
      words: ['heeded', 'ignored'],
      says: 'whether a writer waits for room',
    },
    next: {
      type: 'word',
      default: 'oldest',
      words: ['oldest', 'newest'],
      says: 'which record goes next',
    },
    cut: {
      type: 'word',
      default: 'told',
      words: ['told', 'taken-for-the-end'],
      says: 'what a reader hears where the writer has stopped before the end',
    },
  },
  create: (args) => {
    const rules: Piping = {
      capacity: Math.max(0, args.number('capacity')),
      recordBytes: args.number('recordBytes'),
      perMessage: args.number('perMessage'),
      heedsBound: args.word('bound') === 'heeded',
      newestFirst: args.word('next') === 'newest',
      tellsCut: args.word('cut') === 'told',
    }
    return pipe(rules)
  },
}
