/**
 * Metrics that no single run gives: the value of a switch at which a run's metric first exceeds a number, and what
 * is counted over every cut.
 */
import { countsOf } from '../lab/cuts.ts'
import type { CutCount, MetricPart, ScenarioDocument } from '../scenarios/document/document.ts'
import type { RunTuple } from '../trace/tuple.ts'
import { cutEverywhere, enumerate } from './cuts.ts'
import { runScenario } from './run.ts'

type Metrics = Record<string, number | null>

/** Runs the sweeps of a document around one tuple; `alive` is told as they go. Null where the whole range stays at or below the number. */
export function derivedMetrics(
  document: ScenarioDocument,
  tuple: RunTuple,
  alive: () => void = () => {},
): Metrics {
  const found: Metrics = {}
  for (const part of document.metrics)
    if (part.finds) found[part.name] = find(document, tuple, part)
  return { ...found, ...overCuts(document, tuple, alive) }
}

/** One enumeration for all metrics that count over every cut. */
function overCuts(document: ScenarioDocument, tuple: RunTuple, alive: () => void): Metrics {
  const parts = document.metrics.filter(({ cuts }) => cuts !== undefined)
  if (parts.length === 0) return {}
  const counts = countsOf(cutEverywhere(document, enumerate(document, tuple, false), alive))
  const of: Readonly<Record<CutCount, number>> = {
    instants: counts.instants,
    states: counts.states,
    'broken-states': counts.brokenStates,
    'broken-runs': counts.brokenRuns,
  }
  return Object.fromEntries(parts.map(({ name, cuts }) => [name, of[cuts as CutCount]]))
}

/** By halving, to one unit of the switch; the metric must not fall again as the switch grows. */
function find(document: ScenarioDocument, tuple: RunTuple, { finds }: MetricPart): number | null {
  const turned = document.switches.find(({ key }) => key === finds?.switch)
  if (!finds || turned?.kind !== 'number') return null
  const exceeds = (value: number): boolean => {
    const switches = { ...tuple.switches, ...finds.overrides, [finds.switch]: value }
    const { metrics } = runScenario(
      document,
      { ...tuple, switches, interventions: [] },
      { level: 'nothing' },
    )
    return Number(metrics[finds.metric] ?? 0) > finds.above
  }
  let below = turned.min
  let above = turned.max
  if (exceeds(below)) return below
  if (!exceeds(above)) return null
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2)
    if (exceeds(middle)) above = middle
    else below = middle
  }
  return above
}
