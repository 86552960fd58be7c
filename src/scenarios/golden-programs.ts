/** Lines of a golden trace that are about programs on other machines. */
import { Exit, Kind, MigrationEnd } from '../trace/kinds.ts'
import type { TraceRecord } from '../trace/record.ts'
import type { Trace } from '../trace/trace.ts'

type Say = (trace: Trace, record: TraceRecord) => readonly [who: string, what: string]

const by =
  (what: (record: TraceRecord, trace: Trace) => string): Say =>
  (trace, record) => [trace.nameOf(record.entity), what(record, trace)]
const exitOf = (a: number) => Object.entries(Exit).find(([, value]) => value === a)?.[0]
const endOf = (a: number) => Object.entries(MigrationEnd).find(([, value]) => value === a)?.[0]
const name = (trace: Trace, entity: number) => (entity < 0 ? '?' : trace.nameOf(entity))

export const PROGRAM_SAYINGS: readonly (readonly [number, Say])[] = [
  [Kind.environmentMade, by(({ a, b }, t) => `environment ${b} made by ${name(t, a)}`)],
  [Kind.programLoaded, by(({ a }) => `loaded, ${a} bytes`)],
  [Kind.programBegun, by(({ a, b }, t) => `begins for ${name(t, a)}, user ${b}`)],
  [Kind.environmentCleared, by(({ a, b }) => `environment ${a} cleared, ${b} processes left`)],
  [Kind.programExited, by(({ a, b }) => `exit ${exitOf(a)}, ${b} lines`)],
  [Kind.nameResolved, by(({ a, b }, t) => `tells ${name(t, a)} file ${b}`)],
  [Kind.lineShown, by(({ a, b }, t) => `shows “${t.string(b)}” of ${name(t, a)}`)],
  [
    Kind.openedFor,
    by(({ a, b }, t) => `${b < 0 ? 'refuses' : 'opens for'} ${name(t, a)}, user ${Math.abs(b)}`),
  ],
  [Kind.lineRead, by(({ a, b }, t) => `reads to ${name(t, a)} from user ${b}’s`)],
  [Kind.lineWritten, by(({ a, b }, t) => `line ${b} from ${name(t, a)}`)],
  [Kind.migrationBegun, by(({ a, b }, t) => `moves to ${name(t, a)}, ${b} pages`)],
  [Kind.roundBegun, by(({ a, b }) => `round ${a}, ${b} pages`)],
  [Kind.roundEnded, by(({ a, b }) => `round ${a} over, ${b} pages written`)],
  [Kind.guestFrozen, by(({ a, b }) => `frozen, ${a} pages left, memory ${b}`)],
  [Kind.guestThawed, by(({ a, b }) => `goes on ${a === 1 ? 'here' : 'as before'}, memory ${b}`)],
  [Kind.stateTaken, by(({ a, b }) => `state, ${a} bytes, ${b} messages`)],
  [Kind.migrationEnded, by(({ a }) => `move ${endOf(a)}`)],
  [Kind.rebound, by(({ a, b }) => `logical host ${a} ${b === 1 ? 'sought' : 'found'}`)],
  [Kind.countHeard, by(({ a, b }) => `request ${a} answered ${b}`)],
  [Kind.memberPutOff, by(({ a }, t) => `waits for ${name(t, a)}, which is frozen`)],
  [Kind.putOffFrozen, by(({ a }, t) => `put off at ${name(t, a)}`)],
]
