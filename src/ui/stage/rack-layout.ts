/**
 * A room of few machines whose disks are on show: cards side by side over the cable, those with disks wide enough
 * for them. A machine that stands alone has no cable: there is nobody to send to.
 */
import type { Box } from './label-places.ts'
import type { CardPlace, Room, RoomHost } from './room-layout.ts'

/** Heights in units: above the first chip, a chip with its gap, a row of a disk, by the interface. */
export const RACK_ROWS = { head: 40, chip: 34, line: 22, least: 17, strip: 26 } as const

/** Chips stand in one row where they fit. */
export function chipRows(chips: number, width: number, unit: number): 1 | 2 {
  return chips > Math.max(1, Math.floor(width / (118 * unit))) ? 2 : 1
}

const WIDEST = { rack: 660, other: 300 } as const
const LEAST = { rack: 240, other: 110 } as const
/** A machine without disks gets less of the width than one with them. */
const SHARE = { rack: 2.4, other: 1 } as const
const GAP = 16
const MARGIN = 24
const CABLE = 18
/** Card to cable, and under the cable what is said of the frames: as it should be, and where room is short. */
const REACH = [40, 26] as const
const UNDER = [46, 28] as const

/** Null where there is not room for it. */
export function rackRoom(
  frame: Box,
  unit: number,
  metres: number,
  hosts: readonly RoomHost[],
): Room | null {
  const widths = widthsOf(frame, unit, hosts)
  if (!widths) return null
  const lone = hosts.length === 1
  const heights = hosts.map((host, i) => heightOf(host, lone, widths[i] as number, unit))
  const want = Math.max(...heights)
  const air = airFor(frame, unit, lone, want)
  const { top, reach, caption } = air
  const room = frame.h - top - foot(air, lone, unit)
  const { head, chip, line, strip } = RACK_ROWS
  // Memory, the names of the disks, and one row of them.
  if (room < (head + chip + 3 * line + (lone ? 0 : strip)) * unit) return null
  const h = Math.min(room, want)
  const y = frame.y + top + (room - h) * 0.3
  const cable = {
    x: frame.x + MARGIN * unit,
    w: frame.w - 2 * MARGIN * unit,
    h: CABLE * unit,
    y: lone ? frame.y + frame.h : y + h + reach * unit,
  }
  const order = hosts.map((_, i) => i).sort((a, b) => tapOf(hosts, a) - tapOf(hosts, b))
  const total = widths.reduce((sum, width) => sum + width, 0) + (hosts.length - 1) * GAP * unit
  let x = frame.x + (frame.w - total) / 2
  const cards: CardPlace[] = []
  for (const i of order) {
    const w = widths[i] as number
    const tap = cable.x + (tapOf(hosts, i) / Math.max(1, metres)) * cable.w
    const short = hosts[i]?.rack ? h : Math.min(h, heights[i] as number)
    cards[i] = { x, y: y + h - short, w, h: short, side: 'above', tap, tapWidth: 22 * unit }
    x += w + GAP * unit
  }
  return { form: 'rack', unit, frame, caption, cable, cards }
}

interface Air {
  readonly caption: boolean
  readonly top: number
  readonly reach: number
  readonly under: number
}

/** The caption goes first, then the space about the cable, before a row of a disk does. */
function airFor(frame: Box, unit: number, lone: boolean, want: number): Air {
  const wide = { top: 10 * unit, reach: REACH[0], under: UNDER[0], caption: false }
  const captioned = { ...wide, top: 40 * unit, caption: true }
  const fits = (air: Air): boolean => frame.h - air.top - foot(air, lone, unit) >= want
  if (unit < 1.3 && fits(captioned)) return captioned
  return fits(wide) ? wide : { ...wide, reach: REACH[1], under: UNDER[1] }
}

function foot({ reach, under }: Air, lone: boolean, unit: number): number {
  return (lone ? 12 : CABLE + reach + under) * unit
}

const tapOf = (hosts: readonly RoomHost[], i: number): number => hosts[i]?.metre ?? 0

function heightOf({ rack = 0, chips }: RoomHost, lone: boolean, w: number, unit: number): number {
  const { head, chip, line, strip } = RACK_ROWS
  // A line of memory, the disks' names, their rows and a little air.
  const disks = rack > 0 ? (rack + 2) * line + 24 : 0
  const rows = chipRows(chips, w - 24 * unit, unit)
  return (head + rows * chip + disks + (lone ? 12 : strip)) * unit
}

/** As the shares have it, none wider than it needs; null where one would be too narrow. */
function widthsOf(frame: Box, unit: number, hosts: readonly RoomHost[]): number[] | null {
  const kinds = hosts.map(({ rack = 0 }) => (rack > 0 ? 'rack' : 'other'))
  const room = frame.w - 2 * MARGIN * unit - (hosts.length - 1) * GAP * unit
  const shares = kinds.reduce((sum, kind) => sum + SHARE[kind], 0)
  const widths = kinds.map((kind) => Math.min(WIDEST[kind] * unit, (room * SHARE[kind]) / shares))
  return widths.every((width, i) => width >= LEAST[kinds[i] ?? 'other'] * unit) ? widths : null
}
