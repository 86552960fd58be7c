import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Growing } from './growing.ts'

const ordered = fc.array(fc.nat(500), { maxLength: 60 }).map((list) => list.sort((a, b) => a - b))

test('a search finds the same wherever the one before it ended, also after the list has grown', () => {
  fc.assert(
    fc.property(ordered, fc.array(fc.nat(520), { maxLength: 30 }), (values, limits) => {
      const list = new Growing()
      const half = values.length >> 1
      const below = (limit: number, of: readonly number[]) => of.filter((v) => v < limit).length
      list.append(values.slice(0, half))
      for (const limit of limits)
        expect(list.countBelow(limit)).toBe(below(limit, values.slice(0, half)))
      for (const value of values.slice(half)) list.push(value)
      for (const limit of limits) expect(list.countBelow(limit)).toBe(below(limit, values))
    }),
  )
})

test('what is put in comes out, in order; beyond its end there is nothing', () => {
  const list = new Growing()
  for (let i = 0; i < 100; i++) list.push(3 * i)
  list.extend(103, 7)
  list.set(101, 9)
  expect(list.listed(98, list.length)).toEqual([294, 297, 7, 9, 7])
  expect(list.at(103)).toBeUndefined()
  expect(list.listed(5, 5)).toEqual([])
})
