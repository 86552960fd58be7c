import { describe, expect, test } from 'vitest'
import { LabelPlaces, overlaps } from './label-places.ts'
import { layOut, type Room, type RoomHost, shares } from './room-layout.ts'
import { spread } from './spread.ts'

function hosts(metres: readonly number[], chips = 1): RoomHost[] {
  return metres.map((metre) => ({ metre, nameWidth: 20, chips, lines: 1 }))
}
function evenly(n: number): number[] {
  return Array.from({ length: n }, (_, i) => Math.round(10 + (480 * i) / Math.max(1, n - 1)))
}
function crowded(n: number): number[] {
  return Array.from({ length: n }, (_, i) => 200 + 2.5 * i)
}
const STAGE = { x: 0, y: 0, w: 1040, h: 420 }

function expectSound(room: Room, metres: readonly number[]): void {
  room.cards.forEach((card, i) => {
    const tap = room.cable.x + ((metres[i] as number) / 500) * room.cable.w
    expect(card.tap).toBeCloseTo(tap, 6)
    expect(card.x).toBeGreaterThanOrEqual(room.frame.x - 0.01)
    expect(card.x + card.w).toBeLessThanOrEqual(room.frame.x + room.frame.w + 0.01)
    expect(card.y).toBeGreaterThanOrEqual(room.frame.y)
    expect(card.y + card.h).toBeLessThanOrEqual(room.frame.y + room.frame.h)
    const inside = { ...card, x: card.x + 0.01, w: card.w - 0.02 }
    expect(room.cards.slice(i + 1).filter((other) => overlaps(inside, other))).toEqual([])
  })
}

describe('a room', () => {
  test.each([1, 2, 3, 4, 5, 8, 9, 16, 17, 64])('of %i machines has no card on another', (n) => {
    for (const metres of [evenly(n), crowded(n)])
      expectSound(layOut(STAGE, 1, 500, hosts(metres)), metres)
  })
  test('of a thousand machines is laid out all the same', () => {
    const room = layOut(STAGE, 1, 500, hosts(evenly(1024)))
    expect(room.form).toBe('tap')
    expect(room.cards).toHaveLength(1024)
  })
  test('shrinks its cards as machines come in', () => {
    const form = (n: number) => layOut(STAGE, 1, 500, hosts(evenly(n))).form
    expect([2, 8, 21, 23].map(form)).toEqual(['roomy', 'card', 'compact', 'tap'])
  })
  test('of two machines keeps its large cards while a long answer takes half the screen', () => {
    const low = { x: 0, y: 0, w: 1280, h: 340 }
    const room = layOut(low, 1.23, 500, hosts([50, 150]))
    expect(room.form).toBe('roomy')
    expectSound(room, [50, 150])
    const [card] = room.cards
    expect(room.cable.y).toBeGreaterThan((card?.y ?? 0) + (card?.h ?? 0))
    expect(room.cable.y + room.cable.h + 50).toBeLessThan(low.h)
  })
  test('takes the height that is missing from the side that needs more', () => {
    expect(shares(100, 120, 300, false)).toEqual([100, 120])
    expect(shares(100, 260, 300, false)).toEqual([100, 200])
    expect(shares(260, 100, 300, false)).toEqual([200, 100])
    expect(shares(200, 260, 300, false)).toEqual([150, 150])
  })
  test('keeps full cards on the projector', () => {
    const frame = { x: 0, y: 0, w: 1280, h: 470 }
    expect(layOut(frame, 1.32, 500, hosts(evenly(8))).form).toBe('card')
  })
})

describe('a pool', () => {
  const pool = (metres: readonly number[]): RoomHost[] =>
    hosts(metres).map((host) => ({ ...host, nameWidth: 32 }))
  const CELL = { width: 100, line: 13.8 }
  const HALL = { x: 0, y: 0, w: 880, h: 350 }
  test.each([
    [24, 1],
    [64, 1],
    [64, 1.3],
    [254, 1],
  ])('of %i machines is a rack of cells at %f, none on another or on the cable', (n, unit) => {
    for (const frame of unit > 1 ? [HALL] : [STAGE, { ...STAGE, h: 402 }])
      for (const metres of [evenly(n), crowded(n)]) {
        const room = layOut(frame, unit, 500, pool(metres), CELL)
        expect(room.form).toBe('cell')
        // What is drawn pixel by pixel stands on whole ones.
        for (const { x, y, w, h } of room.cards)
          expect([x, y, w, h].every(Number.isInteger)).toBe(true)
        expectSound(room, metres)
        const { cable, cards } = room
        for (const card of cards)
          expect(
            card.side === 'above' ? cable.y - card.y - card.h : card.y - cable.y - cable.h,
          ).toBeGreaterThan(20)
      }
  })
  test('has two lines in a cell while there is room, and names to the last', () => {
    const high = (n: number) => layOut(STAGE, 1, 500, pool(evenly(n)), CELL).cards[0]?.h ?? 0
    expect(high(64)).toBeGreaterThanOrEqual(31)
    expect(high(254)).toBeLessThan(31)
    expect(layOut(STAGE, 1, 500, pool(evenly(600)), CELL).form).toBe('tap')
  })
  test('of machines that cards leave without the names of their processes has cells before there are too many', () => {
    const form = (chips: number, n = 21) =>
      layOut(
        STAGE,
        1,
        500,
        pool(evenly(n)).map((host) => ({ ...host, chips })),
        CELL,
      ).form
    expect([1, 2, 4].map((chips) => form(chips))).toEqual(['compact', 'compact', 'cell'])
    expect(form(4, 12)).toBe('compact')
  })
  test('whose machines may be in no cell stays at its taps, along which the line of a group runs', () => {
    expect(layOut(STAGE, 1, 500, pool(evenly(64)), null).form).toBe('tap')
  })
})

describe('a room of stations', () => {
  const stations = (metres: readonly number[]): RoomHost[] =>
    hosts(metres).map((host) => ({ ...host, boxWidth: 92 }))
  const FRAMES = [STAGE, { x: 0, y: 0, w: 880, h: 350 }, { x: 0, y: 0, w: 860, h: 300 }]
  test.each([17, 24, 40, 64])('draws %i small boxes, none on another or on the cable', (n) => {
    for (const frame of FRAMES)
      for (const metres of [evenly(n), crowded(n)]) {
        const room = layOut(frame, 1, 500, stations(metres))
        expect(room.form).toBe('box')
        expectSound(room, metres)
        const { cable, cards } = room
        for (const card of cards)
          expect(
            card.side === 'above' ? cable.y - card.y - card.h : card.y - cable.y - cable.h,
          ).toBeGreaterThan(20)
      }
  })
  test('has words in them while there is room', () => {
    const { cards } = layOut(STAGE, 1, 500, stations(evenly(24)))
    expect(Math.min(...cards.map(({ w }) => w))).toBeGreaterThanOrEqual(92)
  })
  test('falls back to taps where a box could not be read', () => {
    expect(layOut(STAGE, 1, 500, stations(evenly(256))).form).toBe('tap')
  })
})

describe('spreading', () => {
  test('leaves alone what has room, and parts what has not about its middle', () => {
    expect(spread([10, 200], 50, 0, 500)).toEqual([10, 200])
    expect(spread([100, 100], 50, 0, 500)).toEqual([75, 125])
  })
  test('stays within its bounds', () => {
    expect(spread([-40, -30, 700], 50, 0, 500)).toEqual([0, 50, 500])
  })
})

describe('labels', () => {
  test('take the first free place, or none', () => {
    const places = new LabelPlaces({ x: 0, y: 0, w: 100, h: 20 })
    const [left, right] = [
      { x: 0, y: 0, w: 60, h: 12 },
      { x: 62, y: 0, w: 30, h: 12 },
    ]
    expect(places.place([left])).toBe(left)
    expect(places.place([left, right])).toBe(right)
    expect(places.place([left, right, { x: 90, y: 0, w: 30, h: 12 }])).toBeUndefined()
  })
  test('keep off what others have taken, far from their own middle too', () => {
    const below = new LabelPlaces({ x: 0, y: 0, w: 600, h: 40 })
    below.take({ x: 10, y: 0, w: 500, h: 12 })
    const copy = below.copy()
    copy.take({ x: 0, y: 20, w: 600, h: 12 })
    const places = new LabelPlaces({ x: 0, y: 0, w: 600, h: 40 })
    places.under(below)
    expect(places.isFree({ x: 300, y: 4, w: 20, h: 6 })).toBe(false)
    expect(places.isFree({ x: 300, y: 22, w: 20, h: 6 })).toBe(true)
    places.under(copy)
    expect(places.isFree({ x: 300, y: 22, w: 20, h: 6 })).toBe(false)
  })
})
