/** Where a source has a curve: the model's points, each a run with its seeds, beside what was published. */
import { type Measure, measured, questionsOf, runsOf } from './measure.ts'
import type { Answers, Question, RunOf } from './question.ts'
import { type Spread, spreadOf } from './spread.ts'

export interface Curve {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly x: Axis
  readonly y: Axis
  readonly lines: readonly CurveLine[]
  readonly published: readonly PublishedLine[]
}
export interface Axis {
  readonly label: string
  readonly unit: string
  /** Doubles at equal steps. */
  readonly doubling?: boolean
}
export interface CurveLine {
  readonly name: string
  readonly seeds: readonly number[]
  readonly points: readonly { readonly x: number; readonly measure: Measure }[]
}
export interface PublishedLine {
  readonly name: string
  readonly source: string
  readonly tag: string
  /** A formula is drawn as a line, readings as marks of their own. */
  readonly kind: 'formula' | 'readings'
  readonly points: readonly { readonly x: number; readonly y: number }[]
}

export interface CurvePoint {
  readonly x: number
  readonly run: RunOf
  readonly spread: Spread | null
  readonly sentence: string | null
}

export function curveQuestions({ lines }: Curve): readonly Question[] {
  return lines.flatMap(({ points, seeds }) =>
    points.flatMap(({ measure }) => questionsOf(measure, seeds)),
  )
}

/** Points whose runs have not all come are left out. */
export function curvePoints({ points, seeds }: CurveLine, answers: Answers): readonly CurvePoint[] {
  return points.flatMap(({ x, measure }) => {
    const values = seeds.map((seed) => measured(measure, seed, answers))
    if (values.some(({ state }) => state === 'unknown')) return []
    const failed = values.find((value) => value.state === 'failed')
    const numbers = values.flatMap((value) => (value.state === 'measured' ? [value.value] : []))
    return [
      {
        x,
        run: runsOf(measure)[0] as RunOf,
        spread: failed ? null : spreadOf(numbers),
        sentence: failed?.state === 'failed' ? failed.sentence : null,
      },
    ]
  })
}
