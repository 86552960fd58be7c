/** What the machines of a parallel make had to do, of which one may have several jobs at once. */
import type { FoldContext, Metric } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { makeOf, took } from './makes.ts'

const PROGRAMS: ReadonlySet<string> = new Set(['builder', 'job-place'])

/** Machines that are up and can do jobs; of each how many it has. */
class Machines {
  readonly all = new Set<EntityId>()
  private readonly jobs = new Map<EntityId, number>()
  /** How many machines have no job, and how many have several. */
  idle = 0
  shared = 0

  /** `before` is told of every change, while all is as it was; `after` when a machine has begun or ended a job. */
  constructor(
    context: FoldContext,
    before: (time: number) => void,
    after: (host: EntityId, jobs: number, time: number) => void = () => {},
  ) {
    const { jobs } = this
    const hostOf = (operation: EntityId) => context.parentOf(context.parentOf(operation))
    context.observe([Kind.processCreated], ({ entity, b, time }) => {
      if (!PROGRAMS.has(context.stringOf(b))) return
      before(time)
      const host = context.parentOf(entity)
      this.all.add(host)
      if (!jobs.has(host)) this.set(host, 0)
    })
    context.observe([Kind.crash], ({ entity, time }) => {
      before(time)
      this.set(entity, null)
    })
    const count = (operation: EntityId, by: number, time: number): void => {
      const host = hostOf(operation)
      const had = jobs.get(host)
      if (had === undefined) return
      before(time)
      this.set(host, had + by)
      after(host, had + by, time)
    }
    context.observe([Kind.jobOpen], ({ entity, time }) => count(entity, 1, time))
    context.observe([Kind.jobClose], ({ entity, time }) => count(entity, -1, time))
  }

  /** Null for a machine that is not there any more. */
  private set(host: EntityId, now: number | null): void {
    const had = this.jobs.get(host) ?? null
    this.idle += Number(now === 0) - Number(had === 0)
    this.shared += Number((now ?? 0) > 1) - Number((had ?? 0) > 1)
    if (now === null) this.jobs.delete(host)
    else this.jobs.set(host, now)
  }
}

/** Of the time of all machines of the pool, that in which they had no job. A job that is lost counts as none. */
export const processorsIdlePercent: Metric = {
  name: 'processorsIdlePercent',
  start(context) {
    const make = makeOf(context)
    const since = new Map<EntityId, number>()
    let busy = 0
    const { all } = new Machines(
      context,
      () => {},
      (host, jobs, time) => {
        if (jobs === 1 && !since.has(host)) since.set(host, time)
        if (jobs > 0) return
        if (make.ended === null) busy += time - (since.get(host) ?? time)
        since.delete(host)
      },
    )
    context.observe([Kind.crash], ({ entity }) => void since.delete(entity))
    return () => {
      const nanos = took(make)
      if (nanos === null || nanos === 0 || all.size === 0) return null
      return Math.max(0, 100 * (1 - busy / (nanos * all.size)))
    }
  },
}

/** Of the time of the make, that in which one machine had nothing to do while another had two jobs or more. */
export const idleWhileSharedPercent: Metric = {
  name: 'idleWhileSharedPercent',
  start(context) {
    const make = makeOf(context)
    let last = 0
    let nanos = 0
    const machines = new Machines(context, (time) => {
      const isOn = make.begun !== null && make.ended === null
      if (isOn && machines.idle > 0 && machines.shared > 0)
        nanos += time - Math.max(last, make.begun ?? 0)
      last = time
    })
    return () => {
      const all = took(make)
      return all === null || all === 0 ? null : (100 * nanos) / all
    }
  },
}

export const jobsOnOneMachine: Metric = {
  name: 'jobsOnOneMachine',
  start(context) {
    const all = new Map<EntityId, number>()
    new Machines(
      context,
      () => {},
      (host, jobs) => all.set(host, Math.max(jobs, all.get(host) ?? 0)),
    )
    return () => (all.size === 0 ? null : Math.max(...all.values()))
  },
}

export const MAKE_MACHINE_METRICS: readonly Metric[] = [
  processorsIdlePercent,
  idleWhileSharedPercent,
  jobsOnOneMachine,
]
