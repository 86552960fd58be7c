/** A sweep as the lab's address writes it, and back; what the address does not say has a usual value. */
import { metricsOf, type SweepAsked } from '../../lab/sweep.ts'
import type { ScenarioDocument } from '../../scenarios/document/document.ts'
import type { SwitchValue } from '../../trace/tuple.ts'

export interface SweepForm extends SweepAsked {
  readonly scenario: string
}

const USUAL_SEEDS = 3

export function formIn(query: string, documents: readonly ScenarioDocument[]): SweepForm {
  const params = new URLSearchParams(query)
  const named = params.get('scenario')
  const document = documents.find(({ id }) => id === named)
  const first = document ?? (documents[0] as ScenarioDocument)
  const usualSwitch = first.switches.find(({ kind }) => kind === 'number') ?? first.switches[0]
  const set: Record<string, SwitchValue> = {}
  for (const each of params.getAll('set')) {
    const at = each.indexOf(':')
    if (at > 0) set[each.slice(0, at)] = each.slice(at + 1)
  }
  return {
    scenario: named ?? first.id,
    key: params.get('switch') ?? usualSwitch?.key ?? '',
    values: params.get('values') ?? '',
    metric: params.get('metric') ?? metricsOf(first)[0]?.name ?? '',
    seeds: Number(params.get('seeds') ?? USUAL_SEEDS),
    set,
  }
}

export function queryOf({ scenario, key, values, metric, seeds, set }: SweepForm): string {
  const params = new URLSearchParams({ view: 'sweep', scenario, switch: key })
  if (values !== '') params.set('values', values)
  params.set('metric', metric)
  params.set('seeds', String(seeds))
  for (const [name, value] of Object.entries(set)) params.append('set', `${name}:${value}`)
  return params.toString()
}
