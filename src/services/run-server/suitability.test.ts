// Each term of the formula against values computed by hand.
import { describe, expect, test } from 'vitest'
import {
  asGoodAsBest,
  availableKB,
  countedKB,
  RUN_SERVER_DEFAULTS,
  speed,
  startup,
  suitability,
} from './suitability.ts'

const host = (load: number, freeKB: number | null = 8000, cachedKB = 0) => ({
  load,
  freeKB,
  cachedKB,
})

test('the defaults are those of the manual page', () => {
  expect(RUN_SERVER_DEFAULTS).toEqual({
    equivPercent: 5,
    memTruncKB: 2048,
    cacheTimeKB: 500,
    cacheMemPercent: 10,
    prefPercent: 100,
    kips: 3000,
  })
})

test('speed is shared with the programs that are there', () => {
  expect([0, 1, 2, 5].map((load) => speed(load))).toEqual([3000, 1500, 1000, 500])
  expect(speed(1, 1000)).toBe(500)
})

test('memory: what is free, less what is needed, and a tenth of what is cached', () => {
  expect(availableKB(1000, 400, 0)).toBe(600)
  expect(availableKB(1000, 400, 300)).toBe(630)
  expect(availableKB(400, 400, 0)).toBe(0)
  expect(availableKB(100, 400, 0)).toBe(-300)
})

test('of memory no more than 2,048 KB counts, and where none is told of it is enough', () => {
  expect(countedKB(host(0, 2447), 400)).toBe(2047)
  expect(countedKB(host(0, 2448), 400)).toBe(2048)
  expect(countedKB(host(0, 9000), 400)).toBe(2048)
  expect(countedKB(host(0, null), 400)).toBe(2048)
})

test('a program whose 500 KB are cached starts twice as well', () => {
  expect([0, 100, 500, 1000].map(startup)).toEqual([1, 1.2, 2, 3])
})

describe('suitability', () => {
  test('is the product', () => {
    expect(suitability(host(0), 400)).toBe(3000 * 2048)
    expect(suitability(host(1), 400)).toBe(1500 * 2048)
    expect(suitability(host(0, 1400), 400)).toBe(3000 * 1000)
    expect(suitability(host(2, 1400, 250), 400)).toBe(1000 * 1025 * 1.5)
  })
  test('is nothing, or less, without room', () => {
    expect(suitability(host(0, 400), 400)).toBe(0)
    expect(suitability(host(0, 300), 400)).toBeLessThan(0)
    expect(suitability(host(0, 399, 100), 400)).toBeGreaterThan(0)
  })
})

describe('as good as the best', () => {
  test('are those within so many in a hundred', () => {
    expect(asGoodAsBest([100, 95, 94, 99, 50], 5)).toEqual([0, 1, 3])
    expect(asGoodAsBest([100, 95, 94, 99, 50], 0)).toEqual([0])
    expect(asGoodAsBest([100, 95, 94, 99, 50], 50)).toEqual([0, 1, 2, 3, 4])
  })
  test('are none that have no room, and none of none', () => {
    expect(asGoodAsBest([0, -5], 50)).toEqual([])
    expect(asGoodAsBest([-5, 3], 50)).toEqual([1])
    expect(asGoodAsBest([], 5)).toEqual([])
  })
})
