/** How long a parallel make took, and what it could not be shorter than: its longest way, its work, its file server. */
import { CHANGE, Field, PROCESS_STATES } from '../trace/fields.ts'
import type { FoldContext, Metric } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'

const NS_PER_SECOND = 1e9
const MS_PER_SECOND = 1000
const RECEIVING = PROCESS_STATES.indexOf('receiving')

export interface Make {
  begun: number | null
  ended: number | null
  jobs: number
}

export function makeOf(context: FoldContext): Make {
  const make: Make = { begun: null, ended: null, jobs: 0 }
  context.observe([Kind.makeBegun], ({ time, a }) => {
    make.begun = time
    make.jobs = a
  })
  context.observe([Kind.makeEnded], ({ time }) => {
    make.ended = time
  })
  return make
}

/** From the graph’s being known to the last job’s being done, ns; null where it was not. */
export const took = ({ begun, ended }: Make): number | null =>
  begun === null || ended === null ? null : ended - begun

export const makespanSeconds: Metric = {
  name: 'makespanSeconds',
  start(context) {
    const make = makeOf(context)
    return () => {
      const nanos = took(make)
      return nanos === null ? null : nanos / NS_PER_SECOND
    }
  },
}

/** What a speed-up is a ratio of. */
export const jobsPerMinute: Metric = {
  name: 'jobsPerMinute',
  start(context) {
    const make = makeOf(context)
    return () => {
      const nanos = took(make)
      return nanos === null || nanos === 0 ? null : (make.jobs * 60 * NS_PER_SECOND) / nanos
    }
  },
}

/** The graph’s times, ms: of all recipes, and of those along the longest way. */
function times(context: FoldContext): () => { readonly work: number; readonly path: number } {
  const needs = new Map<number, number[]>()
  const ms = new Map<number, number>()
  context.observe([Kind.fileNeeds], ({ a, b }) => {
    const its = needs.get(a)
    if (its) its.push(b)
    else needs.set(a, [b])
  })
  context.observe([Kind.jobKnown], ({ a, b }) => void ms.set(a, b))
  return () => {
    let work = 0
    for (const each of ms.values()) work += each
    const ways = new Map<number, number>()
    let path = 0
    // A master names a file after all that it needs, so a file’s number is larger than theirs.
    for (const file of [...new Set([...ms.keys(), ...needs.keys()])].sort((x, y) => x - y)) {
      const before = (needs.get(file) ?? []).map((each) => ways.get(each) ?? 0)
      const way = before.reduce((one, two) => Math.max(one, two), 0) + (ms.get(file) ?? 0)
      ways.set(file, way)
      path = Math.max(path, way)
    }
    return { work, path }
  }
}

export const criticalPathSeconds: Metric = {
  name: 'criticalPathSeconds',
  start(context) {
    const ask = times(context)
    return () => {
      const { path } = ask()
      return path === 0 ? null : path / MS_PER_SECOND
    }
  },
}
export const workSeconds: Metric = {
  name: 'workSeconds',
  start(context) {
    const ask = times(context)
    return () => {
      const { work } = ask()
      return work === 0 ? null : work / MS_PER_SECOND
    }
  },
}

/** Time in which a file server’s process had something to do while the make ran, ns. */
function serverBusy(context: FoldContext, make: Make): () => number {
  const servers = new Map<EntityId, number | null>()
  let busy = 0
  context.observe([Kind.processCreated], ({ entity, b, time }) => {
    if (context.stringOf(b) === 'file-server') servers.set(entity, time)
  })
  const add = (since: number, until: number): void => {
    if (make.begun === null) return
    busy += Math.max(0, Math.min(until, make.ended ?? until) - Math.max(since, make.begun))
  }
  context.observe([CHANGE + Field.state], ({ entity, b, time }) => {
    const since = servers.get(entity)
    if (since === undefined) return
    if (b === RECEIVING) {
      if (since !== null) add(since, time)
      servers.set(entity, null)
    } else if (since === null) servers.set(entity, time)
  })
  return () => busy
}

export const fileServerSeconds: Metric = {
  name: 'fileServerSeconds',
  start(context) {
    const make = makeOf(context)
    const busy = serverBusy(context, make)
    return () => (make.ended === null ? null : busy() / NS_PER_SECOND)
  },
}
export const fileServerBusyPercent: Metric = {
  name: 'fileServerBusyPercent',
  start(context) {
    const make = makeOf(context)
    const busy = serverBusy(context, make)
    return () => {
      const nanos = took(make)
      return nanos === null || nanos === 0 ? null : (100 * busy()) / nanos
    }
  },
}

/** Bounds of a speed-up, asked of a run on one processor: how often what cannot be shared fits into all of it. */
export const speedupByPath: Metric = {
  name: 'speedupByPath',
  start(context) {
    const make = makeOf(context)
    const ask = times(context)
    return () => {
      const nanos = took(make)
      const { path } = ask()
      return nanos === null || path === 0 ? null : nanos / (path * 1e6)
    }
  },
}
export const speedupByServer: Metric = {
  name: 'speedupByServer',
  start(context) {
    const make = makeOf(context)
    const busy = serverBusy(context, make)
    return () => {
      const nanos = took(make)
      const served = busy()
      return nanos === null || served === 0 ? null : nanos / served
    }
  },
}

/** Jobs that were begun more than once, each of the further times. */
export const targetsRebuilt: Metric = {
  name: 'targetsRebuilt',
  start(context) {
    const begun = new Set<number>()
    let again = 0
    context.observe([Kind.remakeBegun], () => begun.clear())
    context.observe([Kind.jobOpen], ({ a }) => {
      if (begun.has(a)) again++
      begun.add(a)
    })
    return () => again
  },
}

/** The sum over all bytes that came out, eight hex digits; null where nobody has read them. */
export const programState: Metric = {
  name: 'programState',
  start(context) {
    let sum: number | null = null
    context.observe([Kind.programRead], ({ b }) => {
      sum = b
    })
    return () => (sum === null ? null : (sum >>> 0).toString(16).padStart(8, '0'))
  },
}

/** After an edit: from then until all is up to date, and how many jobs that took. */
export const remakeSeconds: Metric = {
  name: 'remakeSeconds',
  start(context) {
    let from: number | null = null
    let until: number | null = null
    context.observe([Kind.fileTouched], ({ time }) => {
      from = time
    })
    context.observe([Kind.remakeEnded], ({ time }) => {
      until = time
    })
    return () => (from === null || until === null ? null : (until - from) / NS_PER_SECOND)
  },
}
export const jobsMadeAgain: Metric = {
  name: 'jobsMadeAgain',
  start(context) {
    let jobs: number | null = null
    context.observe([Kind.remakeBegun], ({ a }) => {
      jobs = a
    })
    return () => jobs
  },
}

/** A sweep finds it. */
export const processorsAtKnee: Metric = { name: 'processorsAtKnee', start: () => () => null }

export const MAKE_METRICS: readonly Metric[] = [
  remakeSeconds,
  jobsMadeAgain,
  processorsAtKnee,
  makespanSeconds,
  jobsPerMinute,
  criticalPathSeconds,
  workSeconds,
  fileServerSeconds,
  fileServerBusyPercent,
  speedupByPath,
  speedupByServer,
  targetsRebuilt,
  programState,
]
