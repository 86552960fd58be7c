/** Many stations as small boxes: rows on both sides of the cable, each box as near its tap as its row lets it. */
import type { Box } from './label-places.ts'
import type { Side } from './sides.ts'
import { spread } from './spread.ts'

export interface BoxSizes {
  /** Of the widest name, and of a box in which the longest word fits, px. */
  readonly nameWidth: number
  readonly fullWidth: number
}

export interface BoxRows {
  readonly rows: number
  readonly w: number
  readonly h: number
  /** From one row to the next. */
  readonly step: number
}

const ROWS_MOST = 3
const GAP = 5
const TALL = 46
/** Two lines and a bar; one line and a bar. */
const TWO_LINES = 32
const ONE_LINE = 19

/** Rows of one side in `height`: the fewest in which words fit, else in which names do; null where none will do. */
export function boxRows(
  frame: Box,
  unit: number,
  perSide: number,
  height: number,
  { nameWidth, fullWidth }: BoxSizes,
): BoxRows | null {
  let bare: BoxRows | null = null
  for (let rows = 1; rows <= ROWS_MOST; rows++) {
    const columns = Math.ceil(perSide / rows)
    const gap = GAP * unit
    const w = Math.min(fullWidth + 12 * unit, (frame.w - 16 * unit) / columns - gap)
    const h = Math.min(TALL * unit, height / rows - gap)
    if (w < nameWidth + 10 * unit || h < ONE_LINE * unit) continue
    const found = { rows, w, h, step: h + gap }
    if (w >= fullWidth && h >= TWO_LINES * unit) return found
    if (!bare || (bare.w < nameWidth + 26 * unit && w > bare.w)) bare = found
  }
  return bare
}

/** Where the boxes of one side stand, in the order of their taps; the first row is the one by the cable. */
export function placeBoxes(
  frame: Box,
  unit: number,
  side: Side,
  edge: number,
  taps: readonly number[],
  { rows, w, h, step }: BoxRows,
): Box[] {
  const places: Box[] = []
  const least = frame.x + 8 * unit
  for (let row = 0; row < rows; row++) {
    const members = taps.map((_, i) => i).filter((i) => i % rows === row)
    const wanted = members.map((i) => (taps[i] as number) - w / 2)
    const xs = spread(wanted, w + GAP * unit, least, frame.x + frame.w - 8 * unit - w)
    const y = side === 'above' ? edge - row * step - h : edge + row * step
    members.forEach((i, k) => {
      places[i] = { x: xs[k] as number, y, w, h }
    })
  }
  return places
}
