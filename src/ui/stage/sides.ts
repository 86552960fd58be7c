/** Which machines stand over the cable and which under it. */
import { spread } from './spread.ts'

export type Side = 'above' | 'below'

/** Up to here every way to halve the machines is tried. */
const FEW = 10

export interface Row {
  /** Of a card, and from card to card. */
  readonly width: number
  readonly step: number
  readonly least: number
  readonly most: number
}

/**
 * By turns, but where that pushes cards off their taps, the halving that pushes least: drops stay straight, and
 * neighbouring taps do not crowd one another's labels.
 */
export function sidesOf(taps: readonly number[], row: Row): Side[] {
  const n = taps.length
  const turns = taps.map((_, i): Side => (i % 2 === 1 ? 'above' : 'below'))
  if (n > FEW || n < 3) return turns
  let best = turns
  let least = costOf(turns, taps, row)
  for (let bits = 0; bits < 1 << n; bits++) {
    const sides = taps.map((_, i): Side => ((bits >> i) & 1 ? 'above' : 'below'))
    const above = sides.filter((side) => side === 'above').length
    if (above !== Math.floor(n / 2)) continue
    const changed = sides.filter((side, i) => side !== turns[i]).length
    const cost = costOf(sides, taps, row) + changed * 0.5
    if (cost < least) [best, least] = [sides, cost]
  }
  return best
}

function costOf(sides: readonly Side[], taps: readonly number[], row: Row): number {
  let cost = 0
  for (const side of ['above', 'below'] as const) {
    const members = taps.filter((_, i) => sides[i] === side)
    const placed = spread(
      members.map((tap) => tap - row.width / 2),
      row.step,
      row.least,
      row.most,
    )
    members.forEach((tap, i) => {
      const off = Math.abs(tap - ((placed[i] as number) + row.width / 2)) - row.width * 0.42
      cost += Math.max(0, off) * 4
      const near = tap - (members[i - 1] ?? Number.NEGATIVE_INFINITY)
      cost += Math.max(0, row.width * 0.35 - near)
    })
  }
  return cost
}
