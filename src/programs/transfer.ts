/**
 * Work that is one thing to its user and several writes to the disk: a debit, a credit, a line in a log. Who looks
 * afterwards, as the application would, sees what was left of it.
 */
import type { Program, Step } from '../engine/program.ts'
import { Tell } from '../kernel/datagram-calls.ts'
import { message, Request, Result } from '../kernel/message.ts'
import { NO_PROCESS, type Pid } from '../kernel/pid.ts'
import { Delay, GetPid, Note, Send, Show } from '../kernel/system-calls.ts'
import { NEVER_WRITTEN } from '../services/number-server/server.ts'
import { Kind, WorkEnd } from '../trace/kinds.ts'
import type { Part } from './part.ts'

/** The first two are accounts; the rest says what was done. */
export const ITEMS = ['debit', 'credit', 'log', 'receipt', 'index', 'counter'] as const
const ACCOUNTS = 2
/** What an account holds that was never written, and the amount that goes from one to the other. */
const OPENING = 100
const AMOUNT = 5

export interface Work {
  readonly logicalId: number
  /** Numbers that the work writes, 2 to 6. */
  readonly writes: number
  /** Files on the disk, over which those of the work are spread. */
  readonly files: number
}

/** The middles of equal stretches of the disk. */
const fileOf = ({ writes, files }: Work, item: number): number =>
  Math.floor(((item + 0.5) * files) / writes)

/** Null where the server did not say. */
function* getItem(server: Pid, work: Work, item: number): Step<number | null> {
  const answer = yield* Send(server, message(Request.getNumber, fileOf(work, item)))
  const { message: said } = answer
  if (said?.code !== Result.ok) return null
  if (said.text !== NEVER_WRITTEN) return said.value
  return item < ACCOUNTS ? OPENING : 0
}

function after(item: number, before: number): number {
  if (item === 0) return before - AMOUNT
  return item === 1 ? before + AMOUNT : AMOUNT
}

export interface Doing extends Work {
  readonly atomic: boolean
  readonly ending: 'commit' | 'abort'
}

export function* transfer(doing: Doing): Program {
  const server = yield* GetPid(doing.logicalId, 'both')
  if (server === NO_PROCESS) return yield* Note('Nobody keeps the numbers.')
  const numbers: number[] = []
  for (let item = 0; item < doing.writes; item++) {
    const before = yield* getItem(server, doing, item)
    if (before === null)
      return yield* Note('The work has not begun: what was there could not be read.')
    numbers.push(before)
  }
  yield* Tell(Kind.workBegun, null, doing.writes, ACCOUNTS)
  for (const [item, before] of numbers.entries()) {
    yield* Tell(Kind.workBefore, null, item, before)
    yield* Tell(Kind.workPlanned, null, item, after(item, before))
  }
  const end = yield* writeAll(server, doing, numbers)
  yield* Tell(Kind.workEnded, null, end)
  if (end === WorkEnd.interrupted) yield* Note('The work was interrupted: how much of it is done?')
}

function* writeAll(server: Pid, doing: Doing, numbers: readonly number[]): Step<number> {
  let transaction: number | null = null
  if (doing.atomic) {
    const begun = yield* Send(server, message(Request.begin))
    if (begun.message?.code !== Result.ok) return WorkEnd.interrupted
    transaction = begun.message.value
  }
  for (const [item, before] of numbers.entries()) {
    const of = transaction === null ? '' : ` of ${transaction}`
    const text = `${fileOf(doing, item)}${of}`
    const answer = yield* Send(server, message(Request.putNumber, after(item, before), text))
    if (answer.message?.code !== Result.ok) return WorkEnd.interrupted
    yield* Show('written', item + 1)
  }
  if (transaction === null) return WorkEnd.done
  const ending = doing.ending === 'abort' ? Request.abort : Request.commit
  const ended = yield* Send(server, message(ending, transaction))
  if (ended.message?.code !== Result.ok) return WorkEnd.interrupted
  return doing.ending === 'abort' ? WorkEnd.aborted : WorkEnd.done
}

const TRIES_MAX = 6
const PAUSE_NS = 200e6

/** Reads all of it again until nobody falls silent in between, or gives up. */
export function* auditor(work: Work): Program {
  for (let n = 0; n < TRIES_MAX; n++) {
    const server = yield* GetPid(work.logicalId, 'both')
    const found = server === NO_PROCESS ? null : yield* readAll(server, work)
    if (found) return yield* tell(found)
    yield* Delay(PAUSE_NS)
  }
  yield* tell(Array.from({ length: work.writes }, () => null))
}

/** Null where the server was lost on the way. A number that cannot be read is null in the list. */
function* readAll(server: Pid, work: Work): Step<(number | null)[] | null> {
  const found: (number | null)[] = []
  for (let item = 0; item < work.writes; item++) {
    const number = yield* getItem(server, work, item)
    if (number === null) return null
    found.push(number)
  }
  return found
}

function* tell(found: readonly (number | null)[]): Step<void> {
  for (const [item, number] of found.entries()) {
    if (number === null) yield* Tell(Kind.numberMissing, null, item)
    else yield* Tell(Kind.numberFound, null, item, number)
    yield* Show(ITEMS[item] ?? 'number', number ?? 'not there')
  }
  yield* Tell(Kind.audited, null, found.filter((number) => number !== null).length)
}

/** Reads one file, so that the arm stands there. */
export function* passerBy(logicalId: number, file: number): Program {
  const server = yield* GetPid(logicalId, 'both')
  if (server !== NO_PROCESS) yield* Send(server, message(Request.getNumber, file))
}

const WORK: Part['args'] = {
  logicalId: { type: 'number', default: 2, says: 'the name under which the numbers are kept' },
  writes: { type: 'number', default: 3, says: 'numbers that the work writes, 2 to 6' },
  files: { type: 'number', default: 100, says: 'files on the disk' },
}
const workOf = (args: Parameters<Part['create']>[0]): Work => ({
  logicalId: args.number('logicalId'),
  writes: Math.max(2, Math.min(ITEMS.length, Math.round(args.number('writes')))),
  files: Math.round(args.number('files')),
})

export const transferPart: Part = {
  name: 'transfer',
  args: {
    ...WORK,
    atomic: { type: 'word', default: 'off', words: ['off', 'on'], says: 'in one transaction' },
    ending: {
      type: 'word',
      default: 'commit',
      words: ['commit', 'abort'],
      says: 'how the transaction ends',
    },
  },
  create: (args) =>
    transfer({
      ...workOf(args),
      atomic: args.word('atomic') === 'on',
      ending: args.word('ending') === 'abort' ? 'abort' : 'commit',
    }),
}

export const auditorPart: Part = {
  name: 'auditor',
  args: WORK,
  create: (args) => auditor(workOf(args)),
}

export const passerByPart: Part = {
  name: 'passer-by',
  args: {
    logicalId: { type: 'number', default: 2, says: 'the name under which the numbers are kept' },
    percent: { type: 'number', default: 0, says: 'how far into the disk the file is' },
    files: { type: 'number', default: 100, says: 'files on the disk' },
  },
  create: (args) =>
    passerBy(
      args.number('logicalId'),
      Math.floor((args.number('percent') * args.number('files')) / 100),
    ),
}
