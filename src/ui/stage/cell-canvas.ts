/**
 * The cells of racks and their leads on two canvases behind the picture: of hundreds of cells only those that look
 * otherwise than in the last frame are drawn again, and the leads without them, which as elements of the page would
 * take the browser several times as long.
 */
import type { ChipState } from '../../analysis/stage/stage-model.ts'
import { drawBolt, drawCross, type Pen, sizeCanvas } from '../theme/canvas-signs.ts'
import { type Palette, readPalette } from '../theme/palette.ts'
import { BLOCK, type CellLook, PAD, type RackLook } from './draw-cell.ts'
import { DASH, drawLeads } from './draw-leads.ts'
import { STATE_SIGNS } from './draw-tap.ts'

export class CellCanvas {
  private readonly box: HTMLElement
  private sheets: { readonly leads: HTMLCanvasElement; readonly cells: HTMLCanvasElement } | null =
    null
  private palette: Palette | null = null
  /** What was drawn last. */
  private size = ''
  private live = ''
  private rooms: readonly unknown[] = []
  private cells: readonly (readonly CellLook[])[] = []

  constructor(box: HTMLElement) {
    this.box = box
  }

  /** Another theme. */
  restyle(): void {
    this.palette = null
  }

  show(racks: readonly RackLook[], width: number, height: number): void {
    if (racks.length === 0) return this.clear()
    const isFresh = this.palette === null
    const p = this.palette ?? readPalette(this.box)
    this.palette = p
    const ratio = globalThis.devicePixelRatio || 1
    const size = `${width} ${height} ${ratio}`
    const isSame =
      !isFresh &&
      size === this.size &&
      racks.length === this.rooms.length &&
      racks.every(({ room }, i) => room === this.rooms[i])
    // The one that is put in front last is the one behind.
    this.sheets ??= { cells: this.made(), leads: this.made() }
    const { leads, cells } = this.sheets
    const live = JSON.stringify(racks.map((rack) => rack.live))
    if (!isSame || live !== this.live) {
      const pen = cleared(leads, width, height, ratio)
      if (pen) for (const rack of racks) drawLeads(pen, p, rack)
    }
    const pen = isSame ? cells.getContext('2d') : cleared(cells, width, height, ratio)
    if (pen) this.showCells(pen, p, racks, isSame)
    this.size = size
    this.live = live
    this.rooms = racks.map(({ room }) => room)
    this.cells = racks.map((rack) => rack.cells)
  }

  private showCells(pen: Pen, p: Palette, racks: readonly RackLook[], isSame: boolean): void {
    racks.forEach(({ cells, unit }, i) => {
      const before = isSame ? this.cells[i] : undefined
      const fresh = before ? cells.filter((cell, k) => cell !== before[k]) : cells
      for (const cell of fresh) drawGround(pen, p, cell, unit)
      // A font is set once: to set it takes longer than a word.
      pen.font = `600 ${p.note}px ${p.sans}`
      for (const cell of fresh) writeName(pen, p, cell, unit)
      pen.font = `400 ${p.note}px ${p.sans}`
      for (const cell of fresh) writeAbout(pen, p, cell, unit)
    })
  }

  private made(): HTMLCanvasElement {
    const canvas = document.createElement('canvas')
    canvas.setAttribute('aria-hidden', 'true')
    this.box.prepend(canvas)
    return canvas
  }

  private clear(): void {
    if (!this.sheets || this.size === '') return
    for (const canvas of Object.values(this.sheets)) canvas.hidden = true
    this.size = ''
    this.rooms = []
    this.cells = []
  }
}

/** On the screen, of that size in px, and empty. */
function cleared(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  ratio: number,
): Pen | null {
  const pen = canvas.getContext('2d')
  if (!pen) return null
  canvas.hidden = false
  sizeCanvas(canvas, width, height, ratio)
  pen.setTransform(ratio, 0, 0, ratio, 0, 0)
  pen.clearRect(0, 0, width, height)
  return pen
}

// Cells ----------------------------------------------------------------------------------------------
interface Dress {
  readonly ground: string
  readonly edge: string
  readonly width: number
  readonly isDashed: boolean
  readonly sign: string
}

/** As a chip of the same state. */
function dressOf(p: Palette, state: ChipState): Dress {
  const plain = { ground: p.surface, edge: p.edge, width: p.stroke, isDashed: false, sign: p.ink2 }
  switch (state) {
    case 'running':
      return { ...plain, edge: p.ink, width: p.mark, sign: p.onInk }
    case 'ready':
      return { ...plain, edge: p.ink, width: p.mark, sign: p.ink }
    case 'send':
      return { ...plain, ground: p.requestTint, edge: p.request, width: p.mark, sign: p.request }
    case 'reply':
      return { ...plain, ground: p.replyTint, edge: p.reply, width: p.mark, sign: p.replyInk }
    case 'suspended':
      return { ...plain, edge: p.ink, width: p.mark, isDashed: true, sign: p.ink }
    case 'dead':
      return { ...plain, edge: p.lineStrong }
    default:
      return { ...plain, isDashed: true }
  }
}

function drawGround(pen: Pen, p: Palette, cell: CellLook, u: number): void {
  const { x, y, w, h } = cell.box
  const dress = dressOf(p, cell.state)
  const half = dress.width / 2
  const isDark = cell.isBare && cell.state === 'running'
  pen.clearRect(x, y, w, h)
  pen.beginPath()
  pen.roundRect(x + half, y + half, w - dress.width, h - dress.width, (cell.isBare ? 2 : 4) * u)
  pen.fillStyle = isDark ? p.ink : dress.ground
  pen.fill()
  pen.strokeStyle = dress.edge
  pen.lineWidth = dress.width
  pen.setLineDash(dress.isDashed ? DASH : [])
  pen.stroke()
  pen.setLineDash([])
  if (cell.isBare) drawBare(pen, p, cell, dress.sign, u)
  else drawBlock(pen, p, cell, dress.sign, u)
}

/**
 * What computes is dark. The sign stands under the name, or where there is no room for it, a bar where its arrow would
 * point; what has no power is struck out.
 */
function drawBare(pen: Pen, p: Palette, cell: CellLook, colour: string, u: number): void {
  const { x, y, w, h } = cell.box
  const { state } = cell
  const id = STATE_SIGNS[state]
  if (cell.hasTwoLines && id !== undefined) {
    drawSign(pen, id, colour, x + w / 2, y + 0.72 * h, Math.min(14 * u, h / 2 - 3 * u))
  } else if (state === 'send' || state === 'reply') {
    pen.fillStyle = colour
    pen.fillRect(state === 'send' ? x + w - 4 * u : x, y, 4 * u, h)
  }
  if (state !== 'dead') return
  pen.beginPath()
  pen.moveTo(x, y + h)
  pen.lineTo(x + w, y)
  pen.strokeStyle = p.ink2
  pen.lineWidth = p.mark
  pen.stroke()
}

function drawBlock(pen: Pen, p: Palette, cell: CellLook, colour: string, u: number): void {
  const { x, y, h } = cell.box
  const block = BLOCK * u
  const size = Math.min(12 * u, lineOfCell(cell) - 2 * u)
  if (cell.state === 'running') {
    pen.beginPath()
    pen.roundRect(x, y, block, h, [4 * u, 0, 0, 4 * u])
    pen.fillStyle = p.ink
    pen.fill()
  }
  if (cell.state === 'dead') drawBolt(pen, p, x + block / 2, y + h / 2, size)
  else drawSign(pen, STATE_SIGNS[cell.state], colour, x + block / 2, y + h / 2, size)
}

function lineOfCell({ box, hasTwoLines }: CellLook): number {
  return box.h / (hasTwoLines ? 2 : 1)
}

function writeName(pen: Pen, p: Palette, cell: CellLook, u: number): void {
  const { box, name, state, isBare } = cell
  const line = lineOfCell(cell)
  pen.fillStyle = state === 'dead' ? p.ink3 : isBare && state === 'running' ? p.onInk : p.ink
  const low = box.y + line / 2 + p.note * 0.35
  if (isBare) {
    pen.textAlign = 'center'
    pen.fillText(name, box.x + box.w / 2, low)
    return
  }
  pen.textAlign = 'left'
  const left = box.x + (BLOCK + 4) * u
  pen.fillText(name, left, low + (cell.hasTwoLines ? 1.5 * u : 0))
  if (!cell.loss && cell.many === 1) return
  const size = Math.min(12 * u, line - 2 * u)
  const right = box.x + box.w - PAD * u
  if (left + pen.measureText(name).width + size > right) return
  if (cell.loss) return drawCross(pen, p, right - size / 2, box.y + line / 2 + u, size)
  pen.textAlign = 'right'
  pen.fillText(`${cell.many}`, right, low + (cell.hasTwoLines ? 1.5 * u : 0))
}

/** Under the name, or behind it at the end of the one line. */
function writeAbout(pen: Pen, p: Palette, { box, about, hasTwoLines }: CellLook, u: number): void {
  if (about === '') return
  const { x, y, w, h } = box
  const low = p.note * 0.35
  pen.fillStyle = p.ink2
  pen.textAlign = hasTwoLines ? 'left' : 'right'
  if (hasTwoLines) pen.fillText(about, x + (BLOCK + 4) * u, y + 0.75 * h - 1.5 * u + low)
  else pen.fillText(about, x + w - PAD * u, y + h / 2 + low)
}

// Signs ----------------------------------------------------------------------------------------------
interface Shape {
  readonly path: Path2D
  readonly filled: boolean
  readonly width: number
}
const shapes = new Map<string, Shape>()

/** From the page’s own sprite, so that a sign is drawn in one place only. */
function shapeOf(id: string): Shape | undefined {
  const known = shapes.get(id)
  if (known) return known
  const path = document.getElementById(id)?.querySelector('path')
  if (!path) return undefined
  const shape = {
    path: new Path2D(path.getAttribute('d') ?? ''),
    filled: path.getAttribute('fill') !== 'none',
    width: Number(path.getAttribute('stroke-width') ?? 1),
  }
  shapes.set(id, shape)
  return shape
}

function drawSign(
  pen: Pen,
  id: string | undefined,
  colour: string,
  x: number,
  y: number,
  size: number,
): void {
  const shape = id === undefined ? undefined : shapeOf(id)
  if (!shape) return
  pen.save()
  pen.translate(x - size / 2, y - size / 2)
  pen.scale(size / 16, size / 16)
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  pen.lineWidth = shape.width
  pen.fillStyle = colour
  pen.strokeStyle = colour
  if (shape.filled) pen.fill(shape.path)
  else pen.stroke(shape.path)
  pen.restore()
}
