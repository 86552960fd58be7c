import type { StageHost, StageProcess, StageVariable } from '../../analysis/stage/stage-model.ts'
import { type ChipPlaces, isBetter, placeChips } from './chip-places.ts'
import { branchPill } from './draw-branch.ts'
import { CHIP_GAP, chipRoom, chipsWanted, drawChip } from './draw-chip.ts'
import { drawRackContents, rackHead } from './draw-rack.ts'
import { drawStation, stationWords } from './draw-station.ts'
import type { Box } from './label-places.ts'
import { RACK_ROWS } from './rack-layout.ts'
import { type CardPlace, ROWS } from './room-layout.ts'
import { group, rect, type Scene, sign, words } from './scene.ts'
import type { SvgNode } from './svg-patch.ts'

const ROLE_SIGNS: Readonly<Record<string, string>> = {
  workstation: 'h-station',
  diskless: 'h-station',
  pool: 'h-pool',
  gateway: 'h-gate',
  station: 'h-load',
}

export function roleSign(role: string): string {
  return ROLE_SIGNS[role] ?? 'h-server'
}

/** A machine: head with name and processor, its processes, what its programs hold; mirrored below the cable. */
export function drawCard(
  scene: Scene,
  host: StageHost,
  place: CardPlace,
  form: keyof typeof ROWS | 'rack',
): void {
  const u = scene.unit
  const rows = form === 'rack' ? RACK_ROWS : ROWS[form]
  const { x, y, w, h, side } = place
  const above = side === 'above'
  const parts = [rect('card', host.on ? 'card' : 'card dead', place, 10 * u)]
  const lean = form === 'compact'
  // Between the edge and the line of a group.
  const headY = above ? y + (lean ? 20 : 24) * u : y + h - (lean ? 12 : 15) * u
  const dark = form === 'rack' && host.rack ? { ...place, h: rackHead(host, w - 24 * u, u) } : place
  if (!host.on) parts.push(rect('dark', 'no-power', inset(dark, u), 9 * u))
  parts.push(...head(scene, host, place, headY, lean))
  scene.add('cards', scene.thing(host.entity, 'host', hostWords(host), place, 10 * u, parts))
  scene.places.take(place)
  const pad = lean ? 6 * u : 12 * u
  const from = above ? y + rows.head * u : y + rows.strip * u
  const to = above ? y + h - rows.strip * u : y + h - rows.head * u
  const box = { x: x + pad, y: from, w: w - 2 * pad, h: to - from }
  if (form === 'rack') drawRackContents(scene, host, host.rack, box)
  else drawContents(scene, host, box, form)
}

/** Why a machine does not run. */
export function offWord({ failed }: StageHost): string {
  return failed ? 'processor failed' : 'no power'
}

export function hostWords(host: StageHost): string {
  if (!host.on) return `${host.name}, ${host.roleLabel}, ${offWord(host)}`
  if (host.station) return stationWords(host, host.station)
  const slow = host.speed === 100 ? '' : `, at ${host.speed} percent speed`
  return `${host.name}, ${host.roleLabel}, processor ${host.cpu?.word}${slow}`
}

function inset(box: Box, by: number): Box {
  return { x: box.x + by, y: box.y + by, w: box.w - 2 * by, h: box.h - 2 * by }
}

/** Glyph, name, role at the left, processor at the right; the role goes first where room is short. */
function head(scene: Scene, host: StageHost, box: Box, base: number, lean: boolean): SvgNode[] {
  const u = scene.unit
  const parts: SvgNode[] = []
  const left = box.x + (lean ? 8 : 12) * u
  const right = box.x + box.w - (lean ? 8 : 12) * u
  const nameWidth = scene.width(host.name, 'name')
  const glyph = lean && box.w < 100 * u ? 0 : 18 * u
  const nameX = left + (glyph ? glyph + 8 * u : 0)
  const role = host.on ? host.roleLabel : `${host.roleLabel}, ${offWord(host)}`
  const roleX = nameX + nameWidth + 8 * u
  const roleWidth = scene.width(role, 'note')
  const cpu = host.cpu?.word ?? ''
  const cpuWord = host.speed === 100 ? cpu : `${cpu}, ${host.speed} % speed`
  const wordWidth = scene.width(cpuWord, 'note')
  const bolt = host.on ? 0 : 28 * u
  const cpuSpace = host.on ? 20 * u : bolt
  const room = right - cpuSpace - roleX
  const pill = host.branch && branchPill(scene, host.branch, roleX, base, room, host.locks)
  const fitsRole = !pill && !lean && roleX + roleWidth + cpuSpace + 6 * u < right
  const after = pill ? roleX + pill.width : fitsRole ? roleX + roleWidth : nameX + nameWidth
  const fitsWord = host.on && after + wordWidth + cpuSpace + 14 * u < right
  if (!host.on) {
    const plate = { x: left - 4 * u, y: base - 18 * u, w: after - left + 12 * u, h: 26 * u }
    parts.push(rect('plate', 'plate', plate, 5 * u))
    parts.push(sign('bolt', 'e-crash', right - 22 * u, base - 16 * u, 22 * u))
  }
  if (glyph) parts.push(sign('glyph', roleSign(host.role), left, base - 14 * u, glyph))
  parts.push(words('name', 't-name', nameX, base, host.name))
  if (pill) scene.add('chips', pill.node)
  if (fitsRole) parts.push(words('role', 't-role', roleX, base, role))
  if (!host.on || !host.cpu || nameX + nameWidth + 20 * u > right) return parts
  if (fitsWord) parts.push(words('cpu-word', 't-note2 end', right, base, cpuWord))
  const cpuX = fitsWord ? right - wordWidth - 20 * u : right - 14 * u
  parts.push(sign('cpu', 'cpu', cpuX, base - 11.5 * u, 14 * u, `cpu-${host.cpu.owner}`))
  return parts
}

/** Chips in as many columns as they need, then variables and aliens while there are rows for them. */
function drawContents(scene: Scene, host: StageHost, box: Box, form: keyof typeof ROWS): void {
  if (host.station) {
    drawStation(scene, host, host.station, box)
    return
  }
  const u = scene.unit
  const rows = ROWS[form]
  const step = rows.line * u
  const lines = form === 'compact' ? 0 : linesOf(host).length
  const fitting = Math.floor((box.h - rows.chip * u) / step)
  const wantLines = lines === 0 ? 0 : Math.max(0, Math.min(lines, fitting))
  let places: ChipPlaces | null = null
  // Processes keep their names before anything that they hold has a line.
  for (let under = wantLines; under >= 0 && !places?.complete; under--) {
    const next = placeBeside(scene, host, box, rows.chip * u, under * step)
    if (next && (!places || isBetter(next, places))) places = next
  }
  if (!places) return
  const nodes = places.boxes.map((place, i) => {
    const at = { ...place, x: box.x + place.x, y: box.y + place.y }
    return drawChip(scene, host.processes[i] as StageProcess, at, host.name)
  })
  scene.add('chips', group(`${host.name} chips`, {}, ...nodes))
  if (wantLines <= 0) return
  const used = places.rows * places.step
  drawLines(scene, host, { ...box, y: box.y + used, h: box.h - used }, step)
}

/** Chips over lines that take `under` px. */
function placeBeside(
  scene: Scene,
  { processes }: StageHost,
  { w, h }: Box,
  step: number,
  under: number,
): ChipPlaces | null {
  const u = scene.unit
  return placeChips(chipsWanted(scene, processes), {
    ...chipRoom(scene),
    w,
    h: h - under,
    height: step - CHIP_GAP * u,
    narrowest: 26 * u,
    down: false,
  })
}

interface Line {
  readonly entity: number
  readonly name: string
  readonly value: string
  readonly changed: boolean
  readonly fresh: StageVariable | null
}

function linesOf(host: StageHost): Omit<Line, 'changed'>[] {
  return [
    ...host.disks.map(({ entity, name, word }) => ({ entity, name, value: word, fresh: null })),
    ...host.variables.map((variable) => ({
      entity: variable.entity,
      name: variable.name,
      value: variable.value,
      fresh: variable,
    })),
    ...host.aliens.map((alien) => ({
      entity: alien.entity,
      name: alien.stands ? `alien for ${alien.stands}` : alien.name,
      value: alien.state,
      fresh: null,
    })),
  ]
}

/** What the programs on a machine hold, a line each: the name at the left, the value at the right. */
function drawLines(scene: Scene, host: StageHost, box: Box, step: number): void {
  const u = scene.unit
  const all = linesOf(host)
  const count = Math.max(0, Math.min(all.length, Math.floor(box.h / step + 0.05)))
  all.slice(0, count).forEach((line, i) => {
    const row = { x: box.x, y: box.y + i * step, w: box.w, h: step - 2 * u }
    const base = row.y + row.h / 2 + scene.drop('note')
    const changed = line.fresh !== null && line.fresh.changedAt >= scene.input.since
    const parts: SvgNode[] = [rect('row', changed ? 'row changed' : 'row', row, 4 * u)]
    const width = scene.width(line.value, 'note', true)
    parts.push(words('value', 't-note2 end b ink', row.x + row.w - 10 * u, base, line.value))
    if (scene.width(line.name, 'note') + width + 26 * u < row.w)
      parts.push(words('name', 't-note2', row.x + 10 * u, base, line.name))
    const says = `${line.name} on ${host.name}: ${line.value}${changed ? ', just changed' : ''}`
    scene.add('cards', scene.thing(line.entity, 'part', says, row, 4 * u, parts))
  })
}
