/** What a token list costs and how long its letters take. */
import type { Metric } from '../trace/fold.ts'
import { Kind, PacketType } from '../trace/kinds.ts'

const NS_PER_MS = 1e6

/** From a letter’s broadcast until a site has delivered it: the mean over letters and sites. */
export const deliveryDelayMs: Metric = {
  name: 'deliveryDelayMs',
  start(context) {
    const since = new Map<number, number>()
    let total = 0
    let count = 0
    context.observe([Kind.broadcast], ({ b, time }) => void since.set(b, time))
    context.observe([Kind.logged], ({ b, time }) => {
      const begun = since.get(b)
      if (begun === undefined) return
      total += time - begun
      count++
    })
    return () => (count === 0 ? null : total / count / NS_PER_MS)
  },
}

/** Requests for what stands before a timestamp that was seen. */
export const nacks: Metric = {
  name: 'nacks',
  start(context) {
    let count = 0
    context.observe([Kind.packetOut], ({ entity, a }) => {
      const about = context.localName(context.parentOf(entity))
      if (a === PacketType.LETTER_NACK && about.startsWith('gap')) count++
    })
    return () => count
  },
}

/** New lists, each counted once. */
export const reformations: Metric = {
  name: 'reformations',
  start(context) {
    const lists = new Set<number>()
    context.observe([Kind.installed], ({ a }) => void lists.add(a))
    return () => lists.size
  },
}

export const TOKEN_SITE_METRICS: readonly Metric[] = [deliveryDelayMs, nacks, reformations]
