/**
 * The coordinator of two-phase commitment, with presumed abort. All participants are asked to prepare; if all
 * promise, one forced record is the decision, and only then is anybody told. What the log has nothing of was
 * aborted, so an abort is never forced.
 */
import type { Program, Step } from '../../engine/program.ts'
import { message, Request, Result } from '../../kernel/message.ts'
import type { Pid } from '../../kernel/pid.ts'
import { GetTime, Note, Receive, Reply } from '../../kernel/system-calls.ts'
import { Notice } from '../../kernel/things.ts'
import { BRANCH_STATES } from '../../trace/fields.ts'
import { CommitRecord, DecidedBy, Kind } from '../../trace/kinds.ts'
import { Log } from '../log/log.ts'
import { tellRefusal } from '../refusal.ts'
import { type Asking, askAll } from './ask-all.ts'
import {
  branchOf,
  decided,
  recordInWords,
  type Sites,
  stands,
  type Tid,
  withSite,
  write,
} from './transaction.ts'

export interface Coordinating extends Asking {
  /** Blocks of the disk that are its log’s. */
  readonly logBlocks: number
  /** Mutant: the participants are told before the decision is on the disk. */
  readonly tell: 'after-force' | 'before-force'
}

interface Outcome {
  readonly commit: boolean
  /** Who has not said yet that it knows. */
  unaware: Sites
}

interface Coordinator {
  readonly options: Coordinating
  readonly log: Log
  readonly active: Set<Tid>
  readonly outcomes: Map<Tid, Outcome>
  latest: Tid
}

export function* coordinator(options: Coordinating): Program {
  const log = yield* Log.open(recordInWords, { firstBlock: 0, blocks: options.logBlocks })
  if (!log) return yield* Note('There is no disk for the log.')
  const c: Coordinator = { options, log, active: new Set(), outcomes: new Map(), latest: 0 }
  yield* recover(c)
  for (;;) {
    const { from, message: request } = yield* Receive()
    const { code, value: tid, text } = request
    if (code === Request.begin) yield* begin(c, from)
    else if (code === Request.commit) yield* commit(c, from, tid, Number(text))
    else if (code === Request.abortNow) yield* giveUp(c, from, tid, Number(text))
    else if (code === Request.inquire) yield* answerInquiry(c, from, tid)
    else if (code === Request.acknowledge) {
      yield* knows(c, tid, withSite(0, Number(text)))
      yield* Reply(message(Result.ok), from)
    } else yield* Reply(message(Result.refused), from)
  }
}

// At the start ---------------------------------------------------------------------------------------
/** Whoever may not know of a commit is told. Of what was not decided there is no trace, and nobody to tell. */
function* recover(c: Coordinator): Step {
  for (const { type, transaction, text } of c.log.found)
    c.outcomes.set(transaction, {
      commit: true,
      unaware: type === CommitRecord.commit ? Number(text) : 0,
    })
  for (const [tid, { unaware }] of c.outcomes) {
    yield* Notice(Kind.recovered, branchOf(tid), BRANCH_STATES.indexOf('committed'))
    yield* stands(tid, 'committed', true)
    if (unaware === 0) continue
    yield* decided(tid, true, DecidedBy.log)
    yield* tell(c, tid, true, unaware)
  }
}

// A transaction --------------------------------------------------------------------------------------
function* begin(c: Coordinator, from: Pid): Step {
  const tid = Math.max(c.latest + 1, Math.floor((yield* GetTime()) / 1e6))
  c.latest = tid
  c.active.add(tid)
  yield* stands(tid, 'active', false)
  yield* Reply(message(Result.ok, tid), from)
}

/** Where it is told what became of a transaction that has ended, or refused, where there is none such. */
function* answerEnded(c: Coordinator, from: Pid, tid: Tid): Step {
  const known = c.outcomes.get(tid)
  const outcome = known?.commit ? Request.committed : Request.aborted
  if (!known) yield* tellRefusal(`to end T${tid}`, 'there is no such transaction', tid)
  yield* Reply(message(known ? outcome : Result.refused), from)
}

function* commit(c: Coordinator, from: Pid, tid: Tid, sites: Sites): Step {
  if (!c.active.has(tid)) return yield* answerEnded(c, from, tid)
  const count = c.options.participants.filter((_, place) => (sites >>> place) & 1).length
  yield* Notice(Kind.commitBegun, branchOf(tid), count)
  const votes = yield* askAll(c.options, message(Request.prepare, tid, String(sites)), sites, [
    Request.yes,
    Request.readOnly,
  ])
  const isAgreed = votes.missing === 0 && votes.refused === 0
  const promised = votes.of(Request.yes)
  if (isAgreed && (yield* decideCommit(c, tid, promised))) {
    yield* Reply(message(Request.committed), from)
    if (promised !== 0 && c.options.tell === 'after-force') yield* tell(c, tid, true, promised)
    return
  }
  yield* decideAbort(c, tid)
  yield* Reply(message(Request.aborted), from)
  // Who said no, or has only read, has ended it already.
  yield* tell(c, tid, false, sites & ~votes.refused & ~votes.of(Request.readOnly))
}

/** The instant: before the record is on the disk nothing is decided, after it nothing can change it. */
function* decideCommit(c: Coordinator, tid: Tid, promised: Sites): Step<boolean> {
  const isEarly = c.options.tell === 'before-force' && promised !== 0
  if (isEarly) {
    yield* decided(tid, true, DecidedBy.votes)
    yield* tell(c, tid, true, promised)
  }
  const record = () => write(c.log, 'force', CommitRecord.commit, tid, String(promised))
  // Nobody who has only read will ever ask.
  const isWritten = promised === 0 || (yield* record())
  if (!isWritten) return false
  c.active.delete(tid)
  c.outcomes.set(tid, { commit: true, unaware: isEarly ? 0 : promised })
  if (!isEarly) yield* decided(tid, true, DecidedBy.votes)
  yield* stands(tid, 'committed', promised !== 0)
  return true
}

function* decideAbort(c: Coordinator, tid: Tid): Step {
  c.active.delete(tid)
  c.outcomes.set(tid, { commit: false, unaware: 0 })
  yield* decided(tid, false, DecidedBy.votes)
  yield* stands(tid, 'aborted', false)
}

/** The application wants no more of it. */
function* giveUp(c: Coordinator, from: Pid, tid: Tid, sites: Sites): Step {
  if (!c.active.has(tid)) return yield* answerEnded(c, from, tid)
  yield* decideAbort(c, tid)
  yield* Reply(message(Request.aborted), from)
  yield* tell(c, tid, false, sites)
}

/** The second phase. Who does not answer now will ask when it is back. */
function* tell(c: Coordinator, tid: Tid, isCommit: boolean, sites: Sites): Step {
  if (sites === 0) return
  const code = isCommit ? Request.commitNow : Request.abortNow
  const say = message(code, tid, String(sites))
  const answers = yield* askAll(c.options, say, sites, null)
  if (isCommit) yield* knows(c, tid, answers.of(Request.committed))
}

/** When all know, nobody will ask: the last record says so, and a start need tell nobody. */
function* knows(c: Coordinator, tid: Tid, sites: Sites): Step {
  const outcome = c.outcomes.get(tid)
  if (!outcome || outcome.unaware === 0) return
  outcome.unaware &= ~sites
  if (outcome.unaware !== 0) return
  yield* write(c.log, 'append', CommitRecord.end, tid)
  yield* Notice(Kind.forgotten, branchOf(tid))
}

// Inquiries ------------------------------------------------------------------------------------------
function* answerInquiry(c: Coordinator, from: Pid, tid: Tid): Step {
  if (c.active.has(tid)) return void (yield* Reply(message(Request.undecided), from))
  const known = c.outcomes.get(tid)
  if (!known) {
    c.outcomes.set(tid, { commit: false, unaware: 0 })
    yield* decided(tid, false, DecidedBy.presumption)
    yield* stands(tid, 'aborted', false)
  }
  yield* Reply(message(known?.commit ? Request.committed : Request.aborted), from)
}
