/** A document's own sweep: several measures against a switch, a line for each combination of others. */
import { unitOf } from '../analysis/numbers.ts'
import type {
  MetricPart,
  ScenarioDocument,
  SweepAxis,
  SweepBound,
  SweepPart,
  Switch,
} from '../scenarios/document/document.ts'
import { either, Refusal } from '../scenarios/document/refusal.ts'
import { valuesOf } from '../scenarios/document/switches.ts'
import type { SwitchValue } from '../trace/tuple.ts'
import { type Cell, csv } from './csv.ts'
import {
  type Answers,
  distinct,
  keyOf,
  plainRun,
  type Question,
  type RunOf,
  withSeeds,
} from './question.ts'
import { planSweep, type SweepPlan, type SweepPoint, seriesOf, sweepQuestions } from './sweep.ts'

/** A line that no point is beyond: `run` gives it its height, or it is as high as it is far. */
export interface PlotBound {
  readonly name: string
  readonly run: (RunOf & { readonly metric: string }) | null
}

export interface PlotLinePlan {
  /** `8 buffers, with jitter`; the measure's own name where there is one line. */
  readonly name: string
  /** The values of the axes that tell lines apart. */
  readonly at: readonly SwitchValue[]
  /** The places of these values on their axes: what the line's mark and its dash go by. */
  readonly places: readonly number[]
  /** One for each measure: the runs are the same. */
  readonly sweeps: readonly SweepPlan[]
}

export interface PlotPlan {
  readonly scenario: string
  readonly revision: number
  readonly id: string
  readonly title: string
  readonly note: string
  readonly turned: Switch
  /** The switches that tell lines apart. */
  readonly axes: readonly Switch[]
  readonly metrics: readonly MetricPart[]
  readonly seeds: readonly number[]
  readonly set: SweepPlan['set']
  readonly lines: readonly PlotLinePlan[]
  /** Of the first measure. */
  readonly bounds: readonly PlotBound[]
}

/** Refuses with one sentence. `seeds`: other than the document's own number of them. */
export function planPlot(document: ScenarioDocument, id: string, seeds?: number): PlotPlan {
  const sweeps = document.sweeps ?? []
  const part = sweeps.find((each) => each.id === id)
  if (!part) {
    const names = sweeps.map((each) => each.id)
    throw new Refusal(
      '',
      names.length === 0
        ? `${document.id} has no plot of its own.`
        : `${document.id} has no plot “${id}”: ${either(names)}.`,
    )
  }
  const axes = (part.lines ?? []).map((axis) => ({ axis, its: switchOf(document, axis.switch) }))
  const lines = combinations(part.lines ?? []).map((places): PlotLinePlan => {
    const at = axes.map(({ axis }, i) => axis.values[places[i] as number] as SwitchValue)
    const set = Object.fromEntries(axes.map(({ its }, i) => [its.key, at[i] as SwitchValue]))
    const sweepsOf = part.metrics.map((metric) =>
      planSweep(document, {
        key: part.x.switch,
        values: part.x.values.join(),
        metric,
        seeds: seeds ?? part.seeds,
        set: { ...part.set, ...set },
      }),
    )
    const name = axes
      .map(({ axis, its }, i) => valueName(axis, its, places[i] as number))
      .join(', ')
    return { name: name === '' ? part.title : name, at, places, sweeps: sweepsOf }
  })
  const first = (lines[0] as PlotLinePlan).sweeps
  const one = first[0] as SweepPlan
  return {
    scenario: document.id,
    revision: document.revision,
    id,
    title: part.title,
    note: part.note ?? '',
    turned: one.turned,
    axes: axes.map(({ its }) => its),
    metrics: first.map(({ metric }) => metric),
    seeds: one.seeds,
    set: part.set ?? {},
    lines,
    bounds: (part.bounds ?? []).map((bound) => boundOf(document, part, bound)),
  }
}

function boundOf(
  document: ScenarioDocument,
  part: SweepPart,
  { name, metric, set }: SweepBound,
): PlotBound {
  if (metric === undefined) return { name, run: null }
  const run = plainRun(document, valuesOf(document, { ...part.set, ...set }))
  return { name, run: { ...run, metric } }
}

/** The points of a bound at these places of the axis; none while its run has not come. */
export function boundPoints(
  { run }: PlotBound,
  xs: readonly number[],
  seed: number,
  answers: Answers,
): readonly { readonly x: number; readonly y: number }[] {
  if (!run) return xs.map((x) => ({ x, y: x }))
  const answer = answers.get(keyOf({ scenario: run.scenario, switches: run.switches, seed }))
  const y = answer && 'metrics' in answer ? answer.metrics[run.metric] : null
  return typeof y === 'number' ? xs.map((x) => ({ x, y })) : []
}

function switchOf(document: ScenarioDocument, key: string): Switch {
  const found = document.switches.find((each) => each.key === key)
  if (!found) throw new Refusal('', `${document.id} has no switch “${key}”.`)
  return found
}

/** The last axis turns first. */
function combinations(axes: NonNullable<SweepPart['lines']>): readonly (readonly number[])[] {
  return axes.reduce<readonly (readonly number[])[]>(
    (all, { values }) => all.flatMap((places) => values.map((_, i) => [...places, i])),
    [[]],
  )
}

function valueName(axis: SweepAxis, its: Switch, place: number): string {
  const named = axis.names?.[place]
  if (named !== undefined) return named
  const value = axis.values[place] as SwitchValue
  if (its.kind === 'number') return `${its.label} ${value}${its.unit === '' ? '' : ` ${its.unit}`}`
  const word = its.values.find((each) => each.value === String(value))
  return `${its.label} ${word?.label ?? value}`
}

export function plotQuestions({ lines, bounds, seeds }: PlotPlan): readonly Question[] {
  const ofBounds = bounds.flatMap(({ run }) =>
    run ? withSeeds({ scenario: run.scenario, switches: run.switches }, seeds.slice(0, 1)) : [],
  )
  return distinct([...ofBounds, ...lines.flatMap(({ sweeps }) => sweeps.flatMap(sweepQuestions))])
}

/** The points of one line in the picture of one measure, as far as their runs have come. */
export function plotSeries(
  line: PlotLinePlan,
  metric: number,
  answers: Answers,
): readonly SweepPoint[] {
  return seriesOf(line.sweeps[metric] as SweepPlan, answers)
}

export function unitOfMetric({ unit, name }: MetricPart): string {
  return unit ?? unitOf(name)
}

/** A row for each point of each line of each measure; `runs` are those of the seeds that gave a number. */
export function plotCsv(plan: PlotPlan, answers: Answers): string {
  const { turned, axes, metrics, seeds, lines } = plan
  const spreads = ['mean', 'sd', 'min', 'max', 'runs', 'of', 'note']
  const head = ['measure', 'unit', turned.key, ...axes.map(({ key }) => key), ...spreads]
  const rows = metrics.flatMap((metric, i) =>
    lines.flatMap((line) =>
      plotSeries(line, i, answers).map(({ x, spread, sentence, values }): Cell[] => [
        metric.name,
        unitOfMetric(metric),
        x,
        ...line.at,
        spread?.mean ?? null,
        spread?.sd ?? null,
        spread?.min ?? null,
        spread?.max ?? null,
        spread?.count ?? 0,
        seeds.length,
        sentence,
        ...values,
      ]),
    ),
  )
  return csv([...head, ...seeds.map((seed) => `seed ${seed}`)], rows)
}
