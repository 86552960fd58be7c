/** A number that one run gives, or several together, asked of each seed by itself. */
import type { Expected } from './expected.ts'
import { type Answers, keyOf, type Question, type RunOf, withSeeds } from './question.ts'

export type Measure =
  /** A metric of one run; `per` divides by another metric of it, `times` multiplies. */
  | {
      readonly of: 'run'
      readonly run: RunOf
      readonly metric: string
      readonly per?: string
      readonly times?: number
    }
  /** A metric of one run over that of another, or less that of another. */
  | {
      readonly of: 'ratio' | 'difference'
      readonly run: RunOf
      readonly to: RunOf
      readonly metric: string
    }

/** The runs of it, the one that a reader is sent to first. */
export function runsOf(measure: Measure): readonly RunOf[] {
  return measure.of === 'run' ? [measure.run] : [measure.run, measure.to]
}

export function questionsOf(measure: Measure, seeds: readonly number[]): readonly Question[] {
  return runsOf(measure).flatMap((run) => withSeeds(run, seeds))
}

export type Measured =
  | { readonly state: 'measured'; readonly value: number }
  /** Not run yet. */
  | { readonly state: 'unknown' }
  | { readonly state: 'failed'; readonly sentence: string }

export function measured(measure: Measure, seed: number, answers: Answers): Measured {
  const values: number[] = []
  for (const run of runsOf(measure)) {
    const answer = answers.get(keyOf({ ...run, seed }))
    if (!answer) return { state: 'unknown' }
    if ('sentence' in answer) return { state: 'failed', sentence: answer.sentence }
    const value = valueIn(measure, answer.metrics)
    if (value === null)
      return { state: 'failed', sentence: `This run has no number for ${measure.metric}.` }
    values.push(value)
  }
  const [one = 0, other = 1] = values
  if (measure.of === 'run') return { state: 'measured', value: one }
  if (measure.of === 'difference') return { state: 'measured', value: one - other }
  if (other === 0) return { state: 'failed', sentence: 'The second run of the ratio gave 0.' }
  return { state: 'measured', value: one / other }
}

function valueIn(
  measure: Measure,
  metrics: Readonly<Record<string, number | string | null>>,
): number | null {
  const value = metrics[measure.metric]
  if (typeof value !== 'number') return null
  if (measure.of !== 'run') return value
  const { per, times = 1 } = measure
  if (per === undefined) return value * times
  const by = metrics[per]
  return typeof by === 'number' && by !== 0 ? (value / by) * times : null
}

/** Whether it can only be right or wrong. */
export function isExact(expected: Expected | null): boolean {
  return expected?.is === 'exactly' || expected?.is === 'more-than'
}
