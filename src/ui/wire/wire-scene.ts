/** Everything one picture of the wire is made of: one pane for each future, on one axis. */
import type { Axis, PlacedSegment } from '../../analysis/axis.ts'
import type { Tick } from '../../analysis/timeline/ticks.ts'
import type { WireHost, WireIndex } from '../../analysis/wire/wire-index.ts'
import type { WireWindow } from '../../analysis/wire/wire-window.ts'
import { type EntityId, NONE } from '../../trace/record.ts'
import { spread } from '../stage/spread.ts'
import type { AppState, Mark } from '../store/app-state.ts'
import type { Pen } from '../theme/canvas-signs.ts'
import type { Palette } from '../theme/palette.ts'
import { entityOf } from '../timeline/scene.ts'

export interface WireScene {
  readonly pen: Pen
  readonly palette: Palette
  readonly ratio: number
  readonly width: number
  readonly height: number
  readonly axis: Axis
  readonly ticks: readonly Tick[]
  readonly state: AppState
  /** Nothing is drawn that begins later: the veil, or the end of what is simulated. */
  readonly until: number
  readonly panes: readonly Pane[]
}

export interface Pane {
  readonly future: number
  readonly index: WireIndex
  readonly window: WireWindow
  /** The plot, px from the top of the picture. */
  readonly top: number
  readonly bottom: number
  /** The row of wins under it. */
  readonly foot: number
  readonly taps: readonly Tap[]
  /** px free for one tap, hence for its strips and its name. */
  readonly room: number
  readonly focus: readonly PaneFocus[]
}

export interface Tap {
  readonly host: WireHost
  /** Where its metre is. */
  readonly y: number
  /** Where its name and strip stand: beside the metre, or as near as its neighbours allow. */
  readonly row: number
}

export interface PaneFocus {
  readonly entity: EntityId
  readonly strong: boolean
}

const PAD = 13

export function placeOf(pane: Pick<Pane, 'top' | 'bottom' | 'index'>, metre: number): number {
  const { metres } = pane.index.cable
  const [low, high] = [pane.top + PAD, pane.bottom - PAD]
  return metres > 0 ? low + (metre / metres) * (high - low) : (low + high) / 2
}

export function metreAt(pane: Pane, y: number): number {
  const { metres } = pane.index.cable
  const [low, high] = [pane.top + PAD, pane.bottom - PAD]
  return Math.max(0, Math.min(metres, ((y - low) / Math.max(1, high - low)) * metres))
}

/** Taps from metre 0 down, their rows apart so that each can be read. */
export function tapsOf(
  pane: Pick<Pane, 'top' | 'bottom' | 'index'>,
  step: number,
): { taps: readonly Tap[]; room: number } {
  const hosts = [...pane.index.hosts].sort((p, q) => p.metre - q.metre)
  const height = pane.bottom - pane.top
  const least = Math.min(step, height / Math.max(1, hosts.length))
  const rows = spread(
    hosts.map(({ metre }) => placeOf(pane, metre)),
    least,
    pane.top + least / 2,
    pane.bottom - least / 2,
  )
  const taps = hosts.map((host, i) => ({
    host,
    y: placeOf(pane, host.metre),
    row: rows[i] as number,
  }))
  let room = height
  for (let i = 1; i < taps.length; i++)
    room = Math.min(room, (taps[i] as Tap).row - (taps[i - 1] as Tap).row)
  return { taps, room }
}

/** The selected and the hovered thing, where this run has it. */
export function focusIn(state: AppState, index: WireIndex, future: number): PaneFocus[] {
  const list: PaneFocus[] = []
  const add = (mark: Mark | null, strong: boolean): void => {
    if (!mark || (mark.future ?? 1) !== future + 1) return
    const entity = entityOf(index.trace, mark)
    if (entity !== NONE) list.push({ entity, strong })
  }
  add(state.selection, true)
  add(state.hover, false)
  return list
}

/** Whether a mark means this signal: the frame, one attempt at it, or the exchange it belongs to. */
export function focusOnFrame(pane: Pane, frame: EntityId): PaneFocus | undefined {
  const { trace } = pane.index
  return pane.focus.find(({ entity }) => entity === frame || trace.parentOf(entity) === frame)
}

/** Draws once for each part of the axis, clipped to it: parts differ in scale. */
export function eachPart(
  scene: WireScene,
  pane: Pick<Pane, 'top' | 'bottom'>,
  draw: (part: PlacedSegment, x: (time: number) => number) => void,
): void {
  const { pen, axis } = scene
  for (const part of axis.segments) {
    const scale = (part.x1 - part.x0) / (part.to - part.from || 1)
    pen.save()
    pen.beginPath()
    pen.rect(part.x0, pane.top, part.x1 - part.x0, pane.bottom - pane.top)
    pen.clip()
    draw(part, (time) => part.x0 + (time - part.from) * scale)
    pen.restore()
  }
}
