/** The whole run in one strip: where losses, crashes and commits are, where the window is, what is hidden. */
import { Axis, segmentsAround } from '../../analysis/axis.ts'
import type { TimelineIndex } from '../../analysis/timeline/index.ts'
import { type OverviewTick, overviewTicks } from '../../analysis/timeline/overview.ts'
import { PointKind } from '../../analysis/timeline/points.ts'
import { durationWords } from '../../analysis/timeline/ticks.ts'
import type { AppState } from '../store/app-state.ts'
import { runsOnScreen } from '../store/on-screen.ts'
import { drawBolt, drawCross, hatch, type Pen } from '../theme/canvas-signs.ts'
import type { Palette } from '../theme/palette.ts'
import type { TimelineView } from './view.ts'

/** px on each side, so that a sign at the edge is whole. */
export const STRIP_MARGIN = 8

export interface Strip {
  readonly pen: Pen
  readonly palette: Palette
  readonly ratio: number
  /** Of the strip itself, without the words beside it. */
  readonly width: number
  readonly height: number
  readonly axis: Axis
  readonly ticks: readonly OverviewTick[]
  readonly state: AppState
  readonly end: number
}

/** Even, unless most of the run is one long silence. */
export function overviewAxis(state: AppState, index: TimelineIndex, width: number): Axis {
  const ends = runsOnScreen(state).map(({ summary }) => summary?.simulatedNs ?? 0)
  const end = Math.max(index.silence.last || 1, ...ends, 1000)
  const veil = state.veilFrom
  const silences = [...index.silence.longest, { from: index.silence.last || 0, to: end }]
  const known = veil === null ? silences : silences.filter((s) => s.to <= veil)
  const longest = Math.max(0, ...known.map((s) => s.to - s.from))
  if (longest < 0.7 * end || state.pacing === 'real')
    return new Axis([{ from: 0, to: end, scale: 1 }], width)
  const parts = segmentsAround(known, 0, end)
  return new Axis(
    parts.map((p) => ({ ...p, scale: 1 })),
    width,
    16,
  )
}

/** px of the letters on a usual screen. */
const USUAL_TICK = 11.5

export function stripTicks(
  index: TimelineIndex,
  axis: Axis,
  state: AppState,
  { tick }: Palette,
): OverviewTick[] {
  const until = state.veilFrom ?? Number.POSITIVE_INFINITY
  return overviewTicks(index.overview, axis, until, Math.max(1, tick / USUAL_TICK))
}

export function drawStrip(strip: Strip, view: TimelineView | null): void {
  const { pen, palette: p, axis, state } = strip
  const y = strip.height / 2
  pen.setTransform(strip.ratio, 0, 0, strip.ratio, STRIP_MARGIN * strip.ratio, 0)
  pen.clearRect(-STRIP_MARGIN, 0, strip.width + 16, strip.height)
  const parts = view ? windowsOf(axis, view) : []
  const windows = view?.fitted && (parts.length < 2 || axis.gaps.length > 0) ? [] : parts
  pen.fillStyle = p.sunken
  for (const w of windows) box(pen, w.x0, w.x1, y, p, true)
  pen.strokeStyle = view ? p.line : p.lineStrong
  pen.lineWidth = view ? 1 : 2
  pen.beginPath()
  pen.moveTo(0, y)
  pen.lineTo(axis.width, y)
  pen.stroke()
  if (state.veilFrom !== null) {
    const x = axis.x(state.veilFrom)
    pen.fillStyle = hatch(pen, p, 'veil', strip.ratio)
    pen.fillRect(x, y - 11, axis.width - x, 22)
  }
  strip.ticks.forEach((tick, i) => {
    drawTick(strip, tick, y, (strip.ticks[i + 1]?.x ?? axis.width + EDGE) - tick.x)
  })
  drawTears(strip, y)
  pen.strokeStyle = p.ink2
  pen.lineWidth = 1.25
  for (const w of windows) box(pen, w.x0, w.x1, y, p, false)
}

export function windowsOf(axis: Axis, view: TimelineView): { x0: number; x1: number }[] {
  return view.axis(100).segments.map((s) => {
    const x0 = axis.x(s.from)
    return { x0, x1: Math.max(axis.x(s.to), x0 + 6) }
  })
}

function box(pen: Pen, x0: number, x1: number, y: number, p: Palette, filled: boolean): void {
  pen.beginPath()
  pen.roundRect(x0, y - 12, x1 - x0, 24, 4)
  if (filled) pen.fill()
  else {
    pen.strokeStyle = p.ink2
    pen.stroke()
  }
}

/** px behind the end of the axis that a count may need, with the air behind it. */
const EDGE = 14

/** `room`: to the next tick, or the edge; a count that would run into it is left out. */
function drawTick(strip: Strip, tick: OverviewTick, y: number, room: number): void {
  const { pen, palette: p } = strip
  const many = tick.count > 1
  if (tick.kind === PointKind.crash) drawBolt(pen, p, tick.x, y, 16)
  else if (tick.kind === PointKind.loss || tick.kind === PointKind.violation)
    drawCross(pen, p, tick.x, y, 14)
  else if (tick.kind === PointKind.commit) drawCommitTick(strip, tick.x, y)
  else if (many) pill(strip, tick, y)
  else if (tick.kind === PointKind.reply) {
    pen.beginPath()
    pen.arc(tick.x, y, 3, 0, 2 * Math.PI)
    pen.fillStyle = p.surface
    pen.fill()
    pen.strokeStyle = p.reply
    pen.lineWidth = p.stroke
    pen.stroke()
  } else {
    pen.fillStyle = p.request
    pen.fillRect(tick.x - p.mark / 2, y - 7, p.mark, 14)
  }
  const marked = tick.kind !== PointKind.reply && tick.kind !== PointKind.request
  if (many && marked) {
    pen.font = `600 ${p.tick - 1}px ${p.sans}`
    pen.fillStyle = p.ink2
    pen.textAlign = 'left'
    pen.textBaseline = 'middle'
    const text = String(tick.count)
    if (pen.measureText(text).width + 17 <= room) pen.fillText(text, tick.x + 9, y + 0.5)
  }
}

/** A commit: a solid square with a tick, as on its row. */
function drawCommitTick({ pen, palette: p }: Strip, x: number, y: number): void {
  pen.fillStyle = p.ink
  pen.fillRect(x - 6, y - 6, 12, 12)
  pen.strokeStyle = p.onInk
  pen.lineWidth = p.stroke
  pen.beginPath()
  pen.moveTo(x - 3, y)
  pen.lineTo(x - 1, y + 2.5)
  pen.lineTo(x + 3.5, y - 3)
  pen.stroke()
}

function pill(strip: Strip, tick: OverviewTick, y: number): void {
  const { pen, palette: p } = strip
  const text = tick.count > 999 ? `${Math.round(tick.count / 1000)}k` : String(tick.count)
  pen.font = `600 ${p.tick - (text.length > 1 ? 1.5 : 0)}px ${p.sans}`
  const half = Math.max(8, pen.measureText(text).width / 2 + 4)
  const high = Math.max(8, p.tick * 0.68)
  const request = tick.kind === PointKind.request
  // Whole at the edges, too.
  const out = STRIP_MARGIN - half - 1
  const x = Math.max(-out, Math.min(strip.axis.width + out, tick.x))
  pen.beginPath()
  pen.roundRect(x - half, y - high, 2 * half, 2 * high, request ? 2 : high)
  pen.fillStyle = p.surface
  pen.fill()
  pen.strokeStyle = request ? p.request : p.reply
  pen.lineWidth = p.stroke
  pen.stroke()
  pen.fillStyle = request ? p.requestInk : p.ink
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.fillText(text, x, y + 0.5)
}

function drawTears(strip: Strip, y: number): void {
  const { pen, palette: p } = strip
  for (const gap of strip.axis.gaps) {
    pen.fillStyle = p.surface
    pen.fillRect(gap.x0, y - 11, gap.x1 - gap.x0, 22)
    pen.strokeStyle = p.edge
    pen.lineWidth = 1.25
    for (const x of [gap.x0, gap.x1]) {
      pen.beginPath()
      pen.moveTo(x, y - 11)
      for (let k = 1; k <= 4; k++) pen.lineTo(x + (k % 2 === 0 ? 0 : 3), y - 11 + k * 5.5)
      pen.stroke()
    }
  }
}

/** How long the run is, unless that would answer what is being asked. */
export function endWords({ end, state }: Pick<Strip, 'end' | 'state'>): string {
  return state.veilFrom === null ? durationWords(end) : ''
}
