/** One run that the lab wants: what to ask, and the name under which its answer is kept. */
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import { changedSwitches, type Values, valuesOf } from '../scenarios/document/switches.ts'
import type { RunSummary } from '../trace/setup.ts'
import type { Intervention, RunTuple } from '../trace/tuple.ts'

export interface RunOf {
  readonly scenario: string
  /** Turned away from the defaults. */
  readonly switches: Values
  readonly interventions?: readonly Intervention[]
}

export interface Question extends RunOf {
  readonly seed: number
  /** Has the checkers watch, which costs as much again; without them no promise counts as broken. */
  readonly checks?: boolean
}

export type Metrics = Readonly<Record<string, number | string | null>>
/** What a run gave, or the sentence why it gave nothing. */
export type Answer =
  | { readonly metrics: Metrics; readonly fingerprint: string }
  | { readonly sentence: string }

/** A run that a budget or a fault of ours ended has measured nothing. */
export function answerOf({ endReason, metrics, fingerprint }: RunSummary): Answer {
  if (endReason === 'quiescent' || endReason === 'time') return { metrics, fingerprint }
  return { sentence: `This run did not come to its end: ${endReason}.` }
}

/** By `keyOf`. */
export type Answers = ReadonlyMap<string, Answer>

export function keyOf(question: Question): string {
  const { scenario, switches, seed, interventions = [], checks = false } = question
  const turned = Object.keys(switches)
    .sort()
    .map((key) => [key, switches[key]])
  return JSON.stringify([scenario, turned, seed, interventions, checks])
}

/** Each run once. */
export function distinct(questions: readonly Question[]): readonly Question[] {
  return [...new Map(questions.map((question) => [keyOf(question), question])).values()]
}

export function withSeeds(run: RunOf, seeds: readonly number[]): readonly Question[] {
  return seeds.map((seed) => ({ ...run, seed }))
}

/** 1 to `count`. */
export function seedsUpTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i + 1)
}

export function tupleOf(question: Question, document: ScenarioDocument): RunTuple {
  const { scenario, switches, seed, interventions = [] } = question
  return { scenario, revision: document.revision, switches, seed, interventions }
}

/** With what is turned back to its default left out, so that equal runs have equal names. */
export function plainRun(document: ScenarioDocument, switches: Values): RunOf {
  const values = valuesOf(document, switches)
  return { scenario: document.id, switches: changedSwitches(document, values) }
}
