/** `sim cuts`: the crash-point enumerator without the page. */
import { type CutOutcome, columnsOf, countsOf, cutOf, type Enumeration } from '../lab/cuts.ts'
import { cutTuple } from '../scenarios/document/cuts.ts'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import { valuesOf } from '../scenarios/document/switches.ts'
import { formatIntervention, formatTime } from '../share/interventions.ts'
import type { RunTuple } from '../trace/tuple.ts'
import { cutEverywhere, enumerate } from './cuts.ts'
import type { Printed } from './headless-lab.ts'

export const CUTS_USAGE =
  'sim cuts <scenario> [--seed N] [--set key=value]… [--at TIME:ACTION:TARGET]… [--link URL] [--file F] [--keep] [--json]'

interface Wanted {
  readonly keep: boolean
  readonly json: boolean
}

/** Status 1 when a cut breaks a check. */
export function cuts(document: ScenarioDocument, tuple: RunTuple, wanted: Wanted): Printed {
  const found = enumerate(document, tuple, wanted.keep)
  const outcomes = cutEverywhere(document, found)
  const text = wanted.json ? asJson(document, found, outcomes) : asTable(document, found, outcomes)
  return { text, status: outcomes.some(({ broken }) => broken.length > 0) ? 1 : 0 }
}

const written = (found: Enumeration, index: number): readonly string[] => {
  const { row, instant } = cutOf(found, index)
  return cutTuple(row.base, found.plan, instant)
    .interventions.slice(row.base.interventions.length)
    .map(formatIntervention)
}
const timeOf = (found: Enumeration, index: number): number => cutOf(found, index).instant.time
/** What the switch stood at that is tried over. */
const tried = ({ plan, ...found }: Enumeration, index: number) =>
  plan.over ? cutOf({ plan, ...found }, index).row.base.switches[plan.over.switch] : undefined

function asJson(
  document: ScenarioDocument,
  found: Enumeration,
  outcomes: readonly CutOutcome[],
): string {
  const { plan } = found
  const { base } = found.rows[0] as Enumeration['rows'][number]
  const value = {
    scenario: document.id,
    revision: document.revision,
    seed: base.seed,
    parameters: valuesOf(document, base.switches),
    interventions: base.interventions.map(formatIntervention),
    target: plan.target,
    action: plan.action,
    restartMs: plan.restartNs === null ? null : plan.restartNs / 1e6,
    outcome: plan.outcome,
    over: plan.over,
    counts: countsOf(outcomes),
    states: columnsOf(outcomes).map(({ state, cuts: its, broken }) => ({
      state,
      cuts: its.length,
      firstNs: timeOf(found, its[0] as number),
      lastNs: timeOf(found, its[its.length - 1] as number),
      broken: Object.fromEntries(broken),
    })),
    cuts: outcomes.map(({ index, state, broken, sentence = null }) => ({
      at: written(found, index),
      timeNs: timeOf(found, index),
      ...(plan.over ? { [plan.over.switch]: tried(found, index) } : {}),
      state,
      broken,
      sentence,
    })),
  }
  return `${JSON.stringify(value)}\n`
}

function asTable(
  document: ScenarioDocument,
  found: Enumeration,
  outcomes: readonly CutOutcome[],
): string {
  const { plan } = found
  const label = document.metrics.find(({ name }) => name === plan.outcome)?.label ?? plan.outcome
  const columns = columnsOf(outcomes)
  const at = (index: number | undefined) => formatTime(timeOf(found, index ?? 0))
  const rows = columns.map(({ state, cuts: its, broken }) => [
    String(state ?? 'none'),
    String(its.length),
    at(its[0]),
    at(its[its.length - 1]),
    broken.size === 0 ? 'kept' : [...broken].map(([id, n]) => `${id} broken in ${n}`).join(', '),
    [
      ...(plan.over ? [`--set ${plan.over.switch}=${tried(found, its[0] as number)}`] : []),
      ...written(found, its[0] as number).map((act) => `--at ${act}`),
    ].join(' '),
  ])
  const head = [label, 'cuts', 'first', 'last', 'checks', 'the first of them']
  const unended = outcomes.filter(({ sentence }) => sentence !== undefined).length
  const lines = [
    `${document.id}: ${plan.action} of ${plan.target} at ${found.count} instants${plan.over ? ` over ${plan.over.switch}` : ''}, ${columns.length} distinct states`,
    ...aligned([head, ...rows]),
    ...(unended > 0 ? [`${unended} runs did not come to their end.`] : []),
  ]
  return `${lines.join('\n')}\n`
}

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((word, i) => word.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
