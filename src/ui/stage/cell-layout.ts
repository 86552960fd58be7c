/** A pool as a rack: cells in rows and columns on both sides of the cable, in the order of their taps. */
import type { Box } from './label-places.ts'
import type { Room, RoomHost } from './room-layout.ts'
import type { Side } from './sides.ts'
import { type Rows, twoSides } from './two-sides.ts'

const ROWS_MOST = 8
/** Units: between two cells, and over and under their lines. */
const GAP = 4
const TALLEST = 44
const AIR = 3

/** px of a cell with so many lines in it. */
export function cellHeight(lines: number, line: number, unit: number): number {
  return lines * line + AIR * unit
}

interface Grid extends Rows {
  readonly w: number
  readonly h: number
}

/** What a cell needs for its words, and a line of them, px. */
export interface CellSize {
  readonly width: number
  readonly line: number
}
interface Wanted {
  readonly nameWidth: number
  readonly cell: CellSize
}

/** As many rows as let most be read; null where names do not fit. */
function gridOf(
  frame: Box,
  unit: number,
  perSide: number,
  height: number,
  { nameWidth, cell }: Wanted,
): Grid | null {
  let best: Grid | null = null
  let most = 0
  for (let rows = 1; rows <= ROWS_MOST; rows++) {
    const columns = Math.ceil(perSide / rows)
    const w = Math.min(cell.width, (frame.w - 16 * unit) / columns - GAP * unit)
    const tallest = Math.max(TALLEST * unit, cellHeight(2, cell.line, unit))
    const h = Math.min(tallest, height / rows - GAP * unit)
    if (w < nameWidth + 6 * unit || h < cell.line) continue
    const lines = [2, 1].find((many) => h >= cellHeight(many, cell.line, unit)) ?? 0.7
    const said = (w / cell.width) * lines
    if (said > most) [best, most] = [{ rows, w, h, step: h + GAP * unit }, said]
  }
  return best
}

/** Null where there is no room. */
export function cellRoom(
  frame: Box,
  unit: number,
  metres: number,
  hosts: readonly RoomHost[],
  cell: CellSize,
): Room | null {
  const nameWidth = Math.max(0, ...hosts.map((host) => host.nameWidth))
  const reach = Math.min(40 * unit, frame.h * 0.1)
  return twoSides(
    'cell',
    { frame, unit, metres, hosts, reach },
    (perSide, height) => gridOf(frame, unit, perSide, height, { nameWidth, cell }),
    (side, edge, taps, grid) => cellsOf(frame, unit, side, edge, taps.length, grid),
  )
}

/** Column after column; the first row of each is the one by the cable. */
function cellsOf(
  frame: Box,
  unit: number,
  side: Side,
  edge: number,
  count: number,
  { rows, w, h, step }: Grid,
): Box[] {
  const gap = GAP * unit
  const columns = Math.ceil(count / rows)
  const left = frame.x + (frame.w - columns * (w + gap) + gap) / 2
  return Array.from({ length: count }, (_, k) => {
    const [column, row] = [Math.floor(k / rows), k % rows]
    const off = row * step
    const y = side === 'above' ? edge - off - h : edge + off
    return {
      x: Math.round(left + column * (w + gap)),
      y: Math.round(y),
      w: Math.floor(w),
      h: Math.floor(h),
    }
  })
}
