import type { Metric } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'

/**
 * The most that a buffer held: records of a pipeline's bounded buffer where there is one, else frames in the receive
 * buffers of one interface.
 */
export const bufferPeak: Metric = {
  name: 'bufferPeak',
  start(context) {
    let records: number | null = null
    let frames = 0
    context.observe([Kind.pipeLevel], ({ a }) => {
      records = Math.max(records ?? 0, a)
    })
    context.observe([Kind.accepted], ({ b }) => {
      frames = Math.max(frames, b)
    })
    return () => records ?? frames
  },
}
