/** A pool as a rack: cells in rows and columns on both sides of the cable, in the order of their taps. */
import type { Box } from './label-places.ts'
import type { CardPlace, Room, RoomHost } from './room-layout.ts'
import type { Side } from './sides.ts'
import { tapWidth } from './tap-width.ts'

const ROWS_MOST = 8
/** Units: between two cells, and over and under their lines. */
const GAP = 4
const TALLEST = 44
const AIR = 3

/** px of a cell with so many lines in it. */
export function cellHeight(lines: number, line: number, unit: number): number {
  return lines * line + AIR * unit
}
const CABLE = 18

interface Grid {
  readonly rows: number
  readonly w: number
  readonly h: number
}

interface Wanted {
  readonly nameWidth: number
  readonly cell: { readonly width: number; readonly line: number }
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
    if (said > most) [best, most] = [{ rows, w, h }, said]
  }
  return best
}

/** Null where a machine may be in no cell, or there is no room. */
export function cellRoom(
  frame: Box,
  unit: number,
  metres: number,
  hosts: readonly RoomHost[],
): Room | null {
  const [cell] = hosts.map((host) => host.cell)
  if (!cell || hosts.some((host) => host.cell === undefined)) return null
  const nameWidth = Math.max(0, ...hosts.map((host) => host.nameWidth))
  const caption = unit < 1.3 && frame.h > 300
  const head = (caption ? 40 : 8) * unit
  const reach = Math.min(40 * unit, frame.h * 0.1)
  const h = CABLE * unit
  const room = frame.h - head - 8 * unit - h - 2 * reach
  const grid = gridOf(frame, unit, Math.ceil(hosts.length / 2), room / 2, { nameWidth, cell })
  if (!grid) return null
  const margin = 24 * unit
  const used = grid.rows * (grid.h + GAP * unit)
  const y = frame.y + head + (room - 2 * used) / 2 + used + reach
  const cable = { x: frame.x + margin, w: frame.w - 2 * margin, h, y }
  const taps = hosts.map((host) => cable.x + (host.metre / Math.max(1, metres)) * cable.w)
  const sides = hosts.map((_, i): Side => (i % 2 === 1 ? 'above' : 'below'))
  const cards: CardPlace[] = []
  for (const side of ['below', 'above'] as const) {
    const members = hosts.map((_, i) => i).filter((i) => sides[i] === side)
    const edge = side === 'above' ? y - reach : y + h + reach
    cellsOf(frame, unit, side, edge, members.length, grid).forEach((box, k) => {
      const i = members[k] as number
      const width = Math.min(12 * unit, tapWidth(taps, sides, i, unit))
      cards[i] = { ...box, side, tap: taps[i] as number, tapWidth: width }
    })
  }
  return { form: 'cell', unit, frame, caption, cable, cards }
}

/** Column after column; the first row of each is the one by the cable. */
function cellsOf(
  frame: Box,
  unit: number,
  side: Side,
  edge: number,
  count: number,
  { rows, w, h }: Grid,
): Box[] {
  const gap = GAP * unit
  const columns = Math.ceil(count / rows)
  const left = frame.x + (frame.w - columns * (w + gap) + gap) / 2
  return Array.from({ length: count }, (_, k) => {
    const [column, row] = [Math.floor(k / rows), k % rows]
    const off = row * (h + gap)
    const y = side === 'above' ? edge - off - h : edge + off
    return {
      x: Math.round(left + column * (w + gap)),
      y: Math.round(y),
      w: Math.floor(w),
      h: Math.floor(h),
    }
  })
}
