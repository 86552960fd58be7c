import type { Checker } from '../trace/fold.ts'
import { cachedOpens } from './cached-opens.ts'

const NS_PER_SECOND = 1e9

export const staleWithinTimeout: Checker = {
  id: 'stale-within-timeout',
  says: 'A copy that is used unasked for a while is out of date for no longer than that.',
  start(context, lamp) {
    const { policy, timeoutSeconds } = context.switches
    if (policy !== 'time-out') return {}
    const longest = Number(timeoutSeconds) * NS_PER_SECOND
    cachedOpens(context, ({ process, file, version, newest, newestSince, time, index }) => {
      lamp.exercised()
      if (version >= newest || time - newestSince <= longest) return
      const seconds = Math.round((time - newestSince) / NS_PER_SECOND)
      lamp.broken(
        `${context.nameOf(process)} opened a version of file ${file} that was old for ${seconds} s.`,
        index,
      )
    })
    return {}
  },
}
