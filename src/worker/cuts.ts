/** The crash-point enumerator: one run without the cut says where one can matter, then a run for each of them. */
import { BadInput } from '../engine/assert.ts'
import { type CutOutcome, cutInstants } from '../lab/cuts.ts'
import { answerOf } from '../lab/question.ts'
import { type CutPlan, cutPlan, cutTuple, type Instant, uncut } from '../scenarios/document/cuts.ts'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import type { RunTuple } from '../trace/tuple.ts'
import { runScenario } from './run.ts'

/** A run of a scenario that is worth cutting everywhere is a short one; one that does not end is no outcome. */
const EVENTS_MAX = 2_000_000

export interface Enumeration {
  readonly plan: CutPlan
  readonly base: RunTuple
  readonly instants: readonly Instant[]
}

/** `keep`: a cut that the tuple holds already stays, and every second one is tried. */
export function enumerate(document: ScenarioDocument, tuple: RunTuple, keep: boolean): Enumeration {
  const plan = cutPlan(document, tuple.switches)
  if (!plan) throw new BadInput(`The scenario “${document.id}” declares no cuts.`)
  const base = uncut(tuple, plan, keep)
  const limits = { eventsMax: EVENTS_MAX }
  const { touches = [] } = runScenario(document, base, {
    level: 'nothing',
    checks: false,
    derived: false,
    limits,
    touched: plan.target,
  })
  return { plan, base, instants: cutInstants(touches) }
}

export function cutAt(
  document: ScenarioDocument,
  { plan, base, instants }: Enumeration,
  index: number,
): CutOutcome {
  const instant = instants[index] as Instant
  const summary = runScenario(document, cutTuple(base, plan, instant), {
    level: 'nothing',
    checks: true,
    derived: false,
    limits: { eventsMax: EVENTS_MAX },
  })
  const broken = [...new Set(summary.violations.map(({ check }) => check))].sort()
  const answer = answerOf(summary)
  if ('sentence' in answer) return { index, state: null, broken, sentence: answer.sentence }
  return { index, state: answer.metrics[plan.outcome] ?? null, broken }
}

export function cutEverywhere(document: ScenarioDocument, found: Enumeration): CutOutcome[] {
  return found.instants.map((_, index) => cutAt(document, found, index))
}
