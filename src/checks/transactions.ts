/** Transactions at their servers, as they go on, and what their pages hold on the platters. */
import { BLOCK_STATES, CHANGE, Field } from '../trace/fields.ts'
import type { FoldContext } from '../trace/fold.ts'
import { Kind, RecoveryFound, TransactionEnd } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const GOOD = BLOCK_STATES.indexOf('good')
const TORN = BLOCK_STATES.indexOf('torn')

interface Operation {
  readonly page: number
  /** What the page held when it was asked for; hashes of blocks. */
  readonly before: number | null
  /** What it will hold; null while the entry is not stable. */
  after: number | null
}

export class Transaction {
  /** `T1` */
  readonly name: string
  readonly host: EntityId
  readonly operations: Operation[] = []
  /** Entries of its list that are stable. */
  intended = 0
  flagSet = false
  /** A TransactionEnd: what its client was told. */
  reported: number | null = null
  /** By entry: the page after it was carried out first. */
  readonly carriedOut = new Map<number, number>()

  constructor(name: string, host: EntityId) {
    this.name = name
    this.host = host
  }
}

export interface TransactionWatch {
  flagBegun?(of: Transaction, entries: number, index: number): void
  reported?(of: Transaction, end: number, index: number): void
  /** An entry has been carried out; `before` is the page as it was after the first time. */
  carriedOut?(
    of: Transaction,
    entry: number,
    page: number,
    before: number | undefined,
    index: number,
  ): void
  /**
   * Nothing of it is under way any more: it has ended, or a start has dealt with it. Not told of a machine that has
   * lost both copies of a page, which no pair of disks can help.
   */
  settled?(of: Transaction, pages: (page: number) => number | null, index: number): void
}

/** A later life of a server takes up the same number: it is the same transaction. */
export function watchTransactions(context: FoldContext, watch: TransactionWatch): void {
  const all = new Map<string, Transaction>()
  const last = new Map<EntityId, Transaction>()
  const pages = platters(context)
  const of = (entity: EntityId): Transaction => {
    const host = context.parentOf(context.parentOf(entity))
    const key = `${host} ${context.localName(entity)}`
    const known = all.get(key) ?? new Transaction(context.localName(entity), host)
    all.set(key, known)
    last.set(host, known)
    return known
  }
  const settle = (transaction: Transaction, index: number): void => {
    const { host } = transaction
    if (!pages.hasLost(host)) watch.settled?.(transaction, (page) => pages.of(host, page), index)
  }
  context.observe([Kind.transactionOpen], ({ entity }) => void of(entity))
  context.observe([Kind.operated], ({ entity, a }) => {
    const { operations, host } = of(entity)
    operations.push({ page: a, before: pages.of(host, a), after: null })
  })
  context.observe([Kind.intended], ({ entity, a, b }) => {
    const transaction = of(entity)
    transaction.intended++
    const operation = transaction.operations[a - 1]
    if (operation) operation.after = b
  })
  context.observe([Kind.flagBegun], ({ entity, a, index }) =>
    watch.flagBegun?.(of(entity), a, index),
  )
  context.observe([Kind.flagSet], ({ entity }) => {
    of(entity).flagSet = true
  })
  context.observe([Kind.reported], ({ entity, a, index }) => {
    const transaction = of(entity)
    transaction.reported = a
    watch.reported?.(transaction, a, index)
  })
  context.observe([Kind.carriedOut], ({ entity, a, b, index }) => {
    const transaction = of(entity)
    watch.carriedOut?.(transaction, a, b, transaction.carriedOut.get(a), index)
    if (!transaction.carriedOut.has(a)) transaction.carriedOut.set(a, b)
  })
  context.observe([Kind.transactionClose], ({ entity, a, index }) => {
    const transaction = of(entity)
    if (a === TransactionEnd.committed) transaction.flagSet = true
    settle(transaction, index)
  })
  context.observe([Kind.recoveryClose], ({ entity, a, index }) => {
    const transaction = last.get(context.parentOf(context.parentOf(entity)))
    if (!transaction) return
    if (a === RecoveryFound.replayed) transaction.flagSet = true
    settle(transaction, index)
  })
}

interface Platters {
  /** What is in a page, by its first copy that is good; null where there is none. */
  of(host: EntityId, page: number): number | null
  /** At some time both copies of a page were bad, and not only because a write was busy with them. */
  hasLost(host: EntityId): boolean
}

function platters(context: FoldContext): Platters {
  const pages = new Map<string, EntityId[]>()
  const pageOf = new Map<EntityId, { readonly host: EntityId; readonly copies: EntityId[] }>()
  const states = new Map<EntityId, number>()
  const contents = new Map<EntityId, number>()
  const lost = new Set<EntityId>()
  const stateOf = (block: EntityId): number => states.get(block) ?? GOOD
  context.observe([Kind.blockNamed], ({ entity, a }) => {
    const host = context.parentOf(context.parentOf(entity))
    const key = `${host} ${a}`
    const copies = pages.get(key) ?? []
    pages.set(key, copies)
    if (!copies.includes(entity)) copies.push(entity)
    pageOf.set(entity, { host, copies })
  })
  context.observe([CHANGE + Field.blockState], ({ entity, b }) => {
    states.set(entity, b)
    const page = pageOf.get(entity)
    if (!page || b === GOOD) return
    const bad = page.copies.map(stateOf)
    if (bad.every((state) => state !== GOOD) && bad.some((state) => state !== TORN))
      lost.add(page.host)
  })
  context.observe([CHANGE + Field.blockContent], ({ entity, b }) => void contents.set(entity, b))
  return {
    of: (host, page) => {
      const good = pages.get(`${host} ${page}`)?.find((each) => stateOf(each) === GOOD)
      return good === undefined ? null : (contents.get(good) ?? null)
    },
    hasLost: (host) => lost.has(host),
  }
}
