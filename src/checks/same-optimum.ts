import type { Checker } from '../trace/fold.ts'
import { Kind } from '../trace/kinds.ts'

/** The map as its record has it: x and y of each city, a hex digit each; distances along the streets of a grid. */
function distances(map: string): readonly (readonly number[])[] {
  const digits = [...map].map((digit) => Number.parseInt(digit, 16))
  const places: (readonly [number, number])[] = []
  for (let i = 0; i + 1 < digits.length; i += 2)
    places.push([digits[i] as number, digits[i + 1] as number])
  return places.map(([x, y]) => places.map(([u, v]) => Math.abs(x - u) + Math.abs(y - v)))
}

/** Every order of the cities, one after the other, and no branch left out: it shares nothing with the search. */
export function shortestOfAll(map: string): number {
  const apart = distances(map)
  const cities = apart.length
  const visited = new Array<boolean>(cities).fill(false)
  let shortest = Number.POSITIVE_INFINITY
  const from = (city: number, length: number, left: number): void => {
    const row = apart[city] as readonly number[]
    if (left === 0) {
      shortest = Math.min(shortest, length + (row[0] as number))
      return
    }
    for (let next = 1; next < cities; next++) {
      if (visited[next]) continue
      visited[next] = true
      from(next, length + (row[next] as number), left - 1)
      visited[next] = false
    }
  }
  from(0, 0, cities - 1)
  return shortest
}

/** What a tour comes to; NaN where it is none. */
function lengthOf(map: string, tour: string): number {
  const apart = distances(map)
  const order = [...tour].map((digit) => Number.parseInt(digit, 16))
  if (order.length !== apart.length || new Set(order).size !== apart.length) return Number.NaN
  return order.reduce((sum, city, i) => {
    const next = order[(i + 1) % order.length] as number
    return sum + (apart[city]?.[next] ?? Number.NaN)
  }, 0)
}

export const sameOptimum: Checker = {
  id: 'same-optimum',
  says: 'The tour found is as short as the shortest of all, looked at one by one.',
  start(context, lamp) {
    let map = ''
    context.observe([Kind.searchBegun], ({ b }) => {
      map = context.stringOf(b)
    })
    context.observe([Kind.searchEnded], ({ a, b, index }) => {
      lamp.exercised()
      const shortest = shortestOfAll(map)
      if (a !== shortest)
        lamp.broken(`The search ended with a tour of ${a}, and there is one of ${shortest}.`, index)
      else if (lengthOf(map, context.stringOf(b)) !== a)
        lamp.broken(`The tour that was found is not ${a} long.`, index)
    })
    return {}
  },
}
