/** How long jobs take, how long an editor keeps its user waiting, and how much of the processors is wasted. */
import type { FoldContext, Metric } from '../trace/fold.ts'
import { IDLE_KINDS, IdleProcessors } from '../trace/idle-processors.ts'
import { Kind } from '../trace/kinds.ts'

/** The smallest value that so many in a hundred do not exceed; null of none. */
function quantile(values: readonly number[], percent: number): number | null {
  const sorted = [...values].sort((x, y) => x - y)
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? null
}

/**
 * From submission to end, s, of each job that was not refused. One that has not ended counts with what it has taken
 * so far: to leave it out would leave out those that wait longest.
 */
function responses(context: FoldContext): (endNs: number) => readonly number[] {
  const since = new Map<number, number>()
  const seconds: number[] = []
  context.observe([Kind.jobSubmitted], ({ a, time }) => {
    if (time >= context.warmUpNs) since.set(a, time)
  })
  context.observe([Kind.jobRefused], ({ a }) => void since.delete(a))
  context.observe([Kind.jobFinished], ({ a, time }) => {
    const submitted = since.get(a)
    if (submitted === undefined) return
    seconds.push((time - submitted) / 1e9)
    since.delete(a)
  })
  return (endNs) => [...seconds, ...[...since.values()].map((time) => (endNs - time) / 1e9)]
}

const responseSeconds: Metric = {
  name: 'responseSeconds',
  start(context) {
    const all = responses(context)
    return (endNs) => {
      const seconds = all(endNs)
      return seconds.length === 0
        ? null
        : seconds.reduce((sum, each) => sum + each, 0) / seconds.length
    }
  },
}

const responseP95Seconds: Metric = {
  name: 'responseP95Seconds',
  start(context) {
    const all = responses(context)
    return (endNs) => quantile(all(endNs), 95)
  },
}

/** From a key to its echo on the screen, ms. */
const keystrokeP95Ms: Metric = {
  name: 'keystrokeP95Ms',
  start(context) {
    const millis: number[] = []
    context.observe([Kind.keystrokeEchoed], ({ a }) => void millis.push(a / 1e3))
    return () => quantile(millis, 95)
  },
}

/** Share of the run in which some processor had nothing to do while some job waited, %. */
const idleWhileQueuedPercent: Metric = {
  name: 'idleWhileQueuedPercent',
  start(context) {
    const state = new IdleProcessors(context)
    let wasted = 0
    context.observe(IDLE_KINDS, (record) => {
      const before = state.wastedSinceNs
      state.take(record)
      if (before !== null && state.wastedSinceNs === null) wasted += record.time - before
    })
    return (endNs) => {
      const open = state.wastedSinceNs === null ? 0 : endNs - state.wastedSinceNs
      return endNs === 0 ? 0 : ((wasted + open) * 100) / endNs
    }
  },
}

const jobsRefused: Metric = {
  name: 'jobsRefused',
  start(context) {
    let refused = 0
    context.observe([Kind.jobRefused], () => void refused++)
    return () => refused
  },
}

export const POOL_METRICS: readonly Metric[] = [
  responseSeconds,
  responseP95Seconds,
  keystrokeP95Ms,
  idleWhileQueuedPercent,
  jobsRefused,
]
