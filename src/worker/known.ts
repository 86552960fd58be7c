/** The names that this build knows: what a document may cast, measure and check. */
import { CHECKERS } from '../checks/checkers.ts'
import { METRICS } from '../metrics/metrics.ts'
import { PARTS } from '../programs/parts.ts'
import type { Known } from '../scenarios/document/meaning.ts'

export function known(): Known {
  return {
    programs: Object.fromEntries([...PARTS].map(([name, part]) => [name, Object.keys(part.args)])),
    metrics: [...Object.keys(METRICS), 'invariantViolations'],
    checks: Object.keys(CHECKERS),
  }
}
