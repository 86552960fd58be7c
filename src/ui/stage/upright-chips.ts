/** What stands at the right of a row of the narrow stage: its processes, what they hold, its disks. */
import type { StageProcess } from '../../analysis/stage/stage-model.ts'
import { placeChips } from './chip-places.ts'
import { CHIP_GAP, chipRoom, chipsWanted, drawChip } from './draw-chip.ts'
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
  const gap = CHIP_GAP * u
  const spare = box.h - 1.15 * scene.input.sizes.label
  const between = Math.max(2 * u, Math.min(gap, spare))
  const chips = host.processes
  const places = placeChips(chipsWanted(scene, chips), {
    ...chipRoom(scene),
    w: right - chipsX,
    h: end - box.y - 8 * u,
    height: Math.min(32 * u, box.h - between),
    narrowest: 24 * u,
    down: true,
  })
  if (!places) return
  const { boxes, rows, step } = places
  const from = tall ? box.y + 11 * u : box.y + (box.h - rows * step + gap) / 2
  boxes.forEach((place, i) => {
    const at = { ...place, x: chipsX + place.x, y: from + place.y }
    scene.add('chips', drawChip(scene, chips[i] as StageProcess, at, host.name))
  })
  if (tall) drawVariables(scene, row, from + rows * step, right, end)
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
