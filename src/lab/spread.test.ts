import { expect, test } from 'vitest'
import { spreadOf } from './spread.ts'

test('a spread has mean, sample deviation and both ends', () => {
  expect(spreadOf([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({
    mean: 5,
    sd: Math.sqrt(32 / 7),
    min: 2,
    max: 9,
    count: 8,
  })
  expect(spreadOf([0.1, 0.1, 0.1])).toEqual({ mean: 0.1, sd: 0, min: 0.1, max: 0.1, count: 3 })
  expect(spreadOf([])).toBeNull()
})
