import { expect, test } from 'vitest'
import type { Row } from '../../analysis/timeline/rows.ts'
import { scrollFor } from './lane-in-sight.ts'

/** Three lanes of 20 px for each of two futures, P's of two rows. */
const rows = [0, 1].flatMap((future) =>
  ['A', 'P', 'P', 'S'].map((name, i) => ({
    future,
    host: { name },
    first: true,
    y: future * 80 + i * 20,
    height: 20,
  })),
) as unknown as readonly Row[]

test('lanes that are seen stay where they are', () => {
  expect(scrollFor(rows, { entity: 'A' }, { top: 0, height: 60 })).toBe(null)
  expect(scrollFor(rows, { entity: 'P.job' }, { top: 0, height: 60 })).toBe(null)
  expect(scrollFor(rows, { entity: 'cable' }, { top: 0, height: 60 })).toBe(null)
})

test('those below or above the window come to its nearer edge', () => {
  expect(scrollFor(rows, { entity: 'S' }, { top: 0, height: 60 })).toBe(20)
  expect(scrollFor(rows, { entity: 'A.client/send1' }, { top: 50, height: 60 })).toBe(0)
})

test('a mark of the second future is looked for among its lanes', () => {
  expect(scrollFor(rows, { entity: 'A', future: 2 }, { top: 0, height: 60 })).toBe(40)
  expect(scrollFor(rows, { entity: 'A' }, { top: 100, height: 60 })).toBe(0)
})

test('what is higher than the window begins at its upper edge', () => {
  expect(scrollFor(rows, { entity: 'P' }, { top: 0, height: 30 })).toBe(20)
})
