/** The signs of the face, on a canvas: the same shapes as in the sprite. */
import type { Palette } from './palette.ts'

export type Pen = CanvasRenderingContext2D

/** As many pixels as the screen has; setting a size, even the same, wipes a canvas. */
export function sizeCanvas(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  ratio: number,
): void {
  const across = Math.round(width * ratio)
  const down = Math.round(height * ratio)
  if (canvas.width !== across) canvas.width = across
  if (canvas.height !== down) canvas.height = down
}

function sign(pen: Pen, x: number, y: number, size: number, draw: () => void): void {
  pen.save()
  pen.translate(x - size / 2, y - size / 2)
  pen.scale(size / 20, size / 20)
  draw()
  pen.restore()
}

const BOLT = 'M11.2 4.2 6.6 10.8h3l-.9 5 4.7-6.8h-3z'
let bolt: Path2D | undefined
let waits: Path2D | undefined

export function drawCross(pen: Pen, p: Palette, x: number, y: number, size = 18): void {
  sign(pen, x, y, size, () => {
    pen.fillStyle = p.loss
    pen.beginPath()
    pen.arc(10, 10, 9, 0, 2 * Math.PI)
    pen.fill()
    pen.strokeStyle = p.surface
    pen.lineWidth = 2.4
    pen.lineCap = 'round'
    pen.beginPath()
    pen.moveTo(6.4, 6.4)
    pen.lineTo(13.6, 13.6)
    pen.moveTo(13.6, 6.4)
    pen.lineTo(6.4, 13.6)
    pen.stroke()
  })
}

export function drawBolt(pen: Pen, p: Palette, x: number, y: number, size = 20): void {
  bolt ??= new Path2D(BOLT)
  const shape = bolt
  sign(pen, x, y, size, () => {
    diamond(pen, 10, 10, 9.2)
    pen.fillStyle = p.loss
    pen.fill()
    pen.fillStyle = p.surface
    pen.fill(shape)
  })
}

export function diamond(pen: Pen, x: number, y: number, half: number): void {
  pen.beginPath()
  pen.moveTo(x, y - half)
  pen.lineTo(x + half, y)
  pen.lineTo(x, y + half)
  pen.lineTo(x - half, y)
  pen.closePath()
}

/** Eight-pointed: where two fronts met. */
export function drawStar(pen: Pen, p: Palette, x: number, y: number, size = 16): void {
  pen.beginPath()
  for (let i = 0; i < 16; i++) {
    const radius = i % 2 === 0 ? size / 2 : size / 4.4
    const angle = (i * Math.PI) / 8
    pen.lineTo(x + radius * Math.sin(angle), y - radius * Math.cos(angle))
  }
  pen.closePath()
  pen.fillStyle = p.loss
  pen.fill()
  pen.strokeStyle = p.surface
  pen.lineWidth = 1
  pen.stroke()
}

/** Nothing came of it: known already, or for nobody. */
export function drawNothing(pen: Pen, p: Palette, x: number, y: number): void {
  pen.beginPath()
  pen.arc(x, y, 5.5, 0, 2 * Math.PI)
  pen.fillStyle = p.surface
  pen.fill()
  pen.strokeStyle = p.edge
  pen.lineWidth = 1.5
  pen.setLineDash([3, 2.6])
  pen.stroke()
  pen.setLineDash([])
}

/** The arrow against a bar of a process that waits. */
export function drawWaits(pen: Pen, colour: string, x: number, y: number, size = 12): void {
  waits ??= new Path2D('M1.5 8h8.5M6.8 4.6 10.2 8l-3.4 3.4M13.6 2.5v11')
  pen.save()
  pen.translate(x, y)
  pen.scale(size / 16, size / 16)
  pen.strokeStyle = colour
  pen.lineWidth = 1.8
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  pen.stroke(waits)
  pen.restore()
}

/** Of the ring round a cause's number. */
export const numberRadius = (p: Palette): number => Math.max(8, p.tick * 0.7)

export function drawNumber(pen: Pen, p: Palette, x: number, y: number, digit: number): void {
  const radius = numberRadius(p)
  pen.beginPath()
  pen.arc(x, y, radius, 0, 2 * Math.PI)
  pen.fillStyle = p.surface
  pen.fill()
  pen.strokeStyle = p.ink
  pen.lineWidth = 1.5
  pen.stroke()
  pen.fillStyle = p.ink
  pen.font = `700 ${Math.max(11, p.tick - 0.5)}px ${p.sans}`
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.fillText(String(digit), x, y + 0.5)
}

// Hatches -------------------------------------------------------------------------------------------
export type Hatch = 'carrier' | 'dead' | 'veil'
const tiles = new Map<string, HTMLCanvasElement>()

/** A tile with one line, turned: patterns are of a context, tiles of a theme. */
export function hatch(pen: Pen, p: Palette, kind: Hatch, ratio: number): CanvasPattern | string {
  const look = hatchLook(p, kind)
  const key = `${kind} ${look.ground} ${look.line} ${ratio}`
  let tile = tiles.get(key)
  if (!tile) {
    tile = document.createElement('canvas')
    const side = Math.round(look.step * ratio)
    tile.width = side
    tile.height = side
    const at = tile.getContext('2d')
    if (!at) return look.ground
    at.fillStyle = look.ground
    at.fillRect(0, 0, side, side)
    at.fillStyle = look.line
    at.fillRect(0, 0, (look.width * ratio) / 2, side)
    at.fillRect(side - (look.width * ratio) / 2, 0, side, side)
    tiles.set(key, tile)
  }
  const pattern = pen.createPattern(tile, 'repeat')
  if (!pattern) return look.ground
  pattern.setTransform(new DOMMatrix().rotate(look.turn).scale(1 / ratio))
  return pattern
}

interface HatchLook {
  readonly ground: string
  readonly line: string
  readonly step: number
  readonly width: number
  readonly turn: number
}

function hatchLook(p: Palette, kind: Hatch): HatchLook {
  if (kind === 'carrier') return { ground: p.sunken, line: p.edge, step: 6, width: 1.25, turn: 45 }
  if (kind === 'dead') return { ground: p.surface, line: p.dead, step: 7, width: 3, turn: -45 }
  return { ground: p.veil, line: p.veilLine, step: 8, width: 1.5, turn: 45 }
}
