import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { EventQueue } from './event-queue.ts'

test('events leave by time, and at one time in the order in which they came', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 400 }), (times) => {
      const queue = new EventQueue()
      times.forEach((time, slot) => {
        queue.push(time, slot)
      })
      const left = times.map(() => queue.pop())
      const expected = times
        .map((time, slot) => ({ time, slot }))
        .sort((x, y) => x.time - y.time || x.slot - y.slot)
      expect(left).toEqual(expected.map(({ slot }) => slot))
    }),
  )
})

test('pushing while popping keeps the order', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 200 }), (steps) => {
      const queue = new EventQueue()
      const times: number[] = []
      let now = 0
      for (const [first, second] of steps) {
        for (const delay of [first, second]) {
          queue.push(now + delay, times.length)
          times.push(now + delay)
        }
        const time = times[queue.pop()] as number
        expect(time).toBeGreaterThanOrEqual(now)
        now = time
      }
    }),
  )
})
