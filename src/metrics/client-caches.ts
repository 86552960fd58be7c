/** What copies of files in clients' memories cost to keep current, and how often they were not. */
import type { FoldContext, Metric } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

/** Opens that gave a version older than one that had been saved, and answered for, before they began. */
export const staleReads: Metric = {
  name: 'staleReads',
  start(context) {
    const newest = new Map<number, number>()
    const begun = new Map<EntityId, number>()
    let count = 0
    context.observe([Kind.fileSaved], ({ a, b }) => {
      newest.set(a, Math.max(b, newest.get(a) ?? 0))
    })
    context.observe([Kind.fileOpening], ({ entity, a }) => begun.set(entity, newest.get(a) ?? 0))
    context.observe([Kind.fileOpened], ({ entity, b }) => {
      if (b < (begun.get(entity) ?? 0)) count++
    })
    return () => count
  },
}

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
  staleReads,
  validationFrames,
  callbacksBroken,
  filesOpened,
]
