/** A published figure, the runs that reproduce it, and what they give. */
import { type Expected, type Judgement, judge } from './expected.ts'
import { isExact, type Measure, measured, questionsOf } from './measure.ts'
import type { Answers, Question } from './question.ts'
import { type Spread, spreadOf } from './spread.ts'
import { mayGate } from './tags.ts'

export interface LabRow {
  /** For ever: links and tests hold it. */
  readonly id: string
  /** Which of PAPERS it stands under. */
  readonly paper: string
  /** What was measured, in words. */
  readonly figure: string
  readonly expected: Expected
  readonly unit: string
  readonly source: string
  /** Tag of the fact sheets. */
  readonly tag: string
  /** Used to set the model's parameters: agreement proves nothing. */
  readonly calibrated: boolean
  readonly measure: Measure
  readonly seeds: readonly number[]
  readonly network: string
  readonly clock: string
  readonly note: string
  /** Shown and not gated although its tag would allow it: why. */
  readonly shownBecause?: string
}

export interface RowResult {
  /** Null until all of its runs are there. */
  readonly spread: Spread | null
  /** Each seed's value, in the order of the seeds. */
  readonly values: readonly number[]
  readonly judgement: Judgement | null
  readonly verdict: Verdict | null
  /** Why there is no value. */
  readonly sentence: string | null
}
/** `shown` is not judged: its tag does not allow it. */
export type Verdict = 'inside' | 'outside' | 'shown'

export function gates(row: LabRow): boolean {
  return row.shownBecause === undefined && mayGate(row.tag, isExact(row.expected))
}

export function rowQuestions(row: LabRow): readonly Question[] {
  return questionsOf(row.measure, row.seeds)
}

const NOTHING: RowResult = {
  spread: null,
  values: [],
  judgement: null,
  verdict: null,
  sentence: null,
}

export function resultOf(row: LabRow, answers: Answers): RowResult {
  const values: number[] = []
  for (const seed of row.seeds) {
    const each = measured(row.measure, seed, answers)
    if (each.state === 'unknown') return NOTHING
    // A row that cannot be measured is not kept: a gate must not open because its run broke.
    if (each.state === 'failed')
      return { ...NOTHING, sentence: each.sentence, verdict: gates(row) ? 'outside' : 'shown' }
    values.push(each.value)
  }
  const spread = spreadOf(values)
  if (!spread) return NOTHING
  const judgement = judge(row.expected, spread.mean)
  // What is exact is exact for every seed, not on the average.
  const inside = isExact(row.expected)
    ? values.every((value) => judge(row.expected, value).inside)
    : judgement.inside
  const verdict = gates(row) ? (inside ? 'inside' : 'outside') : 'shown'
  return { spread, values, judgement: { ...judgement, inside }, verdict, sentence: null }
}
