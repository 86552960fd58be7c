/** Beside each tap: its name and metre, what its interface does, and what it hears. */

import { metresWords } from '../../analysis/numbers.ts'
import { SpanKind } from '../../analysis/timeline/spans.ts'
import { heardAt } from '../../analysis/wire/heard.ts'
import { slotsOf } from '../../analysis/wire/wire-index.ts'
import { hatch } from '../theme/canvas-signs.ts'
import { textWidth } from '../timeline/draw-spans.ts'
import { type Pane, placeOf, type Tap, type WireScene } from './wire-scene.ts'

/** With more signals than this in view, what a tap hears is told by the bands alone. */
const HEARD_MOST = 300
/** Backoffs of one machine in view, beyond which they are not drawn one by one. */
const THIN_MOST = 40

/** The cable stands at the left: its ends, its taps, a name beside each where there is room. */
export function drawCable(scene: WireScene, pane: Pane): void {
  const { pen, palette: p } = scene
  const [top, end] = [placeOf(pane, 0), placeOf(pane, pane.index.cable.metres)]
  pen.fillStyle = p.sunken
  pen.strokeStyle = p.edge
  pen.lineWidth = 1
  pen.beginPath()
  pen.rect(-10.5, top, 5, Math.max(1, end - top))
  pen.fill()
  pen.stroke()
  pen.fillStyle = p.ink2
  for (const y of [top, end]) pen.fillRect(-13, y - 1.5, 10, 3)
  let free = Number.NEGATIVE_INFINITY
  for (const tap of pane.taps) {
    const focus = pane.focus.find(({ entity }) => entity === tap.host.entity)
    pen.fillStyle = focus ? p.ink : p.edge
    pen.fillRect(-16, tap.y - 2, 8, 4)
    const named = tap.row - free >= p.tick * 1.05 || focus?.strong
    if (!named) continue
    free = tap.row
    drawName(scene, tap, focus !== undefined)
  }
}

function drawName(scene: WireScene, tap: Tap, chosen: boolean): void {
  const { pen, palette: p } = scene
  const { host, row, y } = tap
  pen.strokeStyle = p.lineStrong
  pen.lineWidth = 1
  pen.beginPath()
  pen.moveTo(-16, y)
  pen.lineTo(-23, row)
  pen.stroke()
  pen.textAlign = 'right'
  pen.textBaseline = 'middle'
  const metre = metresWords(Math.round(host.metre))
  const narrow = p.left < 100
  pen.font = `400 ${p.tick}px ${p.sans}`
  const width = narrow ? -6 : textWidth(pen, metre)
  pen.fillStyle = p.ink3
  if (!narrow) pen.fillText(metre, -26, row + 0.5)
  pen.font = `700 ${p.tick + 0.5}px ${p.sans}`
  pen.fillStyle = p.ink
  const at = -26 - width - 6
  pen.fillText(host.name, at, row + 0.5)
  if (!chosen) return
  const under = textWidth(pen, host.name)
  pen.fillRect(at - under, row + p.tick * 0.55, under, 2)
}

/** A line through the picture at each tap: what crosses it there is what the tap hears. */
export function drawTapLines(scene: WireScene, pane: Pane): void {
  const { pen, palette: p, axis } = scene
  pen.beginPath()
  for (const { y } of pane.taps) {
    pen.moveTo(0, Math.round(y) + 0.5)
    pen.lineTo(axis.width, Math.round(y) + 0.5)
  }
  pen.strokeStyle = p.lineStrong
  pen.lineWidth = 1
  pen.stroke()
}

/** Heights of the strips for the room there is and the size of type; 0 where there is none. */
export function stripHeights(
  room: number,
  tick: number,
): { readonly state: number; readonly heard: number } {
  if (room >= tick * 2.2) return { state: tick * 0.8, heard: tick * 0.5 }
  if (room >= tick * 1.25) return { state: tick * 0.6, heard: tick * 0.35 }
  return { state: 0, heard: 0 }
}

export function drawStations(scene: WireScene, pane: Pane): void {
  const height = stripHeights(pane.room, scene.palette.tick)
  if (height.state === 0) drawThinStates(scene, pane)
  const few = !pane.window.dense && pane.window.waves.length <= HEARD_MOST
  for (const tap of pane.taps) {
    if (height.heard > 0 && few) drawHeard(scene, pane, tap, height.heard)
    if (height.state > 0) drawStates(scene, pane, tap, height.state)
  }
}

/** Carrier in hatch; more than one signal in zigzag. */
function drawHeard(scene: WireScene, pane: Pane, tap: Tap, height: number): void {
  const { pen, palette: p, axis } = scene
  const heard = heardAt(pane.window.waves, tap.host.metre, pane.index.cable.nsPerMetre)
  const y = tap.row + 2
  const until = Math.min(scene.until, axis.to)
  const seen = heard.filter(({ from, to }) => to > axis.from && from < until)
  pen.beginPath()
  for (const { from, to } of seen) {
    const x0 = axis.x(Math.max(from, axis.from))
    pen.rect(x0, y, Math.max(1, axis.x(Math.min(to, until)) - x0), height)
  }
  pen.fillStyle = hatch(pen, p, 'carrier', scene.ratio)
  pen.fill()
  pen.strokeStyle = p.edge
  pen.lineWidth = 1
  pen.stroke()
  pen.beginPath()
  for (const { from, to, garbled } of seen) {
    if (!garbled) continue
    const x0 = axis.x(Math.max(from, axis.from))
    const x1 = axis.x(Math.min(to, until))
    let up = true
    pen.moveTo(x0, y + height)
    for (let x = x0 + 2; x < Math.max(x1, x0 + 4); x += 3, up = !up)
      pen.lineTo(x, up ? y - 1 : y + height + 1)
  }
  pen.strokeStyle = p.loss
  pen.lineWidth = p.stroke
  pen.stroke()
}

/** Too many taps for strips: a dotted line for a backoff, none for the rest, and only where it is wide enough. */
function drawThinStates(scene: WireScene, pane: Pane): void {
  const { pen, palette: p, axis } = scene
  const until = Math.min(scene.until, axis.to)
  if (pane.window.dense || pane.room < 4) return
  pen.beginPath()
  for (const { host, row } of pane.taps) {
    if (host.states.beginning(axis.from, until) > THIN_MOST) continue
    host.states.each(axis.from, until, (slot) => {
      if (host.states.kind[slot] !== SpanKind.backoff) return
      const x0 = axis.x(Math.max(host.states.start[slot] as number, axis.from))
      const x1 = axis.x(Math.min(host.states.end[slot] as number, until))
      if (x1 - x0 < 12) return
      pen.moveTo(x0, row - 2)
      pen.lineTo(x1, row - 2)
    })
  }
  pen.strokeStyle = p.request
  pen.lineWidth = 1.5
  pen.setLineDash([3, 3])
  pen.stroke()
  pen.setLineDash([])
}

function drawStates(scene: WireScene, pane: Pane, tap: Tap, height: number): void {
  const { pen, axis } = scene
  const { states } = tap.host
  const until = Math.min(scene.until, axis.to)
  if (states.beginning(axis.from, until) > axis.width / 8) return
  const y = tap.row - 2 - height
  pen.save()
  pen.beginPath()
  pen.rect(0, pane.top, axis.width, pane.bottom - pane.top)
  pen.clip()
  states.each(axis.from, until, (slot) => {
    const from = states.start[slot] as number
    const to = Math.min(states.end[slot] as number, until)
    const x0 = axis.x(Math.max(from, axis.from))
    const span = { x0, x1: axis.x(to), y, height }
    const kind = states.kind[slot] as number
    if (kind === SpanKind.defer) drawDefer(scene, pane, span, from, states.end[slot] as number)
    else if (kind === SpanKind.backoff) drawBackoff(scene, span, states.extra[slot] as number)
    else if (kind === SpanKind.dead) {
      pen.fillStyle = hatch(pen, scene.palette, 'dead', scene.ratio)
      pen.fillRect(x0, y, span.x1 - x0, height)
    }
  })
  pen.restore()
}

interface Box {
  readonly x0: number
  readonly x1: number
  readonly y: number
  readonly height: number
}

/** A bar where the wish began, then the wait; the gap before its turn is solid. */
function drawDefer(scene: WireScene, pane: Pane, box: Box, from: number, to: number): void {
  const { pen, palette: p, axis } = scene
  const { gapBits, bitNs } = pane.index.cable
  const { x0, x1, y, height } = box
  const gap = Number.isFinite(to) ? Math.max(from, to - gapBits * bitNs) : Number.POSITIVE_INFINITY
  const xg = Math.max(x0, Math.min(x1, axis.x(gap)))
  panel(scene, box)
  pen.fillStyle = p.request
  pen.fillRect(x0, y - 2, 2, height + 4)
  if (x1 > xg) pen.fillRect(xg, y + height / 2 - 1, x1 - xg, 2)
  word(scene, { ...box, x0: x0 + 3, x1: xg }, 'defers')
  word(scene, { ...box, x0: xg + 2 }, 'gap')
}

function drawBackoff(scene: WireScene, box: Box, extra: number): void {
  const { pen, palette: p } = scene
  const { x0, x1, y, height } = box
  panel(scene, box)
  pen.fillStyle = p.request
  pen.fillRect(x0, y - 2, 2, height + 4)
  pen.strokeStyle = p.request
  pen.lineWidth = 1.25
  pen.setLineDash([3, 3])
  if (x1 - x0 > 4) pen.strokeRect(x0 + 1, y + 0.5, x1 - x0 - 2, height - 1)
  pen.setLineDash([])
  const { drawn, choices } = slotsOf(extra)
  const slots = choices > 0 ? `: ${drawn} of 0–${choices - 1} slots` : ''
  if (!word(scene, box, `backs off${slots}`)) word(scene, box, 'backs off')
}

/** Strips lie on bands of any hue. */
function panel(scene: WireScene, { x0, x1, y, height }: Box): void {
  const { pen, palette: p } = scene
  pen.fillStyle = p.requestTint
  pen.fillRect(x0, y, Math.max(2, x1 - x0), height)
}

function word(scene: WireScene, box: Box, text: string): boolean {
  const { pen, palette: p } = scene
  if (box.height < p.tick * 0.55) return false
  pen.font = `400 ${p.tick}px ${p.sans}`
  const width = textWidth(pen, text)
  if (box.x0 + width + 10 > box.x1) return false
  const y = box.y + box.height / 2
  pen.fillStyle = p.surface
  pen.beginPath()
  pen.roundRect(box.x0 + 3, y - p.tick * 0.65, width + 6, p.tick * 1.3, 3)
  pen.fill()
  pen.fillStyle = p.requestInk
  pen.textAlign = 'left'
  pen.textBaseline = 'middle'
  pen.fillText(text, box.x0 + 6, y + 0.5)
  return true
}
