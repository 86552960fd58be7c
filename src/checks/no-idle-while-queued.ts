import type { Checker } from '../trace/fold.ts'
import { IDLE_KINDS, IdleProcessors } from '../trace/idle-processors.ts'

/** A processor hears of a job by a message, and a lost one is sent again after half a second. */
const GRACE_NS = 2_000_000_000

export const noIdleWhileQueued: Checker = {
  id: 'no-idle-while-queued',
  says: 'Where all processors take from one queue, none idles while a job waits.',
  start(context, lamp) {
    const { processors, compute } = context.switches
    if (processors !== 'one-queue' || compute !== 'pool') return {}
    const state = new IdleProcessors(context)
    context.observe(IDLE_KINDS, (record) => {
      lamp.exercised()
      const sinceNs = state.wastedSinceNs
      if (sinceNs !== null && record.time - sinceNs > GRACE_NS) {
        state.wastedSinceNs = record.time
        const seconds = Math.round((record.time - sinceNs) / 1e8) / 10
        lamp.broken(
          `For ${seconds} s a processor had nothing to do while a job waited.`,
          record.index,
        )
      }
      state.take(record)
    })
    return {}
  },
}
