import type { Checker } from '../trace/fold.ts'
import { watchTransactions } from './transactions.ts'

export const replayIdempotent: Checker = {
  id: 'replay-idempotent',
  says: 'However often an entry is carried out, its page is as after the first time.',
  start(context, lamp) {
    watchTransactions(context, {
      carriedOut: ({ name }, entry, page, before, index) => {
        if (before === undefined) return
        lamp.exercised()
        if (page !== before)
          lamp.broken(
            `Entry ${entry} of ${name}, carried out again, has changed its page again.`,
            index,
          )
      },
    })
    return {}
  },
}
