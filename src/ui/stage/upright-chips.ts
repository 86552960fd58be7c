/** What stands at the right of a row of the narrow stage: its processes, what they hold, its disks. */
import { chipWidths } from './chip-widths.ts'
import { chipNeed, drawChip, SIGN_ALONE } from './draw-chip.ts'
import { drawDisks } from './draw-rack.ts'
import { rect, type Scene, words } from './scene.ts'
import { disksBox, type Row, TALL } from './upright-layout.ts'

/** Chips beside one another while there is width for their names, else below one another. */
export function drawRowChips(scene: Scene, row: Row): void {
  const u = scene.unit
  const { host, box, chipsX } = row
  const disks = disksBox(row, u)
  if (disks && host.rack) drawDisks(scene, host.rack, disks)
  const tall = box.h >= TALL * u
  const end = disks ? disks.y : box.y + box.h
  const right = box.x + box.w - (tall ? 4 * u : 0)
  const gap = 6 * u
  const between = box.h < 32 * u ? 2 * u : 6 * u
  const height = Math.min(32 * u, box.h - between)
  const deep = Math.max(1, Math.floor((end - box.y - 8 * u) / (height + gap)))
  const chips = host.processes
  const columns = Math.max(1, Math.ceil(chips.length / deep))
  if ((right - chipsX - (columns - 1) * gap) / columns < 20 * u) return
  const rows = Math.min(deep, chips.length)
  const from = tall ? box.y + 11 * u : box.y + (box.h - rows * (height + gap) + gap) / 2
  // Of the chips below one another in a column the widest name.
  const needs = Array.from({ length: columns }, (_, i) =>
    Math.max(...chips.slice(i * deep, (i + 1) * deep).map(({ name }) => chipNeed(scene, name))),
  )
  const dead = needs.map((_, i) =>
    chips.slice(i * deep, (i + 1) * deep).every(({ state }) => state === 'dead'),
  )
  const widths = chipWidths(needs, right - chipsX, gap, SIGN_ALONE * u, dead)
  let x = chipsX
  widths.forEach((w, column) => {
    chips.slice(column * deep, (column + 1) * deep).forEach((process, i) => {
      const place = { x, y: from + i * (height + gap), w, h: height }
      scene.add('chips', drawChip(scene, process, place, host.name))
    })
    x += w + gap
  })
  if (tall) drawVariables(scene, row, from + rows * (height + gap), right, end)
}

function drawVariables(
  scene: Scene,
  { host, chipsX }: Row,
  from: number,
  right: number,
  end: number,
): void {
  const u = scene.unit
  let y = from
  for (const variable of host.variables) {
    if (y + 24 * u > end) break
    const row = { x: chipsX, y, w: right - chipsX, h: 20 * u }
    const changed = variable.changedAt >= scene.input.since
    const parts = [
      rect('row', changed ? 'row changed' : 'row', row, 4 * u),
      words('value', 't-note2 end b ink', right - 10 * u, y + 14 * u, variable.value),
    ]
    const room = row.w - scene.width(variable.value, 'note', true) - 26 * u
    if (scene.width(variable.name, 'note') < room)
      parts.push(words('name', 't-note2', chipsX + 10 * u, y + 14 * u, variable.name))
    const says = `${variable.name} on ${host.name}: ${variable.value}`
    scene.add('cards', scene.thing(variable.entity, 'part', says, row, 4 * u, parts))
    y += 22 * u
  }
}
