/** Where "step" stops: after each instant at which something of the current layer, or of a coarser one, happened. */
import type { Cursor } from '../trace/cursor.ts'
import { CHANGE } from '../trace/fields.ts'
import { Kind, kindInfo } from '../trace/kinds.ts'
import { LAYERS, type Layer, type RecordIndex } from '../trace/record.ts'
import type { Trace } from '../trace/trace.ts'

/** The first moment: the machines are on, the programs have begun. */
export const BEGIN: Cursor = { time: 0, ordinal: -1 }

/** Nothing that a reader could see happens at these. */
const UNSEEN: ReadonlySet<number> = new Set([Kind.exercised, Kind.tally, Kind.runStart])

const depth: ReadonlyMap<Layer, number> = new Map(LAYERS.map((layer, i) => [layer, i]))

export function isStop(trace: Trace, index: RecordIndex, layer: Layer): boolean {
  const kind = trace.kind(index)
  if (kind >= CHANGE || UNSEEN.has(kind)) return false
  const info = kindInfo(kind)
  return info !== undefined && (depth.get(info.layer) ?? 0) <= (depth.get(layer) ?? 0)
}

/** Limits the stops to what concerns some things, such as those of a lane. */
export type Wanted = (index: RecordIndex) => boolean
const all: Wanted = () => true

export interface Stop {
  readonly cursor: Cursor
  /** What happens there, of the layer. */
  readonly record: RecordIndex
}

function stopAt(trace: Trace, record: RecordIndex): Stop {
  return { cursor: { time: trace.time(record), ordinal: -1 }, record }
}

/** The first stop after the cursor's instant, or null at the end: what is left of that instant is no step. */
export function nextStop(
  trace: Trace,
  cursor: Cursor,
  layer: Layer,
  wanted: Wanted = all,
): Stop | null {
  for (let i = trace.firstAt(cursor.time + 1); i < trace.length; i++)
    if (isStop(trace, i, layer) && wanted(i)) return stopAt(trace, i)
  return null
}

/** The last stop before a cursor, or null when only the beginning is left. */
export function previousStop(
  trace: Trace,
  cursor: Cursor,
  layer: Layer,
  wanted: Wanted = all,
): Stop | null {
  for (let i = trace.firstAt(cursor.time) - 1; i >= 0; i--)
    if (trace.time(i) > 0 && isStop(trace, i, layer) && wanted(i)) return stopAt(trace, i)
  return null
}

export function compareCursors(one: Cursor, two: Cursor): number {
  if (one.time !== two.time) return one.time - two.time
  const place = ({ ordinal }: Cursor): number => (ordinal < 0 ? Number.MAX_SAFE_INTEGER : ordinal)
  return place(one) - place(two)
}
