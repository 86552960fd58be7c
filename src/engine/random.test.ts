import { expect, test } from 'vitest'
import { RandomStream } from './random.ts'

const draws = (stream: RandomStream, n: number) =>
  Array.from({ length: n }, () => stream.below(1000))

test('a stream is its seed and its name, and nothing else', () => {
  expect(draws(new RandomStream(7, 'backoff/A'), 20)).toEqual(
    draws(new RandomStream(7, 'backoff/A'), 20),
  )
  expect(draws(new RandomStream(7, 'backoff/A'), 20)).not.toEqual(
    draws(new RandomStream(7, 'backoff/B'), 20),
  )
  expect(draws(new RandomStream(7, 'backoff/A'), 20)).not.toEqual(
    draws(new RandomStream(8, 'backoff/A'), 20),
  )
  expect(draws(new RandomStream(2 ** 40, 'x'), 20)).not.toEqual(draws(new RandomStream(0, 'x'), 20))
})

test('draws are even over their range', () => {
  const stream = new RandomStream(1, 'even')
  const counts = new Array<number>(10).fill(0)
  for (let i = 0; i < 100_000; i++) {
    const draw = stream.below(10)
    counts[draw] = (counts[draw] as number) + 1
  }
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(600)
})

test('a draw below a power of two is the remainder of its bits, up to 2^32', () => {
  for (const power of [0, 1, 10, 30, 31, 32]) {
    const limit = 2 ** power
    const [stream, bits] = [new RandomStream(5, 'x'), new RandomStream(5, 'x')]
    for (let i = 0; i < 200; i++) expect(stream.below(limit)).toBe(bits.bits() % limit)
  }
})

test('a chance of p percent comes p times in a hundred', () => {
  const stream = new RandomStream(3, 'loss')
  let hits = 0
  for (let i = 0; i < 100_000; i++) if (stream.chance(12.5)) hits++
  expect(Math.abs(hits / 1000 - 12.5)).toBeLessThan(0.5)
  expect(stream.chance(0)).toBe(false)
  expect(stream.chance(100)).toBe(true)
})
