import type { Checker } from '../trace/fold.ts'
import { TransactionEnd } from '../trace/kinds.ts'
import { watchTransactions } from './transactions.ts'

export const replyAfterFlag: Checker = {
  id: 'reply-after-flag',
  says: 'Nobody is told that a transaction is committed before its flag is stable.',
  start(context, lamp) {
    watchTransactions(context, {
      reported: ({ name, flagSet }, end, index) => {
        if (end !== TransactionEnd.committed) return
        lamp.exercised()
        if (!flagSet)
          lamp.broken(`${name} is reported as committed while its flag is not stable.`, index)
      },
    })
    return {}
  },
}
