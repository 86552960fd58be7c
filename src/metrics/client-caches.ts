/** What copies of files in clients' memories cost to keep current, and how often they were not. */
import type { FoldContext, Metric } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

/** Frames of questions whether a copy is current, and of their answers. */
export const validationFrames: Metric = {
  name: 'validationFrames',
  start(context) {
    const asking = new Set<EntityId>()
    const exchanges = new Set<EntityId>()
    let frames = 0
    context.observe([Kind.fileChecking], ({ entity }) => void asking.add(entity))
    context.observe([Kind.sendOpen], ({ entity }) => {
      if (asking.delete(context.parentOf(entity))) exchanges.add(entity)
    })
    context.observe([Kind.packetOut], ({ entity }) => {
      if (exchanges.has(context.parentOf(entity))) frames++
    })
    return () => frames
  },
}

function counting(name: string, kind: number): Metric {
  return {
    name,
    start(context: FoldContext) {
      let count = 0
      context.observe([kind], () => void count++)
      return () => count
    },
  }
}
/** Promises that the server took back: it told whoever had one, or got no answer. */
export const callbacksBroken = counting('callbacksBroken', Kind.promiseBroken)
export const filesOpened = counting('filesOpened', Kind.fileOpened)

export const CLIENT_CACHE_METRICS: readonly Metric[] = [
  validationFrames,
  callbacksBroken,
  filesOpened,
]
