import { expect, test } from 'vitest'
import type { Pen } from '../theme/canvas-signs.ts'
import type { Palette } from '../theme/palette.ts'
import type { LiveLead } from './draw-cell.ts'
import { drawLeads } from './draw-leads.ts'
import { layOut } from './room-layout.ts'

const LOOKS: LiveLead['look'][] = ['off', 'garbled', 'other', 'reply', 'request']

/** Where lines begin, px from the left, in the order of their drawing. */
function linesOf(live: readonly LiveLead[]): number[] {
  const hosts = Array.from({ length: 30 }, (_, i) => ({
    metre: 10 + 15 * i,
    nameWidth: 20,
    chips: 1,
    lines: 1,
  }))
  const room = layOut({ x: 0, y: 0, w: 1040, h: 420 }, 1, 500, hosts, { width: 90, line: 14 })
  const begun: number[] = []
  const pen = new Proxy({} as Pen, {
    get: (_, name) => (x: number) => name === 'moveTo' && begun.push(x),
    set: () => true,
  })
  drawLeads(pen, {} as Palette, { room, unit: 1, cells: [], live })
  expect(room.cards).toHaveLength(30)
  expect(new Set(begun)).toEqual(new Set(room.cards.map(({ tap }) => tap)))
  return begun
}

test('each machine has its lead, once, whatever it hears', () => {
  expect(linesOf([])).toHaveLength(30)
  for (const look of LOOKS) expect(linesOf([{ at: 7, look }])).toHaveLength(30)
  expect(linesOf(LOOKS.map((look, at) => ({ at, look })))).toHaveLength(30)
})

test('a lead that something passes lies over those that are quiet', () => {
  const [quiet] = linesOf([])
  expect(linesOf([{ at: 0, look: 'other' }]).at(-1)).toBe(quiet)
})
