/** The logs of members side by side, and the first place at which two of them differ. */
import { type EntityId, NONE, type RecordIndex } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { processName } from '../names.ts'
import { groupIndexOf } from './group-index.ts'

/** Places that are shown, the latest, and those about the first disagreement. */
const PLACES_MAX = 200

export interface LogEntry {
  readonly text: string
  readonly record: RecordIndex
}

export interface Logs {
  readonly members: readonly EntityId[]
  /** Places in the logs, in order. */
  readonly places: readonly number[]
  /** By place and member; undefined where a log has nothing there yet. */
  readonly rows: readonly (readonly (LogEntry | undefined)[])[]
  /** Position in `rows` of the first place at which two logs differ, or -1. */
  readonly differs: number
}

export function logsAt(trace: Trace, prefix: number): Logs {
  const index = groupIndexOf(trace, prefix)
  const members: EntityId[] = []
  const byPlace = new Map<number, (LogEntry | undefined)[]>()
  for (const [process, records] of index.logs) {
    if ((records[0] ?? NONE) >= prefix) continue
    const column = members.push(process) - 1
    for (const record of records) {
      if (record >= prefix) break
      const place = trace.a(record)
      const row = byPlace.get(place) ?? []
      row[column] = { text: trace.string(trace.b(record)), record }
      byPlace.set(place, row)
    }
  }
  const all = [...byPlace.keys()].sort((one, other) => one - other)
  const first = all.find((place) => isSplit(byPlace.get(place) ?? []))
  const places = shown(all, first)
  return {
    members,
    places,
    rows: places.map((place) => members.map((_, i) => byPlace.get(place)?.[i])),
    differs: first === undefined ? -1 : places.indexOf(first),
  }
}

/** Whether two logs hold different things at one place. */
function isSplit(row: readonly (LogEntry | undefined)[]): boolean {
  const texts = row.filter((entry) => entry !== undefined).map(({ text }) => text)
  return new Set(texts).size > 1
}

function shown(all: readonly number[], first: number | undefined): readonly number[] {
  if (all.length <= PLACES_MAX) return all
  if (first === undefined) return all.slice(-PLACES_MAX)
  const from = Math.max(0, all.indexOf(first) - PLACES_MAX / 2)
  return all.slice(from, from + PLACES_MAX)
}

/** The logs in a sentence: who agrees, and where they part. */
export function logsWords(trace: Trace, logs: Logs): string {
  const { members, differs, places, rows } = logs
  if (members.length === 0) return 'No member has delivered anything yet.'
  if (differs < 0) return `${members.length} logs, alike as far as they go.`
  const row = rows[differs] ?? []
  const one = row.findIndex((entry) => entry !== undefined)
  const other = row.findIndex((entry) => entry !== undefined && entry.text !== row[one]?.text)
  const says = (i: number): string =>
    `${processName(trace, members[i] as EntityId)} has ${row[i]?.text}`
  return `The logs part at place ${places[differs]}: ${says(one)}, ${says(other)}.`
}
