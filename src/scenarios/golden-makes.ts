/** Lines of a golden trace that are about a parallel make, and about a pipeline. */
import { Kind } from '../trace/kinds.ts'
import type { TraceRecord } from '../trace/record.ts'
import type { Trace } from '../trace/trace.ts'

type Say = (trace: Trace, record: TraceRecord) => readonly [who: string, what: string]

const by =
  (what: (record: TraceRecord, trace: Trace) => string): Say =>
  (trace, record) => [trace.nameOf(record.entity), what(record, trace)]
const hex = (sum: number) => (sum >>> 0).toString(16)

export const MAKE_SAYINGS: readonly (readonly [number, Say])[] = [
  [Kind.makeBegun, by(({ a, b }, trace) => `makes ${trace.string(b)}, ${a} jobs`)],
  [Kind.jobReady, by(({ a }) => `file ${a} may be made`)],
  [Kind.jobGiven, by(({ a, b }, trace) => `gives file ${b} to ${trace.nameOf(a)}`)],
  [Kind.jobOpen, by(({ a, b }, trace) => `begins file ${a}, ${trace.string(b)}`)],
  [Kind.jobClose, by(({ a, b }) => (a === 1 ? `has made it, ${hex(b)}` : 'gives it up'))],
  [Kind.inputOpened, by(({ a }) => `opens file ${a}`)],
  [Kind.inputRead, by(({ a, b }) => `has read file ${a}, ${hex(b)}`)],
  [Kind.jobDone, by(({ a, b }, trace) => `hears of file ${b} from ${trace.nameOf(a)}`)],
  [Kind.jobLost, by(({ a, b }, trace) => `takes file ${b} back from ${trace.nameOf(a)}`)],
  [Kind.makeEnded, by(({ a }) => `has made all, ${a} jobs`)],
  [Kind.fileTouched, by(({ a, b }) => `has edited file ${a}, ${hex(b)}`)],
  [Kind.writtenAt, by(({ a, b }) => `file ${a} was written at ${b} ms`)],
  [Kind.jobStale, by(({ a, b }) => `file ${a} is due, for file ${b}`)],
  [Kind.remakeBegun, by(({ a, b }) => `makes again, ${a} jobs, and ${b} stay`)],
  [Kind.remakeEnded, by(({ a }) => `has made again, ${a} jobs`)],
  [Kind.recordTaken, by(({ a, b }) => `takes record ${a}, ${hex(b)}`)],
  [Kind.recordPassed, by(({ a, b }) => `passes on record ${a}, ${hex(b)}`)],
  [Kind.pipeLevel, by(({ a, b }) => `holds ${a} of ${b}`)],
  [Kind.streamEnded, by(({ a }) => `is at the end, after ${a} records`)],
  [
    Kind.pipeBroken,
    by(({ a, b }) => `stops, ${b === 0 ? 'no reader' : 'no answer'}, after ${a} records`),
  ],
  [Kind.streamCut, by(({ a }) => `is broken off, after ${a} records`)],
  [Kind.readerMissing, by(({ a }, trace) => `misses ${trace.nameOf(a)}`)],
  [
    Kind.writerSilent,
    by(
      ({ a, b }, trace) =>
        `takes ${trace.nameOf(a)} for gone, ${b === 0 ? 'no such process' : 'no answer'}`,
    ),
  ],
  [Kind.programRead, by(({ b }) => `has read what came out, ${hex(b)}`)],
]
