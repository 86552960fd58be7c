/** Metrics and published figures as rows: what the run says beside what was published. */
import { figure, labelOf, unitOf, valueWords } from './numbers.ts'
import type { Metrics } from './predictions.ts'

export interface NamedMetric {
  readonly name: string
  readonly label: string
  readonly unit?: string
}
export interface MetricRow {
  readonly name: string
  readonly label: string
  readonly value: string
  /** In the other future, when there is one. */
  readonly other: string | null
  readonly differs: boolean
}

export function metricRows(
  metrics: Metrics,
  named: readonly NamedMetric[],
  other: Metrics | null = null,
): readonly MetricRow[] {
  const own = named.map(({ name }) => name).filter((name) => Object.hasOwn(metrics, name))
  const rest = Object.keys(metrics).filter((name) => !own.includes(name))
  return [...own, ...rest].map((name) => {
    const known = named.find((each) => each.name === name)
    const unit = known?.unit ?? unitOf(name)
    const words = (from: Metrics): string => valueWords(from[name], unit)
    return {
      name,
      label: known?.label ?? labelOf(name),
      value: words(metrics),
      other: other ? words(other) : null,
      differs: other !== null && metrics[name] !== other[name],
    }
  })
}

/** As in a scenario document. */
export interface PublishedFigure {
  readonly metric: string
  readonly value: number
  readonly unit: string
  readonly source: string
  readonly tag: string
  readonly calibrated?: boolean
  readonly when?: Readonly<Record<string, string | number | boolean>>
  readonly note?: string
}
export interface FigureRow {
  readonly label: string
  readonly published: string
  readonly simulated: string
  readonly apart: string
  readonly source: string
  readonly tag: string
  readonly badge: 'published' | 'reported' | 'ours'
  readonly calibrated: boolean
  /** The switches it belongs to, in words; empty when it holds for the run on the screen. */
  readonly when: string
  readonly note: string
}

/** Tags of figures that somebody read in the source. */
const READ: readonly string[] = ['F', 'V', '[SEED]', '[SRC]', '[ABS]', '[TXT]']
const OURS: readonly string[] = ['D', '[DER]', 'S', 'X']

export function badgeOf(tag: string): FigureRow['badge'] {
  const tags = tag.split(/[ ,†]+/).filter((part) => part !== '')
  if (tags.some((part) => READ.includes(part))) return 'published'
  return tags.length > 0 && tags.every((part) => OURS.includes(part)) ? 'ours' : 'reported'
}

export function figureRows(
  figures: readonly PublishedFigure[],
  metrics: Metrics | null,
  switches: Readonly<Record<string, string | number | boolean>>,
  named: readonly NamedMetric[],
  known: readonly NamedSwitch[] = [],
): readonly FigureRow[] {
  return figures.map((each) => {
    const wanted = Object.entries(each.when ?? {}).filter(([key, value]) => switches[key] !== value)
    const value = wanted.length === 0 ? metrics?.[each.metric] : undefined
    return {
      label: named.find(({ name }) => name === each.metric)?.label ?? labelOf(each.metric),
      published: valueWords(each.value, each.unit),
      simulated: typeof value === 'number' ? valueWords(value, each.unit) : '',
      apart: typeof value === 'number' ? apart(value, each.value) : '',
      source: each.source,
      tag: each.tag,
      badge: badgeOf(each.tag),
      calibrated: each.calibrated ?? each.tag.includes('†'),
      when: wanted.map(([key, wantedValue]) => switchWords(known, key, wantedValue)).join(', '),
      note: each.note ?? '',
    }
  })
}

/** As in a scenario document. */
export interface NamedSwitch {
  readonly key: string
  readonly label: string
  readonly values?: readonly { readonly value: string; readonly label: string }[]
  readonly unit?: string
}

function switchWords(
  known: readonly NamedSwitch[],
  key: string,
  value: string | number | boolean,
): string {
  const its = known.find((each) => each.key === key)
  const label = its?.label ?? labelOf(key)
  const word = its?.values?.find((each) => each.value === String(value))?.label ?? String(value)
  return `${label.toLowerCase()} ${its?.unit ? `${word} ${its.unit}` : word}`
}

function apart(value: number, published: number): string {
  if (value === published || published === 0) return value === published ? 'equal' : ''
  const percent = ((value - published) / published) * 100
  const size = percent < 0 ? -percent : percent
  if (size < 0.05) return 'equal'
  return `${percent > 0 ? '+' : '−'}${figure(Number(size.toFixed(1)))} %`
}
