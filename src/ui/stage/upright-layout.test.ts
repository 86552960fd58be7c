import { expect, test } from 'vitest'
import { rowPlaces, spineHead, TALL } from './upright-layout.ts'

const host = (blocks = 0) => ({ most: { processes: 1, variables: 2, aliens: 0, blocks } })
const phone = { unit: 1, top: 10, height: 310, width: 160 }
const end = (places: readonly { y: number; h: number }[]): number =>
  Math.max(...places.map(({ y, h }) => y + h))

test('rows stand at their taps where there is room, and share the height where there is not', () => {
  const few = rowPlaces([host(), host()], [60, 200], phone)
  expect(few.map(({ y }) => y)).toEqual([35, 175])
  const many = rowPlaces(
    Array.from({ length: 10 }, () => host()),
    Array(10).fill(20),
    phone,
  )
  expect(many.map(({ h }) => h)).toEqual(Array(10).fill(31))
  expect(end(many)).toBeLessThanOrEqual(320)
})

test('a machine with disks gets what the others leave, and they keep a card each', () => {
  const [client, server] = rowPlaces([host(), host(5)], [60, 200], phone)
  expect(client?.h).toBeGreaterThanOrEqual(TALL)
  expect(server?.h).toBeGreaterThan(200)
  expect(server?.y).toBe((client?.y ?? 0) + (client?.h ?? 0))
  expect(end([server as { y: number; h: number }])).toBeLessThanOrEqual(320)
  // No more than its blocks fill.
  expect(rowPlaces([host(), host(1)], [60, 200], { ...phone, height: 900 })[1]?.h).toBeLessThan(160)
})

test('where rows are too low for cards, disks change nothing', () => {
  const hosts = Array.from({ length: 6 }, (_, i) => host(i === 2 ? 6 : 0))
  const heights = rowPlaces(hosts, Array(6).fill(100), phone).map(({ h }) => h)
  expect(new Set(heights).size).toBe(1)
})

test('groups’ names have a line over the rows where chips or the rows themselves leave none', () => {
  const of = (processes: number, n = 5) =>
    Array.from({ length: n }, () => ({ most: { ...host().most, processes } }))
  expect(spineHead(of(1), 1, 320)).toBe(0)
  expect(spineHead(of(4), 1, 320)).toBeGreaterThan(0)
  expect(spineHead(of(1, 8), 1, 320)).toBeGreaterThan(0)
  expect(spineHead(of(4), 0, 320)).toBe(0)
  expect(spineHead(of(1), 2, 320)).toBeGreaterThan(0)
  // A tall row has its chips below its own edge.
  expect(spineHead(of(4, 3), 1, 320)).toBe(0)
})
