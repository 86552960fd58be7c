/**
 * What a transaction server keeps on stable storage, page by page: one flag, a list of intentions, and the accounts.
 * A page that was never written is all zero: the flag is not set, an intention is nobody's, an account is as it was
 * opened, since what it holds is the difference.
 */
import type { Step } from '../../engine/program.ts'
import { NameBlock, NameContent } from '../../kernel/system-calls.ts'

export const INTENTIONS_MAX = 8
export const FLAG_PAGE = 1
export const intentionPage = (entry: number): number => FLAG_PAGE + entry
export const accountPage = (account: number): number => FLAG_PAGE + INTENTIONS_MAX + 1 + account

export interface Flag {
  readonly set: boolean
  /** The last transaction that it was set for, or that was thrown away; 0 where there was none. */
  readonly transaction: number
  readonly entries: number
  /** How that one ended, where it has. */
  readonly committed: boolean
}

/** An entry of the list: what an account becomes, or what is added to it. */
export interface Intention {
  readonly transaction: number
  readonly account: number
  readonly absolute: boolean
  readonly amount: number
}

function written(...words: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 * words.length)
  const view = new DataView(bytes.buffer)
  words.forEach((word, i) => {
    view.setInt32(4 * i, word)
  })
  return bytes
}
/** Zero behind the end: a page that cannot be read is as one that was never written. */
function wordAt(page: Uint8Array | null, i: number): number {
  if (!page || page.length < 4 * i + 4) return 0
  return new DataView(page.buffer, page.byteOffset).getInt32(4 * i)
}

export function flagBytes({ set, transaction, entries, committed }: Flag): Uint8Array {
  return written(set ? 1 : 0, transaction, entries, committed ? 1 : 0)
}
export function readFlag(page: Uint8Array | null): Flag {
  return {
    set: wordAt(page, 0) === 1,
    transaction: wordAt(page, 1),
    entries: wordAt(page, 2),
    committed: wordAt(page, 3) === 1,
  }
}

export function intentionBytes({ transaction, account, absolute, amount }: Intention): Uint8Array {
  return written(transaction, account, absolute ? 1 : 0, amount)
}
export function readIntention(page: Uint8Array | null): Intention {
  return {
    transaction: wordAt(page, 0),
    account: wordAt(page, 1),
    absolute: wordAt(page, 2) === 1,
    amount: wordAt(page, 3),
  }
}

export interface Account {
  readonly name: string
  readonly opening: number
}
export function balanceBytes({ opening }: Account, balance: number): Uint8Array {
  return written(balance - opening)
}
export function readBalance({ opening }: Account, page: Uint8Array | null): number {
  return opening + wordAt(page, 0)
}

// For the onlooker -----------------------------------------------------------------------------------
const DISKS = [1, 2]

export function* namePages(accounts: readonly Account[], entries: number): Step<void> {
  for (const disk of DISKS) {
    yield* NameBlock(FLAG_PAGE, 'commit flag', disk, 'flag')
    for (let entry = 1; entry <= entries; entry++)
      yield* NameBlock(intentionPage(entry), `intention ${entry}`, disk, 'intention')
    for (const [i, { name }] of accounts.entries())
      yield* NameBlock(accountPage(i), `page ${name}`, disk)
  }
}

/** What such bytes say in a page, on whichever disk they are. */
function* explain(page: number, bytes: Uint8Array, words: string): Step<void> {
  for (const disk of DISKS) yield* NameContent(page, bytes, words, disk)
}
export function* explainFlag(flag: Flag): Step<void> {
  yield* explain(FLAG_PAGE, flagBytes(flag), flag.set ? 'set' : 'not set')
}
export function* explainIntention(
  entry: number,
  intention: Intention,
  accounts: readonly Account[],
): Step<void> {
  const { amount, absolute, transaction } = intention
  const name = accounts[intention.account]?.name ?? ''
  const words = absolute ? `${name} becomes ${amount}` : `${name}: add ${amount}`
  const page = intentionPage(entry)
  yield* explain(page, intentionBytes(intention), transaction === 0 ? 'empty' : words)
}
export function* explainBalance(place: number, account: Account, balance: number): Step<void> {
  yield* explain(accountPage(place), balanceBytes(account, balance), String(balance))
}
