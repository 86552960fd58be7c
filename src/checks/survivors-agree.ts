import type { Checker } from '../trace/fold.ts'
import { EndReason } from '../trace/kinds.ts'
import { memberLogs } from './member-logs.ts'

/** The switch `resilience` says how many crashes must be survived; without it, none. */
export const survivorsAgree: Checker = {
  id: 'survivors-agree',
  says: 'While no more members are gone than the resilience allows, what any of them delivered all that are left deliver, in the same place.',
  start(context, lamp) {
    const allowed = Number(context.switches.resilience ?? 0)
    const { logs, ended } = memberLogs(context)
    return {
      end: (_, reason) => {
        if (reason !== EndReason.quiescent || ended.size > allowed) return
        const longest = Math.max(0, ...[...logs.values()].map((log) => log.length))
        if (longest > 0) lamp.exercised()
        for (const [process, log] of logs) {
          if (ended.has(process)) continue
          for (const [other, theirs] of logs) {
            const place = theirs.findIndex((text, i) => log[i] !== text)
            if (place < 0) continue
            lamp.broken(
              `${context.nameOf(other)} delivered a number ${place + 1} that ${context.nameOf(process)} never did.`,
            )
            break
          }
        }
      },
    }
  },
}
