/**
 * Where machines stand when the cable lies: the taps on their metres, and every card as near its tap as its
 * neighbours let it. It depends on what a room holds, not on the instant, so that nothing moves but signals.
 */
import type { Box } from './label-places.ts'

export type CardForm = 'roomy' | 'card' | 'compact' | 'tap'

export interface RoomHost {
  readonly metre: number
  readonly nameWidth: number
  /** Rows of chips and of lines that the card keeps room for. */
  readonly chips: number
  readonly lines: number
}

export interface CardPlace extends Box {
  readonly side: 'above' | 'below'
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

interface Rows {
  readonly head: number
  readonly chip: number
  readonly line: number
  readonly strip: number
  readonly reach: number
}

/** Heights in units: above the first chip, a chip with its gap, a line, by the interface, card to cable. */
export const ROWS: Record<Exclude<CardForm, 'tap'>, Rows> = {
  roomy: { head: 46, chip: 44, line: 26, strip: 44, reach: 72 },
  card: { head: 42, chip: 36, line: 21, strip: 28, reach: 66 },
  compact: { head: 32, chip: 28, line: 0, strip: 22, reach: 56 },
}

const CABLE = 18
const GAP = 16

export function layOut(frame: Box, unit: number, metres: number, hosts: readonly RoomHost[]): Room {
  const form = formOf(frame, unit, hosts)
  if (form === 'tap') return tapRoom(frame, unit, metres, hosts)
  const rows = ROWS[form]
  const oneSided = form === 'roomy'
  const margin = 24 * unit
  const cable = { x: frame.x + margin, w: frame.w - 2 * margin, h: CABLE * unit, y: 0 }
  const need = (host: RoomHost): number =>
    (rows.head + Math.max(1, host.chips) * rows.chip + host.lines * rows.line + rows.strip) * unit
  const above = hosts.filter((_, i) => sideOf(i, oneSided) === 'above')
  const below = hosts.filter((_, i) => sideOf(i, oneSided) === 'below')
  const caption = unit < 1.3 && frame.h > 380
  const top = (caption ? 42 : 12) * unit
  const bottom = (oneSided ? 92 : 12) * unit
  const inner = frame.h - top - bottom - cable.h - rows.reach * unit * (oneSided ? 1 : 2)
  const wanted = [above, below].map((group) => Math.max(0, ...group.map(need)))
  const [upper, lower] = heights(wanted[0] ?? 0, wanted[1] ?? 0, inner, oneSided)
  const spare = Math.max(0, inner - upper - lower)
  const yUpper = frame.y + top + spare * (oneSided ? 0.4 : 0.3)
  cable.y = yUpper + upper + rows.reach * unit
  const yLower = cable.y + cable.h + rows.reach * unit
  const taps = hosts.map((host) => cable.x + (host.metre / Math.max(1, metres)) * cable.w)
  const groups = [
    slide(taps, hosts, 'above', oneSided, frame, unit),
    slide(taps, hosts, 'below', oneSided, frame, unit),
  ]
  const cards = hosts.map((_, i): CardPlace => {
    const side = sideOf(i, oneSided)
    const place = groups[side === 'above' ? 0 : 1]?.get(i) ?? { x: 0, w: 0 }
    const y = side === 'above' ? yUpper : yLower
    const tap = taps[i] as number
    return {
      ...place,
      y,
      h: side === 'above' ? upper : lower,
      side,
      tap,
      tapWidth: tapWidth(taps, i, oneSided ? 1 : 2, unit),
    }
  })
  return { form, unit, frame, caption, cable, cards }
}

function formOf(frame: Box, unit: number, hosts: readonly RoomHost[]): CardForm {
  const n = hosts.length
  if (n > 16) return 'tap'
  const perSide = Math.ceil(n / 2)
  if (n <= 3 && frame.w / Math.max(1, n) >= 215 * unit && frame.h >= 300 * unit) return 'roomy'
  const width = (frame.w - 48 * unit - (perSide - 1) * GAP * unit) / perSide
  const least = 2 * (ROWS.card.head + ROWS.card.chip + ROWS.card.strip + ROWS.card.reach) + CABLE
  if (n <= 8 && width >= 180 * unit && frame.h >= (least + 12) * unit) return 'card'
  const compact = 2 * (ROWS.compact.head + ROWS.compact.chip + ROWS.compact.strip + 56) + CABLE
  return width >= 62 * unit && frame.h >= compact * unit ? 'compact' : 'tap'
}

function sideOf(i: number, oneSided: boolean): 'above' | 'below' {
  return oneSided || i % 2 === 1 ? 'above' : 'below'
}

function heights(
  upper: number,
  lower: number,
  inner: number,
  oneSided: boolean,
): readonly [number, number] {
  if (oneSided) return [Math.min(Math.max(upper, inner * 0.62), inner), 0]
  const over = upper + lower - inner
  if (over <= 0) return [upper, lower]
  return [upper - (over * upper) / (upper + lower), lower - (over * lower) / (upper + lower)]
}

/** Cards of one side, as near their taps as they get without touching. */
function slide(
  taps: readonly number[],
  hosts: readonly RoomHost[],
  side: 'above' | 'below',
  oneSided: boolean,
  frame: Box,
  unit: number,
): Map<number, { x: number; w: number }> {
  const members = hosts.map((_, i) => i).filter((i) => sideOf(i, oneSided) === side)
  const margin = 24 * unit
  const gap = (members.length > 5 ? 8 : GAP) * unit
  const room = frame.w - 2 * margin
  const most = (oneSided ? 440 : 300) * unit
  const w = Math.min(most, (room - (members.length - 1) * gap) / Math.max(1, members.length))
  const wanted = members.map((i) => (taps[i] as number) - w / 2)
  const placed = spread(wanted, w + gap, frame.x + margin, frame.x + frame.w - margin - w)
  return new Map(members.map((i, k) => [i, { x: placed[k] as number, w }]))
}

/**
 * Positions at least `step` apart and within bounds, each as near the one it wants as the others allow:
 * neighbours that push one another become one block, which stands where its members want it on average.
 */
export function spread(
  wanted: readonly number[],
  step: number,
  least: number,
  most: number,
): number[] {
  const blocks: { sum: number; count: number }[] = []
  const at = (block: { sum: number; count: number }): number => block.sum / block.count
  wanted.forEach((want, i) => {
    let block = { sum: want - i * step, count: 1 }
    for (let last = blocks.at(-1); last && at(last) > at(block); last = blocks.at(-1)) {
      blocks.pop()
      block = { sum: last.sum + block.sum, count: last.count + block.count }
    }
    blocks.push(block)
  })
  const highest = most - (wanted.length - 1) * step
  const bases = blocks.flatMap((block) =>
    Array.from({ length: block.count }, () => Math.max(least, Math.min(at(block), highest))),
  )
  return bases.map((base, i) => base + i * step)
}

function tapWidth(taps: readonly number[], i: number, stride: number, unit: number): number {
  const here = taps[i] as number
  const gaps = [taps[i - stride], taps[i + stride]].map((other) =>
    other === undefined ? Number.POSITIVE_INFINITY : Math.abs(other - here),
  )
  return Math.max(3, Math.min(22 * unit, Math.min(...gaps) * 0.9))
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
  const h = Math.min(64 * unit, frame.h * 0.22)
  for (const side of ['below', 'above'] as const) {
    const members = hosts.map((_, i) => i).filter((i) => sideOf(i, false) === side)
    const room = frame.w - 16 * unit
    const w = Math.max(2, Math.min(widest + 10 * unit, room / Math.max(1, members.length)))
    const wanted = members.map((i) => (taps[i] as number) - w / 2)
    const placed = spread(wanted, w, frame.x + 8 * unit, frame.x + frame.w - 8 * unit - w)
    const reach = Math.min(72 * unit, frame.h * 0.2)
    const y = side === 'above' ? cable.y - reach - h : cable.y + cable.h + reach
    members.forEach((i, k) => {
      const tap = taps[i] as number
      const width = Math.min(12 * unit, tapWidth(taps, i, 2, unit))
      cards[i] = { x: placed[k] as number, y, w, h, side, tap, tapWidth: width }
    })
  }
  return { form: 'tap', unit, frame, caption: unit < 1.3, cable, cards }
}
