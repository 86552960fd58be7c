/** What a transaction server does at its start, and the steps of a commit that a start may have to do again. */
import type { Step } from '../../engine/program.ts'
import { CloseSpan, Mark, OpenSpan, type Shown } from '../../kernel/onlooker-calls.ts'
import { GetTime, Note, Show } from '../../kernel/system-calls.ts'
import { EntityType } from '../../trace/entities.ts'
import { Kind, RecoveryFound, TransactionEnd } from '../../trace/kinds.ts'
import { stands } from '../commitment/transaction.ts'
import { Cleanup, StableGet, StablePut } from '../stable-storage/stable.ts'
import {
  type Account,
  accountPage,
  balanceBytes,
  explainBalance,
  explainFlag,
  explainIntention,
  FLAG_PAGE,
  type Flag,
  flagBytes,
  type Intention,
  intentionPage,
  namePages,
  readBalance,
  readFlag,
  readIntention,
} from './pages.ts'
import type { ListWays } from './ways.ts'

/** What the server has in memory: lost in a crash, and read back from stable storage. */
export interface Ledger {
  readonly accounts: readonly Account[]
  readonly balances: number[]
  /** The number of the next transaction. */
  next: number
  /** The last that has ended, 0 where none has. */
  last: Pick<Flag, 'transaction' | 'committed'>
}

export function* recover(accounts: readonly Account[], ways: ListWays): Step<Ledger> {
  // No later life uses a number again, for who was given it by an earlier one may still use it.
  const bornMs = Math.floor((yield* GetTime()) / 1e6)
  yield* nameAll(accounts, ways.room)
  const span = yield* OpenSpan(Kind.recoveryOpen, 'recovery')
  yield* Cleanup(pagesOf(accounts, ways.room), ways.stable)
  const flag = readFlag(yield* StableGet(FLAG_PAGE))
  const first = readIntention(yield* StableGet(intentionPage(1)))
  const ledger: Ledger = {
    accounts,
    balances: [],
    next: Math.max(bornMs, flag.transaction, first.transaction) + 1,
    last: flag,
  }
  let found: number = RecoveryFound.nothing
  let about = 0
  if (flag.set) {
    found = RecoveryFound.replayed
    about = flag.transaction
    yield* replay(ledger, flag, first, ways)
  } else if (first.transaction > flag.transaction) {
    found = RecoveryFound.discarded
    about = first.transaction
    ledger.last = { transaction: about, committed: false }
    yield* clearFlag(ledger.last, ways)
    yield* stands(about, 'aborted', true)
  }
  yield* readBalances(ledger, span)
  yield* CloseSpan(span, Kind.recoveryClose, found, about)
  return ledger
}

function pagesOf(accounts: readonly Account[], room: number): number[] {
  const entries = Array.from({ length: room }, (_, i) => intentionPage(i + 1))
  return [FLAG_PAGE, ...entries, ...accounts.map((_, i) => accountPage(i))]
}

function* nameAll(accounts: readonly Account[], room: number): Step<void> {
  yield* namePages(accounts, room)
  yield* explainFlag({ set: false, transaction: 0, entries: 0, committed: false })
  const nobodys = { transaction: 0, account: 0, absolute: false, amount: 0 }
  for (let entry = 1; entry <= room; entry++) yield* explainIntention(entry, nobodys, accounts)
  for (const [i, account] of accounts.entries()) yield* explainBalance(i, account, account.opening)
}

/** The list bears the flag's number: an entry that does not was never written, and there is nothing to do for it. */
function* replay(
  ledger: Ledger,
  { transaction, entries }: Flag,
  first: Intention,
  ways: ListWays,
): Step<void> {
  const type = EntityType.transaction
  const span = yield* OpenSpan(Kind.transactionOpen, 'T', transaction, 1, type, transaction)
  yield* stands(transaction, 'committed', true)
  for (let entry = 1; entry <= entries; entry++) {
    const intention = entry === 1 ? first : readIntention(yield* StableGet(intentionPage(entry)))
    if (intention.transaction === transaction) {
      yield* explainIntention(entry, intention, ledger.accounts)
      yield* carryOut(ledger, span, entry, intention, ways)
    } else yield* Note(`Entry ${entry} of T${transaction} is not there.`)
  }
  yield* finish(ledger, span, { transaction, committed: true }, ways)
}

function* readBalances({ accounts, balances }: Ledger, span: Shown): Step<void> {
  for (const [i, account] of accounts.entries()) {
    const balance = readBalance(account, yield* StableGet(accountPage(i)))
    balances[i] = balance
    yield* Mark(span, Kind.balanceIs, accountPage(i), balance)
    yield* Show(account.name, balance)
  }
}

/** From the instant at which the first copy of the flag is on a disk, the transaction has happened. */
export function* setFlag(span: Shown, flag: Flag, { stable }: ListWays): Step<void> {
  yield* explainFlag(flag)
  yield* Mark(span, Kind.flagBegun, flag.entries)
  yield* StablePut(FLAG_PAGE, flagBytes(flag), stable)
  yield* Mark(span, Kind.flagSet)
  yield* stands(flag.transaction, 'committed', true)
}

/** An absolute entry may be carried out again and again. One that adds needs what is there, and adds each time. */
export function* carryOut(
  { accounts, balances }: Ledger,
  span: Shown,
  entry: number,
  { account: place, absolute, amount }: Intention,
  { stable }: ListWays,
): Step<void> {
  const account = accounts[place] as Account
  const page = accountPage(place)
  const balance = absolute ? amount : readBalance(account, yield* StableGet(page)) + amount
  yield* explainBalance(place, account, balance)
  yield* StablePut(page, balanceBytes(account, balance), stable)
  balances[place] = balance
  yield* Mark(span, Kind.carriedOut, entry, balanceBytes(account, balance))
  yield* Mark(span, Kind.balanceIs, page, balance)
  yield* Show(account.name, balance)
}

/** All is done: the list is thrown away by clearing the flag. */
export function* finish(
  ledger: Ledger,
  span: Shown,
  last: Ledger['last'],
  ways: ListWays,
): Step<void> {
  yield* clearFlag(last, ways)
  ledger.last = last
  yield* CloseSpan(span, Kind.transactionClose, TransactionEnd.committed)
  yield* Show('last', `T${last.transaction} committed`)
}

function* clearFlag({ transaction, committed }: Ledger['last'], { stable }: ListWays): Step<void> {
  const flag: Flag = { set: false, transaction, entries: 0, committed }
  yield* explainFlag(flag)
  yield* StablePut(FLAG_PAGE, flagBytes(flag), stable)
}
