/** The lab's table as data: what the headless command prints and the page downloads. */
import { csv } from './csv.ts'
import type { Expected } from './expected.ts'
import { runsOf } from './measure.ts'
import { PAPERS } from './papers.ts'
import type { Answers } from './question.ts'
import { gates, type LabRow, type RowResult, resultOf } from './row.ts'
import { certaintyWords } from './tags.ts'

export interface TableRow {
  readonly id: string
  readonly paper: string
  readonly figure: string
  readonly published: number | { readonly from: number; readonly to: number }
  /** Words: `within 3 %`, `exact`, `more than`. */
  readonly tolerance: string
  readonly unit: string
  readonly source: string
  readonly tag: string
  readonly certainty: string
  readonly use: 'calibrated' | 'predicted'
  readonly gated: boolean
  readonly network: string
  readonly clock: string
  readonly runs: readonly {
    readonly scenario: string
    readonly switches: Readonly<Record<string, unknown>>
  }[]
  readonly seeds: readonly number[]
  readonly metric: string
  readonly simulated: RowResult['spread']
  readonly values: readonly number[]
  readonly deviationPercent: number | null
  readonly withinTolerance: boolean | null
  readonly verdict: RowResult['verdict']
  /** Why there is no value, or why a row is shown only. */
  readonly note: string
}

export function tableRow(row: LabRow, answers: Answers): TableRow {
  const { spread, values, judgement, verdict, sentence } = resultOf(row, answers)
  const { expected, measure } = row
  return {
    id: row.id,
    paper: PAPERS.find(({ id }) => id === row.paper)?.title ?? row.paper,
    figure: row.figure,
    published:
      expected.is === 'between' ? { from: expected.from, to: expected.to } : expected.value,
    tolerance: toleranceWords(expected),
    unit: row.unit,
    source: row.source,
    tag: row.tag,
    certainty: certaintyWords(row.tag),
    use: row.calibrated ? 'calibrated' : 'predicted',
    gated: gates(row),
    network: row.network,
    clock: row.clock,
    runs: runsOf(measure).map(({ scenario, switches }) => ({ scenario, switches })),
    seeds: row.seeds,
    metric: measure.metric,
    simulated: spread,
    values,
    deviationPercent: judgement?.percent ?? null,
    withinTolerance: judgement?.inside ?? null,
    verdict,
    note: [sentence, row.shownBecause, row.note].filter(Boolean).join(' '),
  }
}

export function toleranceWords(expected: Expected): string {
  switch (expected.is) {
    case 'near':
      return `within ${expected.percent} %`
    case 'close':
      return `within ±${expected.by}`
    case 'between':
      return expected.by === 0 ? 'in the band' : `in the band, ±${expected.by}`
    case 'exactly':
      return 'exact'
    case 'more-than':
      return 'more than'
  }
}

const HEAD = [
  'id',
  'paper',
  'figure',
  'published',
  'published to',
  'tolerance',
  'unit',
  'source',
  'tag',
  'certainty',
  'use',
  'gated',
  'network',
  'clock',
  'scenario',
  'switches',
  'seeds',
  'metric',
  'mean',
  'sd',
  'min',
  'max',
  'deviation %',
  'within tolerance',
  'verdict',
  'note',
] as const

export function tableCsv(rows: readonly TableRow[]): string {
  return csv(
    HEAD,
    rows.map((row) => {
      const { published, simulated } = row
      const isBand = typeof published !== 'number'
      return [
        row.id,
        row.paper,
        row.figure,
        isBand ? published.from : published,
        isBand ? published.to : null,
        row.tolerance,
        row.unit,
        row.source,
        row.tag,
        row.certainty,
        row.use,
        row.gated,
        row.network,
        row.clock,
        row.runs.map(({ scenario }) => scenario).join(' and '),
        row.runs.map(({ switches }) => switchWords(switches)).join(' and '),
        row.seeds.length,
        row.metric,
        simulated?.mean ?? null,
        simulated?.sd ?? null,
        simulated?.min ?? null,
        simulated?.max ?? null,
        row.deviationPercent,
        row.withinTolerance,
        row.verdict,
        row.note,
      ]
    }),
  )
}

function switchWords(switches: Readonly<Record<string, unknown>>): string {
  return Object.entries(switches)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ')
}
