import { describe, expect, test } from 'vitest'
import { areaOf, between, covers, intersection, polygonOf, stretchAt, stripsOf } from './strips.ts'

const line = { metres: 1000, nsPerMetre: 5, cuts: [] }
const signal = { source: 300, from: 1000, to: 11_000, jamFrom: Number.POSITIVE_INFINITY }

/** What the definition says: occupied where |x − x₀| ∈ [v(t − t₁)⁺, v(t − t₀)]. */
function occupied(time: number, metre: number, { source, from, to } = signal): boolean {
  const away = Math.abs(metre - source)
  return away <= (time - from) / 5 && away > (time - to) / 5
}

describe('a signal on a whole cable', () => {
  test('is where the definition puts it, at every place and moment', () => {
    const strips = stripsOf(signal, line)
    for (let time = 0; time < 16_000; time += 130)
      for (let metre = 0; metre <= 1000; metre += 7)
        expect(strips.some((s) => covers(s, 5, time, metre))).toBe(occupied(time, metre))
  })

  test('stands on the cable at a moment as far as its front has come and its tail has not passed', () => {
    const [left, right] = stripsOf(signal, line)
    if (!left || !right) throw new Error('Two strips were expected.')
    expect(stretchAt(right, 5, 1500)).toEqual([300, 400])
    expect(stretchAt(left, 5, 1500)).toEqual([300, 200])
    expect(stretchAt(left, 5, 8000)).toEqual([300, 0])
    expect(stretchAt(right, 5, 12_000)).toEqual([500, 1000])
    expect(stretchAt(right, 5, 14_600)).toBeUndefined()
    expect(stretchAt(right, 5, 999)).toBeUndefined()
  })

  test('has its corners where front and tail meet the ends', () => {
    const [left, right] = stripsOf(signal, line)
    if (!left || !right) throw new Error('Two strips were expected.')
    expect(polygonOf(right, 5)).toEqual([1000, 300, 4500, 1000, 14_500, 1000, 11_000, 300])
    expect(polygonOf(left, 5)).toEqual([11_000, 300, 12_500, 0, 2500, 0, 1000, 300])
  })

  test('at the end of the cable runs one way', () => {
    expect(stripsOf({ ...signal, source: 0 }, line)).toHaveLength(1)
    expect(stripsOf({ ...signal, source: 1000 }, line)).toHaveLength(1)
  })

  test('on a cable of no length is there once, at its one place', () => {
    const strips = stripsOf({ ...signal, source: 0 }, { ...line, metres: 0 })
    expect(strips).toHaveLength(1)
    expect(strips.map((s) => covers(s, 5, 5000, 0))).toEqual([true])
    expect(stretchAt(strips[0] as (typeof strips)[0], 5, 5000)).toEqual([0, 0])
  })
})

test('a jam is a strip of its own behind the frame', () => {
  const strips = stripsOf({ ...signal, jamFrom: 9000 }, line).filter((s) => s.towards === 1)
  expect(strips.map(({ from, to, jam, front, tail }) => [from, to, jam, front, tail])).toEqual([
    [1000, 9000, false, true, false],
    [9000, 11_000, true, false, true],
  ])
})

describe('a cut', () => {
  test('lets nothing past that comes while it is open, and the rest goes on', () => {
    // The cut is 200 m away: bits that left from 3,000 to 6,000 come to it while it is open.
    const cut = { metre: 500, from: 4000, to: 7000 }
    const strips = stripsOf(signal, { ...line, cuts: [cut] }).filter((s) => s.towards === 1)
    expect(strips.map(({ near, far, from, to }) => [near, far, from, to])).toEqual([
      [0, 200, 1000, 11_000],
      [200, 700, 1000, 3000],
      [200, 700, 6000, 11_000],
    ])
  })

  test('that stays open ends the frame there', () => {
    const cut = { metre: 500, from: 0, to: Number.POSITIVE_INFINITY }
    const strips = stripsOf(signal, { ...line, cuts: [cut] }).filter((s) => s.towards === 1)
    expect(strips.map(({ far }) => far)).toEqual([200])
  })
})

describe('two signals', () => {
  const other = { source: 800, from: 2000, to: 12_000, jamFrom: Number.POSITIVE_INFINITY }

  test('overlap exactly where both are', () => {
    const pairs = stripsOf(signal, line).flatMap((p) =>
      stripsOf(other, line).map((q) => [p, q] as const),
    )
    const regions = pairs.map(([p, q]) => intersection(polygonOf(p, 5), polygonOf(q, 5)))
    const total = regions.reduce((sum, region) => sum + areaOf(region), 0)
    // Counted on a grid, to a percent.
    let cells = 0
    for (let time = 0; time < 16_000; time += 20)
      for (let metre = 1; metre <= 1000; metre += 2)
        if (occupied(time, metre) && occupied(time, metre, other)) cells += 40
    expect(total / cells).toBeGreaterThan(0.99)
    expect(total / cells).toBeLessThan(1.01)
  })

  test('that follow one another do not overlap', () => {
    const late = { ...other, from: 20_000, to: 30_000 }
    for (const p of stripsOf(signal, line))
      for (const q of stripsOf(late, line))
        expect(intersection(polygonOf(p, 5), polygonOf(q, 5))).toEqual([])
  })
})

test('only what lies in the window is kept of a polygon', () => {
  const [, right] = stripsOf(signal, line)
  if (!right) throw new Error('Two strips were expected.')
  const polygon = polygonOf(right, 5)
  expect(between(polygon, 0, 20_000)).toBe(polygon)
  expect(between(polygon, 15_000, 20_000)).toEqual([])
  const part = between(polygon, 5000, 6000)
  expect(areaOf(part)).toBeCloseTo(700 * 1000, 3)
})
