import { expect, test } from 'vitest'
import { exponential, naturalLog } from './logarithm.ts'
import { RandomStream } from './random.ts'

test('agrees with the logarithm that we may not use in a run', () => {
  for (let x = 1e-10; x < 1e10; x *= 1.37) expect(naturalLog(x)).toBeCloseTo(Math.log(x), 12)
  expect(naturalLog(1)).toBe(0)
})

test('draws have the mean and the tail of an exponential', () => {
  const stream = new RandomStream(7, 'arrivals')
  const draws = Array.from({ length: 40_000 }, () => exponential(stream.bits(), 250))
  const mean = draws.reduce((sum, each) => sum + each, 0) / draws.length
  expect(Math.abs(mean - 250)).toBeLessThan(5)
  const beyond = draws.filter((each) => each > 500).length / draws.length
  expect(Math.abs(beyond - Math.exp(-2))).toBeLessThan(0.01)
})
