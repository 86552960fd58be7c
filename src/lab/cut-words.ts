/** Every cut in words: what was done, where, and what it led to. */
import { count, labelOf, length, moment, unitOf, valueWords } from '../analysis/numbers.ts'
import { type CutPlan, type Instant, machineOf } from '../scenarios/document/cuts.ts'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import type { CutColumn, CutOutcome, CutState } from './cuts.ts'

/** `A`, `B` … `Z`, `AA`: what a state is called in the picture. */
export function letterOf(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26))
  return column < 26 ? letter : letterOf(Math.floor(column / 26) - 1) + letter
}

export function outcomeLabel({ metrics }: ScenarioDocument, { outcome }: CutPlan): string {
  return metrics.find(({ name }) => name === outcome)?.label ?? labelOf(outcome)
}

export function stateWords(
  { metrics }: ScenarioDocument,
  { outcome }: CutPlan,
  state: CutState,
): string {
  if (state === null) return 'none'
  const unit = metrics.find(({ name }) => name === outcome)?.unit ?? unitOf(outcome)
  return valueWords(state, unit).replaceAll('-', ' ')
}

export const checkWords = (id: string): string => id.replaceAll('-', ' ')

/** `S loses its power, and starts again 50 ms later`. */
export function planWords({ action, target, restartNs }: CutPlan): string {
  const what = action === 'crash' ? `${target} loses its power` : `${action} of ${target}`
  return restartNs === null ? what : `${what}, and starts again ${moment(restartNs)} later`
}

/** `once at every instant at which S changes, from 4 s to 14 s`: where it is tried. */
export function windowWords({ target, fromNs, untilNs }: CutPlan): string {
  const from = fromNs > 0 ? ` from ${length(fromNs)}` : ''
  const to = untilNs === null ? '' : ` ${from === '' ? 'up ' : ''}to ${length(untilNs)}`
  const within = from === '' && to === '' ? '' : `,${from}${to}`
  return `once at every instant at which ${machineOf(target)} changes${within}`
}

/** What an onlooker is told of one cut. */
export function cutSentence(
  document: ScenarioDocument,
  plan: CutPlan,
  instant: Instant,
  outcome: CutOutcome | undefined,
): string {
  const { time, cut } = instant
  const within = cut === undefined ? '' : `, after ${count(cut, 'event')} of that instant`
  const when = `at ${moment(time)}${within}.`
  if (!outcome) return `${when} Not run yet.`
  if (outcome.sentence !== undefined) return `${when} ${outcome.sentence}`
  const state = stateWords(document, plan, outcome.state)
  const broken = outcome.broken.map((id) => `Broken: ${checkWords(id)}.`)
  const verdict = broken.length === 0 ? 'Every promise is kept.' : broken.join(' ')
  return `${when} ${outcomeLabel(document, plan)}: ${state}. ${verdict}`
}

/** `kept in 14`, `broken in 3 of 11`. */
export function verdictWords({ cuts, broken }: CutColumn): readonly string[] {
  if (broken.size === 0) return ['every promise kept']
  return [...broken].map(([id, n]) =>
    n === cuts.length ? `${checkWords(id)} broken` : `${checkWords(id)} broken in ${n} of them`,
  )
}
