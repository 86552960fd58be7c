/**
 * Work that may wait, done a few milliseconds at a time between frames and inputs: a long run arrives and is
 * indexed without holding the page up.
 */

/** Does a part of what there is to do, well below a millisecond of it; says whether there is more. */
export type Work = () => boolean

const SLICE_MS = 3

const waiting = new Set<Work>()
let channel: MessageChannel | null = null
let posted = false

/** Begins work, unless it is under way. */
export function workOn(work: Work): void {
  waiting.add(work)
  if (posted) return
  posted = true
  if (!channel) {
    channel = new MessageChannel()
    channel.port1.onmessage = slice
  }
  channel.port2.postMessage(null)
}

/** All that waits gets its turn: who has done a part goes to the end of the queue. */
function slice(): void {
  posted = false
  const end = performance.now() + SLICE_MS
  for (const work of waiting) {
    waiting.delete(work)
    if (work()) waiting.add(work)
    if (performance.now() >= end) break
  }
  const [next] = waiting
  if (next) workOn(next)
}
