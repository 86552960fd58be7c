/**
 * A transaction server over stable storage. What a transaction will do is written to a list of intentions; then one
 * flag is set, and from that instant it has happened; then the list is carried out, as often as it takes, and thrown
 * away. A start that finds the flag set carries the list out again; without the flag it throws the list away.
 */
import type { Program, Step } from '../../engine/program.ts'
import { type Message, message, Request, Result } from '../../kernel/message.ts'
import { CloseSpan, Mark, OpenSpan, type Shown } from '../../kernel/onlooker-calls.ts'
import type { Pid } from '../../kernel/pid.ts'
import { Executed, Receive, Reply, Show } from '../../kernel/system-calls.ts'
import { EntityType } from '../../trace/entities.ts'
import { Kind, TransactionEnd } from '../../trace/kinds.ts'
import { stands } from '../commitment/transaction.ts'
import { tellRefusal } from '../refusal.ts'
import { StablePut } from '../stable-storage/stable.ts'
import { readOperation } from './interface.ts'
import {
  type Account,
  accountPage,
  balanceBytes,
  explainIntention,
  type Intention,
  intentionBytes,
  intentionPage,
} from './pages.ts'
import { carryOut, finish, type Ledger, recover, setFlag } from './recovery.ts'
import type { ListWays } from './ways.ts'

/** A transaction that is begun, and neither committed nor aborted. */
interface Active {
  readonly id: number
  readonly span: Shown
  readonly client: Pid
  readonly list: Intention[]
  /** Accounts as the transaction sees them. */
  readonly balances: number[]
}

export function* transactionServer(accounts: readonly Account[], ways: ListWays): Program {
  const ledger = yield* recover(accounts, ways)
  let active: Active | null = null
  for (;;) {
    const { from, message: request } = yield* Receive()
    if (request.code === Request.begin && !active) {
      active = yield* begin(ledger, from)
      yield* Reply(message(Result.ok, active.id), from)
    } else if (request.code === Request.readItem) yield* tell(ledger, request.text, from)
    else if (active && request.value === active.id && request.code !== Request.begin) {
      const goesOn = yield* serve(ledger, active, request, from, ways)
      if (!goesOn) active = null
    } else yield* answerStranger(ledger, request, from)
  }
}

function* begin(ledger: Ledger, client: Pid): Step<Active> {
  const id = ledger.next++
  const span = yield* OpenSpan(Kind.transactionOpen, 'T', id, 0, EntityType.transaction, id)
  yield* stands(id, 'active', false)
  return { id, span, client, list: [], balances: [...ledger.balances] }
}

function* tell({ accounts, balances }: Ledger, name: string, to: Pid): Step<void> {
  const place = accounts.findIndex((account) => account.name === name)
  const known = place >= 0
  if (!known) yield* tellRefusal(`to tell what ${name} holds`, 'there is no such account')
  yield* Reply(message(known ? Result.ok : Result.refused, balances[place] ?? 0), to)
}

/** Of a transaction that is not open: how it ended, where that is still known. A second one has to come again. */
function* answerStranger(ledger: Ledger, { code, value }: Message, to: Pid): Step<void> {
  const { last } = ledger
  const asksEnd = code === Request.commit || code === Request.abort
  if (asksEnd && value > 0 && value === last.transaction)
    yield* Reply(message(last.committed ? Request.committed : Request.aborted, value), to)
  else if (code === Request.begin) yield* Reply(message(Result.retry, value), to)
  else {
    yield* tellRefusal(`${TO_END[code] ?? 'an operation of'} T${value}`, NONE_SUCH, value)
    yield* Reply(message(Result.refused, value), to)
  }
}
const TO_END: Readonly<Record<number, string>> = {
  [Request.commit]: 'to commit',
  [Request.abort]: 'to abort',
}
const NONE_SUCH = 'there is no such transaction, or none any more'

/** False when the transaction has ended. */
function* serve(
  ledger: Ledger,
  active: Active,
  request: Message,
  from: Pid,
  ways: ListWays,
): Step<boolean> {
  if (request.code === Request.commit) yield* commit(ledger, active, from, ways)
  else if (request.code === Request.abort) yield* abort(ledger, active, from)
  else {
    yield* operate(ledger, active, request, from, ways)
    return true
  }
  return false
}

function* operate(
  { accounts }: Ledger,
  active: Active,
  { code, text }: Message,
  from: Pid,
  ways: ListWays,
): Step<void> {
  const operation = code === Request.update ? readOperation(text) : null
  const place = accounts.findIndex(({ name }) => name === operation?.label)
  if (!operation || place < 0 || active.list.length === ways.room) {
    const isNowhere = operation && place < 0
    const why = isNowhere ? `there is no account ${operation.label}` : 'its list is full'
    yield* tellRefusal(
      `an operation of T${active.id}`,
      operation ? why : 'it says nothing',
      active.id,
    )
    return void (yield* Reply(message(Result.refused, active.id), from))
  }
  const balance = (active.balances[place] ?? 0) + operation.amount
  active.balances[place] = balance
  const absolute = ways.intentions === 'absolute'
  const amount = absolute ? balance : operation.amount
  active.list.push({ transaction: active.id, account: place, absolute, amount })
  yield* Mark(active.span, Kind.operated, accountPage(place), operation.amount)
  if (ways.flag === 'after-list') yield* intend(accounts, active, active.list.length, ways)
  yield* Executed(from)
  yield* Reply(message(Result.ok, balance), from)
}

/** Puts an entry of the list on stable storage. */
function* intend(
  accounts: readonly Account[],
  { list, balances, span }: Active,
  entry: number,
  { stable }: ListWays,
): Step<void> {
  const intention = list[entry - 1] as Intention
  yield* explainIntention(entry, intention, accounts)
  yield* StablePut(intentionPage(entry), intentionBytes(intention), stable)
  const account = accounts[intention.account] as Account
  const after = balanceBytes(account, balances[intention.account] ?? 0)
  yield* Mark(span, Kind.intended, entry, after)
}

/** In this order: the list is whole, the flag is set, the client is told, the list is carried out, the flag is cleared. */
function* commit(ledger: Ledger, active: Active, from: Pid, ways: ListWays): Step<void> {
  const { list, span, id } = active
  yield* Mark(span, Kind.commitAsked, list.length)
  if (ways.reply === 'before-flag') yield* report(active, from, TransactionEnd.committed)
  yield* setFlag(span, { set: true, transaction: id, entries: list.length, committed: true }, ways)
  if (ways.flag === 'before-list')
    for (let entry = 1; entry <= list.length; entry++)
      yield* intend(ledger.accounts, active, entry, ways)
  if (ways.reply === 'after-flag') yield* report(active, from, TransactionEnd.committed)
  for (const [i, intention] of list.entries()) yield* carryOut(ledger, span, i + 1, intention, ways)
  yield* finish(ledger, span, { transaction: id, committed: true }, ways)
}

/** Nothing of it has happened yet; its list is worth nothing without the flag. */
function* abort(ledger: Ledger, active: Active, from: Pid): Step<void> {
  ledger.last = { transaction: active.id, committed: false }
  yield* stands(active.id, 'aborted', true)
  yield* report(active, from, TransactionEnd.aborted)
  yield* CloseSpan(active.span, Kind.transactionClose, TransactionEnd.aborted)
  yield* Show('last', `T${active.id} aborted`)
}

function* report({ span, id }: Active, to: Pid, end: number): Step<void> {
  yield* Mark(span, Kind.reported, end)
  yield* Executed(to)
  const code = end === TransactionEnd.committed ? Request.committed : Request.aborted
  yield* Reply(message(code, id), to)
}
