/**
 * The shortest round trip through all cities of a small map, by branch and bound: a part of the search is a beginning
 * of three cities, and a branch is cut off where not even its lower bound beats the best that is known. Distances are
 * along the streets of a grid, so that all of it is whole numbers.
 */

export interface CityMap {
  readonly cities: number
  readonly distance: readonly (readonly number[])[]
  /** Of each city to its nearest neighbour: no tour leaves it for less. */
  readonly nearest: readonly number[]
}
export interface Tour {
  readonly length: number
  /** Cities in order, a hex digit each. */
  readonly order: string
}
/** Side of the grid: x and y are a hex digit each. */
export const GRID = 16

/** A map as it is sent: `x` and `y` of each city, a hex digit each. */
export function cityMap(text: string): CityMap {
  const digits = [...text].map((digit) => Number.parseInt(digit, GRID))
  const cities = Math.floor(digits.length / 2)
  const at = (city: number) => [digits[2 * city] as number, digits[2 * city + 1] as number] as const
  const distance = Array.from({ length: cities }, (_, i) =>
    Array.from({ length: cities }, (_, j) => {
      const [[x, y], [u, v]] = [at(i), at(j)]
      return Math.abs(x - u) + Math.abs(y - v)
    }),
  )
  const nearest = distance.map((row, i) => Math.min(...row.filter((_, j) => j !== i)))
  return { cities, distance, nearest }
}

/** Beginnings of a tour from city 0, two cities further: the parts that the search is handed out in. */
export function partsOf(cities: number): number {
  return (cities - 1) * (cities - 2)
}
export function beginningOf(part: number, cities: number): readonly number[] {
  const first = 1 + Math.floor(part / (cities - 2))
  const others = Array.from({ length: cities - 1 }, (_, i) => i + 1).filter((c) => c !== first)
  return [0, first, others[part % (cities - 2)] as number]
}

interface Node {
  readonly path: readonly number[]
  readonly length: number
}

/** One part of the search, depth first, a node at a time. */
export class PartOfSearch {
  /** Length that a tour must beat. */
  best: number
  private readonly map: CityMap
  private readonly open: Node[] = []

  constructor(map: CityMap, part: number, best: number) {
    this.map = map
    this.best = best
    const path = beginningOf(part, map.cities)
    const [a, b, c] = path as readonly [number, number, number]
    this.open.push({ path, length: this.apart(a, b) + this.apart(b, c) })
  }

  get done(): boolean {
    return this.open.length === 0
  }

  /** Looks at one node; a tour where it is a whole one, and better than the best. */
  step(): Tour | null {
    const node = this.open.pop()
    if (!node || this.bound(node) >= this.best) return null
    const { path, length } = node
    const last = path[path.length - 1] as number
    if (path.length === this.map.cities) {
      const whole = length + this.apart(last, 0)
      if (whole >= this.best) return null
      this.best = whole
      return { length: whole, order: path.map((city) => city.toString(GRID)).join('') }
    }
    // The nearest city is looked at first, so it is put in last.
    const next = Array.from(this.map.nearest.keys()).filter((city) => !path.includes(city))
    next.sort((x, y) => this.apart(last, y) - this.apart(last, x) || y - x)
    for (const city of next)
      this.open.push({ path: [...path, city], length: length + this.apart(last, city) })
    return null
  }

  /** No tour that begins like this is shorter: its last city and each one not visited has yet to be left. */
  private bound({ path, length }: Node): number {
    const { nearest } = this.map
    let sum = length
    nearest.forEach((least, city) => {
      if (city === path[path.length - 1] || !path.includes(city)) sum += least
    })
    return sum
  }

  private apart(from: number, to: number): number {
    return this.map.distance[from]?.[to] as number
  }
}
