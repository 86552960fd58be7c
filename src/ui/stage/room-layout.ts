/**
 * Where machines stand when the cable lies: the taps on their metres, and every card as near its tap as its
 * neighbours let it. It depends on what a room holds, not on the instant, so that nothing moves but signals.
 */
import { boxRows, placeBoxes } from './box-layout.ts'
import { type CellSize, cellRoom } from './cell-layout.ts'
import type { Box } from './label-places.ts'
import { rackRoom } from './rack-layout.ts'
import { type Row, type Side, sidesOf } from './sides.ts'
import { spread } from './spread.ts'
import { tapWidth } from './tap-width.ts'
import { twoSides } from './two-sides.ts'

export type CardForm = 'roomy' | 'card' | 'compact' | 'box' | 'cell' | 'tap' | 'rack'

export interface RoomHost {
  readonly metre: number
  readonly nameWidth: number
  /** Rows of chips and of lines that the card keeps room for. */
  readonly chips: number
  readonly lines: number
  /** A station's: what a small box of it needs for its words, px; absent where a small box would say too little. */
  readonly boxWidth?: number
  /** Rows of its disks, where they are on show; 0 where it has none. */
  readonly rack?: number
}

export interface CardPlace extends Box {
  readonly side: Side
  readonly tap: number
  /** Taps near one another are drawn narrower, on their metres all the same. */
  readonly tapWidth: number
}

export interface Room {
  readonly form: CardForm
  readonly unit: number
  readonly frame: Box
  readonly caption: boolean
  readonly cable: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
  readonly cards: readonly CardPlace[]
}

interface Heights {
  readonly head: number
  readonly chip: number
  readonly line: number
  readonly strip: number
  readonly reach: number
  readonly least: number
}

/** Heights in units: above the first chip, a chip with its gap, a line, by the interface, card to cable and that at least. */
export const ROWS: Record<Exclude<CardForm, 'box' | 'cell' | 'tap' | 'rack'>, Heights> = {
  roomy: { head: 46, chip: 44, line: 26, strip: 44, reach: 72, least: 60 },
  card: { head: 42, chip: 36, line: 21, strip: 28, reach: 66, least: 46 },
  compact: { head: 36, chip: 28, line: 0, strip: 22, reach: 56, least: 34 },
}

/** More machines than these are cells, or marks at their taps; stations, which need few words, small boxes. */
const MOST_CARDS = 22
const MOST_STATIONS = 16
/** Where it is too narrow for cards the cable stands up, with a row for each machine; more than these are cells there too. */
const MOST_UPRIGHT = 14
const isStation = ({ boxWidth }: RoomHost): boolean => boxWidth !== undefined

/** What a room of large cards is high at least. */
const ROOMY_LEAST = 250

/** Room for what is said of the frames on the cable: two lines, and air where there is some. */
function underCable(height: number): number {
  return Math.max(50, Math.min(78, height - 222))
}

const CABLE = 18
const GAP = 16

/** `cell` is what a cell of a pool needs; null where machines may be in none. */
export function layOut(
  frame: Box,
  unit: number,
  metres: number,
  hosts: readonly RoomHost[],
  cell: CellSize | null = null,
): Room {
  const onShow = hosts.some(({ rack = 0 }) => rack > 0)
  const racks = onShow ? rackRoom(frame, unit, metres, hosts) : null
  if (racks) return racks
  const form = formOf(frame, unit, hosts)
  if (form === 'tap')
    return (
      boxRoom(frame, unit, metres, hosts) ??
      (cell && hosts.length > MOST_UPRIGHT ? cellRoom(frame, unit, metres, hosts, cell) : null) ??
      tapRoom(frame, unit, metres, hosts)
    )
  const rows = ROWS[form]
  const oneSided = form === 'roomy'
  const margin = 24 * unit
  const cable = { x: frame.x + margin, w: frame.w - 2 * margin, h: CABLE * unit, y: 0 }
  const taps = hosts.map((host) => cable.x + (host.metre / Math.max(1, metres)) * cable.w)
  const perSide = oneSided ? hosts.length : Math.ceil(hosts.length / 2)
  const row = rowOf(frame, unit, perSide, oneSided)
  const sides = oneSided ? hosts.map((): Side => 'above') : sidesOf(taps, row)
  const caption = unit < 1.3 && frame.h > 380
  const top = (caption ? 42 : 12) * unit
  const bottom = (oneSided ? underCable(frame.h / unit) : 12) * unit
  const need = (side: Side, columns: number): number => {
    const heights = hosts
      .filter((_, i) => sides[i] === side)
      .map(({ chips, lines }) => {
        const chipRows = Math.max(1, Math.ceil(chips / columns))
        return (rows.head + chipRows * rows.chip + lines * rows.line + rows.strip) * unit
      })
    return Math.max(0, ...heights)
  }
  const high = frame.h - top - bottom - cable.h
  const reaches = oneSided ? 1 : 2
  const cards = high - reaches * rows.least * unit
  // Chips stand side by side before cards of the other side give up their height.
  const columns = need('above', 1) + need('below', 1) > cards ? 2 : 1
  const [upper, lower] = shares(need('above', columns), need('below', columns), cards, oneSided)
  const spare = Math.max(0, high - upper - lower)
  const reach = Math.min(rows.reach * unit, spare / reaches)
  const yUpper = frame.y + top + (spare - reach * reaches) * 0.35
  cable.y = yUpper + upper + reach
  const yLower = cable.y + cable.h + reach
  const placed = {
    above: slide(taps, sides, 'above', row),
    below: slide(taps, sides, 'below', row),
  }
  const places = hosts.map((_, i): CardPlace => {
    const side = sides[i] as Side
    return {
      x: placed[side].get(i) ?? 0,
      w: row.width,
      y: side === 'above' ? yUpper : yLower,
      h: side === 'above' ? upper : lower,
      side,
      tap: taps[i] as number,
      tapWidth: tapWidth(taps, sides, i, unit),
    }
  })
  const room = { form, unit, frame, caption, cable, cards: places }
  if (form !== 'compact' || !cell || hosts.length <= MOST_UPRIGHT || haveNames(room, hosts))
    return room
  return cellRoom(frame, unit, metres, hosts, cell) ?? room
}

/** Units of a chip with a short name in it, and of the lowest with its gap. */
const NAMED = 64
const LOWEST_CHIP = 23

/** Whether all that may run on a machine has room for its name there: else cells say more. */
function haveNames(
  { unit: u, cards }: { unit: number; cards: readonly CardPlace[] },
  hosts: readonly RoomHost[],
): boolean {
  const { head, strip } = ROWS.compact
  return cards.every(({ w, h }, i) => {
    const columns = Math.max(1, Math.floor((w - 12 * u) / (NAMED * u)))
    const rows = Math.ceil((hosts[i] as RoomHost).chips / columns)
    return rows * LOWEST_CHIP * u <= h - (head + strip) * u
  })
}

function formOf(
  frame: Box,
  unit: number,
  hosts: readonly RoomHost[],
): Exclude<CardForm, 'box' | 'cell' | 'rack'> {
  const n = hosts.length
  if (n > MOST_CARDS || (n > MOST_STATIONS && hosts.every(isStation))) return 'tap'
  const perSide = Math.ceil(n / 2)
  if (n <= 3 && frame.w / Math.max(1, n) >= 215 * unit && frame.h >= ROOMY_LEAST * unit)
    return 'roomy'
  const { width } = rowOf(frame, unit, perSide, false)
  const least = (form: 'card' | 'compact'): number => {
    const { head, chip, strip, least: reach } = ROWS[form]
    return (2 * (head + chip + strip + reach) + CABLE + 24) * unit
  }
  if (n <= 8 && width >= 172 * unit && frame.h >= least('card')) return 'card'
  return width >= 62 * unit && frame.h >= least('compact') ? 'compact' : 'tap'
}

/** Heights of the cards over and under the cable: where both have no room, whoever needs more gets what the other leaves of its half. */
export function shares(
  upper: number,
  lower: number,
  room: number,
  oneSided: boolean,
): readonly [number, number] {
  if (oneSided) return [Math.min(Math.max(upper, room * 0.8), room), 0]
  if (upper + lower <= room) return [upper, lower]
  if (upper <= room / 2) return [upper, room - upper]
  return lower <= room / 2 ? [room - lower, lower] : [room / 2, room / 2]
}

function rowOf(frame: Box, unit: number, count: number, oneSided: boolean): Row {
  const margin = 24 * unit
  const gap = (count > 5 ? 8 : GAP) * unit
  const room = frame.w - 2 * margin
  const most = (oneSided ? 440 : 300) * unit
  const width = Math.min(most, (room - (count - 1) * gap) / Math.max(1, count))
  return {
    width,
    step: width + gap,
    least: frame.x + margin,
    most: frame.x + frame.w - margin - width,
  }
}

/** Cards of one side, as near their taps as they get without touching. */
function slide(
  taps: readonly number[],
  sides: readonly Side[],
  side: Side,
  row: Row,
): Map<number, number> {
  const members = taps.map((_, i) => i).filter((i) => sides[i] === side)
  const wanted = members.map((i) => (taps[i] as number) - row.width / 2)
  const placed = spread(wanted, row.step, row.least, row.most)
  return new Map(members.map((i, k) => [i, placed[k] as number]))
}

/** Small boxes on both sides, where every machine has one and there is room for them. */
function boxRoom(
  frame: Box,
  unit: number,
  metres: number,
  hosts: readonly RoomHost[],
): Room | null {
  const fullWidth = Math.max(0, ...hosts.map(({ boxWidth }) => boxWidth ?? 0))
  if (hosts.length === 0 || hosts.some(({ boxWidth }) => boxWidth === undefined)) return null
  const nameWidth = Math.max(0, ...hosts.map((host) => host.nameWidth))
  const sizes = { nameWidth, fullWidth }
  const reach = Math.min(44 * unit, frame.h * 0.12)
  return twoSides(
    'box',
    { frame, unit, metres, hosts, reach },
    (perSide, height) => boxRows(frame, unit, perSide, height, sizes),
    (side, edge, taps, rows) => placeBoxes(frame, unit, side, edge, taps, rows),
  )
}

function tapRoom(frame: Box, unit: number, metres: number, hosts: readonly RoomHost[]): Room {
  const margin = 24 * unit
  const cable = {
    x: frame.x + margin,
    w: frame.w - 2 * margin,
    h: CABLE * unit,
    y: frame.y + frame.h / 2 - (CABLE * unit) / 2,
  }
  const taps = hosts.map((host) => cable.x + (host.metre / Math.max(1, metres)) * cable.w)
  const widest = Math.max(0, ...hosts.map(({ nameWidth }) => nameWidth))
  const cards: CardPlace[] = []
  const sides = hosts.map((_, i): Side => (i % 2 === 1 ? 'above' : 'below'))
  const h = Math.min(64 * unit, frame.h * 0.22)
  for (const side of ['below', 'above'] as const) {
    const members = hosts.map((_, i) => i).filter((i) => sides[i] === side)
    const room = frame.w - 16 * unit
    const w = Math.max(2, Math.min(widest + 6 * unit, room / Math.max(1, members.length)))
    const wanted = members.map((i) => (taps[i] as number) - w / 2)
    const placed = spread(wanted, w, frame.x + 8 * unit, frame.x + frame.w - 8 * unit - w)
    const reach = Math.min(72 * unit, frame.h * 0.2)
    const y = side === 'above' ? cable.y - reach - h : cable.y + cable.h + reach
    members.forEach((i, k) => {
      const tap = taps[i] as number
      const width = Math.min(12 * unit, tapWidth(taps, sides, i, unit))
      cards[i] = { x: placed[k] as number, y, w, h, side, tap, tapWidth: width }
    })
  }
  return { form: 'tap', unit, frame, caption: unit < 1.3, cable, cards }
}
