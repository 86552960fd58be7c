import type { Checker } from '../trace/fold.ts'
import { EndReason } from '../trace/kinds.ts'
import { openExchanges } from './sends.ts'

/** Where nothing is left to happen nothing will wake the sender either: it would wait for ever. */
export const quiesces: Checker = {
  id: 'quiesces',
  says: 'When nothing is left to happen, no living process is still blocked on a Send.',
  start(context, lamp) {
    let sent = false
    const open = openExchanges(context, () => {
      sent = true
    })
    return {
      end: (endNs, reason) => {
        if (reason !== EndReason.quiescent || !sent) return
        lamp.exercised()
        for (const [exchange, process] of open) {
          lamp.broken(
            `${context.nameOf(process)} still waits in ${context.nameOf(exchange)} at ${endNs} ns, and nothing is left to happen.`,
          )
        }
      },
    }
  },
}
