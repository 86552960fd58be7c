/** What the part about cuts says of the rest of its document. */
import type { ActionName } from '../../trace/kinds.ts'
import { machineOf, OVER_MAX, valuesToTry } from './cuts.ts'
import type { Bound, ScenarioDocument } from './document.ts'
import { Refusal, shown } from './refusal.ts'
import { valuesOf } from './switches.ts'
import { AMOUNTS } from './words.ts'

export interface About {
  /** Everything that a binding can come to. */
  readonly outcomes: <T>(bound: Bound<T>) => readonly T[]
  readonly isHost: (name: string) => boolean
}

/** Refuses a part that names what the document does not have. */
export function checkCuts(document: ScenarioDocument, { outcomes, isHost }: About): void {
  const { cuts, metrics } = document
  if (!cuts) {
    const counted = metrics.findIndex((each) => each.cuts !== undefined)
    if (counted >= 0)
      throw new Refusal(
        `metrics[${counted}]`,
        'it counts over cuts, and the document declares none',
      )
    return
  }
  const outcome = metrics.find(({ name }) => name === cuts.outcome)
  if (!outcome)
    throw new Refusal('cuts', `outcome ${shown(cuts.outcome)} is not one of its metrics`)
  if (outcome.kind !== 'run')
    throw new Refusal('cuts', `outcome ${shown(cuts.outcome)} is no metric of one run`)
  if (cuts.set) valuesOf(document, cuts.set, 'cuts: set')
  if (cuts.over) checkOver(document, cuts.over.switch)
  for (const target of outcomes(cuts.target))
    if (!isHost(machineOf(target)))
      throw new Refusal('cuts', `there is no machine ${shown(machineOf(target))} to cut`)
  for (const action of outcomes(cuts.action))
    if (needsAmount(action))
      throw new Refusal('cuts', `${action} needs an amount, so it cannot be tried at every instant`)
}

function checkOver({ switches }: ScenarioDocument, key: string): void {
  const its = switches.find((each) => each.key === key)
  if (!its) throw new Refusal('cuts.over', `there is no switch ${shown(key)}`)
  if (valuesToTry(its).length > OVER_MAX)
    throw new Refusal('cuts.over', `${key} has more than ${OVER_MAX} values`)
}

function needsAmount(action: string): boolean {
  const rule = AMOUNTS[action as ActionName]
  return rule !== undefined && !rule.optional
}
