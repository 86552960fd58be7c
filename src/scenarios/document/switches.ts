/** The values that a run's switches have, and what depends on nothing but them. */
import type { SwitchValue } from '../../trace/tuple.ts'
import type { Bound, Comparator, Condition, ScenarioDocument, Switch, Term } from './document.ts'
import { either, Refusal, shown } from './refusal.ts'

export type Values = Readonly<Record<string, SwitchValue>>

/** Every switch's value: what was turned, the defaults for the rest. A name that is no switch is refused. */
export function valuesOf(document: ScenarioDocument, turned: Values, place = ''): Values {
  const values: Record<string, SwitchValue> = {}
  for (const each of document.switches) values[each.key] = each.default
  for (const key of Object.keys(turned)) {
    const found = document.switches.find((each) => each.key === key)
    if (!found) {
      const keys = document.switches.map((each) => each.key)
      const there =
        keys.length > 0 ? `it has ${either(keys).replace(/ or /, ' and ')}` : 'it has none'
      throw new Refusal(place, `this scenario has no switch ${shown(key)}; ${there}`)
    }
    values[key] = accept(found, turned[key] as SwitchValue, place)
  }
  return values
}

/**
 * The value as the switch writes it: "8" and 8 are the same to whoever types them. Between two steps any value
 * will do, unless the steps are whole numbers.
 */
function accept(given: Switch, value: SwitchValue, place: string): SwitchValue {
  if (given.kind === 'choice') {
    const words = given.values.map((each) => each.value)
    if (words.includes(String(value))) return String(value)
    throw new Refusal(place, `${given.key} takes ${either(words)}, not ${plainly(value)}`)
  }
  const unit = given.unit === '' ? '' : ` ${given.unit}`
  const range = `${given.key} takes ${given.min} to ${given.max}${unit}`
  const written = typeof value === 'string' && /^-?\d{1,15}(\.\d{1,9})?$/.test(value)
  const number = written ? Number(value) : value
  if (typeof number !== 'number' || !(number >= given.min && number <= given.max))
    throw new Refusal(place, `${range}, not ${plainly(value)}`)
  if (Number.isInteger(given.step) && Number.isInteger(given.min) && !Number.isInteger(number))
    throw new Refusal(place, `${range} in whole numbers, not ${plainly(value)}`)
  return number
}

const plainly = (value: SwitchValue) =>
  typeof value === 'string' && /^[\w-]{1,40}$/.test(value) ? value : shown(value)

/** What has been turned away from its default, in the document's order: what a link needs to say. */
export function changedSwitches(document: ScenarioDocument, values: Values): Values {
  const changed: Record<string, SwitchValue> = {}
  for (const { key, default: usual } of document.switches)
    if (Object.hasOwn(values, key) && values[key] !== usual)
      changed[key] = values[key] as SwitchValue
  return changed
}

export function isBinding(
  value: unknown,
): value is { readonly switch: string; readonly map?: Readonly<Record<string, unknown>> } {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'switch')) return false
  return Object.keys(value).every((key) => key === 'switch' || key === 'map')
}

/** A constant as it is; a binding by the value of its switch. */
export function decide<T>(bound: Bound<T>, values: Values, place: string): T {
  if (!isBinding(bound)) return bound as T
  if (!Object.hasOwn(values, bound.switch))
    throw new Refusal(place, `there is no switch ${shown(bound.switch)}`)
  const value = values[bound.switch] as SwitchValue
  if (!bound.map) return value as T
  const key = String(value)
  if (!Object.hasOwn(bound.map, key))
    throw new Refusal(place, `its map has nothing for ${bound.switch} = ${key}`)
  return bound.map[key] as T
}

export function decideNumber(
  bound: Bound<number> | undefined,
  values: Values,
  rule: { place: string; usual: number; min: number; max: number; whole?: boolean },
): number {
  if (bound === undefined) return rule.usual
  const value: unknown = decide(bound, values, rule.place)
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
  if (typeof number !== 'number' || !(number >= rule.min && number <= rule.max))
    throw new Refusal(rule.place, `it must be ${rule.min} to ${rule.max}, not ${shown(value)}`)
  if (rule.whole && !Number.isInteger(number))
    throw new Refusal(rule.place, `it must be a whole number, not ${number}`)
  return number
}

export function decideText(bound: Bound<string>, values: Values, place: string): string {
  const value: unknown = decide(bound, values, place)
  if (typeof value === 'string') return value
  throw new Refusal(place, `it must be a word, not ${shown(value)}`)
}

/** Refuses with the constraint's own sentence. */
export function checkConstraints(document: ScenarioDocument, values: Values): void {
  document.constraints?.forEach(({ left, is, right, says }, i) => {
    const place = `constraints[${i}]`
    if (!compare(termValue(left, values, place), is, termValue(right, values, place)))
      throw new Refusal('', says)
  })
}

export function termValue(term: Term, values: Values, place: string): number {
  if (typeof term === 'number') return term
  if ('sum' in term) return term.sum.reduce<number>((n, t) => n + termValue(t, values, place), 0)
  if ('product' in term)
    return term.product.reduce<number>((n, t) => n * termValue(t, values, place), 1)
  const value: unknown = decide(term as Bound<number>, values, place)
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
  if (typeof number === 'number') return number
  throw new Refusal(place, `${shown(term.switch)} is no number, so nothing can be added to it`)
}

export function holds({ switch: key, is, value }: Condition, values: Values): boolean {
  const actual = Object.hasOwn(values, key) ? values[key] : undefined
  return actual !== undefined && compare(actual, is, value)
}

function compare(left: SwitchValue, is: Comparator, right: SwitchValue): boolean {
  switch (is) {
    case '=':
      return left === right
    case '!=':
      return left !== right
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>=':
      return left >= right
    case '>':
      return left > right
  }
}
