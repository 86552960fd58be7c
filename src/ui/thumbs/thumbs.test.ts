import { expect, test } from 'vitest'
import { library } from '../../scenarios/catalogue.ts'
import { DRAWN } from './drawn.ts'

test('every scenario of the library has a picture of its own', () => {
  expect(Object.keys(DRAWN).sort()).toEqual(library.map(({ id }) => id).sort())
})

test('no two pictures are the same, and none leaves its field', () => {
  const pictures = Object.values(DRAWN).map((drawing) => JSON.stringify(drawing))
  expect(new Set(pictures).size).toBe(pictures.length)
  for (const [id, drawing] of Object.entries(DRAWN))
    for (const mark of drawing) {
      if ('sign' in mark) continue
      const [, x, y] = /^M(-?[\d.]+) (-?[\d.]+)/.exec(mark.d) ?? []
      expect([id, Number(x) >= 8 && Number(x) <= 262, Number(y) >= 4 && Number(y) <= 108]).toEqual([
        id,
        true,
        true,
      ])
    }
})
