/** The faults that a document places itself, as its switches stand. */
import type { Intervention } from '../../trace/tuple.ts'
import type { ScenarioDocument } from './document.ts'
import { holds, termValue, type Values, valuesOf } from './switches.ts'

const NANOS_PER_MS = 1_000_000

export function ownInterventions(
  document: ScenarioDocument,
  switches: Values = {},
): readonly Intervention[] {
  return placedFaults(document, valuesOf(document, switches))
}

/** Those whose conditions hold, each with its time. */
export function placedFaults(document: ScenarioDocument, values: Values): readonly Intervention[] {
  return (document.interventions ?? []).flatMap((what, i) => {
    if (!('timeMs' in what)) return [what]
    const { timeMs, when = [], ...rest } = what
    if (!when.every((condition) => holds(condition, values))) return []
    const time = termValue(timeMs, values, `interventions[${i}]: timeMs`)
    return [{ ...rest, time: Math.max(0, Math.round(time * NANOS_PER_MS)) }]
  })
}
