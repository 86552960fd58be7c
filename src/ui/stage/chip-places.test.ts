import { expect, test } from 'vitest'
import { type ChipRoom, placeChips } from './chip-places.ts'
import { overlaps } from './label-places.ts'

const ROOM: ChipRoom = {
  w: 276,
  h: 48,
  height: 30,
  least: 17,
  gap: 6,
  beside: [6, 4],
  sign: 18,
  narrowest: 26,
  down: false,
}
const chips = (...needs: readonly number[]) => needs.map((need) => ({ need, ended: false }))
const rowsOf = (...asked: Parameters<typeof placeChips>): number | undefined =>
  placeChips(...asked)?.rows

test('while all names fit, chips stay as high as they are elsewhere', () => {
  const places = placeChips(chips(88, 88, 76), ROOM)
  expect(places?.rows).toBe(1)
  expect(places?.boxes.map(({ h }) => h)).toEqual([30, 30, 30])
})

test('a name that would be lost gets a row more, of lower chips', () => {
  const places = placeChips(chips(88, 88, 76, 57), ROOM)
  expect(places?.rows).toBe(2)
  expect(places?.named).toEqual([4, 0])
  expect(places?.complete).toBe(true)
  expect(places?.boxes[0]?.h).toBeGreaterThanOrEqual(ROOM.least)
})

test('a single row is as high as it may be, however low its room', () => {
  expect(placeChips(chips(60, 60), { ...ROOM, h: 18, height: 24 })?.boxes[0]?.h).toBe(24)
})

test('no more rows than can be read, and none for what has ended', () => {
  expect(rowsOf(chips(88, 88, 76, 57), { ...ROOM, h: 38 })).toBe(1)
  const ended = chips(88, 88, 76, 57).map((chip, i) => ({ ...chip, ended: i === 1 }))
  expect(rowsOf(ended, ROOM)).toBe(1)
})

test('where more rows win no name, there are none', () => {
  expect(rowsOf(chips(300, 300), ROOM)).toBe(1)
  expect(placeChips(chips(300, 300), ROOM)?.complete).toBe(false)
})

test('down the columns only as many as there is width for; along the rows the first of them', () => {
  const many = chips(...Array.from({ length: 12 }, () => 200))
  const low = { ...ROOM, w: 60, h: 20 }
  expect(placeChips(many, { ...low, down: true })).toBeNull()
  expect(placeChips(many, low)?.boxes).toHaveLength(2)
})

test('none lies on another, and all stay in the room', () => {
  for (const down of [true, false])
    for (const h of [30, 48, 70, 110])
      for (const needs of [[60], [88, 50], [88, 88, 76, 57], [40, 90, 70, 120, 60, 30]]) {
        const room = { ...ROOM, h, down }
        const boxes = placeChips(chips(...needs), room)?.boxes ?? []
        expect(boxes).toHaveLength(needs.length)
        boxes.forEach((box, i) => {
          expect(box.x + box.w).toBeLessThanOrEqual(room.w + 0.01)
          expect(box.y + box.h).toBeLessThanOrEqual(Math.max(h, 30) + 0.01)
          expect(boxes.slice(i + 1).filter((other) => overlaps(box, other))).toEqual([])
        })
      }
})
