/** The graph of a parallel make as it is drawn: jobs in columns by how many come before them, and how far each is at a cursor. */
import { NONE, type RecordIndex } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { type MadeFile, makeIndex } from './make-index.ts'

export interface GraphJob {
  readonly file: number
  readonly name: string
  /** How many jobs come before it at least; the first column is 0. */
  readonly column: number
  readonly row: number
  /** On the longest way to the end. */
  readonly critical: boolean
}
export interface GraphEdge {
  readonly from: GraphJob
  readonly to: GraphJob
  readonly critical: boolean
}
export interface JobGraph {
  readonly jobs: readonly GraphJob[]
  readonly edges: readonly GraphEdge[]
  readonly columns: number
  /** Of the fullest column. */
  readonly rows: number
  /** ms of the longest way. */
  readonly longestMs: number
}

export const JOB_STATES = ['waiting', 'ready', 'at work', 'made', 'failed'] as const
export type JobState = (typeof JOB_STATES)[number]
export interface JobNow {
  readonly state: JobState
  /** Of its work, 0 to 1. */
  readonly part: number
  /** Builds that were lost with their processor. */
  readonly lost: number
  /** The record that put it there; NONE while it waits. */
  readonly record: RecordIndex
}

/** Edges that are drawn at most: more of them are a black surface. */
const EDGES_MAX = 1500

const drawn = new WeakMap<Trace, { readonly files: number; readonly graph: JobGraph }>()

const UNTOLD: JobGraph = { jobs: [], edges: [], columns: 0, rows: 0, longestMs: 0 }

/** The same for every cursor, once the master has told all of it; until then there is none. */
export function jobGraph(trace: Trace): JobGraph {
  const { files, begun } = makeIndex(trace)
  if (begun === NONE) return UNTOLD
  const known = drawn.get(trace)
  if (known && known.files === files.length) return known.graph
  const graph = layout(files)
  drawn.set(trace, { files: files.length, graph })
  return graph
}

function layout(files: readonly MadeFile[]): JobGraph {
  const before = jobsBefore(files)
  const column = new Map<number, number>()
  const way = new Map<number, number>()
  const rows: number[] = []
  const places: { file: number; column: number; row: number }[] = []
  let last = NONE
  // A file’s number is larger than those of what it needs.
  for (const { number, ms } of files) {
    if (ms === null) continue
    const its = before.get(number) ?? []
    const at = its.reduce((far, each) => Math.max(far, (column.get(each) ?? 0) + 1), 0)
    const row = rows[at] ?? 0
    rows[at] = row + 1
    column.set(number, at)
    way.set(number, ms + Math.max(0, ...its.map((each) => way.get(each) ?? 0)))
    places.push({ file: number, column: at, row })
    if (last === NONE || (way.get(number) ?? 0) > (way.get(last) ?? 0)) last = number
  }
  const critical = longestWay(last, before, way)
  const jobs = places.map(
    (place): GraphJob => ({
      ...place,
      name: files[place.file]?.name ?? '',
      critical: critical.has(place.file),
    }),
  )
  const byFile = new Map(jobs.map((job) => [job.file, job]))
  const edges: GraphEdge[] = []
  for (const to of jobs)
    for (const each of before.get(to.file) ?? []) {
      const from = byFile.get(each)
      const both = from?.critical === true && to.critical
      if (from && (edges.length < EDGES_MAX || both)) edges.push({ from, to, critical: both })
    }
  return {
    jobs,
    edges,
    columns: rows.length,
    rows: Math.max(0, ...rows),
    longestMs: way.get(last) ?? 0,
  }
}

/** By job, the jobs that it waits for: a name for several things stands for all of them. */
function jobsBefore(files: readonly MadeFile[]): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, readonly number[]>()
  for (const { number, needs } of files) {
    const its = new Set<number>()
    for (const each of needs) {
      const made = files[each]
      if (made?.ms === null) for (const other of found.get(each) ?? []) its.add(other)
      else if (made) its.add(each)
    }
    found.set(number, [...its])
  }
  return found
}

function longestWay(
  last: number,
  before: ReadonlyMap<number, readonly number[]>,
  way: ReadonlyMap<number, number>,
): ReadonlySet<number> {
  const found = new Set<number>()
  for (let file = last; file !== NONE; ) {
    found.add(file)
    let next = NONE
    for (const each of before.get(file) ?? [])
      if (next === NONE || (way.get(each) ?? 0) > (way.get(next) ?? 0)) next = each
    file = next
  }
  return found
}

/** The last of the records before this place; -1 where there is none yet. */
const before = (records: readonly RecordIndex[], prefix: number) =>
  records.reduce((last, each) => (each < prefix ? each : last), -1)

export function jobNow(trace: Trace, file: number, prefix: number, time: number): JobNow {
  const its = makeIndex(trace).file(file)
  // What was before it had to be made once more counts no more.
  const since = before(its.stale, prefix)
  const last = (records: readonly RecordIndex[]) => {
    const found = before(records, prefix)
    return found > since ? found : -1
  }
  const done = last(its.done)
  const lost = its.lost.filter((each) => each < prefix && each > since).length
  if (done >= 0) return { state: 'made', part: 1, lost, record: done }
  const failed = last(its.failed)
  if (failed >= 0) return { state: 'failed', part: 0, lost, record: failed }
  const opened = last(its.opened)
  const given = last(its.given)
  const taken = last(its.lost)
  if (given <= taken) {
    const record = Math.max(last(its.ready), taken)
    return record < 0
      ? { state: 'waiting', part: 0, lost, record: NONE }
      : { state: 'ready', part: 0, lost, record }
  }
  if (opened <= taken) return { state: 'at work', part: 0, lost, record: given }
  const close = trace.closeOf(opened)
  const from = trace.time(opened)
  // Where nobody ever ends it the recipe’s own time is the measure.
  const until = close === NONE ? from + (its.ms ?? 0) * 1e6 : trace.time(close)
  const part = until > from ? Math.min(1, Math.max(0, (time - from) / (until - from))) : 0
  return { state: 'at work', part, lost, record: opened }
}
