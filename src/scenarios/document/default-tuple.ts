import type { RunTuple } from '../../trace/tuple.ts'
import type { ScenarioDocument } from './document.ts'

/** The run of a scenario as its document has it: no switch turned, nothing done to it, the first seed. */
export function defaultTuple({
  id,
  revision,
}: Pick<ScenarioDocument, 'id' | 'revision'>): RunTuple {
  return { scenario: id, revision, switches: {}, seed: 1, interventions: [] }
}
