/** Memory above, disks below: what a crash takes and what it leaves, a row for each block that has a name. */
import { blockSays, type Rack, type RackBlock, type RackDisk } from '../../analysis/disks/rack.ts'
import type { StageHost } from '../../analysis/stage/stage-model.ts'
import { drawChip } from './draw-chip.ts'
import type { Box } from './label-places.ts'
import { chipRows, RACK_ROWS } from './rack-layout.ts'
import { f, group, path, rect, type Scene, sign, words } from './scene.ts'
import type { SvgNode } from './svg-patch.ts'

/** Chips in one row, or two; then memory and the disks side by side. */
export function drawRackContents(scene: Scene, host: StageHost, rack: Rack | null, box: Box): void {
  const u = scene.unit
  const chips = host.processes
  const rows = chipRows(chips.length, box.w, u)
  const columns = Math.max(1, Math.ceil(chips.length / rows))
  const gap = 6 * u
  const width = (box.w - (columns - 1) * gap) / columns
  const step = RACK_ROWS.chip * u
  const nodes = chips.map((process, i) => {
    const x = box.x + (i % columns) * (width + gap)
    const y = box.y + Math.floor(i / columns) * step
    return drawChip(scene, process, { x, y, w: width, h: step - gap }, host.name)
  })
  scene.add('chips', group(`${host.name} chips`, {}, ...nodes))
  if (!rack) return
  const used = Math.min(rows, Math.ceil(chips.length / columns)) * step
  const rest = { ...box, y: box.y + used, h: box.h - used }
  drawMemory(scene, host, { ...rest, h: RACK_ROWS.line * u + 2 * u })
  const below = (RACK_ROWS.line + 8) * u
  drawDisks(scene, rack, { ...rest, y: rest.y + below, h: rest.h - below })
}

/** From the top of a card to under its memory: what a loss of power darkens. */
export function rackHead({ processes }: StageHost, width: number, u: number): number {
  const { head, chip, line } = RACK_ROWS
  return (head + chipRows(processes.length, width, u) * chip + line + 5) * u
}

function drawMemory(scene: Scene, host: StageHost, box: Box): void {
  const u = scene.unit
  const base = box.y + box.h / 2 + scene.drop('note')
  const parts: SvgNode[] = [rect('memory', host.on ? 'memory' : 'memory gone', box, 5 * u)]
  parts.push(words('name', 't-note2', box.x + 12 * u, base, 'Memory'))
  const end = box.x + box.w - 12 * u
  const first = box.x + 24 * u + scene.width('Memory', 'note')
  if (!host.on) {
    const lost = ['lost, with all that was only there', 'lost'].find(
      (text) => first + scene.width(text, 'note') < end,
    )
    if (lost) parts.push(words('lost', 't-note2 end', end, base, lost))
  }
  scene.add('cards', group(`${host.name} memory`, {}, ...parts))
  let right = end
  for (const variable of host.on ? host.variables : []) {
    const text = `${variable.name} ${variable.value}`
    const width = scene.width(text, 'note', true)
    if (right - width < first) break
    const row = { x: right - width - 5 * u, y: box.y + 2 * u, w: width + 10 * u, h: box.h - 4 * u }
    const fresh = variable.changedAt >= scene.input.since
    const nodes = [
      rect('row', fresh ? 'row changed' : 'row', row, 4 * u),
      words('value', 't-note2 end b ink', right, base, text),
    ]
    const says = `${variable.name} in ${host.name}'s memory: ${variable.value}`
    scene.add('cards', scene.thing(variable.entity, 'part', says, row, 4 * u, nodes))
    right -= width + 18 * u
  }
}

export function drawDisks(scene: Scene, rack: Rack, box: Box): void {
  const u = scene.unit
  const gap = 12 * u
  const count = rack.disks.length
  const width = (box.w - (count - 1) * gap) / count
  rack.disks.forEach((disk, i) => {
    drawDisk(scene, disk, { ...box, x: box.x + i * (width + gap), w: width })
  })
}

/** Rows move together before one of them is left out. */
function rowStep({ blocks }: RackDisk, room: number, u: number): number {
  const { line, least } = RACK_ROWS
  return Math.max(least * u, Math.min(line * u, room / Math.max(1, blocks.length)))
}

/** From this size of letters on a picture is for a lecture hall. */
const HALL = 1.3

/**
 * What decides is left out last: the flags, then the rest in their order; the last row says how many more there are.
 * Of two futures in a lecture hall there are the flags alone.
 */
function chosen(
  { blocks, named }: RackDisk,
  fits: number,
  flagsAlone: boolean,
): { readonly shown: readonly RackBlock[]; readonly more: number } {
  const flags = blocks.filter(({ role }) => role === 'flag')
  const areAlone = flagsAlone || (fits < named && fits === flags.length)
  if (areAlone && flags.length > 0 && flags.length <= fits) return { shown: flags, more: 0 }
  if (named <= fits) return { shown: blocks, more: 0 }
  const keep = Math.max(0, fits - 1)
  const kept = new Set([...flags, ...blocks.filter(({ role }) => role !== 'flag')].slice(0, keep))
  return { shown: blocks.filter((block) => kept.has(block)), more: named - kept.size }
}

function drawDisk(scene: Scene, disk: RackDisk, box: Box): void {
  const u = scene.unit
  const head = RACK_ROWS.line * u
  const step = rowStep(disk, box.h - head, u)
  const base = box.y + head / 2 + scene.drop('note')
  const fits = Math.max(0, Math.floor((box.h - head) / step + 0.05))
  const { shown, more } = chosen(disk, fits, u >= HALL && scene.input.future !== null)
  const rows = Math.min(fits, shown.length + (more > 0 ? 1 : 0))
  const body = { x: box.x, y: box.y + head, w: box.w, h: rows * step }
  const nameWidth = scene.width(disk.name, 'label', true)
  const parts: SvgNode[] = [
    rect('plate', 'plate', { x: box.x - 4 * u, y: box.y, w: box.w + 8 * u, h: head }, 4 * u),
    rect('body', disk.lost ? 'disk gone' : 'disk', body, 5 * u),
    words('name', 't-lab', box.x, base, disk.name),
  ]
  if (nameWidth + scene.width(disk.word, 'note') + 12 * u < box.w) {
    const hue = disk.lost ? ' i-loss b' : ''
    parts.push(words('word', `t-note end${hue}`, box.x + box.w, base, disk.word))
  }
  const whole = { ...box, h: head + body.h }
  const says = `${disk.name}, ${disk.word}, ${disk.named} blocks named`
  scene.add('cards', scene.thing(disk.entity, 'part', says, whole, 5 * u, parts))
  shown.forEach((block, i) => {
    drawBlock(scene, disk, block, { ...body, y: body.y + i * step, h: step })
  })
  if (more > 0 && fits > 0) {
    const y = body.y + shown.length * step + step / 2 + scene.drop('note')
    const text = `and ${more} more`
    scene.add('cards', words(`${disk.name} more ${disk.entity}`, 't-note', box.x + 10 * u, y, text))
  }
}

function drawBlock(scene: Scene, disk: RackDisk, block: RackBlock, row: Box): void {
  const u = scene.unit
  const inner = { x: row.x + u, y: row.y + u, w: row.w - 2 * u, h: row.h - 2 * u }
  const fresh = block.changedAt >= 0 && block.changedAt >= scene.input.since
  const base = row.y + row.h / 2 + scene.drop('note')
  const bad = block.state !== 'good'
  const text = block.writing ? `${block.words}, being written` : block.words
  const end = row.x + row.w - 10 * u
  const parts: SvgNode[] = [
    rect('row', fresh ? 'row changed' : 'row', inner, 4 * u),
    blockSign(block, row.x + 10 * u, row.y + row.h / 2, u),
  ]
  const shownText = [text, block.words].find(
    (candidate) => scene.width(candidate, 'note', true) < row.w - 40 * u,
  )
  const width = shownText ? scene.width(shownText, 'note', true) : 0
  if (shownText) {
    const look = bad ? 't-note2 b end i-loss' : 't-note2 b end ink'
    parts.push(words('words', look, end, base, shownText))
  }
  const label = block.role === 'flag' ? 't-note2 b ink' : 't-note2'
  const forms = block.role === 'flag' ? [block.label, 'flag'] : [block.label]
  const name = forms.find(
    (form) => 30 * u + scene.width(form, 'note', true) + width + 20 * u < row.w,
  )
  if (name !== undefined) parts.push(words('label', label, row.x + 30 * u, base, name))
  scene.add('cards', scene.thing(block.entity, 'part', blockSays(disk, block), inner, 4 * u, parts))
}

/** Solid for a page, dashed for an intention, a box that is ticked for a flag; ragged where it is torn. */
function blockSign(
  { role, state, words: text }: RackBlock,
  x: number,
  y: number,
  u: number,
): SvgNode {
  const s = 12 * u
  const [left, top] = [x, y - s / 2]
  if (state === 'torn')
    return path(
      'sign',
      'block-torn',
      `M${f(left)} ${f(top)}h${f(s)}l${f(-3 * u)} ${f(4 * u)}l${f(3 * u)} ${f(3 * u)}l${f(-4 * u)} ${f(5 * u)}h${f(-s + 4 * u)}z`,
    )
  const box = rect(
    'sign',
    `block-${state === 'good' ? role : state}`,
    { x: left, y: top, w: s, h: s },
    2 * u,
  )
  if (state === 'decayed' || state === 'lost')
    return group('sign', {}, box, sign('cross', 'e-drop', left - u, top - u, s + 2 * u))
  if (state !== 'good' || role !== 'flag' || text !== 'set') return box
  const tick = `M${f(left + 3 * u)} ${f(y + 0.4 * u)}l${f(2.4 * u)} ${f(2.4 * u)}l${f(4 * u)} ${f(-5 * u)}`
  return group('sign', { class: 'flag-set' }, box, path('tick', 'block-tick', tick))
}
