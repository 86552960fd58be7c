/** What a crash leaves of a transaction, and what it takes to be done with it. */
import type { FoldContext, Metric } from '../trace/fold.ts'
import { Kind, RecoveryFound, TransactionEnd } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const NS_PER_MS = 1e6

function counting(name: string, kind: number, counts: (a: number) => boolean): Metric {
  return {
    name,
    start(context) {
      let count = 0
      context.observe([kind], ({ a }) => {
        if (counts(a)) count++
      })
      return () => count
    },
  }
}

/** Lists that a start began to carry out again, be it that it was cut off in turn. */
export const replays: Metric = {
  name: 'replays',
  start(context) {
    let count = 0
    context.observe([Kind.transactionOpen], ({ b }) => {
      if (b === 1) count++
    })
    return () => count
  },
}

export const listsDiscarded = counting(
  'listsDiscarded',
  Kind.recoveryClose,
  (found) => found === RecoveryFound.discarded,
)

/** Of several restarts the longest; null where no server of transactions has restarted. */
export function bankRecovery(context: FoldContext): () => number | null {
  const since = new Map<EntityId, number>()
  let longest: number | null = null
  context.observe([Kind.reboot], ({ entity, time }) => void since.set(entity, time))
  context.observe([Kind.recoveryClose], ({ entity, time }) => {
    const begun = since.get(context.parentOf(context.parentOf(entity)))
    if (begun !== undefined) longest = Math.max(longest ?? 0, (time - begun) / NS_PER_MS)
  })
  return () => longest
}

interface Books {
  /** By page: what a server last read or wrote there; empty while none has read them since a crash. */
  readonly now: ReadonlyMap<number, number>
  readonly before: ReadonlyMap<number, number>
  readonly after: ReadonlyMap<number, number>
  /** Whether the last transaction has happened. */
  isCommitted(): boolean
  /** There are accounts in this run. */
  isKept(): boolean
}

/** The accounts before the last transaction, after it, and as they are. */
function books(context: FoldContext): Books {
  const now = new Map<number, number>()
  const before = new Map<number, number>()
  const after = new Map<number, number>()
  let last = ''
  let committed = false
  let kept = false
  context.observe([Kind.balanceIs], ({ a, b }) => {
    kept = true
    now.set(a, b)
  })
  context.observe([Kind.crash], () => now.clear())
  context.observe([Kind.transactionOpen], ({ entity }) => {
    const name = context.localName(entity)
    if (name === last) return
    last = name
    committed = false
    before.clear()
    after.clear()
    for (const [page, balance] of now) {
      before.set(page, balance)
      after.set(page, balance)
    }
  })
  context.observe([Kind.operated], ({ a, b }) => void after.set(a, (after.get(a) ?? 0) + b))
  context.observe([Kind.flagSet], () => {
    committed = true
  })
  context.observe([Kind.transactionClose], ({ a }) => {
    committed = a === TransactionEnd.committed
  })
  context.observe([Kind.recoveryClose], ({ a }) => {
    if (a !== RecoveryFound.nothing) committed = a === RecoveryFound.replayed
  })
  return { now, before, after, isCommitted: () => committed, isKept: () => kept }
}

/**
 * The accounts as they were read last: as `before` the last transaction, as `after` it, `half` of them one and half
 * the other, or `wrong`, which is neither; `unread` where nobody has read them since a crash. Null without accounts.
 */
export function transactionState(context: FoldContext): () => string | null {
  const { now, before, after, isKept } = books(context)
  return () => {
    if (!isKept()) return null
    if (now.size === 0) return 'unread'
    if (before.size === 0) return 'before'
    const all = [...now]
    if (all.every(([page, balance]) => before.get(page) === balance)) return 'before'
    if (all.every(([page, balance]) => after.get(page) === balance)) return 'after'
    const isEither = ([page, balance]: [number, number]): boolean =>
      before.get(page) === balance || after.get(page) === balance
    return all.every(isEither) ? 'half' : 'wrong'
  }
}

/** How far the accounts are, together, from what they should hold. Null where nobody has read them since a crash. */
export function bankError(context: FoldContext): () => number | null {
  const { now, before, after, isCommitted } = books(context)
  return () => {
    if (now.size === 0) return null
    if (before.size === 0) return 0
    const should = isCommitted() ? after : before
    let error = 0
    for (const [page, balance] of now) error += Math.abs(balance - (should.get(page) ?? 0))
    return error
  }
}

export const TRANSACTION_METRICS: readonly Metric[] = [replays, listsDiscarded]
