/** The crash-point enumerator: one run without the cut says where one can matter, then a run for each of them. */
import { BadInput } from '../engine/assert.ts'
import { type CutOutcome, type CutRow, cutInstants, cutOf, type Enumeration } from '../lab/cuts.ts'
import { answerOf } from '../lab/question.ts'
import { basesOf, cutPlan, cutTuple, uncut } from '../scenarios/document/cuts.ts'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import type { RunTuple } from '../trace/tuple.ts'
import { runScenario } from './run.ts'

/** A run of a scenario that is worth cutting everywhere is a short one; one that does not end is no outcome. */
const EVENTS_MAX = 2_000_000

/** `keep`: a cut that the tuple holds already stays, and every second one is tried. */
export function enumerate(document: ScenarioDocument, tuple: RunTuple, keep: boolean): Enumeration {
  const plan = cutPlan(document, tuple.switches)
  if (!plan) throw new BadInput(`The scenario “${document.id}” declares no cuts.`)
  const rows: CutRow[] = []
  let first = 0
  for (const base of basesOf(uncut(tuple, plan, keep), plan)) {
    const { touches = [] } = runScenario(document, base, {
      level: 'nothing',
      checks: false,
      derived: false,
      limits: { eventsMax: EVENTS_MAX },
      touched: plan.target,
    })
    const { fromNs, untilNs } = plan
    const last = untilNs ?? Number.POSITIVE_INFINITY
    const instants = cutInstants(touches).filter(({ time }) => time >= fromNs && time <= last)
    rows.push({ base, first, instants })
    first += instants.length
  }
  return { plan, rows, count: first }
}

export function cutAt(document: ScenarioDocument, found: Enumeration, index: number): CutOutcome {
  const { plan } = found
  const { row, instant } = cutOf(found, index)
  const summary = runScenario(document, cutTuple(row.base, plan, instant), {
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

/** `alive` is told after each, for whoever waits. */
export function cutEverywhere(
  document: ScenarioDocument,
  found: Enumeration,
  alive: () => void = () => {},
): CutOutcome[] {
  return Array.from({ length: found.count }, (_, index) => {
    alive()
    return cutAt(document, found, index)
  })
}
