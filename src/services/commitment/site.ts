/** What a participant has: items, locks, its part in each open transaction, and how the ended ones ended. */
import type { Step } from '../../engine/program.ts'
import { message, Request, Result } from '../../kernel/message.ts'
import { Reply, Show } from '../../kernel/system-calls.ts'
import { Notice } from '../../kernel/things.ts'
import { BRANCH_STATES } from '../../trace/fields.ts'
import { CommitRecord, type DecidedBy, Kind } from '../../trace/kinds.ts'
import type { Log } from '../log/log.ts'
import type { LogRecord } from '../log/log-block.ts'
import { tellRefusal } from '../refusal.ts'
import { Locks, type Waiting } from './locks.ts'
import { branchOf, decided, type Sites, stands, type Tid, write } from './transaction.ts'

type DecidedHow = (typeof DecidedBy)[keyof typeof DecidedBy]

/** A transaction’s part here. */
export interface Branch {
  readonly tid: Tid
  /** Values that its items get with the commit. */
  readonly writes: Map<string, number>
  operations: number
  prepared: boolean
  /** Of all that were asked to prepare. */
  sites: Sites
  /** Its promise was found in the log: nobody knows for how long it has been waiting. */
  readonly recovered: boolean
  /** Nobody asks for its decision any more. */
  isLeft: boolean
}

/** `x=5 1` sets x and `x? 2` reads it: the first and the second operation of their transaction here. */
const OPERATION = /^([a-z]+)(?:=(-?\d+)|\?) (\d+)$/
const PREPARED = /^(\d+) (.*)$/

export class Site {
  readonly branches = new Map<Tid, Branch>()
  readonly outcomes = new Map<Tid, 'committed' | 'aborted'>()
  private readonly items = new Map<string, number>()
  private readonly locks = new Locks()
  private readonly log: Log

  constructor(log: Log) {
    this.log = log
  }

  // At the start -------------------------------------------------------------------------------------
  /** What the log has is done again; what it has promised and not ended keeps its locks. */
  *recover(): Step {
    for (const record of this.log.found) this.replay(record)
    for (const [tid, outcome] of this.outcomes) {
      yield* Notice(Kind.recovered, branchOf(tid), BRANCH_STATES.indexOf(outcome))
      yield* stands(tid, outcome, true)
    }
    for (const branch of this.branches.values()) {
      const { tid } = branch
      yield* Notice(Kind.recovered, branchOf(tid), BRANCH_STATES.indexOf('prepared'))
      yield* stands(tid, 'prepared', true)
      for (const item of branch.writes.keys()) yield* this.locks.take(item, tid)
    }
    for (const [item, value] of this.items) yield* Show(item, value)
  }

  private replay({ type, transaction: tid, text }: LogRecord): void {
    const branch = this.branches.get(tid)
    if (type === CommitRecord.prepared) {
      const [, sites = '0', rest = ''] = PREPARED.exec(text) ?? []
      const writes = rest.split(',').map((each) => each.split('='))
      this.branches.set(tid, {
        tid,
        writes: new Map(writes.map(([item, value]) => [item as string, Number(value)])),
        operations: writes.length,
        prepared: true,
        sites: Number(sites),
        recovered: true,
        isLeft: false,
      })
      return
    }
    if (type === CommitRecord.commit)
      for (const [item, value] of branch?.writes ?? []) this.items.set(item, value)
    this.outcomes.set(tid, type === CommitRecord.commit ? 'committed' : 'aborted')
    this.branches.delete(tid)
  }

  // Operations ---------------------------------------------------------------------------------------
  /** One operation of a transaction, under its item’s lock; refused where the transaction can do no more here. */
  *operate(asked: Waiting): Step {
    const { from, tid, text } = asked
    const [, item, value, nth] = OPERATION.exec(text) ?? []
    const branch = this.branches.get(tid)
    const done = branch?.operations ?? 0
    const isOver = this.outcomes.has(tid) || branch?.prepared
    if (tid <= 0 || item === undefined || isOver || Number(nth) > done + 1) {
      const unsaid = item === undefined ? 'it says nothing' : 'the one before it has not come'
      const why = isOver ? 'it has promised, or has ended' : unsaid
      if (tid <= 0) yield* tellRefusal('an operation', 'it is outside any transaction')
      else yield* tellRefusal(`an operation of T${tid}`, why, tid)
      return yield* refuse(from)
    }
    if (Number(nth) <= done) return yield* answer(from, this.items.get(item) ?? 0)
    if (!this.locks.isFree(item, tid)) return yield* this.locks.wait(item, asked)
    const now = branch ?? (yield* this.join(tid))
    now.operations++
    yield* this.locks.take(item, tid)
    if (value !== undefined) now.writes.set(item, Number(value))
    yield* answer(from, now.writes.get(item) ?? this.items.get(item) ?? 0)
  }

  /** Somebody wants to see an item as it is, and waits while a transaction has it. */
  *look(asked: Waiting): Step {
    const item = asked.text
    if (!this.locks.isFree(item, 0)) return yield* this.locks.wait(item, asked)
    yield* this.locks.seen(item, asked.from)
    yield* answer(asked.from, this.items.get(item) ?? 0)
  }

  private *join(tid: Tid): Step<Branch> {
    const branch = {
      tid,
      writes: new Map(),
      operations: 0,
      prepared: false,
      sites: 0,
      recovered: false,
      isLeft: false,
    }
    this.branches.set(tid, branch)
    yield* stands(tid, 'active', false)
    return branch
  }

  // Ends ---------------------------------------------------------------------------------------------
  /** From here on only the decision frees it. False where the promise could not be written down. */
  *promise(branch: Branch, sites: Sites): Step<boolean> {
    const writes = [...branch.writes].map(([item, value]) => `${item}=${value}`).join(',')
    const text = `${sites} ${writes}`
    branch.sites = sites
    branch.prepared = yield* write(this.log, 'force', CommitRecord.prepared, branch.tid, text)
    if (branch.prepared) yield* stands(branch.tid, 'prepared', true)
    return branch.prepared
  }

  *commit(branch: Branch, by: DecidedHow): Step<boolean> {
    const { tid } = branch
    if (!(yield* write(this.log, 'force', CommitRecord.commit, tid))) return false
    this.outcomes.set(tid, 'committed')
    yield* decided(tid, true, by)
    yield* stands(tid, 'committed', true)
    for (const [item, value] of branch.writes) {
      this.items.set(item, value)
      yield* Show(item, value)
    }
    this.branches.delete(tid)
    yield* this.free(tid)
    return true
  }

  /** Undone in memory. The record need not be forced: a promise without an end is asked about again. */
  *abort(tid: Tid, by: DecidedHow): Step {
    const branch = this.branches.get(tid)
    if (!branch) return
    if (branch.prepared) yield* write(this.log, 'append', CommitRecord.abort, tid)
    this.outcomes.set(tid, 'aborted')
    // Who has only read has nothing that could be done or not.
    if (branch.writes.size > 0) yield* decided(tid, false, by)
    yield* stands(tid, 'aborted', false)
    this.branches.delete(tid)
    yield* this.free(tid)
  }

  /** It has only read: it has no part in the decision, and nothing to remember. */
  *leave(branch: Branch): Step {
    yield* stands(branch.tid, 'none', false)
    this.branches.delete(branch.tid)
    yield* this.free(branch.tid)
  }

  /** Gives up its locks, and lets those who waited go on. */
  *free(tid: Tid): Step {
    for (const item of yield* this.locks.release(tid)) {
      for (;;) {
        const next = yield* this.locks.next(item)
        if (!next) break
        if (next.tid > 0) yield* this.operate(next)
        else yield* this.look(next)
      }
    }
  }
}

export function* answer(from: Waiting['from'], value: number, code: number = Result.ok): Step {
  yield* Reply(message(code, value), from)
}
export function* refuse(from: Waiting['from']): Step {
  yield* Reply(message(Result.refused), from)
}
export function* say(from: Waiting['from'], code: keyof typeof Request, text = ''): Step {
  yield* Reply(message(Request[code], 0, text), from)
}
