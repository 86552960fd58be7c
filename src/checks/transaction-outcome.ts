import type { FoldContext, Lamp } from '../trace/fold.ts'
import { TransactionEnd } from '../trace/kinds.ts'
import { watchTransactions } from './transactions.ts'

/** Judged by the pages themselves, whenever a transaction has ended and whenever a start has dealt with it. */
export function watchTransactionOutcomes(context: FoldContext, lamp: Lamp): void {
  watchTransactions(context, {
    settled: ({ name, operations, reported }, pages, index) => {
      if (operations.length === 0) return
      lamp.exercised()
      // An operation that changes nothing is as well done as not.
      const real = operations.filter(({ before, after }) => before !== after)
      const done = real.filter(({ page, after }) => after !== null && pages(page) === after).length
      const undone = real.filter(({ page, before }) => pages(page) === before).length
      const isAfter = done === real.length
      const isBefore = undone === real.length
      if (!isAfter && !isBefore) {
        const strange = real.length - done - undone
        const neither = strange > 0 ? `, and ${strange} neither` : ''
        lamp.broken(
          `${name}: ${done} of ${real.length} pages are as after it, ${undone} as before${neither}.`,
          index,
        )
      } else if (real.length === 0) return
      else if (reported === TransactionEnd.committed && !isAfter)
        lamp.broken(`${name} was reported as committed, and nothing of it has happened.`, index)
      else if (reported === TransactionEnd.aborted && !isBefore)
        lamp.broken(`${name} was reported as aborted, and has happened.`, index)
    },
  })
}
