/**
 * Transactions on a row of their machine: a dashed pill while they may be undone, the same half filled in doubt; the
 * commit a solid bar with a tick, the abort a box with a cross, where they happened.
 */
import { branchStateOf } from '../../analysis/timeline/branch-spans.ts'
import { spanTexts } from '../../analysis/timeline/labels.ts'
import type { Row } from '../../analysis/timeline/rows.ts'
import { textWidth } from './draw-spans.ts'
import { focusOn, type Scene } from './scene.ts'

/** Of a decision, which takes no time. */
const MARK_WIDTH = 16

export function drawBranches(scene: Scene, row: Row): void {
  const { axis, host } = { axis: scene.axis, host: row.host }
  if (!host) return
  const spans = host.branches
  const height = Math.min(16, row.height - 4)
  const y = scene.top + row.y + (row.height - height) / 2
  spans.each(scene.from, Math.min(scene.to, scene.until), (slot) => {
    const state = branchStateOf(spans.extra[slot] as number)
    const start = spans.start[slot] as number
    const isMark = state === 'committed' || state === 'aborted'
    const x0 = axis.x(Math.max(start, scene.from))
    const end = axis.x(Math.min(spans.end[slot] as number, scene.until, scene.to))
    const width = isMark ? MARK_WIDTH : Math.max(2, end - x0)
    const focus = focusOn(scene, row, spans.entity[slot] as number, spans.record[slot])
    if (focus)
      scene.rings.push({
        x: x0 - 2,
        y: y - 2,
        width: width + 4,
        height: height + 4,
        strong: focus.strong,
      })
    const box = { x: x0, y, width, height }
    if (state === 'committed') drawCommit(scene, box)
    else if (state === 'aborted') drawAbort(scene, box)
    else drawPill(scene, box, state === 'prepared', texts(scene, row, slot))
  })
}

function texts(scene: Scene, row: Row, slot: number): readonly string[] {
  const index = scene.indexes[row.future]
  return index && row.host ? spanTexts(index, row.host.branches, slot, scene.until) : []
}

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

function drawPill(scene: Scene, box: Box, isPrepared: boolean, words: readonly string[]): void {
  const { pen, palette: p } = scene
  const { x, y, width, height } = box
  const round = Math.min(height / 2, width / 2)
  pen.fillStyle = p.surface
  pen.beginPath()
  pen.roundRect(x, y, width, height, round)
  pen.fill()
  if (isPrepared) {
    pen.fillStyle = p.line
    pen.beginPath()
    pen.roundRect(x, y, width / 2, height, [round, 0, 0, round])
    pen.fill()
  }
  pen.strokeStyle = p.ink2
  pen.lineWidth = p.stroke
  pen.setLineDash([4, 3])
  pen.beginPath()
  pen.roundRect(x, y, width, height, round)
  pen.stroke()
  pen.setLineDash([])
  const piece = scene.axis.piece(x, x + width, 11 * p.note)
  const font = `600 ${p.tick}px ${p.sans}`
  pen.font = font
  const text = words.find((each) => textWidth(pen, each, font) + 16 <= piece.x1 - piece.x0)
  if (!text) return
  pen.fillStyle = p.ink
  pen.textAlign = 'left'
  pen.textBaseline = 'middle'
  pen.fillText(text, piece.x0 + 8, y + height / 2 + 0.5)
}

function drawCommit(scene: Scene, { x, y, width, height }: Box): void {
  const { pen, palette: p } = scene
  pen.fillStyle = p.ink
  pen.fillRect(x, y, width, height)
  pen.strokeStyle = p.onInk
  pen.lineWidth = p.mark
  pen.beginPath()
  pen.moveTo(x + width / 2 - 4, y + height / 2)
  pen.lineTo(x + width / 2 - 1, y + height / 2 + 3)
  pen.lineTo(x + width / 2 + 4, y + height / 2 - 4)
  pen.stroke()
}

function drawAbort(scene: Scene, { x, y, width, height }: Box): void {
  const { pen, palette: p } = scene
  pen.fillStyle = p.surface
  pen.fillRect(x, y, width, height)
  pen.strokeStyle = p.loss
  pen.lineWidth = p.mark
  pen.strokeRect(x, y, width, height)
  pen.beginPath()
  for (const side of [-3, 3]) {
    pen.moveTo(x + width / 2 - side, y + height / 2 - 3)
    pen.lineTo(x + width / 2 + side, y + height / 2 + 3)
  }
  pen.stroke()
}
