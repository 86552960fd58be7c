/** The wire of one machine: its own frames, what it hears of others, and how it waits for its turn. */
import type { TimelineIndex } from '../../analysis/timeline/index.ts'
import type { Row } from '../../analysis/timeline/rows.ts'
import { SpanKind } from '../../analysis/timeline/spans.ts'
import { hatch } from '../theme/canvas-signs.ts'
import { drawSpans, textWidth } from './draw-spans.ts'
import { focusOn, isAtLeast, type Scene } from './scene.ts'

export function drawWire(scene: Scene, row: Row, index: TimelineIndex, nsPerMetre: number): void {
  const { host } = row
  if (!host) return
  if (row.kind === 'wire') drawCarrier(scene, row, index, nsPerMetre)
  drawSpans(scene, row, host.receives, { height: 8, words: false, box: false })
  drawSpans(scene, row, host.transmits, {
    height: 12,
    words: isAtLeast(scene.state.layer, 'packet'),
    box: false,
  })
  drawWaits(scene, row)
}

/** Carrier heard, not ours: it comes and goes later than it was sent, by the way it travels. */
function drawCarrier(scene: Scene, row: Row, index: TimelineIndex, nsPerMetre: number): void {
  const { axis, pen, palette: p } = scene
  const own = row.host
  const { carrier } = index
  if (!own || carrier.beginning(scene.from, scene.to) > 2 * axis.width) return
  const y = scene.top + row.y + (row.height - 10) / 2
  pen.fillStyle = hatch(pen, p, 'carrier', scene.ratio)
  pen.strokeStyle = p.edge
  pen.lineWidth = 1
  pen.beginPath()
  carrier.each(scene.from, Math.min(scene.to, scene.until), (slot) => {
    const sender = index.hosts[carrier.extra[slot] as number]
    if (!sender || sender === own) return
    const way = Math.abs(sender.metre - own.metre) * nsPerMetre
    const from = (carrier.start[slot] as number) + way
    if (from > scene.to) return
    const x0 = axis.x(Math.max(from, scene.from))
    const x1 = axis.x(Math.min((carrier.end[slot] as number) + way, scene.until, scene.to))
    if (x1 - x0 >= 3) pen.rect(x0 + 0.5, y + 0.5, x1 - x0 - 1, 9)
    else pen.rect(x0, y + 2, Math.max(0.5, x1 - x0), 6)
  })
  pen.fill()
  pen.stroke()
}

function drawWaits(scene: Scene, row: Row): void {
  const { axis, pen, palette: p } = scene
  const waits = row.host?.waits
  if (!waits || waits.beginning(scene.from, scene.to) > axis.width) return
  const y = scene.top + row.y + row.height / 2
  waits.each(scene.from, Math.min(scene.to, scene.until), (slot) => {
    const x0 = axis.x(Math.max(waits.start[slot] as number, scene.from))
    const x1 = axis.x(Math.min(waits.end[slot] as number, scene.until, scene.to))
    const kind = waits.kind[slot] as number
    const focus = focusOn(scene, row, waits.entity[slot] as number)
    if (focus)
      scene.rings.push({
        x: x0 - 2,
        y: y - 10,
        width: x1 - x0 + 4,
        height: 20,
        strong: focus.strong,
      })
    if (kind === SpanKind.jam) {
      drawJam(scene, x0, x1, y)
      return
    }
    pen.strokeStyle = p.request
    pen.lineWidth = 2
    pen.beginPath()
    pen.moveTo(x0, y - 10)
    pen.lineTo(x0, y + 10)
    pen.stroke()
    if (kind === SpanKind.backoff && x1 - x0 > 3) {
      pen.lineWidth = 1.25
      pen.setLineDash([3, 3])
      pen.strokeRect(x0 + 1, y - 5, x1 - x0 - 2, 10)
      pen.setLineDash([])
    }
    word(scene, kind === SpanKind.backoff ? 'backs off' : 'defers', x0 + 4, x1, y)
  })
}

function word(scene: Scene, text: string, x: number, until: number, y: number): void {
  const { pen, palette: p } = scene
  pen.font = `400 ${p.tick}px ${p.sans}`
  const width = textWidth(pen, text)
  if (x + width + 8 > until) return
  pen.fillStyle = p.paper
  pen.beginPath()
  pen.roundRect(x, y - p.tick * 0.7, width + 8, p.tick * 1.4, 3)
  pen.fill()
  pen.fillStyle = p.requestInk
  pen.textAlign = 'left'
  pen.textBaseline = 'middle'
  pen.fillText(text, x + 4, y + 0.5)
  scene.labels.push({ x, y: y - p.tick * 0.7, width: width + 8, height: p.tick * 1.4 })
}

function drawJam(scene: Scene, x0: number, x1: number, y: number): void {
  const { pen, palette: p } = scene
  pen.strokeStyle = p.loss
  pen.lineWidth = 1.5
  pen.beginPath()
  pen.moveTo(x0, y)
  let up = true
  for (let x = x0 + 2; x < Math.max(x1, x0 + 4); x += 4) {
    pen.lineTo(x, y + (up ? -4 : 4))
    up = !up
  }
  pen.stroke()
}
