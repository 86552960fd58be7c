/** The leads of racks: from a tap of the cable to its cell, behind the cells that are nearer. */
import type { Pen } from '../theme/canvas-signs.ts'
import type { Palette } from '../theme/palette.ts'
import type { LiveLead, RackLook } from './draw-cell.ts'
import { lineOf } from './draw-tap.ts'
import type { CardPlace } from './room-layout.ts'

/** As `--dash-wait` and `--dash-tentative`. */
export const DASH = [4, 3]
/** Of its line and of its tap, in the order of their drawing: the loudest lies over the others. */
const COLOURS: Record<LiveLead['look'], readonly [Colour, Colour]> = {
  off: ['wire', 'ink2'],
  other: ['ink2', 'ink2'],
  garbled: ['loss', 'loss'],
  reply: ['reply', 'reply'],
  request: ['request', 'request'],
}
type Colour = 'wire' | 'ink2' | 'loss' | 'reply' | 'request'

/** All of one look at once: while a front passes, some are another look in every frame. */
export function drawLeads(pen: Pen, p: Palette, { room, unit, live }: RackLook): void {
  const loud = new Set(live.map(({ at }) => at))
  const quiet = room.cards.filter((_, at) => !loud.has(at))
  drawLead(pen, quiet, room, unit, { line: p.wire, tap: p.ink2, width: p.hair })
  for (const [look, [line, tap]] of Object.entries(COLOURS)) {
    const places = live.filter((lead) => lead.look === look).map(({ at }) => room.cards[at])
    const isOff = look === 'off'
    const width = isOff ? p.hair : p.mark
    drawLead(pen, places as CardPlace[], room, unit, { line: p[line], tap: p[tap], width, isOff })
  }
}

interface LeadLook {
  readonly line: string
  readonly tap: string
  readonly width: number
  readonly isOff?: boolean
}

function drawLead(
  pen: Pen,
  places: readonly CardPlace[],
  room: RackLook['room'],
  unit: number,
  { line, tap, width, isOff = false }: LeadLook,
): void {
  if (places.length === 0) return
  pen.beginPath()
  pen.fillStyle = tap
  for (const place of places) {
    const { edge, middle, end, turn } = lineOf(place, room)
    const foot = turn * 6 * unit
    pen.moveTo(place.tap, edge + foot)
    pen.lineTo(middle, end)
    pen.fillRect(place.tap - place.tapWidth / 2, edge, place.tapWidth, foot)
  }
  pen.strokeStyle = line
  pen.lineWidth = width
  pen.setLineDash(isOff ? DASH : [])
  pen.stroke()
  pen.setLineDash([])
}
