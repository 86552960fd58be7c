/** Spans of one row: boxes with words, bars, wedges, hatches; buckets where spans are denser than pixels. */
import { spanTexts } from '../../analysis/timeline/labels.ts'
import type { Row } from '../../analysis/timeline/rows.ts'
import { SpanKind, type Spans } from '../../analysis/timeline/spans.ts'
import { DiskEnd } from '../../trace/kinds.ts'
import { drawWaits, hatch, type Pen } from '../theme/canvas-signs.ts'
import type { Palette } from '../theme/palette.ts'
import { focusOn, type Scene } from './scene.ts'

export interface BarLook {
  readonly height: number
  readonly words: boolean
  readonly box: boolean
}

/** More spans in the window than this for each pixel: buckets. A bar is a pixel wide at least, so more would lie. */
const DENSE = 0.75
const RING_GAP = 2

function fillOf(p: Palette, kind: number): string {
  if (kind === SpanKind.user) return p.busy
  if (kind === SpanKind.kernel || kind === SpanKind.disk) return p.kernel
  if (kind === SpanKind.diskWrite) return p.disk
  if (kind === SpanKind.send) return p.requestTint
  if (kind === SpanKind.serve || kind === SpanKind.get) return p.replyTint
  if (kind === SpanKind.operation) return p.surface
  if (kind === SpanKind.request) return p.request
  if (kind === SpanKind.reply) return p.reply
  return p.edge
}

function inkOf(p: Palette, kind: number): string {
  if (kind === SpanKind.send) return p.requestInk
  if (kind === SpanKind.serve || kind === SpanKind.get) return p.replyInk
  return kind === SpanKind.operation ? p.ink : p.onInk
}

function edgeOf(p: Palette, kind: number): string {
  if (kind === SpanKind.operation) return p.ink
  return kind === SpanKind.send ? p.request : p.reply
}

export function drawSpans(scene: Scene, row: Row, spans: Spans, look: BarLook): void {
  if (spans.count === 0) return
  if (spans.beginning(scene.from, scene.to) > DENSE * scene.axis.width) {
    drawDensity(scene, row, spans, look.height)
    return
  }
  const { axis, palette: p, pen } = scene
  const y = scene.top + row.y + (row.height - look.height) / 2
  let lastX = -1
  let lastKind = 0
  const named: Named[] = []
  const drawn: Stretch[] = []
  spans.each(scene.from, Math.min(scene.to, scene.until), (slot) => {
    const kind = spans.kind[slot] as number
    const x0 = axis.x(Math.max(spans.start[slot] as number, scene.from))
    const x1 = axis.x(Math.min(spans.end[slot] as number, scene.until, scene.to))
    const width = Math.max(x1 - x0, look.box ? 2 : 1.5)
    const focus = focusOn(scene, row, spans.entity[slot] as number, spans.record[slot])
    if (focus) ring(scene, x0, y, width, look.height, focus.strong)
    if (x1 - x0 < 1 && x0 < lastX + 1 && kind === lastKind) return
    lastX = x0
    lastKind = kind
    const boxed = look.box && kind !== SpanKind.user
    pen.fillStyle = boxed && width < 5 ? edgeOf(p, kind) : fillOf(p, kind)
    if (boxed && width >= 5) drawBox(pen, p, kind, { x: x0, y, width, height: look.height })
    // Named stages are told apart by a seam; unnamed ones run into each other.
    else bar(scene, x0, y, look.words && width > 6 ? width - 1 : width, look.height)
    if (isTorn(scene, spans, slot)) tornEnd(scene, x0 + width, y, look.height)
    drawn.push({ x0, x1: x0 + width })
    if (look.words && width > 16)
      named.push({ slot, box: { x: x0, y, width, height: look.height }, next: drawn.length })
  })
  for (const each of named) write(scene, row, spans, each, drawn)
}

/** From where to where a span is drawn. */
interface Stretch {
  readonly x0: number
  readonly x1: number
}

/** A span with room for words; `next` is the first that is drawn over it. */
interface Named {
  readonly slot: number
  readonly box: Box
  readonly next: number
}

/** A write that was cut in the middle of its block, once the cut is no secret. */
function isTorn(scene: Scene, spans: Spans, slot: number): boolean {
  return (
    spans.kind[slot] === SpanKind.diskWrite &&
    spans.extra[slot] === DiskEnd.torn &&
    (spans.end[slot] as number) <= scene.until
  )
}

/** A ragged edge in place of a straight one. */
function tornEnd(scene: Scene, x: number, y: number, height: number): void {
  const { pen, palette: p } = scene
  pen.strokeStyle = p.loss
  pen.lineWidth = p.mark
  pen.beginPath()
  pen.moveTo(x + 2, y)
  for (const [dx, dy] of RAGS) pen.lineTo(x + dx, y + dy * height)
  pen.stroke()
}
const RAGS: readonly (readonly [number, number])[] = [
  [-2, 0.3],
  [1, 0.5],
  [-3, 1],
]

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** On whole pixels of the screen, so that what follows without a pause shows no seam. */
function bar(scene: Scene, x: number, y: number, width: number, height: number): void {
  const { ratio } = scene
  const left = Math.round(x * ratio) / ratio
  const right = Math.round((x + width) * ratio) / ratio
  scene.pen.fillRect(left, y, Math.max(right - left, 1 / ratio), height)
}

function drawBox(pen: Pen, p: Palette, kind: number, box: Box): void {
  pen.strokeStyle = edgeOf(p, kind)
  pen.lineWidth = p.stroke
  pen.beginPath()
  pen.roundRect(box.x, box.y, box.width, box.height, Math.min(4, box.width / 2))
  pen.fill()
  pen.stroke()
}

function ring(
  scene: Scene,
  x: number,
  y: number,
  width: number,
  height: number,
  strong: boolean,
): void {
  const gap = RING_GAP
  scene.rings.push({
    x: x - gap,
    y: y - gap,
    width: width + 2 * gap,
    height: height + 2 * gap,
    strong,
  })
}

const widths = new Map<string, number>()

/** `font` is the pen's: to ask the pen for it costs more than all the rest. */
export function textWidth(pen: Pen, text: string, font: string = pen.font): number {
  const key = `${font}|${text}`
  let width = widths.get(key)
  if (width === undefined) {
    if (widths.size > 4000) widths.clear()
    width = pen.measureText(text).width
    widths.set(key, width)
  }
  return width
}

/** The first of the texts that fits is written whole, unless a later span stands on it; else none. */
function write(
  scene: Scene,
  row: Row,
  spans: Spans,
  { slot, box: whole, next }: Named,
  drawn: readonly Stretch[],
): void {
  const index = scene.indexes[row.future]
  if (!index) return
  const { pen, palette: p } = scene
  const piece = scene.axis.piece(whole.x, whole.x + whole.width, 11 * p.note)
  const box = { ...whole, x: piece.x0, width: piece.x1 - piece.x0 }
  const kind = spans.kind[slot] as number
  const sign = kind === SpanKind.send && box.width > 40 ? p.note + 3 : 0
  const boxed = kind === SpanKind.send || kind === SpanKind.serve || kind === SpanKind.operation
  const font = boxed ? `600 ${p.note}px ${p.sans}` : `400 ${p.tick}px ${p.sans}`
  pen.font = font
  const place = (text: string): Box => {
    const width = textWidth(pen, text, font)
    const x = boxed ? box.x + 7 + sign : box.x + (box.width - width) / 2
    return { ...box, x, width }
  }
  const isFree = ({ x, width }: Box): boolean => {
    for (let i = next; i < drawn.length; i++) {
      const over = drawn[i] as Stretch
      if (over.x0 >= x + width) return true
      // One that begins with it stands on its words as well.
      if (over.x1 > x - 4) return false
    }
    return true
  }
  const text = spanTexts(index, spans, slot, scene.until).find(
    (each) => textWidth(pen, each, font) + sign + 12 <= box.width && isFree(place(each)),
  )
  if (sign > 0) drawWaits(pen, p.request, box.x + 5, box.y + (box.height - p.note) / 2, p.note)
  if (!text) return
  const at = place(text)
  pen.fillStyle = inkOf(p, kind)
  pen.textBaseline = 'middle'
  pen.textAlign = 'left'
  pen.fillText(text, at.x, box.y + box.height / 2 + 0.5)
  scene.labels.push(at)
}

const fill = { count: 0, kind: 0, share: 0 }

/** One column for each pixel: the kind that fills most of it, stronger where fuller. */
function drawDensity(scene: Scene, row: Row, spans: Spans, height: number): void {
  const { axis, pen, palette: p } = scene
  const y = scene.top + row.y + (row.height - height) / 2
  for (const s of axis.segments) {
    const stop = Math.min(s.x1, axis.x(scene.until))
    let begun = s.x0
    let look = ''
    let alpha = 0
    const flush = (x: number): void => {
      if (alpha > 0 && x > begun) {
        pen.globalAlpha = alpha
        pen.fillStyle = look
        pen.fillRect(begun, y, x - begun, height)
      }
      begun = x
    }
    for (let x = s.x0; x < stop; x++) {
      spans.density.fill(axis.time(x), axis.time(x + 1), fill)
      const now = fill.kind === 0 ? 0 : Math.ceil(2 + fill.share * 6) / 8
      const colour = fill.kind === SpanKind.send ? p.request : fillOf(p, fill.kind)
      if (now !== alpha || colour !== look) {
        flush(x)
        alpha = now
        look = colour
      }
    }
    flush(stop)
  }
  pen.globalAlpha = 1
}

/** Wedges that thin under their Send: what is left of the time. */
export function drawTimers(scene: Scene, row: Row, spans: Spans, y: number): void {
  if (spans.beginning(scene.from, scene.to) > DENSE * scene.axis.width) return
  const { axis, pen, palette: p } = scene
  const height = 6
  pen.fillStyle = p.timer
  spans.each(scene.from, Math.min(scene.to, scene.until), (slot) => {
    const start = spans.start[slot] as number
    const duration = Math.max(1, (spans.extra[slot] as number) * 1000)
    const end = Math.min(spans.end[slot] as number, scene.until, start + duration)
    const left = (t: number): number => height * Math.max(0, 1 - (t - start) / duration)
    const t0 = Math.max(start, scene.from)
    const t1 = Math.min(end, scene.to)
    pen.beginPath()
    pen.moveTo(axis.x(t0), y + height)
    pen.lineTo(axis.x(t0), y + height - left(t0))
    for (const gap of axis.gaps)
      for (const t of [gap.from, gap.to])
        if (t > t0 && t < t1) pen.lineTo(axis.x(t), y + height - left(t))
    pen.lineTo(axis.x(t1), y + height - left(t1))
    pen.lineTo(axis.x(t1), y + height)
    pen.closePath()
    pen.fill()
    const focus = focusOn(scene, row, spans.entity[slot] as number)
    if (focus) ring(scene, axis.x(t0), y, axis.x(t1) - axis.x(t0), height, focus.strong)
  })
}

export function drawDead(scene: Scene, row: Row): void {
  const { axis, pen, palette: p } = scene
  if (!row.host || row.host.dead.count === 0) return
  pen.fillStyle = hatch(pen, p, 'dead', scene.ratio)
  row.host.dead.each(scene.from, Math.min(scene.to, scene.until), (slot) => {
    const x0 = axis.x(Math.max(row.host?.dead.start[slot] as number, scene.from))
    const x1 = axis.x(Math.min(row.host?.dead.end[slot] as number, scene.until, scene.to))
    const inset = 3.5
    pen.fillRect(x0, scene.top + row.y + inset, x1 - x0, row.height - 2 * inset)
    const piece = scene.axis.piece(x0 + 12, x1, 6 * p.note)
    if (row.first && piece.x1 - piece.x0 >= 6 * p.note)
      noPower(scene, piece.x0, scene.top + row.y + row.height / 2)
  })
}

function noPower(scene: Scene, x: number, y: number): void {
  const { pen, palette: p } = scene
  const before = pen.fillStyle
  pen.font = `400 ${p.note}px ${p.sans}`
  const width = textWidth(pen, 'no power')
  pen.fillStyle = p.surface
  pen.beginPath()
  pen.roundRect(x - 2, y - p.note * 0.75, width + 8, p.note * 1.5, 3)
  pen.fill()
  pen.fillStyle = p.ink2
  pen.textAlign = 'left'
  pen.textBaseline = 'middle'
  pen.fillText('no power', x + 2, y + 0.5)
  pen.fillStyle = before
}
