import type { Checker } from '../trace/fold.ts'
import { IDLE_KINDS, IdleProcessors } from '../trace/idle-processors.ts'
import { NONE, type RecordIndex } from '../trace/record.ts'

/** A processor hears of a job by a message, and a lost one is sent again after half a second. */
const GRACE_NS = 2_000_000_000

export const noIdleWhileQueued: Checker = {
  id: 'no-idle-while-queued',
  says: 'Where all processors take from one queue, none idles while a job waits.',
  start(context, lamp) {
    const { processors, compute } = context.switches
    if (processors !== 'one-queue' || compute !== 'pool') return {}
    const state = new IdleProcessors(context)
    let last: RecordIndex = NONE
    const judge = (now: number, record: RecordIndex) => {
      const sinceNs = state.wastedSinceNs
      if (sinceNs === null || now - sinceNs <= GRACE_NS) return
      state.wastedSinceNs = now
      const seconds = Math.round((now - sinceNs) / 1e8) / 10
      lamp.broken(`For ${seconds} s a processor had nothing to do while a job waited.`, record)
    }
    context.observe(IDLE_KINDS, (record) => {
      lamp.exercised()
      last = record.index
      judge(record.time, last)
      state.take(record)
    })
    // What nobody has put an end to is waste as well.
    return { end: (endNs) => judge(endNs, last) }
  },
}
