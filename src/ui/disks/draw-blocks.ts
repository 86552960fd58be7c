/**
 * A map of a disk on a canvas: a place for each block, row by row. Each mark is a small pattern of pixels, made once
 * for a theme, so that ten thousand of them are put down within a millisecond or two.
 */
import { BLOCK_MARKS, type BlockMark } from '../../analysis/disks/block-history.ts'
import type { BlockMap } from '../../analysis/disks/block-map.ts'
import type { Palette } from '../theme/palette.ts'

export interface Grid {
  readonly columns: number
  readonly rows: number
  /** Side of a place, px. */
  readonly side: number
}

/** As high as it may be, px: with more blocks the places are smaller. */
const HEIGHT = 460
const SIDE = { least: 4, most: 12 } as const

export function gridOf(places: number, width: number): Grid {
  const fits = Math.floor(Math.sqrt((width * HEIGHT) / Math.max(1, places)))
  const side = Math.max(SIDE.least, Math.min(SIDE.most, fits))
  const columns = Math.max(1, Math.min(places, Math.floor(width / side)))
  return { columns, rows: Math.ceil(places / columns), side }
}

type Pen = CanvasRenderingContext2D

/** One mark in a square of `s`: every one has a shape of its own. */
export function drawMark(pen: Pen, p: Palette, mark: BlockMark, s: number): void {
  const inner = s - Math.max(1, Math.round(s / 4))
  const third = Math.max(1, Math.round(inner / 3))
  const middle = Math.floor((inner - third) / 2)
  pen.lineWidth = Math.max(1, s / 6)
  switch (mark) {
    case 'untouched':
      pen.fillStyle = p.edge
      pen.fillRect(middle, middle, third, third)
      return
    case 'read':
      pen.fillStyle = p.edge
      pen.fillRect(0, middle, inner, third)
      return
    case 'written':
      pen.fillStyle = p.ink
      pen.fillRect(0, 0, inner, inner)
      return
    case 'blank':
      pen.strokeStyle = p.edge
      pen.strokeRect(
        pen.lineWidth / 2,
        pen.lineWidth / 2,
        inner - pen.lineWidth,
        inner - pen.lineWidth,
      )
      return
    case 'decayed':
      pen.strokeStyle = p.loss
      pen.beginPath()
      pen.moveTo(0, 0)
      pen.lineTo(inner, inner)
      pen.moveTo(inner, 0)
      pen.lineTo(0, inner)
      pen.stroke()
      return
    case 'torn':
      pen.fillStyle = p.loss
      pen.beginPath()
      pen.moveTo(0, 0)
      pen.lineTo(inner, 0)
      pen.lineTo(inner * 0.6, inner / 2)
      pen.lineTo(inner * 0.8, inner)
      pen.lineTo(0, inner)
      pen.fill()
  }
}

/** The pixels of each mark, in the order of BLOCK_MARKS. */
export type Stamps = readonly Uint32Array[]

export function stampsOf(p: Palette, side: number): Stamps {
  const scratch = document.createElement('canvas')
  scratch.width = side
  scratch.height = side
  const pen = scratch.getContext('2d', { willReadFrequently: true })
  return BLOCK_MARKS.map((mark) => {
    if (!pen) return new Uint32Array(side * side)
    pen.clearRect(0, 0, side, side)
    drawMark(pen, p, mark, side)
    return new Uint32Array(pen.getImageData(0, 0, side, side).data.buffer.slice(0))
  })
}

/** Of marks that are rare and matter there are large ones over the others, as long as they can be told apart. */
const LARGE_MAX = 120
const LARGE = 11

export interface Drawn {
  readonly pen: Pen
  readonly palette: Palette
  readonly stamps: Stamps
  readonly grid: Grid
  /** Pixels of the screen to a px. */
  readonly ratio: number
  readonly map: BlockMap
  readonly chosen: number
}

export function drawBlocks(drawn: Drawn): void {
  const { pen, stamps, grid, ratio, map } = drawn
  const step = Math.round(grid.side * ratio)
  const image = pen.createImageData(step * grid.columns, step * grid.rows)
  const pixels = new Uint32Array(image.data.buffer)
  const line = image.width
  map.places.forEach((mark, place) => {
    const stamp = stamps[mark] as Uint32Array
    const left = (place % grid.columns) * step
    let to = Math.floor(place / grid.columns) * step * line + left
    for (let row = 0; row < step; row++, to += line)
      pixels.set(stamp.subarray(row * step, (row + 1) * step), to)
  })
  pen.putImageData(image, 0, 0)
  pen.save()
  // Places are whole pixels wide: over them a px may be a little less.
  pen.scale(step / grid.side, step / grid.side)
  drawLarge(drawn)
  if (map.head) drawFrame(drawn, Math.floor(map.head.block / map.perPlace), 'head')
  drawFrame(drawn, drawn.chosen, 'chosen')
  pen.restore()
}

function drawLarge({ pen, palette, grid, map }: Drawn): void {
  const bad: number[] = []
  for (let place = 0; place < map.places.length; place++)
    if ((map.places[place] as number) >= BAD && bad.push(place) > LARGE_MAX) return
  for (const place of bad) {
    const [x, y] = middleOf(grid, place)
    pen.save()
    pen.translate(x - LARGE / 2, y - LARGE / 2)
    pen.fillStyle = palette.surface
    pen.fillRect(-1, -1, LARGE + 1, LARGE + 1)
    drawMark(pen, palette, BLOCK_MARKS[map.places[place] as number] as BlockMark, LARGE)
    pen.restore()
  }
}
const BAD = BLOCK_MARKS.indexOf('decayed')

const middleOf = ({ columns, side }: Grid, place: number): readonly [number, number] => [
  ((place % columns) + 0.375) * side,
  (Math.floor(place / columns) + 0.375) * side,
]

/** A square where the head is, a ring round what is chosen, each with a gap round it. */
function drawFrame({ pen, palette, grid }: Drawn, place: number, what: 'head' | 'chosen'): void {
  const [x, y] = middleOf(grid, place)
  const r = Math.max(6, grid.side * 0.9)
  for (const [colour, width] of [
    [palette.surface, 4],
    [palette.ink, 2],
  ] as const) {
    pen.strokeStyle = colour
    pen.lineWidth = width
    pen.beginPath()
    if (what === 'head') pen.rect(x - r + 1, y - r + 1, 2 * r - 2, 2 * r - 2)
    else pen.arc(x, y, r + 2, 0, 2 * Math.PI)
    pen.stroke()
  }
}
