/**
 * Waits for a participant, which itself never waits for another machine. When the decision is overdue it asks: the
 * coordinator; or, cooperative, the other participants too. An impatient one asks nobody and has the participant
 * abort: the mutant.
 */
import type { Program, Step } from '../../engine/program.ts'
import { message, Request, Result } from '../../kernel/message.ts'
import type { Pid } from '../../kernel/pid.ts'
import { Delay, Note, Receive, Reply, Send } from '../../kernel/system-calls.ts'
import { Notice } from '../../kernel/things.ts'
import { Kind } from '../../trace/kinds.ts'
import { ASK_AT_ONCE, LEARNED } from './participant.ts'
import { branchOf, hasSite, type Tid } from './transaction.ts'

export interface Watching {
  readonly participant: Pid
  readonly coordinator: Pid
  readonly participants: readonly Pid[]
  readonly policy: 'patient' | 'cooperative' | 'impatient'
  /** Until it asks for the first time, ns. */
  readonly patienceNs: number
  /** Until an impatient one has had enough, ns. */
  readonly impatienceNs: number
  /** Between two rounds of questions, ns, and how many rounds before it is left to an operator. */
  readonly againNs: number
  readonly roundsMax: number
}

export function* watcher(options: Watching): Program {
  for (;;) {
    const { from, message: request } = yield* Receive()
    yield* Reply(message(Result.ok), from)
    yield* follow(options, request.value, request.text === ASK_AT_ONCE)
    yield* Send(options.participant, message(Request.settled, request.value))
  }
}

/** Until the transaction is no more open here. */
function* follow(options: Watching, tid: Tid, atOnce: boolean): Step {
  const { participant, policy, patienceNs, impatienceNs } = options
  const isImpatient = policy === 'impatient'
  if (isImpatient || !atOnce) yield* Delay(isImpatient ? impatienceNs : patienceNs)
  for (let round = 1; round <= options.roundsMax; round++) {
    const open = yield* Send(participant, message(Request.stillOpen, tid))
    if (open.message?.code !== Request.undecided) return
    if (isImpatient) {
      yield* Send(participant, message(Request.giveUpWaiting, tid))
      return
    }
    if (yield* askCoordinator(options, tid)) return
    if (policy === 'cooperative' && (yield* askOthers(options, tid, Number(open.message.text))))
      return
    yield* Delay(options.againNs)
  }
  yield* Note(`T${tid} is still in doubt: it is left to an operator.`)
}

function* askCoordinator({ coordinator, participant, participants }: Watching, tid: Tid) {
  const outcome = yield* ask(coordinator, Request.inquire, tid)
  if (outcome === undefined) return false
  const done = yield* Send(participant, message(outcome, tid, LEARNED.coordinator))
  if (done.message?.code === Request.committed) {
    const place = String(participants.indexOf(participant))
    yield* Send(coordinator, message(Request.acknowledge, tid, place))
  }
  return true
}

/** One that knows is enough. */
function* askOthers({ participant, participants }: Watching, tid: Tid, sites: number) {
  for (const [place, other] of participants.entries()) {
    if (other === participant || !hasSite(sites, place)) continue
    const outcome = yield* ask(other, Request.doYouKnow, tid)
    if (outcome === undefined) continue
    yield* Send(participant, message(outcome, tid, LEARNED.participant))
    return true
  }
  return false
}

/** What to do, as far as the other knows; undefined where it is silent, or in doubt itself. */
function* ask(whom: Pid, code: number, tid: Tid): Step<number | undefined> {
  yield* Notice(Kind.inquired, branchOf(tid), { process: whom })
  const { message: said } = yield* Send(whom, message(code, tid))
  if (said?.code === Request.committed) return Request.commitNow
  return said?.code === Request.aborted ? Request.abortNow : undefined
}
