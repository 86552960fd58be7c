/** What coordinator and participants of a transaction have in common: its sites, its records, what it is called. */
import type { Step } from '../../engine/program.ts'
import { Notice, State, type Thing } from '../../kernel/things.ts'
import { BRANCH_STATES, type BranchState, Field } from '../../trace/fields.ts'
import { CommitRecord, type DecidedBy, Kind } from '../../trace/kinds.ts'
import type { Log } from '../log/log.ts'
import type { LogRecord } from '../log/log-block.ts'

/** Number of a transaction: when it began, ms of its coordinator's clock, so that no later life uses it again. */
export type Tid = number
/** Participants that take part, a bit each, in the order in which the cast has them: 30 at most. */
export type Sites = number

export const hasSite = (sites: Sites, place: number) => ((sites >>> place) & 1) === 1
export const withSite = (sites: Sites, place: number): Sites => sites | (1 << place)
export const withoutSite = (sites: Sites, place: number): Sites => sites & ~(1 << place)

export const branchOf = (tid: Tid): Thing => ({ type: 'branch', name: `T${tid}` })

const RECORD_WORDS: Readonly<Record<number, string>> = {
  [CommitRecord.prepared]: 'prepared',
  [CommitRecord.commit]: 'commit',
  [CommitRecord.abort]: 'abort',
  [CommitRecord.end]: 'end',
}
export function recordInWords({ type, transaction }: LogRecord): string {
  return `T${transaction} ${RECORD_WORDS[type] ?? 'record'}`
}

/** A record of a transaction, forced or not: false where it could not be written. */
export function* write(
  log: Log,
  how: 'force' | 'append',
  type: number,
  tid: Tid,
  text = '',
): Step<boolean> {
  const record = { type, transaction: tid, text }
  const number = yield* how === 'force' ? log.force(record) : log.append(record)
  if (number > 0) yield* Notice(Kind.recordOf, branchOf(tid), number, type)
  return number > 0
}

/** For the onlooker: where a transaction stands here. What the log does not have yet a crash makes undone. */
export function* stands(tid: Tid, state: BranchState, isLogged: boolean): Step {
  const lost = isLogged ? null : BRANCH_STATES.indexOf('none')
  yield* State(branchOf(tid), Field.branchState, BRANCH_STATES.indexOf(state), lost)
}

/** For the onlooker: this machine takes the transaction for committed, or aborted, from here on. */
export function* decided(
  tid: Tid,
  commit: boolean,
  by: (typeof DecidedBy)[keyof typeof DecidedBy],
): Step {
  yield* Notice(Kind.decided, branchOf(tid), commit ? 1 : 0, by)
}
