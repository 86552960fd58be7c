/** Rows of the narrow stage: where each machine stands, how high its row is, and where its disks are. */
import type { StageHost } from '../../analysis/stage/stage-model.ts'
import type { Box } from './label-places.ts'
import { RACK_ROWS } from './rack-layout.ts'
import { spread } from './spread.ts'

/** One machine's row. */
export interface Row {
  readonly host: StageHost
  readonly box: Box
  /** Where it is joined to the cable. */
  readonly tap: number
  readonly cableX: number
  /** Where the chips begin. */
  readonly chipsX: number
}

export interface RowPlace {
  readonly y: number
  readonly h: number
}

/** Units of a row in which interface, chips and variables stand below one another: a card. */
export const TALL = 92
const TALLEST = 110
/** Beside a machine with disks, as low as two variables allow. */
const LOWEST_CARD = 98
/** Units of a row in which a transaction stands under the name, and of one that it fills. */
const WITH_PILL = 52
const ROOMY = 68
/** Units under the upper edge: the one row of chips, and the left part with interface and timer. */
const CHIPS = 49
const LEFT_PART = 96
/** Units that a disk wants for the name of a block and what is in it. */
const DISK = 130
const DISK_GAP = 12

interface Column {
  readonly unit: number
  /** From where to where there may be rows. */
  readonly top: number
  readonly height: number
  readonly width: number
}

/**
 * A few tall rows stand at their taps, many short ones share the height. What tall rows leave free goes to the
 * machines whose disks are on show.
 */
export function rowPlaces(
  hosts: readonly Pick<StageHost, 'most'>[],
  taps: readonly number[],
  { unit: u, top, height, width }: Column,
): readonly RowPlace[] {
  const each = height / Math.max(1, hosts.length)
  const wants = hosts.map(({ most }) => (most.blocks > 0 ? rackHeight(most.blocks, width, u) : 0))
  const racks = wants.filter((want) => want > 0).length
  const rest = hosts.length - racks
  const left = height - wants.reduce((sum, want) => sum + want, 0)
  const plain = Math.max(LOWEST_CARD * u, Math.min(TALLEST * u, left / Math.max(1, rest)))
  const most = racks > 0 ? (height - rest * plain) / racks : 0
  if (most <= each || each < TALL * u) {
    const h = Math.min(each, TALLEST * u)
    const from = taps.map((tap) => tap - 25 * u)
    return spread(from, h, top, top + height - h).map((y) => ({ y, h }))
  }
  const heights = wants.map((want) => (want > 0 ? Math.min(most, want) : plain))
  let y = top + (height - heights.reduce((sum, h) => sum + h, 0)) / 2
  return heights.map((h) => {
    const place = { y, h }
    y += h
    return place
  })
}

/** In which every block of its disks has a row. */
function rackHeight(blocks: number, width: number, u: number): number {
  return diskTop(width, u) + ((blocks + 1) * RACK_ROWS.line + 10) * u
}

/** px of a row, its chip and a name between them; and how many chips may stand below one another and fill it. */
const CROWDED = 46
const FILLING = 3

/** A line for the groups’ names, where several could meet or the rows leave no room between them; heights in units. */
export function spineHead(
  hosts: readonly Pick<StageHost, 'most'>[],
  groups: number,
  height: number,
): number {
  const each = height / Math.max(1, hosts.length)
  const filled = each < TALL && hosts.some(({ most }) => most.processes >= FILLING)
  return groups > 1 || (groups > 0 && (each < CROWDED || filled)) ? 13 : 0
}

/** Under the chips, or, where two disks would be too narrow there, under all of it. */
function diskTop(right: number, u: number): number {
  return (right >= (2 * DISK + DISK_GAP) * u ? CHIPS : LEFT_PART) * u
}

/** Where the disks of a machine are shown; null in a row without room for them. */
export function disksBox({ host, box, chipsX }: Row, u: number): Box | null {
  if (host.most.blocks === 0 || box.h < TALL * u) return null
  const pad = 10 * u
  const right = box.x + box.w - pad
  const top = diskTop(right - chipsX, u)
  const x = top < LEFT_PART * u ? chipsX : box.x + pad
  const y = box.y + top
  const h = box.y + box.h - 8 * u - y
  return h < (RACK_ROWS.line + RACK_ROWS.least) * u ? null : { x, y, w: right - x, h }
}

/** The name’s line; where a transaction may stand under it in a row that it fills, a little higher. */
export function nameLine({ y, h }: Box, u: number): number {
  if (h >= TALL * u) return y + 30 * u
  return y + h / 2 + (h >= WITH_PILL * u && h < ROOMY * u ? u : 5 * u)
}

/** Whether a transaction stands beside the name. */
export function isLow({ h }: Box, u: number): boolean {
  return h < WITH_PILL * u
}

/** So that a ring round it leaves the neighbours’ names alone. */
export function ringBox(box: Box, u: number): Box {
  const by = box.h < 40 * u ? 4 * u : 0
  return { ...box, y: box.y + by, h: box.h - 2 * by }
}
