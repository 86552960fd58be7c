import type { Checker } from '../trace/fold.ts'
import { type MemberLogs, memberLogs } from './member-logs.ts'

export const prefixLogs: Checker = {
  id: 'prefix-logs',
  says: 'The logs of all members that are there are beginnings of one sequence without gaps.',
  start(context, lamp) {
    const quarrels = new Set<string>()
    const all: MemberLogs = memberLogs(context, (process, place, text, index) => {
      const { logs, ended } = all
      const own = logs.get(process) as readonly number[]
      if (place !== own.length + 1)
        lamp.broken(
          `${context.nameOf(process)} delivered number ${place} after ${own.length}.`,
          index,
        )
      for (const [other, log] of logs) {
        const theirs = log[place - 1]
        if (other === process || ended.has(other) || theirs === undefined) continue
        lamp.exercised()
        const pair = `${Math.min(process, other)} ${Math.max(process, other)}`
        if (theirs === text || quarrels.has(pair)) continue
        quarrels.add(pair)
        lamp.broken(
          `${context.nameOf(process)} and ${context.nameOf(other)} delivered different letters as number ${place}.`,
          index,
        )
      }
    })
    return {}
  },
}
