import { expect, test } from 'vitest'
import { arrivalAt, type Cut, type Wave } from './wave.ts'

const wave = (metre: number, begin: number, end: number) =>
  ({ metre, begin, end, whole: true, repeaterNs: 500 }) as unknown as Wave
const at = (from: Wave, metre: number, cuts: readonly Cut[] = [], repeaters: number[] = []) =>
  arrivalAt(from, metre, { nsPerMetre: 4, repeaters, cuts }, { front: 0, tail: 0, whole: true })

test('front and tail come later by the distance', () => {
  expect(at(wave(100, 1000, 5000), 350)).toEqual({ front: 2000, tail: 6000, whole: true })
  expect(at(wave(350, 1000, 5000), 100)).toEqual({ front: 2000, tail: 6000, whole: true })
})

test('nothing crosses a cut, and what was across goes on', () => {
  const cut = { metre: 200, from: 3000, until: Number.POSITIVE_INFINITY }
  // The front passed metre 200 at 1,400; the cut at 3,000 ends it there, 600 ns before metre 350.
  expect(at(wave(100, 1000, 5000), 350, [cut])).toEqual({ front: 2000, tail: 3600, whole: false })
  expect(at(wave(100, 4000, 5000), 350, [cut]).front).toBe(Number.POSITIVE_INFINITY)
  expect(at(wave(100, 4000, 5000), 150, [cut]).whole).toBe(true)
})

test('after a cut is healed the rest of a signal comes through, as a fragment', () => {
  const cut = { metre: 200, from: 0, until: 3000 }
  expect(at(wave(100, 1000, 5000), 350, [cut])).toEqual({ front: 3600, tail: 6000, whole: false })
})

test('each repeater on the way holds a signal back', () => {
  expect(at(wave(100, 1000, 5000), 350, [], [200, 300])).toMatchObject({ front: 3000, tail: 7000 })
  expect(at(wave(350, 1000, 5000), 250, [], [200, 300])).toMatchObject({ front: 1900 })
  expect(at(wave(100, 1000, 5000), 150, [], [200, 300])).toMatchObject({ front: 1200 })
})
