/** Lines of a golden trace that are about work of several writes. */
import { Kind, WorkEnd } from '../trace/kinds.ts'
import type { TraceRecord } from '../trace/record.ts'
import type { Trace } from '../trace/trace.ts'

type Say = (trace: Trace, record: TraceRecord) => readonly [who: string, what: string]

const by =
  (what: (record: TraceRecord) => string): Say =>
  (trace, record) => [trace.nameOf(record.entity), what(record)]
const endOf = (a: number) => Object.entries(WorkEnd).find(([, value]) => value === a)?.[0]

export const WORK_SAYINGS: readonly (readonly [number, Say])[] = [
  [Kind.workBegun, by(({ a, b }) => `begins work of ${a} numbers, ${b} of them accounts`)],
  [Kind.workBefore, by(({ a, b }) => `number ${a} was ${b}`)],
  [Kind.workPlanned, by(({ a, b }) => `number ${a} is to be ${b}`)],
  [Kind.workEnded, by(({ a }) => `work ${endOf(a)}`)],
  [Kind.numberFound, by(({ a, b }) => `finds number ${a}: ${b}`)],
  [Kind.numberMissing, by(({ a }) => `cannot read number ${a}`)],
  [Kind.audited, by(({ a }) => `has looked, ${a} read`)],
  [
    Kind.mounted,
    by(({ a, b }) => `has its disk after ${a} blocks${b === 1 ? ', not closed' : ''}`),
  ],
  [Kind.intentionsKept, by(({ a, b }) => `transaction ${a} committed, ${b} numbers`)],
  [Kind.intentionsReplayed, by(({ a }) => `carries out a list of ${a}`)],
]
