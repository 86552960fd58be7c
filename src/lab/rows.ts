/** All rows of the lab: those of the documents' figures, and those that want a set of runs. */
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import { figureRows } from './figure-rows.ts'
import { PAPERS } from './papers.ts'
import { keyOf } from './question.ts'
import type { LabRow } from './row.ts'
import { setRows } from './set-row.ts'
import { AMOEBA_ROWS } from './sets/amoeba.ts'
import { ETHERNET } from './sets/ethernet.ts'
import { RUN_SERVER_ROWS } from './sets/run-server.ts'
import { V_KERNEL } from './sets/v-kernel.ts'
import { V_PENALTY } from './sets/v-penalty.ts'

/** The run and the metric that a row is about, or the runs. */
function subject({ id, measure }: LabRow): string {
  if (measure.of !== 'run') return id
  return `${keyOf({ ...measure.run, seed: 1 })} ${measure.metric}`
}

/** In the papers' order. */
export function labRows(documents: readonly ScenarioDocument[]): readonly LabRow[] {
  const sets = setRows(documents, [
    ...V_PENALTY,
    ...V_KERNEL,
    ...ETHERNET,
    ...AMOEBA_ROWS,
    ...RUN_SERVER_ROWS,
  ])
  // What a set says more exactly is not said twice.
  const said = new Set(sets.map(subject))
  const rows = [...figureRows(documents).filter((row) => !said.has(subject(row))), ...sets]
  return PAPERS.flatMap(({ id }) => rows.filter(({ paper }) => paper === id))
}
