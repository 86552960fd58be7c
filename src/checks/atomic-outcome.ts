import type { Checker } from '../trace/fold.ts'
import { Kind, WorkEnd } from '../trace/kinds.ts'
import { watchTransactionOutcomes } from './transaction-outcome.ts'

/**
 * Work of several writes is found done or not done, never half: what is read afterwards is all of what was there before
 * or all of what was meant. Who was told that it is done finds it done, who was told that it is aborted finds nothing
 * of it, and no money is made or lost.
 */
export const atomicOutcome: Checker = {
  id: 'atomic-outcome',
  says: 'What is found afterwards is the state before the work or the state after it, as its client was told; the balances’ sum is what it was.',
  start(context, lamp) {
    watchTransactionOutcomes(context, lamp)
    let accounts = 0
    let before: number[] = []
    let planned: number[] = []
    let found: (number | undefined)[] = []
    let end: number = WorkEnd.interrupted
    context.observe([Kind.workBegun], ({ b }) => {
      accounts = b
      before = []
      planned = []
      end = WorkEnd.interrupted
    })
    context.observe([Kind.workBefore], ({ a, b }) => {
      before[a] = b
    })
    context.observe([Kind.workPlanned], ({ a, b }) => {
      planned[a] = b
    })
    context.observe([Kind.workEnded], ({ a }) => {
      end = a
    })
    context.observe([Kind.numberFound], ({ a, b }) => {
      found[a] = b
    })
    context.observe([Kind.numberMissing], ({ a }) => {
      found[a] = undefined
    })
    context.observe([Kind.audited], ({ index }) => {
      const its = Array.from(found)
      found = []
      if (planned.length === 0) return
      lamp.exercised()
      const says = verdict({ before, planned, found: its, end, accounts })
      if (says !== null) lamp.broken(says, index)
    })
    return {}
  },
}

interface Seen {
  readonly before: readonly number[]
  readonly planned: readonly number[]
  readonly found: readonly (number | undefined)[]
  readonly end: number
  readonly accounts: number
}

/** Null where all is well. */
function verdict({ before, planned, found, end, accounts }: Seen): string | null {
  const missing = planned.findIndex((_, item) => found[item] === undefined)
  if (missing >= 0) return `Number ${missing + 1} of the work cannot be read any more.`
  const isOld = planned.every((_, item) => found[item] === before[item])
  const isNew = planned.every((number, item) => found[item] === number)
  const sum = (list: readonly (number | undefined)[]) =>
    list.slice(0, accounts).reduce<number>((total, each) => total + (each ?? 0), 0)
  if (!isOld && !isNew) {
    const off = sum(found) - sum(before)
    const done = planned.filter((number, item) => found[item] === number).length
    const balance =
      off === 0
        ? 'the balances agree'
        : `the balances are ${off > 0 ? off : -off} ${off > 0 ? 'too high' : 'too low'} together`
    return `${done} of ${planned.length} writes are found: neither before nor after, and ${balance}.`
  }
  if (end === WorkEnd.done && !isNew)
    return 'The client was told that it is done, and nothing of it is found.'
  if (end === WorkEnd.aborted && !isOld)
    return 'The client was told that it is aborted, and it is found done.'
  return null
}
