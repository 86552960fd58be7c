// The window on two futures of different length.
import { expect, test } from 'vitest'
import type { TimelineIndex } from '../../analysis/timeline/index.ts'
import type { AppState } from '../store/app-state.ts'
import { differenceWords } from './draw.ts'
import { TimelineView } from './view.ts'

const index = (last: number): TimelineIndex =>
  ({ done: 4, trace: { length: 4 }, silence: { last, longest: [] } }) as unknown as TimelineIndex

function stateOf(two: boolean, time = 0): AppState {
  const run = { trace: {}, summary: {} }
  const other = two ? { trace: {}, summary: {} } : null
  return { run, other, veilFrom: null, pacing: 'broken', cursor: { time } } as unknown as AppState
}

test('the whole of two futures that are about as long is shown', () => {
  const view = new TimelineView()
  view.update(stateOf(true), [index(9e6), index(10e6)])
  expect(view.fitted).toBe(true)
  expect(view.to).toBeGreaterThanOrEqual(10e6)
})

test('of two futures of very different length the stretch of the shorter is shown first', () => {
  const view = new TimelineView()
  const one = stateOf(false)
  const two = { ...stateOf(true), run: one.run }
  view.update(one, [index(100e6)])
  view.update(two, [index(100e6), index(8e6)])
  expect(view.from).toBe(0)
  expect(view.to).toBeGreaterThan(8e6)
  expect(view.to).toBeLessThan(10e6)
  view.fit()
  view.update(two, [index(100e6), index(8e6)])
  expect(view.to).toBeGreaterThanOrEqual(100e6)
})

test('one future alone is shown whole again', () => {
  const view = new TimelineView()
  const two = stateOf(true)
  view.update(two, [index(8e6), index(100e6)])
  expect(view.to).toBeLessThan(10e6)
  view.update({ ...two, other: null }, [index(100e6)])
  expect(view.to).toBeGreaterThanOrEqual(100e6)
})

test('a reader who stands beyond the shorter future keeps the whole', () => {
  const view = new TimelineView()
  view.update(stateOf(true, 50e6), [index(8e6), index(100e6)])
  expect(view.to).toBeGreaterThanOrEqual(100e6)
})

test('the first difference is written as the clock writes it', () => {
  const at = (time: number) => differenceWords({ time, first: 0, second: 0 })
  expect(at(361_900)).toBe('The same until 361.9 µs')
  expect(at(1_234_567)).toBe('The same until 1.2346 ms')
  expect(at(0)).toBe('Different from the start')
})
