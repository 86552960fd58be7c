/** One switch turned through its values, one metric read at each, seeds as spread: plan, runs, series. */
import type { MetricPart, ScenarioDocument, Switch } from '../scenarios/document/document.ts'
import { either, Refusal } from '../scenarios/document/refusal.ts'
import { SWEEP_RUNS_MAX } from '../scenarios/document/sweep-meaning.ts'
import { type Values, valuesOf } from '../scenarios/document/switches.ts'
import type { SwitchValue } from '../trace/tuple.ts'
import { csv } from './csv.ts'
import {
  type Answers,
  keyOf,
  plainRun,
  type Question,
  type RunOf,
  seedsUpTo,
  withSeeds,
} from './question.ts'
import { type Spread, spreadOf } from './spread.ts'

export const SWEEP_LIMITS = { points: 200, seeds: 100, runs: SWEEP_RUNS_MAX } as const
/** Points of a range that nobody has given a step. */
const USUAL_POINTS = 10

export interface SweepAsked {
  readonly key: string
  /** `2..64/2`, `1,2,5`, `8,10`; empty: the whole range, or every choice. */
  readonly values: string
  readonly metric: string
  readonly seeds: number
  /** The other switches. */
  readonly set: Values
}

export interface SweepPlan {
  readonly scenario: string
  readonly revision: number
  readonly turned: Switch
  readonly values: readonly SwitchValue[]
  readonly metric: MetricPart
  readonly seeds: readonly number[]
  readonly set: Values
  readonly runs: readonly RunOf[]
}

export interface SweepPoint {
  readonly x: SwitchValue
  readonly run: RunOf
  /** A word for each seed where the metric is no number. */
  readonly values: readonly (number | string | null)[]
  readonly spread: Spread | null
  /** Why there is nothing: the scenario's own sentence. */
  readonly sentence: string | null
}

/** Names that every run gives, in words. */
const COMMON: readonly MetricPart[] = [
  { name: 'simulatedMs', kind: 'run', label: 'Simulated time', unit: 'ms' },
  { name: 'framesSent', kind: 'run', label: 'Frames sent' },
  { name: 'framesLost', kind: 'run', label: 'Frames lost' },
  { name: 'bytesOnWire', kind: 'run', label: 'Bytes on the wire' },
  { name: 'collisions', kind: 'run', label: 'Collisions' },
  { name: 'cpuBusyMs', kind: 'run', label: 'Processors busy', unit: 'ms' },
  { name: 'invariantViolations', kind: 'run', label: 'Promises broken' },
]

/** The document's own first, then those of every run. */
export function metricsOf(document: ScenarioDocument): readonly MetricPart[] {
  // A run without a trace brings its companions along; a value that only a sweep finds is none to sweep.
  const own = document.metrics.filter(({ kind, pair }) => kind === 'run' || pair)
  return [...own, ...COMMON.filter(({ name }) => !own.some((each) => each.name === name))]
}

/** Refuses with one sentence. */
export function planSweep(document: ScenarioDocument, asked: SweepAsked): SweepPlan {
  const turned = document.switches.find(({ key }) => key === asked.key)
  if (!turned) {
    const keys = document.switches.map(({ key }) => key)
    throw new Refusal('', `${document.id} has no switch “${asked.key}”: ${either(keys)}.`)
  }
  const values = sweepValues(turned, asked.values)
  const { seeds } = asked
  if (!Number.isInteger(seeds) || seeds < 1 || seeds > SWEEP_LIMITS.seeds)
    throw new Refusal('', `Seeds must be a whole number from 1 to ${SWEEP_LIMITS.seeds}.`)
  if (values.length * seeds > SWEEP_LIMITS.runs)
    throw new Refusal(
      '',
      `This sweep has ${values.length * seeds} runs; at most ${SWEEP_LIMITS.runs} are run at once.`,
    )
  const set: Record<string, SwitchValue> = { ...valuesOf(document, asked.set) }
  return {
    scenario: document.id,
    revision: document.revision,
    turned,
    values,
    metric: metricNamed(document, asked.metric),
    seeds: seedsUpTo(seeds),
    set: plainRun(document, set).switches,
    runs: values.map((value) => plainRun(document, { ...set, [asked.key]: value })),
  }
}

function metricNamed(document: ScenarioDocument, name: string): MetricPart {
  const metric = metricsOf(document).find((each) => each.name === name)
  if (metric) return metric
  const other = document.metrics.find((each) => each.name === name)
  const names = metricsOf(document).map((each) => each.name)
  throw new Refusal(
    '',
    other
      ? `${name} is no measure of one run, so nothing can be swept against it.`
      : `${document.id} has no metric “${name}”: ${either(names)}.`,
  )
}

/** The values of a range or of a list, each one that the switch accepts. */
export function sweepValues(turned: Switch, written: string): readonly SwitchValue[] {
  const text = written.trim()
  if (turned.kind === 'choice') {
    const all = turned.values.map(({ value }) => value)
    if (text === '') return all
    return text.split(',').map((word) => {
      if (all.includes(word.trim())) return word.trim()
      throw new Refusal('', `${turned.key} takes ${either(all)}, not “${short(word)}”.`)
    })
  }
  const values = text === '' ? wholeRange(turned) : numbers(turned, text)
  if (values.length > SWEEP_LIMITS.points)
    throw new Refusal(
      '',
      `A sweep has at most ${SWEEP_LIMITS.points} points; “${short(text)}” has more. Take a larger step.`,
    )
  for (const value of values) {
    const whole = Number.isInteger(turned.step) && Number.isInteger(turned.min)
    if (value < turned.min || value > turned.max || (whole && !Number.isInteger(value)))
      throw new Refusal(
        '',
        `${turned.key} takes ${turned.min} to ${turned.max}${whole ? ' in whole numbers' : ''}, not ${value}.`,
      )
  }
  return values
}

const NUMBER = String.raw`-?\d{1,12}(?:\.\d{1,9})?`
const RANGE = new RegExp(`^(${NUMBER})\\.\\.(${NUMBER})(?:/(\\d{1,12}(?:\\.\\d{1,9})?))?$`)
const LIST = new RegExp(`^${NUMBER}(?:\\s*,\\s*${NUMBER})*$`)

function numbers(turned: Switch & { kind: 'number' }, text: string): readonly number[] {
  const range = RANGE.exec(text)
  if (range) {
    const [from, to] = [Number(range[1]), Number(range[2])]
    const step = range[3] === undefined ? turned.step : Number(range[3])
    if (from > to || step <= 0)
      throw new Refusal('', `“${short(text)}” is no range: from..to/step, from the lower end.`)
    return steps(from, to, step)
  }
  if (LIST.test(text)) return text.split(',').map(Number)
  throw new Refusal('', `“${short(text)}” is no range: write from..to/step, or values with commas.`)
}

function steps(from: number, to: number, step: number): readonly number[] {
  // One more than the limit is enough to be refused.
  const count = Math.min(Math.floor((to - from) / step + 1e-9), SWEEP_LIMITS.points) + 1
  return Array.from({ length: count }, (_, i) => Number((from + i * step).toFixed(9)))
}

/** About ten values, each on a step of the switch, both ends among them. */
function wholeRange({ min, max, step }: Switch & { kind: 'number' }): readonly number[] {
  const all = Math.floor((max - min) / step + 1e-9)
  const each = Math.max(1, Math.ceil(all / USUAL_POINTS))
  const values = steps(min, max, each * step)
  return values[values.length - 1] === max ? values : [...values, max]
}

const short = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text)

export function sweepQuestions(plan: SweepPlan): readonly Question[] {
  return plan.runs.flatMap((run) => pointQuestions(plan, run))
}

/** One for each seed. */
function pointQuestions({ metric, seeds }: SweepPlan, run: RunOf): readonly Question[] {
  const questions = withSeeds(run, seeds)
  return metric.name === 'invariantViolations'
    ? questions.map((question) => ({ ...question, checks: true }))
    : questions
}

/** Points whose runs have not all come are left out. */
export function seriesOf(plan: SweepPlan, answers: Answers): readonly SweepPoint[] {
  return plan.runs.flatMap((run, i) => {
    const all = pointQuestions(plan, run).map((question) => answers.get(keyOf(question)))
    if (all.some((answer) => answer === undefined)) return []
    const failed = all.find((answer) => answer && 'sentence' in answer)
    const values = all.map((answer) =>
      answer && 'metrics' in answer ? (answer.metrics[plan.metric.name] ?? null) : null,
    )
    const numbersOnly = values.filter((value) => typeof value === 'number')
    return [
      {
        x: plan.values[i] as SwitchValue,
        run,
        values,
        spread: spreadOf(numbersOnly),
        sentence: failed && 'sentence' in failed ? failed.sentence : null,
      },
    ]
  })
}

export function sweepCsv(plan: SweepPlan, series: readonly SweepPoint[]): string {
  const head = [plan.turned.key, 'mean', 'sd', 'min', 'max', 'runs', 'note']
  return csv(
    [...head, ...plan.seeds.map((seed) => `seed ${seed}`)],
    series.map(({ x, spread, sentence, values }) => [
      x,
      spread?.mean ?? null,
      spread?.sd ?? null,
      spread?.min ?? null,
      spread?.max ?? null,
      spread?.count ?? 0,
      sentence,
      ...values,
    ]),
  )
}
