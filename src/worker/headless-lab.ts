/** `sim lab` and `sim sweep`: the lab's table and its sweeps without the page. */
import { BadInput } from '../engine/assert.ts'
import { runsOf } from '../lab/measure.ts'
import { type PlotPlan, planPlot, plotCsv, plotQuestions, plotSeries } from '../lab/plot-plan.ts'
import type { Answers } from '../lab/question.ts'
import { type LabRow, rowQuestions } from '../lab/row.ts'
import { labRows } from '../lab/rows.ts'
import { planSweep, type SweepPoint, seriesOf, sweepCsv, sweepQuestions } from '../lab/sweep.ts'
import { tableCsv, tableRow } from '../lab/table.ts'
import { library, libraryDocument, measured } from '../scenarios/catalogue.ts'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import type { SwitchValue } from '../trace/tuple.ts'
import { answerAll } from './answer.ts'

export interface Printed {
  readonly text: string
  readonly status: 0 | 1
}

export const LAB_USAGE = 'sim lab [scenario…] [--json | --csv]'
export const SWEEP_USAGE =
  'sim sweep <scenario> --switch key[=from..to/step] --metric name [--seeds N] [--set key=value]… [--json | --csv] | sim sweep <scenario> --plot name [--seeds N] [--json | --csv]'
const USUAL_SEEDS = 5

const json = (value: unknown) => `${JSON.stringify(value)}\n`

/** Status 1 when a row that may fail a build is outside. Scenarios that are named are the only ones that it runs. */
export function lab(argv: readonly string[]): Printed {
  const named = argv.filter((word) => word !== '--json' && word !== '--csv')
  const all = labRows([...library, ...measured])
  const scenariosOf = ({ measure }: LabRow) => runsOf(measure).map(({ scenario }) => scenario)
  for (const word of named) {
    if (word.startsWith('-')) throw new BadInput(`There is no option ${word}. Usage: ${LAB_USAGE}`)
    if (!all.some((row) => scenariosOf(row).includes(word)))
      throw new BadInput(`The lab has no row of a scenario “${word}”. Usage: ${LAB_USAGE}`)
  }
  const rows = all.filter(
    (row) => named.length === 0 || scenariosOf(row).some((each) => named.includes(each)),
  )
  const answers = answerAll(rows.flatMap(rowQuestions), libraryDocument)
  const table = rows.map((row) => tableRow(row, answers))
  return {
    text: argv.includes('--csv') ? tableCsv(table) : json({ rows: table }),
    status: table.some(({ verdict }) => verdict === 'outside') ? 1 : 0,
  }
}

interface SweepWords {
  scenario: ScenarioDocument | null
  key: string | null
  values: string
  metric: string | null
  plot: string | null
  seeds: number | null
  readonly set: Record<string, SwitchValue>
  csv: boolean
}

export function sweep(
  argv: readonly string[],
  set: (switches: Record<string, SwitchValue>, word: string) => void,
): Printed {
  const words = sweepWords(argv, set)
  const { scenario, key, metric } = words
  if (scenario && words.plot !== null) return namedSweep(scenario, words.plot, words)
  if (!scenario || key === null || metric === null) throw new BadInput(`Usage: ${SWEEP_USAGE}`)
  const { values, seeds } = { ...words, seeds: words.seeds ?? USUAL_SEEDS }
  const plan = planSweep(scenario, { key, values, metric, seeds, set: words.set })
  const answers = answerAll(sweepQuestions(plan), () => scenario)
  const series = seriesOf(plan, answers)
  if (words.csv) return { text: sweepCsv(plan, series), status: 0 }
  const text = json({
    scenario: plan.scenario,
    revision: plan.revision,
    switch: plan.turned.key,
    unit: plan.turned.kind === 'number' ? plan.turned.unit : null,
    metric: plan.metric.name,
    seeds: plan.seeds,
    set: plan.set,
    points: series.map(pointOf),
  })
  return { text, status: 0 }
}

function pointOf({ x, spread, values, sentence }: SweepPoint): object {
  const none = { mean: null, sd: null, min: null, max: null, count: 0 }
  return { value: x, ...(spread ?? none), values, sentence }
}

/** One that the document itself offers. */
function namedSweep(scenario: ScenarioDocument, name: string, words: SweepWords): Printed {
  if (words.key !== null || words.metric !== null || Object.keys(words.set).length > 0)
    throw new BadInput('A plot has its own switches and measures: give --plot and --seeds alone.')
  const plan = planPlot(scenario, name, words.seeds ?? undefined)
  const answers = answerAll(plotQuestions(plan), () => scenario)
  if (words.csv) return { text: plotCsv(plan, answers), status: 0 }
  return { text: json(plotJson(plan, answers)), status: 0 }
}

function plotJson(plan: PlotPlan, answers: Answers): object {
  const { scenario, revision, id, title, turned, axes, metrics, seeds, set, lines } = plan
  return {
    scenario,
    revision,
    plot: id,
    title,
    switch: turned.key,
    unit: turned.kind === 'number' ? turned.unit : null,
    metrics: metrics.map(({ name }) => name),
    seeds,
    set,
    lines: lines.map((line) => ({
      name: line.name,
      set: Object.fromEntries(axes.map(({ key }, i) => [key, line.at[i]])),
      points: Object.fromEntries(
        metrics.map(({ name }, i) => [name, plotSeries(line, i, answers).map(pointOf)]),
      ),
    })),
  }
}

function sweepWords(
  argv: readonly string[],
  set: (switches: Record<string, SwitchValue>, word: string) => void,
): SweepWords {
  const words: SweepWords = {
    scenario: null,
    key: null,
    values: '',
    metric: null,
    plot: null,
    seeds: null,
    set: {},
    csv: false,
  }
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] as string
    if (word === '--json') continue
    if (word === '--csv') words.csv = true
    else if (!word.startsWith('--')) words.scenario = scenarioNamed(word, words.scenario)
    else {
      const value = argv[++i]
      if (value === undefined) throw new BadInput(`${word} needs a value. Usage: ${SWEEP_USAGE}`)
      if (word === '--set') set(words.set, value)
      else sweepOption(words, word, value)
    }
  }
  return words
}

function sweepOption(words: SweepWords, word: string, value: string): void {
  if (word === '--switch') {
    const at = value.indexOf('=')
    words.key = at < 0 ? value : value.slice(0, at)
    words.values = at < 0 ? '' : value.slice(at + 1)
  } else if (word === '--metric') words.metric = value
  else if (word === '--plot') words.plot = value
  else if (word === '--seeds') words.seeds = value.trim() === '' ? Number.NaN : Number(value)
  else throw new BadInput(`There is no option ${word}. Usage: ${SWEEP_USAGE}`)
}

function scenarioNamed(id: string, before: ScenarioDocument | null): ScenarioDocument {
  if (before) throw new BadInput(`One scenario at a time: ${before.id} or ${id}.`)
  const found = libraryDocument(id)
  if (found) return found
  throw new BadInput(`There is no scenario “${id}”: ${library.map((each) => each.id).join(', ')}.`)
}
