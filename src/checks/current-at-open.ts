import type { Checker } from '../trace/fold.ts'
import { cachedOpens } from './cached-opens.ts'

export const currentAtOpen: Checker = {
  id: 'current-at-open',
  says: 'Who opens a file, and can reach the server, gets the last version that was saved before, or a later one.',
  start(context, lamp) {
    cachedOpens(context, ({ process, file, version, newest, index, reachable }) => {
      if (!reachable || newest === 0) return
      lamp.exercised()
      if (version < newest)
        lamp.broken(
          `${context.nameOf(process)} opened version ${version} of file ${file}; version ${newest} had been saved.`,
          index,
        )
    })
    return {}
  },
}
