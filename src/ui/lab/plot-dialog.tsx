/** A scenario's own plot: asked for by its button, computed over many runs, each point the way to its run. */
import { type ReactElement, useEffect, useMemo } from 'react'
import { figure, valueWords } from '../../analysis/numbers.ts'
import {
  boundPoints,
  type PlotLinePlan,
  type PlotPlan,
  planPlot,
  plotCsv,
  plotQuestions,
  plotSeries,
  unitOfMetric,
} from '../../lab/plot-plan.ts'
import type { Answers } from '../../lab/question.ts'
import type { SweepPoint } from '../../lab/sweep.ts'
import type { MetricPart, ScenarioDocument } from '../../scenarios/document/document.ts'
import { orRefused } from '../../scenarios/document/refusal.ts'
import { Button } from '../button.tsx'
import { Dialog } from '../dialogs/dialog.tsx'
import { useApp, useAppStore } from '../store/context.ts'
import { LabRuns, labRuns } from './lab-runs.ts'
import { Plot, type PlotLine, type PlotPoint, type PlotReference } from './plot.tsx'
import { RunBar } from './run-bar.tsx'
import { authoredLink, download, runLink, useProgress } from './use-lab.ts'
import { meanWords, spreadWords } from './words.ts'
import './plot-dialog.css'

export function PlotDialog({ id }: { readonly id: string }): ReactElement | null {
  const document = useApp((s) => s.document)
  if (!document) return null
  return <PlotOf key={id} document={document} id={id} />
}

/** Answers about a reader's own document are kept apart: another may have the same name. */
const own = new WeakMap<ScenarioDocument, LabRuns>()
function runsFor(document: ScenarioDocument, authored: boolean): LabRuns {
  if (!authored) return labRuns
  const known = own.get(document) ?? new LabRuns()
  own.set(document, known)
  return known
}

function PlotOf({
  document,
  id,
}: {
  readonly document: ScenarioDocument
  readonly id: string
}): ReactElement {
  const authored = useApp((s) => s.authored)
  const planned = useMemo(
    () => orRefused(() => ({ ok: true as const, plan: planPlot(document, id) })),
    [document, id],
  )
  if (!planned.ok)
    return (
      <Dialog title="Plot">
        <p role="alert">{planned.sentence}</p>
      </Dialog>
    )
  return <Pictures plan={planned.plan} document={document} authored={authored} />
}

interface PicturesProps {
  readonly plan: PlotPlan
  readonly document: ScenarioDocument
  readonly authored: boolean
}

function Pictures({ plan, document, authored }: PicturesProps): ReactElement {
  const store = useAppStore()
  const runs = runsFor(document, authored)
  const { answers } = useProgress(runs)
  const questions = useMemo(() => plotQuestions(plan), [plan])
  const documents = useMemo(() => [document], [document])
  useEffect(() => {
    runs.ask(questions, documents)
    return () => runs.cancel()
  }, [runs, questions, documents])
  useEffect(() => {
    // A point leads to its run, also where that is the run on the screen.
    const leave = (): void => store.getState().show(null)
    addEventListener('hashchange', leave)
    return () => removeEventListener('hashchange', leave)
  }, [store])
  const link = (point: SweepPoint, seed: number): string =>
    authored ? authoredLink(point.run, seed, document) : runLink(point.run, seed, documents)
  const save = (): void => download(`${plan.scenario}-${plan.id}.csv`, plotCsv(plan, answers))
  return (
    <Dialog title={plan.title} wide>
      {plan.note === '' ? null : <p>{plan.note}</p>}
      <p>
        {plan.seeds.length === 1
          ? 'Each point is a run, and leads to it. '
          : `Each point stands for ${plan.seeds.length} runs and leads to the first of them; its bar shows how far apart they are. It is hollow where not every run came to a result. `}
        All other switches stand as the scenario sets them.
      </p>
      <RunBar label="Run the rest" questions={questions} documents={documents} runs={runs}>
        <Button look="line" disabled={answers.size === 0} onClick={save}>
          Download CSV
        </Button>
      </RunBar>
      {plan.metrics.map((metric, i) => (
        <Picture
          key={metric.name}
          plan={plan}
          metric={metric}
          series={plan.lines.map((line) => plotSeries(line, i, answers))}
          link={link}
          bounds={i === 0 ? boundsOf(plan, answers) : []}
        />
      ))}
    </Dialog>
  )
}

interface PictureProps {
  readonly plan: PlotPlan
  readonly metric: MetricPart
  /** Of each line. */
  readonly series: readonly (readonly SweepPoint[])[]
  readonly link: (point: SweepPoint, seed: number) => string
  readonly bounds: readonly PlotReference[]
}

/** Lines that no point is beyond, as far as the values of the axis go. */
function boundsOf(plan: PlotPlan, answers: Answers): readonly PlotReference[] {
  const xs = (plan.lines[0]?.sweeps[0]?.values ?? []).filter((x) => typeof x === 'number')
  return plan.bounds.flatMap((bound) => {
    const points = boundPoints(bound, xs, plan.seeds[0] ?? 1, answers)
    const kind = 'formula' as const
    return points.length === 0 ? [] : [{ name: bound.name, kind, own: true, points }]
  })
}

function Picture({ plan, metric, series, link, bounds }: PictureProps): ReactElement {
  const { turned, seeds, lines } = plan
  const unit = unitOfMetric(metric)
  const xUnit = turned.kind === 'number' ? turned.unit : ''
  const pointOf = (line: PlotLinePlan, point: SweepPoint): PlotPoint | null => {
    const { x, spread } = point
    if (!spread) return null
    // The way leads to a run that has the measure.
    const seed = seeds[point.values.findIndex((value) => typeof value === 'number')] ?? 1
    const at = `${line.name}, ${turned.label.toLowerCase()} ${valueWords(x as number | string, xUnit)}`
    return {
      x: typeof x === 'number' ? x : String(x),
      spread,
      href: link(point, seed),
      label: `${at}: ${meanWords(spread, unit)}, ${spreadWords(spread)}${ofAll(spread.count, seeds)}. Open this run`,
      partial: spread.count < seeds.length,
    }
  }
  const drawn: readonly PlotLine[] = lines.map((line, i) => ({
    name: line.name,
    ...(line.places.length < 2 ? {} : { look: lookOf(line.places) }),
    points: (series[i] ?? []).flatMap((point) => pointOf(line, point) ?? []),
  }))
  const points = drawn.reduce((sum, line) => sum + line.points.length, 0)
  return (
    <section className="plot-part" aria-label={metric.label}>
      <h3>{metric.label}</h3>
      {points === 0 ? (
        <p className="nothing">No point yet.</p>
      ) : (
        <>
          <Plot
            title={`${metric.label} by ${turned.label.toLowerCase()}, ${points} points`}
            x={{ label: turned.label, unit: xUnit }}
            y={{ label: metric.label, unit }}
            lines={drawn}
            references={clipped(bounds, drawn)}
          />
          <Table plan={plan} metric={metric} series={series} />
        </>
      )}
    </section>
  )
}

/** A bound far above every point would press the points flat: it is drawn up to twice as high. */
function clipped(
  bounds: readonly PlotReference[],
  lines: readonly PlotLine[],
): readonly PlotReference[] {
  const most = 2 * Math.max(0, ...lines.flatMap(({ points }) => points.map((p) => p.spread.max)))
  return bounds.map((bound) => ({ ...bound, points: bound.points.filter(({ y }) => y <= most) }))
}

const ofAll = (count: number, seeds: readonly number[]): string =>
  count === seeds.length ? '' : `, ${seeds.length - count} of ${seeds.length} without`

/** Solid and dashed are farther apart than two shades of ink. */
const DASHES = [0, 2, 3, 1] as const
function lookOf([mark = 0, dash = 0]: readonly number[]): { mark: number; dash: number } {
  return { mark, dash: DASHES[dash % DASHES.length] as number }
}

function Table({ plan, metric, series }: Omit<PictureProps, 'link' | 'bounds'>): ReactElement {
  const { turned, lines, seeds } = plan
  const xs = (plan.lines[0]?.sweeps[0]?.values ?? []).map(String)
  return (
    <details className="curve-numbers">
      <summary>The same as a table</summary>
      <div className="points-place">
        <table className="points">
          <caption className="aside">{metric.label}</caption>
          <thead>
            <tr>
              <th scope="col">{turned.label}</th>
              {lines.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {xs.map((x) => (
              <tr key={x}>
                <th scope="row" className="num">
                  {x}
                </th>
                {lines.map(({ name }, i) => (
                  <td key={name} className="num">
                    {cellWords(
                      (series[i] ?? []).find((point) => String(point.x) === x),
                      seeds.length,
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

function cellWords(point: SweepPoint | undefined, seeds: number): string {
  if (!point) return '–'
  if (point.sentence !== null) return point.sentence
  if (!point.spread) return `none of ${seeds}`
  const { mean, count } = point.spread
  return count === seeds ? figure(mean) : `${figure(mean)} (${count} of ${seeds})`
}
