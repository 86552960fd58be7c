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

test('any mixture of pushes, looks and takings agrees with a sorted list', () => {
  const operation = fc.oneof(
    fc.record({ does: fc.constant('push' as const), time: fc.nat(12) }),
    fc.record({ does: fc.constantFrom('pop' as const, 'look' as const), time: fc.constant(0) }),
  )
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 300 }), (operations) => {
      const queue = new EventQueue()
      const list: { readonly time: number; readonly slot: number }[] = []
      operations.forEach(({ does, time }, slot) => {
        if (does === 'push') {
          queue.push(time, slot)
          list.push({ time, slot })
        }
        list.sort((x, y) => x.time - y.time || x.slot - y.slot)
        const [first] = list
        expect(queue.size).toBe(list.length)
        if (!first) return
        if (does === 'look') {
          expect(queue.peekTime()).toBe(first.time)
          expect(queue.peekSlot()).toBe(first.slot)
        } else if (does === 'pop') {
          expect(queue.pop()).toBe(first.slot)
          list.shift()
        }
      })
    }),
    { numRuns: 1000 },
  )
})
