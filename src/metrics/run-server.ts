/** What a run server chose by, and where jobs came to lie. */
import { CHANGE, Field } from '../trace/fields.ts'
import type { Metric } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

/** Of all hosts that it named, the best: KIPS · KB; null where none was named. */
const bestSuitability: Metric = {
  name: 'bestSuitability',
  start(context) {
    let best: number | null = null
    context.observe([CHANGE + Field.suitability], ({ b }) => {
      best = Math.max(best ?? 0, b)
    })
    return () => best
  },
}

/** The most that counted of the memory of a host that was named, KB. */
const memoryCountedKB: Metric = {
  name: 'memoryCountedKB',
  start(context) {
    let most: number | null = null
    context.observe([Kind.hostNamed], ({ b }) => {
      most = Math.max(most ?? 0, b)
    })
    return () => most
  },
}

/** Hosts that were as good as the best, where these were the fewest. */
const fewestAsGood: Metric = {
  name: 'fewestAsGood',
  start(context) {
    let fewest: number | null = null
    context.observe([CHANGE + Field.hostsAsGood], ({ b }) => {
      fewest = fewest === null ? b : Math.min(fewest, b)
    })
    return () => fewest
  },
}

/** Of all jobs that began, those that began on the machine where most did, %. */
const busiestSharePercent: Metric = {
  name: 'busiestSharePercent',
  start(context) {
    const begun = new Map<EntityId, number>()
    let jobs = 0
    context.observe([Kind.jobStarted], ({ entity }) => {
      begun.set(entity, (begun.get(entity) ?? 0) + 1)
      jobs++
    })
    return () => (jobs === 0 ? null : (Math.max(...begun.values()) * 100) / jobs)
  },
}

/** Of all jobs that began, those that found their program there and had none to load, %. */
const programCachedPercent: Metric = {
  name: 'programCachedPercent',
  start(context) {
    let jobs = 0
    let loads = 0
    context.observe([Kind.jobStarted], () => void jobs++)
    context.observe([Kind.textLoaded], () => void loads++)
    // The last ones may still be loading.
    return () => (jobs === 0 ? null : (Math.max(0, jobs - loads) * 100) / jobs)
  },
}

export const RUN_SERVER_METRICS: readonly Metric[] = [
  bestSuitability,
  memoryCountedKB,
  fewestAsGood,
  busiestSharePercent,
  programCachedPercent,
]
