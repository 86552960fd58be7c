/** What is under a point of the picture. */
import { covers } from '../../analysis/wire/strips.ts'
import { type EntityId, NONE, type RecordIndex } from '../../trace/record.ts'
import type { Mark } from '../store/app-state.ts'
import { remember } from '../timeline/scene.ts'
import { signPlace } from './draw-marks.ts'
import { stripHeights } from './draw-taps.ts'
import { metreAt, type Pane, type WireScene } from './wire-scene.ts'

export interface Hit {
  readonly entity: EntityId
  readonly record: RecordIndex
  readonly future: number
}

const REACH = 9

/** `x` from the axis's left edge. */
function hitAt(scene: WireScene, x: number, y: number): Hit | undefined {
  const pane = scene.panes.find(({ top, bottom }) => y >= top && y < bottom)
  if (!pane) return undefined
  if (x < 0) return tapAt(pane, y)
  if (scene.axis.time(x) >= scene.until) return undefined
  return signAt(scene, pane, x, y) ?? stateAt(scene, pane, x, y) ?? waveAt(scene, pane, x, y)
}

function tapAt(pane: Pane, y: number): Hit | undefined {
  const reach = Math.max(6, Math.min(14, pane.room / 2))
  let best: Hit | undefined
  let nearest = reach
  for (const { host, row } of pane.taps) {
    const away = Math.abs(row - y)
    if (away > nearest) continue
    nearest = away
    best = { entity: host.entity, record: NONE, future: pane.future }
  }
  return best
}

function signAt(scene: WireScene, pane: Pane, x: number, y: number): Hit | undefined {
  for (const sign of pane.window.signs) {
    const at = signPlace(scene, pane, sign)
    if (at && Math.abs(at.x - x) <= REACH && Math.abs(at.y - y) <= REACH)
      return { entity: sign.frame, record: sign.record, future: pane.future }
  }
  return undefined
}

function stateAt(scene: WireScene, pane: Pane, x: number, y: number): Hit | undefined {
  const height = stripHeights(pane.room, scene.palette.tick).state
  if (height < 5) return undefined
  const tap = pane.taps.find(({ row }) => y >= row - 2 - height && y < row)
  if (!tap) return undefined
  const { states } = tap.host
  const time = scene.axis.time(x)
  let hit: Hit | undefined
  states.each(time, time, (slot) => {
    hit = {
      entity: states.entity[slot] as number,
      record: states.record[slot] as number,
      future: pane.future,
    }
  })
  return hit
}

function waveAt(scene: WireScene, pane: Pane, x: number, y: number): Hit | undefined {
  const time = scene.axis.time(x)
  const metre = metreAt(pane, y)
  const { nsPerMetre } = pane.index.cable
  const wave = pane.window.waves.findLast(({ strips }) =>
    strips.some((strip) => covers(strip, nsPerMetre, time, metre)),
  )
  return wave ? { entity: wave.frame, record: wave.record, future: pane.future } : undefined
}

export function wireMark(scene: WireScene, x: number, y: number): Mark | null {
  const hit = hitAt(scene, x, y)
  return hit ? markOf(scene, hit) : null
}

export function markOf(scene: WireScene, hit: Hit): Mark {
  const trace = scene.panes[hit.future]?.index.trace
  if (!trace) return { entity: '' }
  const mark: Mark = {
    entity: trace.nameOf(hit.entity),
    ...(hit.record === NONE ? {} : { record: hit.record }),
    ...(hit.future === 1 ? { future: 2 as const } : {}),
  }
  return remember(mark, trace, hit.entity)
}
