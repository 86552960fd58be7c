/** One picture of the wire, from the back to the front. */
import { axisUnit } from '../../analysis/timeline/ticks.ts'
import { drawDense } from './draw-dense.ts'
import { drawBreaks, drawSigns, drawVeil, drawWins } from './draw-marks.ts'
import { drawCable, drawStations, drawTapLines } from './draw-taps.ts'
import { drawWaves } from './draw-waves.ts'
import type { Pane, WireScene } from './wire-scene.ts'

/** px of the row of figures over the picture. */
export function rulerHeight(tick: number): number {
  return Math.round(tick * 1.7)
}

export function drawWire(scene: WireScene): void {
  const { pen, palette: p } = scene
  pen.setTransform(scene.ratio, 0, 0, scene.ratio, 0, 0)
  pen.clearRect(0, 0, scene.width, scene.height)
  pen.translate(p.left, 0)
  drawRuler(scene)
  for (const pane of scene.panes) drawPane(scene, pane)
}

function drawRuler(scene: WireScene): void {
  const { pen, palette: p } = scene
  const base = rulerHeight(p.tick) - p.tick * 0.45
  pen.font = `400 ${p.tick}px ${p.sans}`
  pen.fillStyle = p.ink3
  pen.textBaseline = 'alphabetic'
  pen.textAlign = 'center'
  for (const tick of scene.ticks) if (tick.label) pen.fillText(tick.label, tick.x, base)
  pen.textAlign = 'left'
  const narrow = p.left < 100
  const unit = axisUnit(scene.axis).name
  pen.fillText(narrow ? unit : `time, ${unit}`, (narrow ? 12 : 24) - p.left, base)
}

function drawPane(scene: WireScene, pane: Pane): void {
  const { pen, palette: p, axis } = scene
  pen.fillStyle = p.paper
  pen.fillRect(0, pane.top, axis.width, pane.bottom - pane.top)
  pen.strokeStyle = p.line
  pen.lineWidth = p.hair
  pen.beginPath()
  for (const tick of scene.ticks) {
    const x = Math.round(tick.x) + 0.5
    pen.moveTo(x, pane.top)
    pen.lineTo(x, pane.bottom)
  }
  pen.stroke()
  if (!pane.window.dense) drawWaves(scene, pane)
  drawTapLines(scene, pane)
  if (pane.window.dense) drawDense(scene, pane)
  drawStations(scene, pane)
  drawSigns(scene, pane)
  drawWins(scene, pane)
  drawVeil(scene, pane)
  drawBreaks(scene, pane)
  drawCable(scene, pane)
  if (scene.panes.length < 2) return
  pen.font = `700 ${p.tick}px ${p.sans}`
  pen.fillStyle = p.ink
  pen.textAlign = 'left'
  pen.textBaseline = 'middle'
  pen.fillText(String(pane.future + 1), 8 - p.left, pane.top + p.tick)
}
