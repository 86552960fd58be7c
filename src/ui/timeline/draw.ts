/** One picture of the lanes, from the back to the front. */

import { moment } from '../../analysis/numbers.ts'
import type { FirstDifference } from '../../analysis/timeline/first-difference.ts'
import type { TimelineIndex } from '../../analysis/timeline/index.ts'
import type { Row } from '../../analysis/timeline/rows.ts'
import { axisUnit, durationWords, ratioWords } from '../../analysis/timeline/ticks.ts'
import { hatch } from '../theme/canvas-signs.ts'
import { drawArrows } from './draw-arrows.ts'
import { drawBranches } from './draw-branches.ts'
import { drawChain, drawDifference, drawPoints } from './draw-points.ts'
import { drawDead, drawSpans, drawTimers, textWidth } from './draw-spans.ts'
import { drawWire } from './draw-wire.ts'
import { runsOf } from './indexes.ts'
import { isAtLeast, type Scene } from './scene.ts'

export function drawScene(scene: Scene, difference: FirstDifference | null): void {
  for (const step of stepsOf(scene, difference)) step()
}

/** The picture in steps that are taken one after the other, be it with other work between them. */
export function stepsOf(scene: Scene, difference: FirstDifference | null): (() => void)[] {
  const { pen, palette: p, ratio, layout } = scene
  const height = scene.height - p.foot - p.ruler
  const onPage = (draw: () => void) => (): void => {
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    draw()
  }
  const onPlot = (draw: () => void): (() => void) =>
    onPage(() => {
      pen.translate(p.left, 0)
      draw()
    })
  const onLanes = (draw: () => void): (() => void) =>
    onPlot(() => clip(scene, -10, p.ruler, scene.axis.width + 20, height, draw))
  let each = 1
  return [
    onPage(() => {
      pen.clearRect(0, 0, scene.width, scene.height)
      clip(scene, 0, p.ruler, scene.width, height, () => drawGround(scene))
    }),
    onPlot(() => {
      drawGrid(scene)
      drawFigures(scene)
    }),
    ...scene.indexes.map((_, future) =>
      onLanes(() => {
        each = Math.max(each, drawArrows(scene, future))
      }),
    ),
    ...layout.rows
      .filter((row) => isSeen(scene, row))
      .map((row) => onLanes(() => drawRow(scene, row))),
    onLanes(() => {
      for (const row of layout.rows) drawPoints(scene, row)
      drawRings(scene)
      drawVeil(scene)
    }),
    onPlot(() => drawBreaks(scene)),
    onLanes(() => {
      // A number beside a torn edge is whole.
      drawChain(scene)
      if (difference) drawDifference(scene, difference, differenceWords(difference))
    }),
    onPlot(() => drawFoot(scene, each)),
  ]
}

function clip(
  scene: Scene,
  x: number,
  y: number,
  width: number,
  height: number,
  draw: () => void,
): void {
  const { pen } = scene
  pen.save()
  pen.beginPath()
  pen.rect(x, y, width, Math.max(0, height))
  pen.clip()
  draw()
  pen.restore()
}

function isSeen(scene: Scene, row: Row): boolean {
  const y = scene.top + row.y
  return y + row.height > 0 && y < scene.height
}

export function differenceWords(found: FirstDifference): string {
  return found.time === 0 ? 'Different from the start' : `The same until ${moment(found.time)}`
}

/** Opened machines lie on paper, rows are parted by hairlines. */
function drawGround(scene: Scene): void {
  const { pen, palette: p } = scene
  pen.fillStyle = p.paper
  for (const row of scene.layout.rows)
    if (row.kind !== 'lane' && row.kind !== 'quiet' && row.kind !== 'divide')
      pen.fillRect(0, scene.top + row.y, scene.width, row.height)
  pen.strokeStyle = p.line
  pen.lineWidth = p.hair
  pen.beginPath()
  for (const row of scene.layout.rows) {
    if (row.kind === 'quiet' || row.kind === 'divide') continue
    const y = Math.round(scene.top + row.y + row.height) - 0.5
    pen.moveTo(p.left - 8, y)
    pen.lineTo(scene.width - p.right, y)
  }
  pen.stroke()
}

function drawGrid({ pen, palette: p, layout, height, top, ticks }: Scene): void {
  const end = Math.min(height - p.foot, top + layout.height)
  pen.strokeStyle = p.line
  pen.lineWidth = p.hair
  pen.beginPath()
  for (const tick of ticks) {
    const x = Math.round(tick.x) + 0.5
    pen.moveTo(x, p.ruler - 8)
    pen.lineTo(x, end)
  }
  pen.stroke()
}

/** Over the torn edges and the lines of the grid: nothing but figures stands there. */
const FIGURES_OVER = 11

/** The ruler's figures alone, over lanes that stay: some give way to the playhead's. */
export function redrawFigures(scene: Scene): void {
  const { pen, palette: p } = scene
  pen.setTransform(scene.ratio, 0, 0, scene.ratio, 0, 0)
  pen.clearRect(0, 0, scene.width, p.ruler - FIGURES_OVER)
  clip(scene, 0, 0, scene.width, p.ruler - FIGURES_OVER, () => {
    pen.translate(p.left, 0)
    drawFigures(scene)
  })
}

function drawFigures(scene: Scene): void {
  const { pen, palette: p } = scene
  pen.font = `400 ${p.tick}px ${p.sans}`
  pen.fillStyle = p.ink3
  pen.textAlign = 'center'
  pen.textBaseline = 'alphabetic'
  const base = p.ruler - 14
  for (const tick of scene.ticks) if (tick.label) pen.fillText(tick.label, tick.x, base)
  pen.textAlign = 'left'
  const narrow = p.left < 100
  const unit = axisUnit(scene.axis).name
  pen.fillText(narrow ? unit : `time, ${unit}`, (narrow ? 12 : 24) - p.left, base)
}

const DISK_LOOK = { height: 14, words: true, box: false }

function drawRow(scene: Scene, row: Row): void {
  const index = scene.indexes[row.future]
  const { host } = row
  if (!host || !index) return
  drawDead(scene, row)
  if (row.kind === 'process') drawProcess(scene, row)
  else if (row.kind === 'branch') drawBranches(scene, row)
  else if (row.kind === 'processor') {
    const words = isAtLeast(scene.state.layer, 'packet')
    drawSpans(scene, row, host.cpu, { height: words ? 14 : 10, words, box: false })
  } else if (row.disk) drawSpans(scene, row, row.disk.spans, DISK_LOOK)
  else if (row.kind === 'wire') drawWire(scene, row, index, nsPerMetre(scene, row.future))
  else if (row.kind === 'lane') drawLane(scene, row, index)
}

function nsPerMetre(scene: Scene, future: number): number {
  return runsOf(scene.state)[future]?.setup.cable.nsPerMetre ?? 0
}

function drawProcess(scene: Scene, row: Row): void {
  const { process } = row
  if (!process) return
  const box = { height: scene.palette.process - 12, words: true, box: true }
  const deep = isAtLeast(scene.state.layer, 'message')
  // The wedge has the foot of the row to itself.
  const lifted = deep ? { ...row, height: row.height - 6 } : row
  drawSpans(scene, lifted, process.runs, { ...box, words: false })
  drawSpans(scene, lifted, process.serves, box)
  drawSpans(scene, lifted, process.operations, box)
  drawSpans(scene, lifted, process.sends, box)
  if (deep) drawTimers(scene, row, process.timers, scene.top + row.y + row.height - 8)
}

function drawLane(scene: Scene, row: Row, index: TimelineIndex): void {
  const { host } = row
  if (!host) return
  if (!isAtLeast(scene.state.layer, 'message')) {
    const box = { height: 16, words: true, box: true }
    for (const process of host.processes) {
      drawSpans(scene, row, process.runs, { ...box, words: false })
      drawSpans(scene, row, process.serves, box)
      drawSpans(scene, row, process.operations, box)
      drawSpans(scene, row, process.sends, box)
    }
    return
  }
  drawSpans(scene, row, host.cpu, { height: 10, words: false, box: false })
  const deep = isAtLeast(scene.state.layer, 'frame')
  if (deep) drawWire(scene, row, index, nsPerMetre(scene, row.future))
  else {
    const words = isAtLeast(scene.state.layer, 'packet')
    drawSpans(scene, row, host.transmits, { height: 14, words, box: false })
  }
}

/** A ring of ink with a gap round the thing; a thin one for what the pointer is on. */
function drawRings(scene: Scene): void {
  const { pen, palette: p } = scene
  for (const ring of scene.rings) {
    pen.strokeStyle = p.ink
    pen.lineWidth = ring.strong ? p.mark : 1
    pen.beginPath()
    const round = Math.min(ring.width, ring.height) / 2
    pen.roundRect(ring.x - 1, ring.y - 1, ring.width + 2, ring.height + 2, Math.min(6, round))
    pen.stroke()
  }
}

function drawVeil(scene: Scene): void {
  const { veilFrom } = scene.state
  if (veilFrom === null) return
  const { pen, axis, palette: p } = scene
  const x = axis.x(Math.max(veilFrom, axis.from))
  if (veilFrom >= axis.to) return
  pen.fillStyle = hatch(pen, p, 'veil', scene.ratio)
  pen.fillRect(
    x,
    p.ruler,
    axis.width + 10 - x,
    Math.max(0, scene.top + scene.layout.height - p.ruler),
  )
}

/** A break is a torn edge on both sides. */
function drawBreaks(scene: Scene): void {
  const { pen, palette: p } = scene
  const top = p.ruler - 10
  const end = Math.min(scene.height - p.foot, scene.top + scene.layout.height) + 2
  for (const gap of scene.axis.gaps) {
    pen.fillStyle = p.surface
    pen.fillRect(gap.x0, top, gap.x1 - gap.x0, end - top)
    pen.strokeStyle = p.edge
    pen.lineWidth = 1.25
    for (const x of [gap.x0, gap.x1]) {
      pen.beginPath()
      pen.moveTo(x, top)
      let side = 3
      for (let y = top + 7; y <= end; y += 7) {
        pen.lineTo(x + side, y)
        side = -side
      }
      pen.stroke()
    }
  }
}

/** What was left out, and how much wider a part is: below it, where there is room. */
function drawFoot(scene: Scene, each: number): void {
  const { pen, palette: p, axis } = scene
  pen.font = `400 ${p.tick}px ${p.sans}`
  pen.fillStyle = p.ink3
  pen.textBaseline = 'middle'
  pen.textAlign = 'left'
  const y = Math.min(scene.height - p.foot, scene.top + scene.layout.height) + p.foot / 2 + 1
  let free = Number.NEGATIVE_INFINITY
  const put = (text: string, x: number): void => {
    const width = textWidth(pen, text)
    const at = Math.max(4 - p.left, Math.min(x - width / 2, axis.width + p.right - width - 4))
    if (at < free) return
    pen.fillText(text, at, y)
    free = at + width + 12
  }
  const notes: { text: string; x: number }[] = []
  for (const gap of axis.gaps)
    notes.push({ text: `${durationWords(gap.to - gap.from)} left out`, x: (gap.x0 + gap.x1) / 2 })
  for (const s of axis.segments) {
    const words = ratioWords(axis.ratioOf(s))
    if (words) notes.push({ text: words, x: Math.max((s.x0 + s.x1) / 2, s.x0 + 110) })
  }
  for (const note of notes.sort((a, b) => a.x - b.x)) put(note.text, note.x)
  if (each > 1) put(`one arrow in ${each} is drawn`, axis.width)
}
