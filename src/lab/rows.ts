/** All rows of the lab: those of the documents' figures, and those that want a set of runs. */
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import { figureRows } from './figure-rows.ts'
import { PAPERS } from './papers.ts'
import type { LabRow } from './row.ts'
import { setRows } from './set-row.ts'
import { V_KERNEL } from './sets/v-kernel.ts'
import { V_PENALTY } from './sets/v-penalty.ts'

/** In the papers' order. */
export function labRows(documents: readonly ScenarioDocument[]): readonly LabRow[] {
  const rows = [...figureRows(documents), ...setRows(documents, [...V_PENALTY, ...V_KERNEL])]
  return PAPERS.flatMap(({ id }) => rows.filter(({ paper }) => paper === id))
}
