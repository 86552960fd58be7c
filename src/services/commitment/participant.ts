/**
 * A participant: it does what transactions ask for under locks, promises when it is asked to prepare, and then
 * waits. A yes is a promise that outlives a crash, so it is on the disk before it is said; until then the
 * participant may abort by itself, and from then on it may not.
 */
import type { Program, Step } from '../../engine/program.ts'
import { type Message, message, Request, Result } from '../../kernel/message.ts'
import { NO_PROCESS, type Pid } from '../../kernel/pid.ts'
import { JoinGroup, Note, Receive, Reply, Send } from '../../kernel/system-calls.ts'
import { Notice } from '../../kernel/things.ts'
import { DecidedBy, Kind, Vote } from '../../trace/kinds.ts'
import { Log } from '../log/log.ts'
import type { Waiting } from './locks.ts'
import { refuse, Site, say } from './site.ts'
import { branchOf, hasSite, recordInWords } from './transaction.ts'

export interface Participating {
  /** Its place among the participants. */
  readonly place: number
  /** The process that waits for it, on the same machine. */
  readonly watcher: Pid
  /** All participants, where they are asked at once; NO_PROCESS where they are not. */
  readonly group: Pid
  /** Blocks of the disk that are its log’s. */
  readonly logBlocks: number
  /** It says no to everything. */
  readonly votesNo: boolean
  /** Mutants: the promise said before it is on the disk, and the locks given up with it. */
  readonly vote: 'after-force' | 'before-force'
  readonly locks: 'until-decided' | 'until-voted'
}

/** Told to a watcher that it should ask at once: the promise is an old one. */
export const ASK_AT_ONCE = 'now'
/** How a watcher has learned what it tells: from the coordinator or from another participant. */
export const LEARNED = { coordinator: 'coordinator', participant: 'participant' } as const

export function* participant(options: Participating): Program {
  const log = yield* Log.open(recordInWords, { firstBlock: 0, blocks: options.logBlocks })
  if (!log) return yield* Note('There is no disk for the log.')
  const site = new Site(log)
  yield* site.recover()
  if (options.group !== NO_PROCESS) yield* JoinGroup(options.group)
  /** It waits for one transaction at a time, and says when it is done. */
  let isWatching = false
  for (;;) {
    const open = [...site.branches.values()].find(({ isLeft }) => !isLeft)
    if (open && !isWatching) {
      isWatching = true
      const when = open.recovered ? ASK_AT_ONCE : ''
      yield* Send(options.watcher, message(Request.watch, open.tid, when))
    }
    const { from, message: request } = yield* Receive()
    if (request.code === Request.settled) {
      isWatching = false
      // The watcher has given up on it: whoever decides it now will have to come by himself.
      const left = site.branches.get(request.value)
      if (left) left.isLeft = true
      yield* Reply(message(Result.ok), from)
    } else yield* serve(site, options, from, request)
  }
}

function* serve(site: Site, options: Participating, from: Pid, request: Message): Step {
  const { code, value: tid, text } = request
  const asked = { from, tid, text }
  // What comes through the group is for those alone whom the coordinator names; the others keep silent.
  const isMine = from === options.watcher || hasSite(Number(text), options.place)
  if (code === Request.update) yield* site.operate(asked)
  else if (code === Request.readItem) yield* site.look(asked)
  else if (code === Request.doYouKnow) yield* whatItKnows(site, asked)
  else if (code === Request.stillOpen) yield* whetherOpen(site, asked)
  else if (code === Request.giveUpWaiting) {
    yield* site.abort(tid, DecidedBy.impatience)
    yield* Reply(message(Result.ok), from)
  } else if (code === Request.prepare) {
    if (isMine) yield* vote(site, options, asked)
  } else if (code === Request.commitNow) {
    if (isMine) yield* commit(site, asked)
  } else if (code === Request.abortNow) {
    if (isMine) yield* abort(site, asked)
  } else yield* refuse(from)
}

/** The first phase. Asked again, it says the same again. */
function* vote(site: Site, options: Participating, { from, tid, text }: Waiting): Step {
  const branch = site.branches.get(tid)
  const outcome = site.outcomes.get(tid)
  if (branch?.prepared || outcome === 'committed') return yield* say(from, 'yes')
  const what = branchOf(tid)
  if (!branch) {
    // Nothing is known of it: aborted by itself, or lost in a crash.
    yield* Notice(Kind.voted, what, Vote.no)
    return yield* say(from, 'no')
  }
  if (options.votesNo) return yield* voteNo(site, from, tid)
  if (branch.writes.size === 0) {
    yield* Notice(Kind.voted, what, Vote.readOnly)
    yield* site.leave(branch)
    return yield* say(from, 'readOnly')
  }
  if (options.vote === 'before-force') {
    yield* Notice(Kind.voted, what, Vote.yes)
    yield* say(from, 'yes')
  }
  if (!(yield* site.promise(branch, Number(text)))) return yield* voteNo(site, from, tid)
  if (options.locks === 'until-voted') yield* site.free(tid)
  if (options.vote === 'before-force') return
  yield* Notice(Kind.voted, what, Vote.yes)
  yield* say(from, 'yes')
}

function* voteNo(site: Site, from: Pid, tid: number): Step {
  yield* Notice(Kind.voted, branchOf(tid), Vote.no)
  yield* site.abort(tid, DecidedBy.itself)
  yield* say(from, 'no')
}

/** The second phase: its answer tells the coordinator that nobody here will ever ask. */
function* commit(site: Site, { from, tid, text }: Waiting): Step {
  const branch = site.branches.get(tid)
  const by = text === LEARNED.participant ? DecidedBy.participant : DecidedBy.coordinator
  if (branch?.prepared) yield* site.commit(branch, by)
  yield* sayOutcome(site, from, tid)
}

function* abort(site: Site, { from, tid, text }: Waiting): Step {
  const by = text === LEARNED.participant ? DecidedBy.participant : DecidedBy.coordinator
  yield* site.abort(tid, by)
  yield* sayOutcome(site, from, tid)
}

function* sayOutcome(site: Site, from: Pid, tid: number): Step {
  yield* say(from, site.outcomes.get(tid) ?? 'undecided')
}

/** Another participant asks. Who has not voted yet is free to abort, and then it knows. */
function* whatItKnows(site: Site, { from, tid }: Waiting): Step {
  const branch = site.branches.get(tid)
  if (branch && !branch.prepared && branch.writes.size > 0) yield* site.abort(tid, DecidedBy.itself)
  yield* sayOutcome(site, from, tid)
}

/** Its watcher has waited. What is not prepared by now is aborted; what is has to wait on. */
function* whetherOpen(site: Site, { from, tid }: Waiting): Step {
  const branch = site.branches.get(tid)
  if (branch?.prepared) return yield* say(from, 'undecided', String(branch.sites))
  yield* site.abort(tid, DecidedBy.itself)
  yield* say(from, site.outcomes.get(tid) ?? 'no')
}
