/** How many jobs are in each state at a cursor, in all and by column: kept while the cursor moves on, however many there are. */
import type { RecordIndex } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { JOB_STATES, type JobGraph, jobGraph } from './make-graph.ts'
import { makeIndex } from './make-index.ts'

/** By the states' order. */
export type JobCounts = readonly number[]

class Walk {
  readonly graph: JobGraph
  readonly columns: readonly number[][]
  private readonly trace: Trace
  /** By file. */
  private readonly state: Uint8Array
  private readonly column: ReadonlyMap<number, number>
  private taken = 0
  private last: RecordIndex = -1

  constructor(trace: Trace, graph: JobGraph) {
    this.trace = trace
    this.graph = graph
    this.column = new Map(graph.jobs.map(({ file, column }) => [file, column]))
    this.state = new Uint8Array(makeIndex(trace).files.length)
    this.columns = Array.from({ length: graph.columns }, () => JOB_STATES.map(() => 0))
    this.begin()
  }

  private begin(): void {
    this.taken = 0
    this.last = -1
    this.state.fill(0)
    for (const counts of this.columns) counts.fill(0)
    for (const { column } of this.graph.jobs) this.count(column, 0, 1)
  }

  private count(column: number, state: number, by: number): void {
    const counts = this.columns[column]
    if (counts) counts[state] = (counts[state] ?? 0) + by
  }

  /** What the first `prefix` records have made of every job. */
  to(prefix: number): this {
    if (this.last >= prefix) this.begin()
    const { steps } = makeIndex(this.trace)
    for (let step = steps[this.taken]; step && step.record < prefix; step = steps[++this.taken]) {
      this.last = step.record
      const column = this.column.get(step.file)
      const before = this.state[step.file] ?? 0
      // What is made stays made, whatever is still said of those who were at it, until it is to be made again.
      if (column === undefined) continue
      if (JOB_STATES[before] === 'made' && step.to !== 'waiting') continue
      const now = JOB_STATES.indexOf(step.to)
      this.count(column, before, -1)
      this.count(column, now, 1)
      this.state[step.file] = now
    }
    return this
  }
}

const walks = new WeakMap<Trace, Walk>()

function walkOf(trace: Trace, prefix: number): Walk {
  const graph = jobGraph(trace)
  let walk = walks.get(trace)
  if (walk?.graph !== graph) {
    walk = new Walk(trace, graph)
    walks.set(trace, walk)
  }
  return walk.to(prefix)
}

/** Of each column of the graph. */
export function columnCounts(trace: Trace, prefix: number): readonly JobCounts[] {
  return walkOf(trace, prefix).columns.map((counts) => [...counts])
}

export function jobCounts(trace: Trace, prefix: number): JobCounts {
  const { columns } = walkOf(trace, prefix)
  return JOB_STATES.map((_, state) =>
    columns.reduce((sum, counts) => sum + (counts[state] ?? 0), 0),
  )
}
