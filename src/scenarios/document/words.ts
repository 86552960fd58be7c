/** The small schemas that every part of a document is made of. Each message completes "hosts[1] "F": metre …". */
import * as v from 'valibot'
import { Action, type ActionName } from '../../trace/kinds.ts'
import type { Intervention, SwitchValue } from '../../trace/tuple.ts'
import type { Bound, Comparator } from './document.ts'
import { isReservedName } from './plain.ts'

export type Schema<T> = v.GenericSchema<unknown, T>

const isObject = (input: unknown): input is object =>
  typeof input === 'object' && input !== null && !Array.isArray(input)
export const has = (input: unknown, key: string): boolean =>
  isObject(input) && Object.hasOwn(input, key)

/** Chooses by what is there, so that a mistake is told about the shape that was meant. */
export function choose<T>(pick: (input: unknown) => Schema<T>): Schema<T> {
  return v.lazy(pick)
}

export function part<T extends v.ObjectEntries>(entries: T) {
  return v.strictObject(entries, 'must be an object')
}

export function list<T>(item: Schema<T>, max: number, min = 0): Schema<readonly T[]> {
  return v.pipe(
    v.array(item, 'must be a list'),
    v.minLength(min, `must have at least ${min}`),
    v.maxLength(max, `must have at most ${max}`),
  )
}

/** A table by name, at most `max` rows. */
export function table<T>(
  key: Schema<string>,
  value: Schema<T>,
  max = 64,
): Schema<Record<string, T>> {
  return v.pipe(
    v.record(key as v.GenericSchema<string, string>, value, 'must be an object'),
    v.maxEntries(max, `must have at most ${max} entries`),
  )
}

export function text(max: number, min = 1): Schema<string> {
  return v.pipe(
    v.string('must be text in quotes'),
    v.minLength(min, 'must not be empty'),
    v.maxLength(max, `must be at most ${max} characters`),
  )
}

function named(pattern: RegExp, words: string): Schema<string> {
  return v.pipe(
    v.string('must be text in quotes'),
    v.regex(pattern, `must be ${words}`),
    v.check((name) => !isReservedName(name), 'cannot have this name'),
  )
}
export const kebab = named(
  /^(?=.{1,48}$)[a-z0-9]+(?:-[a-z0-9]+)*$/,
  'small letters, digits and hyphens, at most 48',
)
export const camel = named(
  /^[a-z][A-Za-z0-9]{0,47}$/,
  'one word that begins with a small letter, at most 48 letters and digits',
)
const ownName = (): Schema<string> =>
  named(/^[A-Za-z][A-Za-z0-9-]{0,23}$/, 'a letter, then letters, digits and hyphens, at most 24')
export const hostName = ownName()
export const processName = ownName()
/** `server`, or `C2.server`. */
export const processPath = named(
  /^[A-Za-z][A-Za-z0-9-]{0,30}(?:\.[A-Za-z][A-Za-z0-9-]{0,30})?$/,
  'the name of a process',
)
export const IDENTITY = /^[A-Za-z0-9*][A-Za-z0-9._/*#-]{0,119}(?:@[A-Za-z][A-Za-z0-9-]{0,30})?$/
export const identity = named(IDENTITY, 'the identity of a thing, such as A.client/send1')

export function number(min: number, max: number): Schema<number> {
  return v.pipe(
    v.number('must be a number'),
    v.check((n) => n >= min && n <= max, `must be ${min} to ${max}`),
  )
}
export function whole(min: number, max: number): Schema<number> {
  return v.pipe(number(min, max), v.integer('must be a whole number'))
}
export const yesOrNo: Schema<boolean> = v.boolean('must be true or false')

export function oneOf<const T extends string>(words: readonly T[]): Schema<T> {
  return v.picklist(words, `must be one of ${words.join(', ')}`)
}
export const comparator: Schema<Comparator> = oneOf(['<', '<=', '=', '!=', '>=', '>'])

export const switchValue: Schema<SwitchValue> = choose<SwitchValue>((input) => {
  if (typeof input === 'number') return number(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
  if (typeof input === 'boolean') return yesOrNo
  return text(200, 0)
})

export function bound<T extends SwitchValue>(constant: Schema<T>): Schema<Bound<T>> {
  const byTable = part({
    switch: camel,
    map: v.exactOptional(table(boundKey, constant)),
  }) as Schema<Bound<T>>
  return choose<Bound<T>>((input) => (isObject(input) ? byTable : constant))
}
/** A switch's value written as a key: a word, or a number. */
const boundKey: Schema<string> = named(/^[A-Za-z0-9.-]{1,48}$/, 'a value of the switch')

export const options = table(camel, bound(switchValue))

/** Whether an action has an amount: what it counts, in which range. */
export const AMOUNTS: Readonly<
  Partial<Record<ActionName, { unit: string; min: number; max: number; optional?: boolean }>>
> = {
  delay: { unit: 'us', min: 1, max: 1e9 },
  slow: { unit: 'percent', min: 1, max: 100 },
  pause: { unit: 'us', min: 1, max: 1e9, optional: true },
  cut: { unit: 'metre', min: 0, max: 100_000 },
  pin: { unit: 'slots', min: 0, max: 1023 },
  decay: { unit: 'block', min: 0, max: 10_000_000 },
}
export const ACTIONS = Object.keys(Action) as readonly ActionName[]

/** The sentence's end that says why an amount does not suit an action; null when it does. */
export function amountProblem(action: ActionName, amount: number | undefined): string | null {
  const rule = AMOUNTS[action]
  if (!rule) return amount === undefined ? null : `${action} takes no amount`
  if (amount === undefined)
    return rule.optional ? null : `${action} needs an amount in ${rule.unit}`
  if (amount < rule.min || amount > rule.max)
    return `${action} takes ${rule.min} to ${rule.max} ${rule.unit}, not ${amount}`
  return null
}

/** What is done, to what, and how much of it. */
export const deed = {
  action: oneOf(ACTIONS),
  target: identity,
  amount: v.exactOptional(number(0, 1e9)),
}
export function withAmount<
  T extends { readonly action: string; readonly amount?: number | undefined },
>(shape: Schema<T>): Schema<T> {
  const problem = ({ action, amount }: T) => amountProblem(action as ActionName, amount)
  return v.pipe(
    shape,
    v.check(
      (what) => problem(what) === null,
      ({ input }) => `is wrong: ${problem(input)}`,
    ),
  )
}

export const intervention: Schema<Intervention> = withAmount<Intervention>(
  part({
    time: whole(0, Number.MAX_SAFE_INTEGER),
    cut: v.exactOptional(whole(0, 1_000_000)),
    ...deed,
  }),
)
