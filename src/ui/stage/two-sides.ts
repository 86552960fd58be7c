/** A cable with rows of small things on both sides of it, each near its tap: by turns below and above. */
import type { Box } from './label-places.ts'
import type { CardPlace, Room, RoomHost } from './room-layout.ts'
import type { Side } from './sides.ts'
import { tapWidth } from './tap-width.ts'

const CABLE = 18

export interface Frame {
  readonly frame: Box
  readonly unit: number
  readonly metres: number
  readonly hosts: readonly RoomHost[]
  /** From the cable to the nearest row, px. */
  readonly reach: number
}
export interface Rows {
  readonly rows: number
  /** From one row to the next, px. */
  readonly step: number
}

/**
 * `rowsIn` says which rows a side has, of so many things in so much height, or null where they have no room;
 * `boxesOf` where the things of one side stand, in the order of their taps, the first row at `edge`.
 */
export function twoSides<R extends Rows>(
  form: 'box' | 'cell',
  { frame, unit, metres, hosts, reach }: Frame,
  rowsIn: (perSide: number, height: number) => R | null,
  boxesOf: (side: Side, edge: number, taps: readonly number[], rows: R) => readonly Box[],
): Room | null {
  const caption = unit < 1.3 && frame.h > 300
  const head = (caption ? 40 : 8) * unit
  const h = CABLE * unit
  const room = frame.h - head - 8 * unit - h - 2 * reach
  const rows = rowsIn(Math.ceil(hosts.length / 2), room / 2)
  if (!rows) return null
  const margin = 24 * unit
  const used = rows.rows * rows.step
  const y = frame.y + head + (room - 2 * used) / 2 + used + reach
  const cable = { x: frame.x + margin, w: frame.w - 2 * margin, h, y }
  const taps = hosts.map((host) => cable.x + (host.metre / Math.max(1, metres)) * cable.w)
  const sides = hosts.map((_, i): Side => (i % 2 === 1 ? 'above' : 'below'))
  const cards: CardPlace[] = []
  for (const side of ['below', 'above'] as const) {
    const members = hosts.map((_, i) => i).filter((i) => sides[i] === side)
    const edge = side === 'above' ? y - reach : y + h + reach
    const at = members.map((i) => taps[i] as number)
    boxesOf(side, edge, at, rows).forEach((box, k) => {
      const i = members[k] as number
      const width = Math.min(12 * unit, tapWidth(taps, sides, i, unit))
      cards[i] = { ...box, side, tap: taps[i] as number, tapWidth: width }
    })
  }
  return { form, unit, frame, caption, cable, cards }
}
