/** Where the processes of a machine stand: as large as they usually are while all names fit, else in more and lower rows. */
import { chipWidths } from './chip-widths.ts'
import type { Box } from './label-places.ts'

export interface ChipWanted {
  /** px in which its name fits. */
  readonly need: number
  /** It is no more, and goes without its name before any other does. */
  readonly ended: boolean
}

/** All in px. */
export interface ChipRoom {
  readonly w: number
  /** With the gap under the last row. */
  readonly h: number
  /** Of a chip that has room, and of one in which a name can just be read. */
  readonly height: number
  readonly least: number
  /** Between rows; and beside one another, where two or fewer, and where more share a row. */
  readonly gap: number
  readonly beside: readonly [number, number]
  /** Of a sign alone, and of the narrowest column there may be. */
  readonly sign: number
  readonly narrowest: number
  /** The usual order goes down a column before it goes on to the next one. */
  readonly down: boolean
}

export interface ChipPlaces {
  /** From the room's corner; chips for which there is no room at all have none. */
  readonly boxes: readonly Box[]
  readonly rows: number
  /** From one row to the next. */
  readonly step: number
  /** How many of those that live, and then how many of the others, have their names. */
  readonly named: readonly [number, number]
  /** All that live have. */
  readonly complete: boolean
}

/** Null where not even signs have room. */
export function placeChips(chips: readonly ChipWanted[], room: ChipRoom): ChipPlaces | null {
  const { h, height, least, gap } = room
  const usual = Math.max(1, Math.floor(h / (height + gap) + 0.05))
  const most = Math.min(chips.length, Math.floor((h + gap) / (least + gap)))
  let best = inRows(chips, room, usual, height + gap, room.down)
  for (let rows = usual + 1; rows <= most && !best?.complete; rows++)
    for (const down of [true, false]) {
      const next = inRows(chips, room, rows, Math.min(height + gap, (h + gap) / rows), down)
      if (next && (!best || isBetter(next, best))) best = next
    }
  return best
}

export function isBetter({ named: [one, its] }: ChipPlaces, { named: [other, of] }: ChipPlaces) {
  return one > other || (one === other && its > of)
}

function inRows(
  chips: readonly ChipWanted[],
  room: ChipRoom,
  rows: number,
  step: number,
  down: boolean,
): ChipPlaces | null {
  const { w, gap, sign, narrowest } = room
  const wanted = Math.max(1, Math.ceil(chips.length / rows))
  const most = Math.max(1, Math.floor(w / narrowest))
  // Down a column there is no end of a row at which some could be left out.
  if (down && wanted > most) return null
  const columns = Math.min(wanted, most)
  const used = Math.min(rows, down ? chips.length : Math.ceil(chips.length / columns))
  const beside = room.beside[columns > 2 ? 1 : 0]
  const at = (row: number, column: number): ChipWanted | undefined =>
    down ? chips[column * rows + row] : column < columns ? chips[row * columns + column] : undefined
  const line = Array.from({ length: columns }, (_, column) => column)
  const widthsIn = (these: readonly number[]): readonly number[] => {
    const cells = line.map((column) => these.flatMap((row) => at(row, column) ?? []))
    const needs = cells.map((each) => Math.max(0, ...each.map(({ need }) => need)))
    const ended = cells.map((each) => each.every((chip) => chip.ended))
    return chipWidths(needs, w, beside, sign, ended)
  }
  const all = Array.from({ length: used }, (_, row) => row)
  const shared = down ? widthsIn(all) : []
  const widths = all.map((row) => (down ? shared : widthsIn([row])))
  const boxes = chips.slice(0, down ? chips.length : used * columns).map((_, i): Box => {
    const [row, column] = down
      ? [i % rows, Math.floor(i / rows)]
      : [Math.floor(i / columns), i % columns]
    const its = widths[row] as readonly number[]
    const x = its.slice(0, column).reduce((sum, width) => sum + width + beside, 0)
    return { x, y: row * step, w: its[column] as number, h: step - gap }
  })
  const named = (ended: boolean): number =>
    boxes.filter((box, i) => {
      const chip = chips[i] as ChipWanted
      return chip.ended === ended && box.w >= chip.need - 0.01
    }).length
  const complete = named(false) === chips.filter(({ ended }) => !ended).length
  return { boxes, rows: used, step, named: [named(false), named(true)], complete }
}
