/** The graph of a parallel make: a box for each job, which fills as it is worked on, and the longest way through it. */
import { linkHorizontal } from 'd3-shape'
import { type KeyboardEvent, type ReactElement, useState } from 'react'
import { columnCounts, type JobCounts, jobCounts } from '../../analysis/make/job-counts.ts'
import {
  type GraphEdge,
  type GraphJob,
  JOB_STATES,
  type JobGraph,
  type JobNow,
  type JobState,
  jobGraph,
  jobNow,
} from '../../analysis/make/make-graph.ts'
import { figure } from '../../analysis/numbers.ts'
import { NONE } from '../../trace/record.ts'
import { Button } from '../button.tsx'
import { OfFuture } from '../of-future.tsx'
import type { RunView } from '../store/app-state.ts'
import { useAppStore, useRunHere, useSelectHere } from '../store/context.ts'
import { useWidth } from '../use-width.ts'
import './make-graph.css'

/** More jobs than a reader can tell apart are counted and not drawn one by one. */
const BOXES_MAX = 400
/** px for the outer half of a box’s outline. */
const EDGE = 2
/** Rows of a column that still have room for names. */
const NAMED_ROWS = 40
const GAP = 26
/** px of a job with its name, large enough for a lecture hall’s, and of one without. */
const NAMED_ROW = 24
const PLAIN_ROW = 10
/** The boxes say what there is. */
const UNHEARD = { 'aria-hidden': true } as const

/** A form for each state besides its shade. */
const SIGNS: Readonly<Record<JobState, string>> = {
  waiting: '·',
  ready: '○',
  'at work': '◐',
  made: '●',
  failed: '✕',
}

export function MakeGraph(): ReactElement | null {
  const store = useAppStore()
  const here = useRunHere()
  const [open, setOpen] = useState(true)
  if (!here) return null
  const { run, prefix, cursor } = here
  const { trace } = run
  const graph = jobGraph(trace)
  const counts = jobCounts(trace, prefix)
  const at = { prefix, time: cursor.time }
  // Most makes fail nowhere.
  const told = JOB_STATES.filter((state, i) => state !== 'failed' || counts[i] !== 0)
  return (
    <details className="drawer make" open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>
        What is made of what
        <OfFuture />
        <small>
          {counts[3] ?? 0} of {graph.jobs.length} made
        </small>
      </summary>
      <p className="inspect-note">
        {told.map((state) => `${counts[JOB_STATES.indexOf(state)]} ${state}`).join(', ')}. The
        longest way, in bold, takes {figure(graph.longestMs / 1000)} s of processor.
      </p>
      {open && graph.jobs.length > 0 ? (
        graph.jobs.length > BOXES_MAX ? (
          <Columns rows={columnCounts(trace, prefix)} />
        ) : (
          <Boxes run={run} graph={graph} at={at} />
        )
      ) : null}
      <ul className="make-key">
        {told.map((state) => (
          <li key={state}>
            <i aria-hidden="true">{SIGNS[state]}</i>
            {state}
          </li>
        ))}
      </ul>
      <Button look="line" onClick={() => store.getState().show('makefile')}>
        Your own makefile
      </Button>
    </details>
  )
}

interface BoxesProps {
  readonly run: RunView
  readonly graph: JobGraph
  readonly at: { readonly prefix: number; readonly time: number }
}

interface Sizes {
  readonly width: number
  readonly height: number
  readonly named: boolean
  readonly x: (job: GraphJob) => number
  readonly y: (job: GraphJob) => number
}

function sizesOf(graph: JobGraph, width: number): Sizes {
  const named = graph.rows <= NAMED_ROWS
  const row = named ? NAMED_ROW : PLAIN_ROW
  const each = Math.max(28, (width - 2 * EDGE - GAP * (graph.columns - 1)) / graph.columns)
  const filled = graph.jobs.reduce<number[]>((rows, { column }) => {
    rows[column] = (rows[column] ?? 0) + 1
    return rows
  }, [])
  return {
    width: each,
    height: row - 3,
    named,
    x: ({ column }) => column * (each + GAP),
    // Each column in the middle of the highest.
    y: ({ column, row: place }) =>
      (place + (graph.rows - (filled[column] ?? graph.rows)) / 2) * row + 1,
  }
}

function Boxes({ run, graph, at }: BoxesProps): ReactElement {
  const selectHere = useSelectHere()
  const [place, width] = useWidth()
  const [current, setCurrent] = useState(0)
  const sizes = sizesOf(graph, width)
  const tall = graph.rows * (sizes.named ? NAMED_ROW : PLAIN_ROW) + 2
  const wide = graph.columns * (sizes.width + GAP) - GAP + 2 * EDGE
  const nows = graph.jobs.map(({ file }) => jobNow(run.trace, file, at.prefix, at.time))
  const go = (now: JobNow): void => {
    const { record } = now
    if (record !== NONE) selectHere({ entity: run.trace.nameOf(run.trace.entity(record)), record })
  }
  const walk = (event: KeyboardEvent<SVGSVGElement>): void => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key]
    const now = nows[current]
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      if (now) go(now)
    } else if (step) {
      event.preventDefault()
      event.stopPropagation()
      const next = (current + step + graph.jobs.length) % graph.jobs.length
      setCurrent(next)
      const boxes = event.currentTarget.querySelectorAll<SVGGElement>('.make-job')
      boxes[next]?.focus()
    }
  }
  return (
    <div className="make-scroll" ref={place}>
      <svg
        width={wide}
        height={tall}
        viewBox={`${-EDGE} 0 ${wide} ${tall}`}
        role="group"
        aria-label={`${graph.jobs.length} jobs; arrow keys go from one to the next`}
        onKeyDown={walk}
      >
        {graph.edges.map((edge) => (
          <Edge key={`${edge.from.file}-${edge.to.file}`} edge={edge} sizes={sizes} />
        ))}
        {graph.jobs.map((job, i) => (
          <Box
            key={job.file}
            job={job}
            now={nows[i] as JobNow}
            sizes={sizes}
            current={i === current}
            choose={() => {
              setCurrent(i)
              go(nows[i] as JobNow)
            }}
          />
        ))}
      </svg>
    </div>
  )
}

function Edge({ edge, sizes }: { readonly edge: GraphEdge; readonly sizes: Sizes }): ReactElement {
  const { from, to, critical } = edge
  const middle = sizes.height / 2
  const d = linkHorizontal()({
    source: [sizes.x(from) + sizes.width, sizes.y(from) + middle],
    target: [sizes.x(to), sizes.y(to) + middle],
  })
  return <path className={critical ? 'make-edge critical' : 'make-edge'} d={d ?? ''} {...UNHEARD} />
}

interface BoxProps {
  readonly job: GraphJob
  readonly now: JobNow
  readonly sizes: Sizes
  readonly current: boolean
  readonly choose: () => void
}

function Box({ job, now, sizes, current, choose }: BoxProps): ReactElement {
  const { width, height, named } = sizes
  const letters = Math.max(1, Math.floor((width - 16) / 7))
  const short = job.name.length > letters ? `${job.name.slice(0, letters - 1)}…` : job.name
  const again = now.lost > 0 ? ', begun again' : ''
  const label = `${job.name}: ${now.state}${job.critical ? ', on the longest way' : ''}${again}`
  const look = `make-job ${now.state.replace(' ', '-')}${job.critical ? ' critical' : ''}`
  return (
    <g
      className={look}
      transform={`translate(${sizes.x(job)} ${sizes.y(job)})`}
      role="button"
      aria-label={label}
      tabIndex={current ? 0 : -1}
      onClick={choose}
    >
      <title>{label}</title>
      <rect className="make-box" width={width} height={height} rx="3" />
      {now.part > 0 ? (
        <rect className="make-fill" width={now.part * width} height={height} rx="3" />
      ) : null}
      {named ? (
        <text x="5" y={height - 6}>
          <tspan className="make-sign">{now.lost > 0 ? '↻' : SIGNS[now.state]}</tspan> {short}
        </text>
      ) : null}
    </g>
  )
}

/** A row for each column of the graph, filled by how much of it is made. */
function Columns({ rows }: { readonly rows: readonly JobCounts[] }): ReactElement {
  return (
    <table className="make-columns">
      <caption className="aside">Jobs by how many come before them at least</caption>
      <tbody>
        {rows.map((counts, column) => {
          const [, , work = 0, made = 0] = counts
          const jobs = counts.reduce((sum, each) => sum + each, 0)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its number.
            <tr key={column}>
              <th scope="row">{column + 1}</th>
              <td>
                <progress max={jobs} value={made} aria-label={`Column ${column + 1}`} />
              </td>
              <td className="num">
                {made} of {jobs}, {work} at work
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
