/**
 * The first gate for what comes from outside: a fresh copy made of nothing but plain objects, lists, text,
 * truth values and numbers that a run can keep apart. What passes has no surprising keys and no great depth,
 * so that whatever reads it next may walk it without fear.
 */
import { Refusal, shown } from './refusal.ts'

export const DEPTH_MAX = 32
export const NODES_MAX = 50_000
export const TEXT_MAX = 4_000

export type Plain =
  | null
  | boolean
  | number
  | string
  | readonly Plain[]
  | { readonly [key: string]: Plain }

/** Names that mean something to every object of the language, and so may never be a document's own. */
export function isReservedName(name: string): boolean {
  return name === 'prototype' || name in Object.prototype
}

export function toPlain(input: unknown): Plain {
  let nodes = 0
  const copy = (value: unknown, path: readonly (string | number)[]): Plain => {
    if (++nodes > NODES_MAX) throw new Refusal('', `it has more than ${NODES_MAX} parts`)
    const refuse = (problem: string): never => {
      throw new Refusal(placeOf(input, path), problem)
    }
    if (path.length > DEPTH_MAX)
      throw new Refusal('', `it is nested deeper than ${DEPTH_MAX} levels`)
    if (value === null || typeof value === 'boolean') return value
    if (typeof value === 'string')
      return value.length > TEXT_MAX
        ? refuse(`a text is longer than ${TEXT_MAX} characters`)
        : value
    if (typeof value === 'number') return numberProblem(value, refuse) ?? value
    if (Array.isArray(value)) return value.map((item, i) => copy(item, [...path, i]))
    if (typeof value !== 'object') return refuse(`a ${typeof value} is not data`)
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype !== null && prototype !== Object.prototype) return refuse('not a plain object')
    const fresh: Record<string, Plain> = {}
    for (const key of Object.keys(value)) {
      if (isReservedName(key)) return refuse(`${shown(key)} cannot be a name`)
      const item = (value as Record<string, unknown>)[key]
      if (item !== undefined) fresh[key] = copy(item, [...path, key])
    }
    return fresh
  }
  return copy(input, [])
}

function numberProblem(value: number, refuse: (problem: string) => never): undefined {
  if (Number.isNaN(value)) return refuse('a number is not a number (NaN)')
  if (!Number.isFinite(value)) return refuse('a number is infinite')
  if (Object.is(value, -0)) return refuse('a number is -0; write 0')
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER)
    return refuse(`the number ${value} is too large to count with exactly (2^53 and more)`)
}

/** `hosts[1] "F": metre` for a path into a document, with the names that its author gave things. */
export function placeOf(input: unknown, path: readonly (string | number)[]): string {
  let at: unknown = input
  let place = ''
  let named = false
  for (const key of path) {
    if (named) place += ': '
    else if (typeof key === 'string' && place !== '') place += '.'
    place += typeof key === 'number' ? `[${key}]` : key
    at = own(at, key)
    const name = typeof key === 'number' ? nameOf(at) : undefined
    named = name !== undefined
    if (name !== undefined) place += ` ${shown(name)}`
  }
  return place
}

function own(value: unknown, key: string | number): unknown {
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined
  return (value as Record<string | number, unknown>)[key]
}

function nameOf(value: unknown): string | undefined {
  for (const key of ['name', 'id', 'key']) {
    const name = own(value, key)
    if (typeof name === 'string') return name
  }
  return undefined
}
