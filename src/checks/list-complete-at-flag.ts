import type { Checker } from '../trace/fold.ts'
import { watchTransactions } from './transactions.ts'

export const listCompleteAtFlag: Checker = {
  id: 'list-complete-at-flag',
  says: 'The flag is not set before every entry of the list is stable.',
  start(context, lamp) {
    watchTransactions(context, {
      flagBegun: ({ name, intended }, entries, index) => {
        lamp.exercised()
        if (intended < entries)
          lamp.broken(
            `The flag of ${name} goes up with ${intended} of ${entries} entries stable.`,
            index,
          )
      },
    })
    return {}
  },
}
