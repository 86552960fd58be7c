/**
 * Every cut: at which instants of a run a fault of one machine can matter, and what the runs cut there came to.
 * A machine is what it is from one of its changes to the next, so one instant in each such stretch stands for all
 * of it; where its disk is writing, the platter changes in between, and the middle is tried as well.
 */
import type { CutPlan, Instant } from '../scenarios/document/cuts.ts'
import type { Touch } from '../trace/touch.ts'
import type { RunTuple } from '../trace/tuple.ts'

/** The run in which nothing is cut yet, and where it can be. */
export interface CutRow {
  readonly base: RunTuple
  /** Place of its first cut among all. */
  readonly first: number
  readonly instants: readonly Instant[]
}
/** One row, or one for each value of the switch that is tried over. */
export interface Enumeration {
  readonly plan: CutPlan
  readonly rows: readonly CutRow[]
  /** Cuts of all rows together. */
  readonly count: number
}
export interface Cut {
  readonly row: CutRow
  readonly instant: Instant
}

export function cutOf({ rows }: Enumeration, index: number): Cut {
  const row = rows.findLast(({ first }) => first <= index) as CutRow
  return { row, instant: row.instants[index - row.first] as Instant }
}

export type CutState = string | number | null

/** What the run cut at one instant came to. */
export interface CutOutcome {
  /** Place of the cut among all. */
  readonly index: number
  /** Value of the outcome's metric. */
  readonly state: CutState
  /** Ids of the checks that it breaks. */
  readonly broken: readonly string[]
  /** Why there is no outcome: the run did not come to its end. */
  readonly sentence?: string
}

/** Instants at which the machine has no power are left out: there is nothing to cut. */
export function cutInstants(touches: readonly Touch[]): readonly Instant[] {
  const instants: Instant[] = []
  let i = 0
  while (i < touches.length) {
    const { time } = touches[i] as Touch
    let last = i
    for (; i < touches.length && (touches[i] as Touch).time === time; i++) {
      const touch = touches[i] as Touch
      const before = touches[last] as Touch
      // The last one's events and all others of the instant: no need to say how many.
      if (touch.events > before.events && before.on) add(instants, { time, cut: before.events })
      last = i
    }
    const end = touches[last] as Touch
    if (!end.on) continue
    add(instants, { time })
    const next = touches[i]?.time
    if (end.writing && next !== undefined && next - time > 1)
      add(instants, { time: time + Math.floor((next - time) / 2) })
  }
  return instants
}

function add(instants: Instant[], instant: Instant): void {
  const last = instants[instants.length - 1]
  if (last && last.time === instant.time && last.cut === instant.cut) return
  instants.push(instant)
}

/** One distinct state and the cuts that lead to it. */
export interface CutColumn {
  readonly state: CutState
  /** Places of its instants, in order. */
  readonly cuts: readonly number[]
  /** How many of its runs break a check, by its id. */
  readonly broken: ReadonlyMap<string, number>
}

/** In the order in which the run comes to them. Cuts without an outcome belong to none. */
export function columnsOf(outcomes: readonly CutOutcome[]): readonly CutColumn[] {
  const columns = new Map<CutState, { cuts: number[]; broken: Map<string, number> }>()
  for (const { index, state, broken, sentence } of inOrder(outcomes)) {
    if (sentence !== undefined) continue
    const column = columns.get(state) ?? { cuts: [], broken: new Map<string, number>() }
    columns.set(state, column)
    column.cuts.push(index)
    for (const id of broken) column.broken.set(id, (column.broken.get(id) ?? 0) + 1)
  }
  return [...columns].map(([state, column]) => ({ state, ...column }))
}

const inOrder = (outcomes: readonly CutOutcome[]) =>
  [...outcomes].sort((one, other) => one.index - other.index)

/** Neighbouring cuts of one row that lead to the same state and the same verdict. */
export interface Stretch {
  readonly from: number
  readonly to: number
  /** Place of its column; -1 for cuts without an outcome. */
  readonly column: number
  readonly broken: boolean
}

export function stretchesOf(
  outcomes: readonly CutOutcome[],
  columns: readonly CutColumn[],
  rows: readonly Pick<CutRow, 'first'>[] = [],
): readonly Stretch[] {
  const begins = new Set(rows.map(({ first }) => first))
  const at = new Map(columns.map(({ state }, i) => [state, i]))
  const stretches: { from: number; to: number; column: number; broken: boolean }[] = []
  for (const { index, state, broken, sentence } of inOrder(outcomes)) {
    const column = sentence === undefined ? (at.get(state) ?? -1) : -1
    const last = stretches[stretches.length - 1]
    const isBroken = broken.length > 0
    const goes = last && last.to === index - 1 && !begins.has(index)
    if (goes && last.column === column && last.broken === isBroken) last.to = index
    else stretches.push({ from: index, to: index, column, broken: isBroken })
  }
  return stretches
}

/** What a document's metrics count over every cut. */
export interface CutCounts {
  readonly instants: number
  readonly states: number
  readonly brokenStates: number
  readonly brokenRuns: number
}

export function countsOf(outcomes: readonly CutOutcome[]): CutCounts {
  const columns = columnsOf(outcomes)
  return {
    instants: outcomes.length,
    states: columns.length,
    brokenStates: columns.filter(({ broken }) => broken.size > 0).length,
    brokenRuns: outcomes.filter(({ broken }) => broken.length > 0).length,
  }
}
