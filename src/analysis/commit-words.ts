/** What logs, locks and transactions on several machines tell, as sentences. */

import { BRANCH_STATES } from '../trace/fields.ts'
import { CommitRecord, DecidedBy, Kind, type KindName, Vote } from '../trace/kinds.ts'
import type { Trace } from '../trace/trace.ts'
import { hostName, processName, thingName } from './names.ts'
import { count } from './numbers.ts'
import type { Say, Told } from './told.ts'

/** Where a transaction stands on a machine, in a word. */
export const BRANCH_WORDS: Readonly<Record<string, string>> = {
  none: 'unknown here',
  active: 'active',
  prepared: 'prepared: it has promised',
  committed: 'committed',
  aborted: 'aborted',
}
/** The same where there is little room: a promise is felt as doubt. */
export const BRANCH_SHORT: Readonly<Record<string, string>> = {
  none: '',
  active: 'active',
  prepared: 'prepared',
  committed: 'committed',
  aborted: 'aborted',
}
const branchWord = (state: number) => BRANCH_WORDS[BRANCH_STATES[state] ?? ''] ?? 'unknown here'

const VOTES: Readonly<Record<number, string>> = {
  [Vote.no]: 'no',
  [Vote.yes]: 'yes',
  [Vote.readOnly]: 'read only',
}
const BY: Readonly<Record<number, string>> = {
  [DecidedBy.votes]: 'by the votes',
  [DecidedBy.coordinator]: 'the coordinator says so',
  [DecidedBy.participant]: 'another participant knows it',
  [DecidedBy.itself]: 'it had promised nothing',
  [DecidedBy.presumption]: 'its log has nothing of it',
  [DecidedBy.impatience]: 'it would not wait any longer',
}
const RECORDS: Readonly<Record<number, string>> = {
  [CommitRecord.prepared]: 'its promise',
  [CommitRecord.commit]: 'its commit',
  [CommitRecord.abort]: 'its abort',
  [CommitRecord.end]: 'its end',
}

type CommitKind = Extract<
  KindName,
  | `log${'Appended' | 'Forced' | 'Written' | 'Found'}`
  | 'commitBegun'
  | 'voted'
  | 'decided'
  | 'recordOf'
  | 'inquired'
  | 'recovered'
  | 'forgotten'
  | 'lockAwaited'
  | 'lockGranted'
  | 'lockWaitsFor'
  | 'itemSeen'
>

export const COMMIT_SENTENCES: Readonly<Record<CommitKind, Say>> = {
  logAppended: ({ trace, entity, a, b }) =>
    `${thingName(trace, entity)} gets record ${a}, **${trace.string(b)}**, in memory alone.`,
  logForced: ({ trace, entity, a, b }) =>
    `${thingName(trace, entity)} gets record ${a}, **${trace.string(b)}**, which must be on the disk before anything else.`,
  logWritten: ({ trace, entity, a }) =>
    `${thingName(trace, entity)} is **on the disk** up to record ${a}.`,
  logFound: ({ trace, entity, a, b }) =>
    `${thingName(trace, entity)} still has record ${a}, **${trace.string(b)}**.`,
  commitBegun: ({ trace, entity, a }) =>
    `${hostName(trace, entity)} is to **commit ${trace.localName(entity)}** and asks ${count(a, 'participant')}.`,
  voted: ({ trace, entity, a }) =>
    `${hostName(trace, entity)} **votes ${VOTES[a] ?? 'no'}** on ${trace.localName(entity)}.`,
  decided: ({ trace, entity, a, b }) =>
    `${hostName(trace, entity)} **${a === 1 ? 'commits' : 'aborts'} ${trace.localName(entity)}**: ${BY[b] ?? 'as its log has it'}.`,
  recordOf: ({ trace, entity, a, b }) =>
    `record ${a} of ${hostName(trace, entity)}’s log is about ${trace.localName(entity)}: ${RECORDS[b] ?? 'a note'}.`,
  inquired: ({ trace, entity, a }) =>
    `${hostName(trace, entity)} **asks ${processName(trace, a)}** how ${trace.localName(entity)} was decided.`,
  recovered: ({ trace, entity, a }) =>
    `${hostName(trace, entity)} finds ${trace.localName(entity)} in its log: **${branchWord(a)}**.`,
  forgotten: ({ trace, entity }) =>
    `${hostName(trace, entity)} can **forget ${trace.localName(entity)}**: all know how it was decided.`,
  lockAwaited: ({ trace, entity, a, b }) =>
    `${processName(trace, a)} **waits for ${thingName(trace, entity)}**; ${count(b, 'request')} in the queue.`,
  lockWaitsFor: ({ trace, entity, a, b }) =>
    `**T${a} waits for T${b}**, which has ${thingName(trace, entity)}.`,
  lockGranted: ({ trace, entity, a }) =>
    `${processName(trace, a)} gets its turn at ${thingName(trace, entity)}.`,
  itemSeen: ({ trace, entity, a }) =>
    `${processName(trace, a)} **sees** ${trace.localName(entity)} of ${hostName(trace, entity)}.`,
}

/** In few words, for what comes next. */
const told = (trace: Trace, record: number): Told => ({
  trace,
  index: record,
  entity: trace.entity(record),
  a: trace.a(record),
  b: trace.b(record),
})
const AHEAD: readonly (readonly [number, Say])[] = [
  [Kind.commitBegun, ({ trace, entity }) => `${hostName(trace, entity)} asks for votes`],
  [Kind.voted, ({ trace, entity, a }) => `${hostName(trace, entity)} votes ${VOTES[a] ?? 'no'}`],
  [
    Kind.decided,
    ({ trace, entity, a }) =>
      `${hostName(trace, entity)} ${a === 1 ? 'commits' : 'aborts'} ${trace.localName(entity)}`,
  ],
  [
    Kind.logForced,
    ({ trace, entity, b }) => `${hostName(trace, entity)} forces “${trace.string(b)}”`,
  ],
  [Kind.logWritten, ({ trace, entity }) => `${thingName(trace, entity)} is on the disk`],
  [Kind.inquired, ({ trace, entity }) => `${hostName(trace, entity)} asks how it was decided`],
  [
    Kind.lockAwaited,
    ({ trace, a, entity }) => `${processName(trace, a)} waits for ${thingName(trace, entity)}`,
  ],
  [Kind.lockGranted, ({ trace, a }) => `${processName(trace, a)} gets its turn`],
]
export const COMMITMENT_AHEAD = AHEAD.map(
  ([kind, say]) => [kind, (trace: Trace, record: number) => say(told(trace, record))] as const,
)
