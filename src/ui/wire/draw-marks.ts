/** Signs with words over the picture, the row of wins under it, the veil, and breaks of the axis. */
import { SignKind, signWord, type WireSign } from '../../analysis/wire/signs.ts'
import { drawCross, drawStar, hatch } from '../theme/canvas-signs.ts'
import { textWidth } from '../timeline/draw-spans.ts'
import { type Pane, placeOf, type WireScene } from './wire-scene.ts'

/** Places that are taken: a word that finds none is not written. */
type Taken = { x: number; y: number; w: number; h: number }[]

/** With more signs than this their shapes have to do. */
const WORDS_MOST = 8

export function signPlace(
  scene: WireScene,
  pane: Pane,
  sign: WireSign,
): { x: number; y: number } | undefined {
  const host = pane.index.hosts[sign.host]
  if (!host || sign.time >= scene.until) return undefined
  const x = scene.axis.x(sign.time)
  if (x < 0 || x > scene.axis.width) return undefined
  return { x, y: placeOf(pane, host.metre) }
}

export function drawSigns(scene: WireScene, pane: Pane): void {
  const { pen, palette: p, axis } = scene
  const taken: Taken = []
  const { meets, signs } = pane.window
  const loud = signs.filter(({ kind }) => kind !== SignKind.collision)
  if (meets.length < 120)
    for (const { time, metre } of meets) {
      const [x, y] = [axis.x(time), placeOf(pane, metre)]
      drawStar(pen, p, x, y, meets.length < 30 ? 18 : 11)
      taken.push({ x: x - 9, y: y - 9, w: 18, h: 18 })
      if (meets.length <= WORDS_MOST) write(scene, pane, taken, x, y, 'collision')
    }
  for (const sign of signs) {
    const at = signPlace(scene, pane, sign)
    if (!at) continue
    if (sign.kind === SignKind.collision) {
      drawStar(pen, p, at.x, at.y, signs.length < 60 ? 12 : 8)
      if (meets.length === 0 && signs.length <= WORDS_MOST)
        write(scene, pane, taken, at.x, at.y, signWord(sign))
      continue
    }
    if (sign.kind === SignKind.late) drawStar(pen, p, at.x, at.y, 15)
    else drawCross(pen, p, at.x, at.y, signs.length < 60 ? 16 : 10)
    taken.push({ x: at.x - 9, y: at.y - 9, w: 18, h: 18 })
    if (loud.length <= WORDS_MOST) write(scene, pane, taken, at.x, at.y, signWord(sign))
  }
}

function write(
  scene: WireScene,
  pane: Pane,
  taken: Taken,
  x: number,
  y: number,
  text: string,
): void {
  const { pen, palette: p, axis } = scene
  pen.font = `600 ${p.tick}px ${p.sans}`
  const w = textWidth(pen, text) + 8
  const h = p.tick * 1.4
  const tops = [y - h / 2, y - h - 6, y + 6]
  for (const left of [x + 12, x - 12 - w])
    for (const top of tops) {
      const box = { x: left, y: top, w, h }
      if (left < 0 || left + w > axis.width || top < pane.top || top + h > pane.bottom) continue
      if (taken.some((t) => touches(t, box))) continue
      taken.push(box)
      pen.fillStyle = p.surface
      pen.beginPath()
      pen.roundRect(left, top, w, h, 3)
      pen.fill()
      pen.fillStyle = p.lossInk
      pen.textAlign = 'left'
      pen.textBaseline = 'middle'
      pen.fillText(text, left + 4, top + h / 2 + 0.5)
      return
    }
}

function touches(a: Taken[0], b: Taken[0]): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
}

/** Capture: runs of frames that one machine won, as blocks with its name and their number. */
export function drawWins(scene: WireScene, pane: Pane): void {
  const { pen, palette: p, axis } = scene
  const { wins } = pane.window
  const y = pane.bottom + 2
  const h = pane.foot - 5
  pen.font = `400 ${p.tick}px ${p.sans}`
  pen.textBaseline = 'middle'
  if (wins.length === 0) return
  pen.textAlign = 'right'
  pen.fillStyle = p.ink3
  if (p.left >= 100) pen.fillText('wins in a row', -26, y + h / 2)
  pen.textAlign = 'left'
  let drawnTo = Number.NEGATIVE_INFINITY
  for (const run of wins) {
    const x0 = Math.max(0, axis.x(run.from))
    const x1 = Math.min(axis.width, axis.x(Math.min(run.to, scene.until)))
    if (x1 <= x0 || (x1 - x0 < 2 && x0 - drawnTo < 2)) continue
    drawnTo = x1
    pen.fillStyle = run.wins > 1 ? p.busy : p.kernel
    pen.fillRect(x0, y, Math.max(1, x1 - x0 - 1), h)
    const name = pane.index.hosts[run.host]?.name ?? ''
    const words = run.wins > 1 ? `${name} × ${run.wins}` : name
    if (textWidth(pen, words) + 8 > x1 - x0) continue
    pen.fillStyle = p.surface
    pen.fillText(words, x0 + 4, y + h / 2 + 0.5)
  }
}

export function drawVeil(scene: WireScene, pane: Pane): void {
  const { pen, axis, palette: p, state } = scene
  if (state.veilFrom === null || state.veilFrom >= axis.to) return
  const x = Math.max(0, axis.x(Math.max(state.veilFrom, axis.from)))
  pen.fillStyle = hatch(pen, p, 'veil', scene.ratio)
  pen.fillRect(x, pane.top, axis.width - x, pane.bottom - pane.top + pane.foot)
}

/** A break is a torn edge on both sides. */
export function drawBreaks(scene: WireScene, pane: Pane): void {
  const { pen, palette: p } = scene
  const end = pane.bottom + pane.foot
  for (const gap of scene.axis.gaps) {
    pen.fillStyle = p.surface
    pen.fillRect(gap.x0, pane.top, gap.x1 - gap.x0, end - pane.top)
    pen.strokeStyle = p.edge
    pen.lineWidth = 1.25
    for (const x of [gap.x0, gap.x1]) {
      pen.beginPath()
      pen.moveTo(x, pane.top)
      let side = 3
      for (let y = pane.top + 7; y <= end; y += 7) {
        pen.lineTo(x + side, y)
        side = -side
      }
      pen.stroke()
    }
  }
}
