import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Axis, brokenSegments, cut, lengthOf, positionOf, segmentsAround, timeAt } from './axis.ts'
import { smallRun } from './timeline/run-by-hand.ts'
import { durationWords, niceStep, ticks } from './timeline/ticks.ts'

const ms = 1e6
const two = [
  { from: 0, to: 5.2 * ms, scale: 1 },
  { from: 41 * ms, to: 42.8 * ms, scale: 3 },
]

describe('a broken axis', () => {
  test('draws each part to its scale and shuts what is between', () => {
    const axis = new Axis(two, 880, 20)
    expect(axis.gaps).toHaveLength(1)
    expect(axis.x(5 * ms) - axis.x(4 * ms)).toBeCloseTo((axis.x(42 * ms) - axis.x(41 * ms)) / 3)
    expect(axis.x(42.8 * ms)).toBeCloseTo(880)
    expect(axis.x(41 * ms) - axis.x(5.2 * ms)).toBeCloseTo(20)
    expect(axis.ratioOf(two[1] as (typeof two)[0])).toBe(3)
  })

  test('takes a moment there and back, gaps included', () => {
    const axis = new Axis(two, 1000, 24)
    fc.assert(
      fc.property(fc.double({ min: 0, max: 42.8 * ms, noNaN: true }), (time) => {
        expect(Math.abs(axis.time(axis.x(time)) - time)).toBeLessThan(1)
      }),
    )
  })

  test('takes a position there and back, and cuts by positions', () => {
    const all = lengthOf(two)
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), (part) => {
        expect(positionOf(two, timeAt(two, part * all))).toBeCloseTo(part * all, 0)
      }),
    )
    const right = cut(two, positionOf(two, 41.5 * ms), all)
    expect(right).toHaveLength(1)
    expect(right[0]?.from).toBeCloseTo(41.5 * ms)
    expect(lengthOf(cut(two, all * 0.1, all * 0.9))).toBeCloseTo(all * 0.8)
  })
})

describe('silence', () => {
  test('is left out where it is long beside what happens', () => {
    const parts = brokenSegments(smallRun().trace, 0, 210 * ms)
    expect(parts.length).toBeGreaterThan(1)
    const shown = parts.reduce((sum, p) => sum + p.to - p.from, 0)
    expect(shown).toBeLessThan(60 * ms)
    for (let i = 1; i < parts.length; i++)
      expect(parts[i]?.from).toBeGreaterThan(parts[i - 1]?.to as number)
  })

  test('is kept where it is as regular as the beat', () => {
    const beat = Array.from({ length: 20 }, (_, i) => ({
      from: (i * 8 + 3) * ms,
      to: (i + 1) * 8 * ms,
    }))
    expect(segmentsAround(beat, 0, 160 * ms)).toHaveLength(1)
  })

  test('a short part is magnified by a round factor', () => {
    const parts = segmentsAround([{ from: 10 * ms, to: 900 * ms }], 0, 900.2 * ms)
    expect(parts.map((p) => p.scale)).toEqual([1, 3])
  })
})

describe('ticks', () => {
  test('have round times and labels that do not touch', () => {
    for (const width of [300, 640, 880, 1800]) {
      const marks = ticks(new Axis(two, width))
      const labelled = marks.filter((t) => t.label !== '')
      expect(labelled.length).toBeGreaterThan(2)
      for (let i = 1; i < labelled.length; i++) {
        const [p, q] = [labelled[i - 1], labelled[i]] as [(typeof marks)[0], (typeof marks)[0]]
        expect(q.x - p.x).toBeGreaterThan(((p.label.length + q.label.length) / 2) * 6.5)
      }
    }
  })
  test('name the unit where a part is read in another', () => {
    const axis = new Axis(
      [
        { from: 0, to: 160 * ms, scale: 1 },
        { from: 12e9, to: 12.2e9, scale: 1 },
      ],
      880,
    )
    expect(ticks(axis).some((t) => /^\d+ ms$/.test(t.label))).toBe(true)
  })
  test('steps are 1, 2 or 5', () => {
    expect([0.3, 1, 1.2, 3, 7, 1500].map(niceStep)).toEqual([0.5, 1, 2, 5, 10, 2000])
  })
  test('durations in two figures', () => {
    expect([36e6, 12e9, 1500, 250, 999_700].map(durationWords)).toEqual([
      '36 ms',
      '12 s',
      '1.5 µs',
      '250 ns',
      '1 ms',
    ])
  })
})
