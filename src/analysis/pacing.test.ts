import { expect, test } from 'vitest'
import type { RunSetup } from '../trace/setup.ts'
import { advance, type Pacing, paceOf, ratioWords, SPEEDS, usualSpeed } from './pacing.ts'
import { Fixture } from './stage/stage-fixture.ts'
import { smallRun } from './timeline/run-by-hand.ts'

const { trace } = smallRun()
const setup = { cable: { metres: 500, nsPerMetre: 5 } } as unknown as RunSetup
const end = trace.time(trace.length - 1)
const pace = (pacing: Pacing, speed = 1e6) =>
  paceOf({ trace, setup }, { pacing, layer: 'message', speed })

test('speeds are 1, 2, 5 and so on, from 100 ns to 10 s', () => {
  expect(SPEEDS.slice(0, 4)).toEqual([100, 200, 500, 1000])
  expect(SPEEDS.at(-1)).toBe(1e10)
  expect(SPEEDS).toContain(usualSpeed(trace))
})

test('real time keeps proportion', () => {
  expect(advance(pace('real'), 0, 0.5)).toEqual({ time: 500_000, ended: false })
})

test.each(['real', 'even', 'broken'] as const)(
  '%s goes forward to the end, and stops',
  (pacing) => {
    let time = 0
    let seconds = 0
    const its = pace(pacing, usualSpeed(trace))
    while (time < end && seconds < 600) {
      const next = advance(its, time, 0.05)
      expect(next.time).toBeGreaterThan(time)
      time = next.time
      seconds += 0.05
    }
    expect(advance(its, time, 0.05)).toEqual({ time: end, ended: true })
  },
)

test('a frame’s step is the sum of two half steps', () => {
  for (const pacing of ['real', 'even', 'broken'] as const) {
    const its = pace(pacing)
    const half = advance(its, 100_000, 0.05).time
    expect(advance(its, half, 0.05).time).toBeCloseTo(advance(its, 100_000, 0.1).time, 3)
  }
})

test('broken slows down while a front crosses the cable, and skips silence', () => {
  const its = pace('broken', 1e6)
  expect(its.wireSpeed).toBeLessThan(its.speed)
  const gap = its.segments[0]?.to ?? 0
  const next = its.segments[1]?.from ?? 0
  expect(next).toBeGreaterThan(gap)
  expect(advance(its, gap, 0.6).time).toBeGreaterThan(next)
})

test('the ratio is always in words', () => {
  expect(ratioWords(pace('real', 400_000)).main).toBe('1 s here = 400 µs there')
  expect(ratioWords(pace('even')).main).toMatch(/events? /)
  expect(ratioWords(pace('broken', 400_000)).more).toMatch(/while a front travels|silence/)
})

test('where no frame is sent nothing is slowed down for one', () => {
  const silent = new Fixture([['A', 'workstation', 50, 'client']])
  silent.state(10, 'A.client', 'ready')
  const run = silent.done(1000)
  const its = paceOf(run, { pacing: 'broken', layer: 'message', speed: 1e6 })
  expect(its.wireSpeed).toBe(its.speed)
  expect(ratioWords(its).more).not.toContain('front')
})
