/** Lines of a golden trace that are about logs, locks and transactions on several machines. */

import { BRANCH_STATES } from '../trace/fields.ts'
import { CommitRecord, DecidedBy, Kind, Vote } from '../trace/kinds.ts'
import type { TraceRecord } from '../trace/record.ts'
import type { Trace } from '../trace/trace.ts'

type Say = (trace: Trace, record: TraceRecord) => readonly [who: string, what: string]

const word = (values: Readonly<Record<string, number>>, value: number) =>
  Object.keys(values).find((key) => values[key] === value) ?? String(value)
const by =
  (what: (record: TraceRecord, trace: Trace) => string): Say =>
  (trace, record) => [trace.nameOf(record.entity), what(record, trace)]
const process = (trace: Trace, a: number) => (a < 0 ? 'nobody' : trace.nameOf(a))

export const COMMITMENT_SAYINGS: readonly (readonly [number, Say])[] = [
  [Kind.logAppended, by(({ a, b }, t) => `${a} in memory: ${t.string(b)}`)],
  [Kind.logForced, by(({ a, b }, t) => `${a} forced: ${t.string(b)}`)],
  [Kind.logWritten, by(({ a }) => `on the disk up to ${a}`)],
  [Kind.logFound, by(({ a, b }, t) => `${a} found: ${t.string(b)}`)],
  [Kind.commitBegun, by(({ a }) => `to be committed, participants ${a}`)],
  [Kind.voted, by(({ a }) => `vote ${word(Vote, a)}`)],
  [Kind.decided, by(({ a, b }) => `${a === 1 ? 'commit' : 'abort'}, by ${word(DecidedBy, b)}`)],
  [Kind.recordOf, by(({ a, b }) => `record ${a}, ${word(CommitRecord, b)}`)],
  [Kind.inquired, by(({ a }, t) => `asks ${process(t, a)}`)],
  [Kind.recovered, by(({ a }) => `in the log: ${BRANCH_STATES[a] ?? a}`)],
  [Kind.forgotten, by(() => 'forgotten')],
  [Kind.lockAwaited, by(({ a, b }, t) => `${process(t, a)} waits, ${b} in the queue`)],
  [Kind.lockWaitsFor, by(({ a, b }) => `T${a} waits for T${b}`)],
  [Kind.lockGranted, by(({ a }, t) => `${process(t, a)} has its turn`)],
  [Kind.itemSeen, by(({ a }, t) => `${process(t, a)} sees it`)],
]
