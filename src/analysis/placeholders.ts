/** A story's text with the figures of this run in it. */
import { placeholderParts } from '../trace/placeholder.ts'
import type { NamedMetric } from './metrics-view.ts'
import { brief, unitOf, valueWords } from './numbers.ts'
import type { Metrics } from './predictions.ts'

/** As in a scenario document. */
type KnownSwitch = { readonly key: string; readonly default: string | number } & (
  | {
      readonly kind: 'choice'
      readonly values: readonly { readonly value: string; readonly label: string }[]
    }
  | { readonly kind: 'number'; readonly unit: string }
)

export interface Figures {
  /** Null while the run is being made. */
  readonly metrics: Metrics | null
  readonly named: readonly NamedMetric[]
  readonly switches: readonly KnownSwitch[]
  readonly turned: Readonly<Record<string, string | number | boolean>>
}

/** Stands for a figure that is not known: the run is still being made, or it has nothing to measure. */
const UNKNOWN = '…'

export function filled(text: string, figures: Figures): string {
  return placeholderParts(text)
    .map((part) => {
      if (typeof part === 'string') return part
      return part.kind === 'switch'
        ? switchWords(part.name, figures)
        : metricWords(part.name, figures)
    })
    .join('')
}

function metricWords(name: string, { metrics, named }: Figures): string {
  const value = metrics?.[name]
  if (value === null || value === undefined) return UNKNOWN
  const unit = named.find((each) => each.name === name)?.unit ?? unitOf(name)
  if (typeof value === 'string') return value
  return valueWords(brief(value), unit)
}

function switchWords(key: string, { switches, turned }: Figures): string {
  const its = switches.find((each) => each.key === key)
  if (!its) return UNKNOWN
  const value = turned[key] ?? its.default
  if (its.kind === 'choice')
    return its.values.find((each) => each.value === String(value))?.label ?? String(value)
  return valueWords(Number(value), its.unit)
}
