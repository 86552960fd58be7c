/** Lines of a golden trace that are about copies of a file. */

import { Kind } from '../trace/kinds.ts'
import { CopyFound } from '../trace/kinds-copies.ts'
import type { TraceRecord } from '../trace/record.ts'
import type { Trace } from '../trace/trace.ts'

type Say = (trace: Trace, record: TraceRecord) => readonly [who: string, what: string]

const by =
  (what: (record: TraceRecord, trace: Trace) => string): Say =>
  (trace, record) => [trace.nameOf(record.entity), what(record, trace)]
const process = (trace: Trace, a: number) => (a < 0 ? 'nobody' : trace.nameOf(a))

export const COPY_SAYINGS: readonly (readonly [number, Say])[] = [
  [Kind.copyReadBegun, by(({ a }) => `read begins, needs ${a}`)],
  [Kind.copyReadEnded, by(({ a, b }) => `has read version ${a}, answers ${b}`)],
  [Kind.copyReadRefused, by(({ a, b }) => `read refused, ${a} of ${b}`)],
  [Kind.copyWriteBegun, by(({ a }) => `write begins, needs ${a}`)],
  [Kind.copyWriteCommitted, by(({ a, b }) => `version ${a} committed, stored by ${b}`)],
  [Kind.copyWriteRefused, by(({ a, b }) => `write refused, ${a} of ${b}`)],
  [Kind.copyServed, by(({ a, b }, t) => `tells ${process(t, a)}: version ${b}`)],
  [Kind.copyStored, by(({ a }) => `version ${a} stored`)],
  [
    Kind.copyFound,
    by(({ a, b }) => `found version ${a}${b === CopyFound.whole ? '' : ', may have forgotten'}`),
  ],
  [Kind.copyHeldBack, by(({ a }, t) => `tells ${process(t, a)} nothing`)],
  [Kind.copyCaughtUp, by(({ a }) => `caught up, version ${a}`)],
]
