/** How a row that no document brings is written: its runs say the rest. */
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import type { Values } from '../scenarios/document/switches.ts'
import type { Expected } from './expected.ts'
import { placeOf } from './figure-rows.ts'
import type { Measure } from './measure.ts'
import { paperOf } from './papers.ts'
import { plainRun, seedsUpTo } from './question.ts'
import type { LabRow } from './row.ts'

export interface SetRow {
  readonly id: string
  readonly figure: string
  readonly scenario: string
  readonly switches: Values
  /** What turns the second run, by whose value this one’s is divided or made less. */
  readonly over?: Values
  readonly less?: Values
  readonly metric: string
  readonly per?: string
  readonly times?: number
  readonly expected: Expected
  readonly unit: string
  readonly source: string
  readonly tag: string
  readonly calibrated?: boolean
  readonly seeds?: number
  readonly note?: string
  readonly shownBecause?: string
}

/** Rows of scenarios that this build does not have, or that do not measure it, are left out. */
export function setRows(
  documents: readonly ScenarioDocument[],
  rows: readonly SetRow[],
): readonly LabRow[] {
  return rows.flatMap((row) => {
    const document = documents.find(
      ({ id, metrics }) => id === row.scenario && metrics.some(({ name }) => name === row.metric),
    )
    return document ? [complete(row, document)] : []
  })
}

function complete(row: SetRow, document: ScenarioDocument): LabRow {
  const { scenario: _, switches, over, less, metric, per, times, calibrated, ...rest } = row
  const run = plainRun(document, switches)
  const second = over ?? less
  const measure: Measure = second
    ? { of: over ? 'ratio' : 'difference', run, to: plainRun(document, second), metric }
    : { of: 'run', run, metric, ...(per ? { per } : {}), ...(times ? { times } : {}) }
  return {
    ...rest,
    paper: paperOf(row.source),
    calibrated: calibrated ?? false,
    measure,
    seeds: seedsUpTo(row.seeds ?? 1),
    ...placeOf(document, run.switches),
    note: row.note ?? '',
  }
}
