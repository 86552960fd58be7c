/** Finds the record that a predicate means: for beats, targets and search. */
import { CHANGE, Field, type FieldName } from '../trace/fields.ts'
import { Kind, type KindName } from '../trace/kinds.ts'
import type { RecordPredicate } from '../trace/predicate.ts'
import { NONE, type RecordIndex } from '../trace/record.ts'
import type { Trace } from '../trace/trace.ts'
import { columnWord } from './columns.ts'

/** The number of a kind by its name; undefined where there is none. */
export function kindNumber(name: string): number | undefined {
  if (name.startsWith('change:')) {
    const field = name.slice('change:'.length)
    return Object.hasOwn(Field, field) ? CHANGE + Field[field as FieldName] : undefined
  }
  return Object.hasOwn(Kind, name) ? Kind[name as KindName] : undefined
}

/** `*` stands for any run of characters; everything else for itself. */
export function identityMatcher(pattern: string): (name: string) => boolean {
  const parts = pattern.split('*')
  if (parts.length === 1) return (name) => name === pattern
  const first = parts[0] as string
  const last = parts[parts.length - 1] as string
  return (name) => {
    if (name.length < first.length + last.length) return false
    if (!name.startsWith(first) || !name.endsWith(last)) return false
    let from = first.length
    for (const part of parts.slice(1, -1)) {
      const found = name.indexOf(part, from)
      if (found < 0) return false
      from = found + part.length
    }
    return from <= name.length - last.length
  }
}

/** Looks for the record meant, as much at a time as there is time for. */
export class RecordSearch {
  found: RecordIndex = NONE
  private readonly trace: Trace
  private readonly matches: (index: RecordIndex) => boolean
  /** Where the record must be when its very entity is named; else anywhere. */
  private readonly own: readonly RecordIndex[] | null
  private readonly by: 1 | -1
  private at: number
  private left: number

  constructor(trace: Trace, predicate: RecordPredicate) {
    const { entity, nth = 1 } = predicate
    const kind = kindNumber(predicate.kind)
    const id = entity === undefined || entity.includes('*') ? undefined : trace.find(entity)
    this.trace = trace
    this.matches = kind === undefined ? () => false : matcherOf(trace, kind, predicate)
    this.own =
      kind === undefined || id === NONE ? [] : id === undefined ? null : trace.recordsOf(id)
    this.by = nth < 0 ? -1 : 1
    this.left = Math.abs(nth)
    this.at = nth < 0 ? this.length - 1 : 0
  }

  private get length(): number {
    return this.own ? this.own.length : this.trace.length
  }

  /** Looks at so many records; says whether there are more to look at. */
  look(records: number): boolean {
    for (let i = 0; i < records; i++, this.at += this.by) {
      if (this.at < 0 || this.at >= this.length) return false
      const index = this.own ? (this.own[this.at] as RecordIndex) : this.at
      if (!this.matches(index) || --this.left > 0) continue
      this.found = index
      return false
    }
    return true
  }
}

/** The record meant, or NONE. A negative `nth` counts from the end of what there is so far. */
export function findRecord(trace: Trace, predicate: RecordPredicate): RecordIndex {
  const search = new RecordSearch(trace, predicate)
  search.look(Number.POSITIVE_INFINITY)
  return search.found
}

function matcherOf(
  trace: Trace,
  kind: number,
  { entity, where }: RecordPredicate,
): (index: RecordIndex) => boolean {
  const named = entity === undefined ? null : identityMatcher(entity)
  const known = new Map<number, boolean>()
  const isMeant = (id: number): boolean => {
    if (!named) return true
    let answer = known.get(id)
    if (answer === undefined) {
      answer = named(trace.nameOf(id))
      known.set(id, answer)
    }
    return answer
  }
  const conditions = Object.entries(where ?? {})
  return (index) =>
    trace.kind(index) === kind &&
    isMeant(trace.entity(index)) &&
    conditions.every(([column, value]) => columnIs(trace, index, column, value))
}

function columnIs(
  trace: Trace,
  index: RecordIndex,
  column: string,
  value: number | string,
): boolean {
  if (column !== 'a' && column !== 'b') return false
  if (typeof value === 'number') return trace[column](index) === value
  const word = columnWord(trace, index, column)
  return value.includes('*') ? identityMatcher(value)(word) : word === value
}
