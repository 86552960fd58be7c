/** The graph of a parallel make: a box for each job, which fills as it is worked on, and the longest way through it. */
import { linkHorizontal } from 'd3-shape'
import { type KeyboardEvent, type ReactElement, useMemo, useState } from 'react'
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
import { shortNames } from '../../analysis/make/short-names.ts'
import { figure } from '../../analysis/numbers.ts'
import { NONE } from '../../trace/record.ts'
import { Button } from '../button.tsx'
import { OfFuture } from '../of-future.tsx'
import type { RunView } from '../store/app-state.ts'
import { useAppStore, useRunHere, useSelectHere } from '../store/context.ts'
import { useSizes } from '../theme/use-sizes.ts'
import { useWidth } from '../use-width.ts'
import { EDGE, type GraphSizes, graphSizes } from './graph-sizes.ts'
import './make-graph.css'

/** More jobs than a reader can tell apart are counted and not drawn one by one. */
const BOXES_MAX = 400
/** A box lower than this has no room for its sign. */
const SIGN_HEIGHT = 12
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
        <small>
          {counts[3] ?? 0} of {graph.jobs.length} made
        </small>
        <OfFuture />
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

/** px in a box besides its name. */
const BESIDE = 10

interface Names {
  /** What stands in a job's box, and the px that the box needs for it, in the letters of the theme. */
  readonly short: ReadonlyMap<GraphJob, string>
  readonly wishes: ReadonlyMap<GraphJob, number>
}

function useNames(graph: JobGraph): Names {
  const { tick, width } = useSizes()
  return useMemo(() => {
    const names = shortNames(graph.jobs.map(({ name }) => name))
    const short = new Map(graph.jobs.map((job, i) => [job, names[i] ?? job.name]))
    const wish = (job: GraphJob, name: string): number =>
      BESIDE + tick + width(` ${name}`, 'tick', job.critical)
    return { short, wishes: new Map([...short].map(([job, name]) => [job, wish(job, name)])) }
  }, [graph, tick, width])
}

function Boxes({ run, graph, at }: BoxesProps): ReactElement {
  const selectHere = useSelectHere()
  const [place, width] = useWidth()
  const [current, setCurrent] = useState(0)
  const [told, tell] = useState(-1)
  const { short, wishes } = useNames(graph)
  const sizes = useMemo(
    () => graphSizes(graph, width, (job) => wishes.get(job) ?? 0),
    [graph, width, wishes],
  )
  const { wide, tall } = sizes
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
  const whole = graph.jobs[told]
  return (
    <>
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
              short={short.get(job) ?? job.name}
              current={i === current}
              told={i === told}
              tell={() => tell(i)}
              choose={() => {
                setCurrent(i)
                go(nows[i] as JobNow)
              }}
            />
          ))}
        </svg>
      </div>
      <p className={whole ? 'inspect-note make-told whole' : 'inspect-note make-told'}>
        {whole
          ? jobWords(whole, nows[told] as JobNow)
          : 'Point at a job, or walk to it, for its whole name.'}
      </p>
    </>
  )
}

function Edge({
  edge,
  sizes,
}: {
  readonly edge: GraphEdge
  readonly sizes: GraphSizes
}): ReactElement {
  const { from, to, critical } = edge
  const middle = sizes.height / 2
  const d = linkHorizontal()({
    source: [sizes.x(from) + sizes.width(from), sizes.y(from) + middle],
    target: [sizes.x(to), sizes.y(to) + middle],
  })
  return <path className={critical ? 'make-edge critical' : 'make-edge'} d={d ?? ''} {...UNHEARD} />
}

interface BoxProps {
  readonly job: GraphJob
  readonly now: JobNow
  readonly sizes: GraphSizes
  /** What stands in the box, if it fits. */
  readonly short: string
  readonly current: boolean
  /** Its whole name stands under the graph. */
  readonly told: boolean
  readonly tell: () => void
  readonly choose: () => void
}

/** The whole of its name, and what there is to say of it. */
function jobWords({ name, critical }: GraphJob, { state, lost }: JobNow): string {
  return `${name}: ${state}${critical ? ', on the longest way' : ''}${lost > 0 ? ', begun again' : ''}`
}

function Box({ job, now, sizes, short, current, told, tell, choose }: BoxProps): ReactElement {
  const { height } = sizes
  const width = sizes.width(job)
  const isNamed = sizes.isNamed(job)
  const label = jobWords(job, now)
  const state = now.state.replace(' ', '-')
  return (
    <g
      className={`make-job ${state}${job.critical ? ' critical' : ''}${told ? ' told' : ''}`}
      transform={`translate(${sizes.x(job)} ${sizes.y(job)})`}
      role="button"
      aria-label={label}
      tabIndex={current ? 0 : -1}
      onClick={choose}
      onFocus={tell}
      onPointerEnter={tell}
    >
      <title>{label}</title>
      <rect className="make-box" width={width} height={height} rx="3" />
      {now.part > 0 ? (
        <rect className="make-fill" width={now.part * width} height={height} rx="3" />
      ) : null}
      {height > SIGN_HEIGHT ? (
        <text x="5" y={height - 6}>
          <tspan className="make-sign">{now.lost > 0 ? '↻' : SIGNS[now.state]}</tspan>
          {isNamed ? ` ${short}` : null}
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
