import { expect, test } from 'vitest'
import { doublingScale, linearScale, roundScale, tickStep } from './scale.ts'

test.each([
  [0, 30, 10, 2],
  [0, 30, 6, 5],
  [0, 1, 5, 0.2],
  [0, 558, 6, 100],
  [0, 0.0007, 6, 0.0001],
])('from %d to %d in about %d steps: %d each', (from, to, count, step) =>
  expect(tickStep(from, to, count)).toBeCloseTo(step, 12),
)

test('a linear scale puts its ends at the ends, and ticks at round numbers between', () => {
  const scale = linearScale([1, 8], [64, 764], 7)
  expect([scale(1), scale(8), scale(4.5)]).toEqual([64, 764, 414])
  expect(scale.ticks).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(linearScale([0, 1], [0, 1], 5).ticks).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
  expect(linearScale([3, 3], [0, 10], 5)(3)).toBe(0)
})

test('a round scale ends at ticks', () => {
  const scale = roundScale([0, 557], [300, 0], 6)
  expect(scale.ticks).toEqual([0, 100, 200, 300, 400, 500, 600])
  expect([scale(0), scale(600)]).toEqual([300, 0])
})

test('a doubling scale takes equal steps for each doubling', () => {
  const scale = doublingScale([1, 4, 2, 64, 64], [0, 60])
  expect([scale(1), scale(2), scale(8), scale(64)]).toEqual([0, 10, 30, 60])
  expect(scale.ticks).toEqual([1, 2, 4, 64])
})
