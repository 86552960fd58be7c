/** What is under a point of the picture. */
import type { PointKind } from '../../analysis/timeline/points.ts'
import type { Row } from '../../analysis/timeline/rows.ts'
import type { Spans } from '../../analysis/timeline/spans.ts'
import { type EntityId, NONE, type RecordIndex } from '../../trace/record.ts'
import type { Mark } from '../store/app-state.ts'
import { pointRow } from './draw-points.ts'
import { isAtLeast, middle, remember, type Scene } from './scene.ts'

const REACH = 4

export interface Hit {
  readonly entity: EntityId
  readonly record: RecordIndex
  readonly future: number
}

export function rowAt(scene: Scene, y: number): Row | undefined {
  return scene.layout.rows.find((r) => y >= scene.top + r.y && y < scene.top + r.y + r.height)
}

/** The spans that a row shows, front first. */
export function spansOf(scene: Scene, row: Row): Spans[] {
  const { host, process } = row
  if (!host) return []
  if (process)
    return [process.sends, process.operations, process.serves, process.runs, process.timers]
  if (row.kind === 'processor') return [host.cpu]
  if (row.kind === 'branch') return [host.branches]
  if (row.disk) return [row.disk.spans]
  if (row.kind === 'wire') return [host.transmits, host.receives, host.waits]
  if (row.kind !== 'lane') return []
  if (isAtLeast(scene.state.layer, 'message')) return [host.transmits, host.cpu]
  return host.processes.flatMap((p) => [p.sends, p.operations, p.serves, p.runs])
}

/** `x` from the axis's left edge. */
function hitAt(scene: Scene, x: number, y: number): Hit | undefined {
  const row = rowAt(scene, y)
  if (!row?.host) return undefined
  return pointAt(scene, row, x, y) ?? spanAt(scene, row, x)
}

export function laneMark(scene: Scene, x: number, y: number): Mark | null {
  const hit = hitAt(scene, x, y)
  return hit ? markOf(scene, hit) : null
}

function pointAt(scene: Scene, row: Row, x: number, y: number): Hit | undefined {
  const points = row.host?.points
  if (!points) return undefined
  const from = scene.axis.time(x - 9)
  const to = Math.min(scene.axis.time(x + 9), scene.until)
  for (let i = points.from(from); i < points.count && (points.time[i] as number) <= to; i++) {
    const at = pointRow(scene, row, points.kind[i] as PointKind)
    if (at && Math.abs(middle(scene, at) - y) < 10)
      return {
        entity: points.entity[i] as number,
        record: points.record[i] as number,
        future: row.future,
      }
  }
  return undefined
}

function spanAt(scene: Scene, row: Row, x: number): Hit | undefined {
  const time = scene.axis.time(x)
  const from = scene.axis.time(x - REACH)
  const to = Math.min(scene.axis.time(x + REACH), scene.until)
  for (const spans of spansOf(scene, row)) {
    let best = NONE
    let nearest = Number.POSITIVE_INFINITY
    spans.each(from, to, (slot) => {
      const start = spans.start[slot] as number
      const end = spans.end[slot] as number
      const away = time < start ? start - time : time > end ? time - end : 0
      if (away <= nearest) {
        nearest = away
        best = slot
      }
    })
    if (best !== NONE)
      return {
        entity: spans.entity[best] as number,
        record: spans.record[best] as number,
        future: row.future,
      }
  }
  return undefined
}

export function markOf(scene: Scene, hit: Hit): Mark {
  const trace = scene.indexes[hit.future]?.trace
  if (!trace) return { entity: '' }
  const future = hit.future === 1 ? { future: 2 as const } : {}
  const mark = { entity: trace.nameOf(hit.entity), record: hit.record, ...future }
  return remember(mark, trace, hit.entity)
}
