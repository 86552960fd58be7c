import { expect, test } from 'vitest'
import { chipWidths } from './chip-widths.ts'

const sum = (widths: readonly number[]): number => widths.reduce((all, width) => all + width, 0)

test('chips are as wide as one another while every name fits', () => {
  expect(chipWidths([40, 60], 126, 6, 20)).toEqual([60, 60])
})
test('a long name takes from the short ones', () => {
  expect(chipWidths([70, 40], 126, 6, 20)).toEqual([75, 45])
})
test('where not all fit, as many as can be keep their names and the others their signs', () => {
  expect(chipWidths([70, 50, 60, 60], 160, 6, 22)).toEqual([22, 76, 22, 22])
  expect(chipWidths([30, 90, 40], 126, 6, 22)).toEqual([52, 22, 40])
  expect(chipWidths([60, 60, 60], 110, 6, 22)).toEqual([54, 22, 22])
})
test('who has ended goes without his name before the others do', () => {
  expect(chipWidths([50, 40, 55], 150, 6, 22, [false, true, false])).toEqual([61, 22, 55])
})
test('never more than there is, and nobody is left without a sign while signs fit', () => {
  for (let room = 30; room < 400; room += 7)
    for (const needs of [[50], [90, 20], [70, 70, 70], [40, 90, 30, 60, 20]]) {
      const widths = chipWidths(needs, room, 6, 20)
      expect(sum(widths) + 6 * (needs.length - 1)).toBeLessThanOrEqual(room + 1e-9)
      const signs = (room - 6 * (needs.length - 1)) / needs.length >= 20
      if (signs) expect(Math.min(...widths)).toBeGreaterThanOrEqual(20 - 1e-9)
    }
})
