/** How a curve's lines are written: scenarios by name, a metric at each value of x. */
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import type { Values } from '../scenarios/document/switches.ts'
import type { Curve, CurveLine } from './curve.ts'
import { plainRun, seedsUpTo } from './question.ts'

export interface RunNamed {
  readonly scenario: string
  readonly switches: Values
}
/** Null where this build lacks a scenario of it, or the scenario does not measure it. */
export type CurveOf = (documents: readonly ScenarioDocument[]) => Curve | null

export interface Line {
  readonly name: string
  readonly metric: string
  readonly xs: readonly number[]
  readonly run: (x: number) => RunNamed
  readonly seeds?: number
}

export function curveOf(lines: readonly Line[], curve: Omit<Curve, 'lines'>): CurveOf {
  return (documents) => {
    const complete = lines.map((line) => lineOf(documents, line))
    return complete.includes(null) ? null : { ...curve, lines: complete as CurveLine[] }
  }
}

function lineOf(documents: readonly ScenarioDocument[], line: Line): CurveLine | null {
  const points: CurveLine['points'][number][] = []
  for (const x of line.xs) {
    const { scenario, switches } = line.run(x)
    const document = documents.find(
      ({ id, metrics }) => id === scenario && metrics.some(({ name }) => name === line.metric),
    )
    if (!document) return null
    const run = plainRun(document, switches)
    points.push({ x, measure: { of: 'run', run, metric: line.metric } })
  }
  return { name: line.name, seeds: seedsUpTo(line.seeds ?? 1), points }
}
