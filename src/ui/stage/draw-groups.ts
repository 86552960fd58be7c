/**
 * The outline of a group over the machines: a double line round its members, joined along the row of chips and by
 * the edge of the stage. Several groups differ in dash and carry their names.
 */
import type { StageGroup, StageModel } from '../../analysis/stage/stage-model.ts'
import { EntityType } from '../../trace/entities.ts'
import type { EntityId } from '../../trace/record.ts'
import type { Box } from './label-places.ts'
import type { CardPlace, Room } from './room-layout.ts'
import { f, group, path, rect, type Scene, words } from './scene.ts'
import type { Side } from './sides.ts'
import type { SvgNode } from './svg-patch.ts'

/** Dashes that tell groups apart: whole, long, short; then again. */
const DASHES = 3

/** A stretch of members side by side, in one row. */
interface Piece extends Box {
  /** Positions of its first and last card among those of its side. */
  readonly first: number
  readonly last: number
}

export function drawGroups(scene: Scene, model: StageModel, room: Room): void {
  const shown = model.groups.filter(({ members }) => members.length > 0)
  const chips = chipBoxes(scene)
  const labels = room.caption ? drawLabels(scene, model.groups) : new Map<EntityId, Box>()
  const [only] = model.groups.length === 1 && !room.caption ? shown : []
  const named = only !== undefined && nameByMargin(scene, only, room)
  shown.forEach((each, order) => {
    const pieces = (['above', 'below'] as const).map((side) =>
      piecesOf(scene, model, room, chips, each, order, side),
    )
    drawGroup(scene, room, each, order, pieces, labels.get(each.entity), named)
  })
}

/** Where processes and machines are drawn. */
function chipBoxes(scene: Scene): Map<string, Box> {
  const boxes = new Map<string, Box>()
  for (const { stop, mark, box } of scene.things)
    if (stop === 'process' || stop === 'host') boxes.set(mark.entity, box)
  return boxes
}

/** How far outside its chips the line of a group runs: each further one round the others. */
function padOf(order: number, unit: number): number {
  return (4 + 4 * Math.min(order, 2)) * unit
}

function piecesOf(
  scene: Scene,
  model: StageModel,
  room: Room,
  chips: ReadonlyMap<string, Box>,
  each: StageGroup,
  order: number,
  side: Side,
): Piece[] {
  const { trace } = scene.input
  const pad = padOf(order, scene.unit)
  const at = membersAt(scene, each)
  const row = room.cards
    .map((card, i) => ({ card, i }))
    .filter(({ card }) => card.side === side)
    .sort((one, other) => one.card.x - other.card.x)
  const others = strangers(scene, each)
  const pieces: Piece[] = []
  row.forEach(({ i }, place) => {
    const host = model.hosts[i]
    const here = host && at.get(host.entity)
    if (!here) return
    const boxes = here.flatMap((process) => chips.get(trace.nameOf(process)) ?? [])
    const drawn =
      boxes.length > 0 ? boxes : [inner(chips.get(host.name) ?? (room.cards[i] as CardPlace))]
    const piece = { ...around(drawn, pad), first: place, last: place }
    const before = pieces.at(-1)
    const isNext = before && before.last === place - 1 && isLevel(before, piece)
    if (isNext && !others.some((box) => isBetween(box, before, piece)))
      pieces[pieces.length - 1] = joined(before, piece)
    else pieces.push(piece)
  })
  return pieces
}

/** The members by the machine that they are on. */
function membersAt({ input }: Scene, { members }: StageGroup): Map<EntityId, EntityId[]> {
  const at = new Map<EntityId, EntityId[]>()
  for (const process of members) {
    const host = input.trace.within(process, EntityType.host)
    const here = at.get(host)
    if (here) here.push(process)
    else at.set(host, [process])
  }
  return at
}

function inner({ x, y, w, h }: Box): Box {
  return { x: x + 1, y, w: Math.max(2, w - 2), h }
}

function around(boxes: readonly Box[], pad: number): Box {
  const x = Math.min(...boxes.map((box) => box.x)) - pad
  const y = Math.min(...boxes.map((box) => box.y)) - pad
  const right = Math.max(...boxes.map((box) => box.x + box.w)) + pad
  const bottom = Math.max(...boxes.map((box) => box.y + box.h)) + pad
  return { x, y, w: right - x, h: bottom - y }
}

function isLevel(one: Box, other: Box): boolean {
  return Math.abs(one.y - other.y) < 1 && Math.abs(one.h - other.h) < 1
}

/** Processes that are not in it. */
function strangers({ things, input }: Scene, { members }: StageGroup): readonly Box[] {
  const names = new Set(members.map((process) => input.trace.nameOf(process)))
  return things.flatMap(({ stop, mark, box }) =>
    stop === 'process' && !names.has(mark.entity) ? [box] : [],
  )
}

/** A line round both would go round it too, as if it were a member. */
function isBetween(box: Box, one: Box, other: Box): boolean {
  const isBeside = box.x >= one.x + one.w && box.x + box.w <= other.x
  return isBeside && box.y < one.y + one.h && box.y + box.h > one.y
}

function joined(one: Piece, other: Piece): Piece {
  return { ...one, w: other.x + other.w - one.x, last: other.last }
}

function drawGroup(
  scene: Scene,
  room: Room,
  each: StageGroup,
  order: number,
  sides: readonly (readonly Piece[])[],
  label: Box | undefined,
  named: boolean,
): void {
  const u = scene.unit
  const pieces = sides.flat()
  if (pieces.length === 0) return
  const round = Math.min(20 * u, ...pieces.map(({ h }) => h / 2))
  const outline = pieces.map((piece) => roundedPath(piece, round)).join('')
  const bars = sides.map((row) => barsOf(row, round)).join('')
  const margin = marginOf(scene, room, order, sides, round, label)
  keepClear(scene, room, order, sides)
  const tint = pieces.map((piece, i) => rect(`tint${i}`, 'group-tint', piece, round))
  const dash = `d${order % DASHES}`
  const double = [
    path('outer', `group-outer ${dash}`, outline + bars + margin, { 'stroke-width': 5 * u }),
    path('inner', 'group-inner', outline + bars + margin, { 'stroke-width': 1.8 * u }),
  ]
  const tag = label || named ? [] : tagOf(scene, each, pieces)
  const largest = pieces.reduce((one, other) => (other.w > one.w ? other : one))
  const says = groupWords(each)
  // Over the cards, and under what has no card.
  const under = room.form === 'tap' ? 'ground' : 'cards'
  scene.add(under, group(`${each.name} tint`, {}, ...tint))
  const node = scene.thing(each.entity, 'group', says, largest, round, [...double, ...tag])
  scene.add('groups', { ...node, attributes: { ...node.attributes, class: 'thing group' } })
}

/** Over the chips of machines that are not in it, from one stretch of members to the next. */
function barsOf(row: readonly Piece[], round: number): string {
  return row
    .slice(1)
    .map((piece, i) => {
      const before = row[i] as Piece
      const from = before.x + before.w - round
      return `M${f(from)} ${f(before.y)}H${f(piece.x - 3)}V${f(piece.y)}H${f(piece.x + round)}`
    })
    .join('')
}

/** By the right edge of the stage from the members above the cable to those below it, and up to the name. */
function marginOf(
  scene: Scene,
  { frame }: Room,
  order: number,
  [above, below]: readonly (readonly Piece[])[],
  round: number,
  label: Box | undefined,
): string {
  const u = scene.unit
  const ends = [above?.at(-1), below?.at(-1)].filter((piece) => piece !== undefined)
  if (ends.length < 2 && !label) return ''
  const x = frame.x + frame.w - (8 + 6 * order) * u
  const tops = ends.map(({ y }) => y)
  const from = label ? label.y + label.h / 2 : Math.min(...tops)
  const to = Math.max(...tops)
  const lead = label ? `M${f(label.x + label.w + 5 * u)} ${f(from)}H${f(x)}` : `M${f(x)} ${f(from)}`
  const stubs = ends.map((piece) => `M${f(x)} ${f(piece.y)}H${f(piece.x + piece.w - round)}`)
  return `${lead}V${f(to)}${stubs.join('')}`
}

/** No label on a group's line. */
function keepClear(
  { places, unit: u }: Scene,
  { frame }: Room,
  order: number,
  sides: readonly (readonly Piece[])[],
): void {
  const x = frame.x + frame.w - (8 + 6 * order) * u
  const ends = sides.flatMap((row) => row.at(-1) ?? [])
  for (const row of sides) {
    for (const piece of row) places.take(around([piece], 3 * u))
    const [first, last] = [row[0], row.at(-1)]
    if (!first || !last) continue
    const right = ends.length > 1 ? x : last.x
    places.take({ x: first.x, y: first.y - 4 * u, w: right - first.x, h: 8 * u })
  }
  if (ends.length < 2) return
  const tops = ends.map(({ y }) => y)
  const top = Math.min(...tops)
  places.take({ x: x - 4 * u, y: top, w: 8 * u, h: Math.max(...tops) - top })
}

function roundedPath({ x, y, w, h }: Box, r: number): string {
  const arc = `a${f(r)} ${f(r)} 0 0 1`
  return `M${f(x + r)} ${f(y)}h${f(w - 2 * r)}${arc} ${f(r)} ${f(r)}v${f(h - 2 * r)}${arc} ${f(-r)} ${f(r)}h${f(2 * r - w)}${arc} ${f(-r)} ${f(-r)}v${f(2 * r - h)}${arc} ${f(r)} ${f(-r)}z`
}

/** The name of the only group by its line at the stage's edge, beside the cable, where there is no caption's line. */
function nameByMargin(scene: Scene, each: StageGroup, { form, frame, cable }: Room): boolean {
  if (form !== 'card' && form !== 'compact') return false
  const u = scene.unit
  const text = `group ${each.name}: ${each.members.length}`
  const h = 15 * u
  const w = scene.width(text, 'note', true)
  const x = frame.x + frame.w - 14 * u - w
  // From the edge inwards, under the cable and over it.
  const candidates = Array.from({ length: 24 }, (_, i) => ({ x: x - 12 * u * i, w, h })).flatMap(
    (box) => [
      { ...box, y: cable.y + cable.h + 16 * u },
      { ...box, y: cable.y - 12 * u - h },
      { ...box, y: cable.y + cable.h + 4 * u },
    ],
  )
  const place = scene.places.place(candidates)
  if (place) scene.add('labels', words('group', 'group-name', place.x, place.y + 12 * u, text))
  // On its line it would stand on the machines’ names: where there is no room its line says it to whom it is read.
  return true
}

/** Its name on the line itself, where no caption says it. */
function tagOf(scene: Scene, each: StageGroup, pieces: readonly Piece[]): SvgNode[] {
  const u = scene.unit
  const piece = pieces[0] as Piece
  return [words('tag', 'group-name tag', piece.x + 12 * u, piece.y + 3 * u, each.name)]
}

export function groupWords({ name, members, address }: StageGroup): string {
  const n = members.length
  const size = n === 1 ? '1 member' : n === 0 ? 'no members' : `${n} members`
  return `Process group ${name}: ${size}${address ? `, one address, ${address}` : ''}`
}

/** The groups' names in the caption's line, from the right; of several, the shorter words. */
function drawLabels(scene: Scene, groups: readonly StageGroup[]): Map<EntityId, Box> {
  const { frame } = scene.input
  const u = scene.unit
  const places = new Map<EntityId, Box>()
  let right = frame.x + frame.w - 28 * u
  for (const each of [...groups].reverse()) {
    const size = each.members.length
    const texts = groups.length === 1 ? [groupWords(each)] : []
    for (const text of [...texts, `group ${each.name}: ${size}`]) {
      const w = scene.width(text, 'note', true)
      const place = { x: right - w, y: frame.y + 14 * u, w, h: 18 * u }
      if (!scene.places.place([place])) continue
      scene.add(
        'labels',
        words(`group ${each.name}`, 'group-name', place.x, frame.y + 26 * u, text),
      )
      if (size > 0) places.set(each.entity, place)
      right = place.x - 24 * u
      break
    }
  }
  // Lines from several names to one edge would cross the names: those carry theirs on the outline.
  return groups.length === 1 ? places : new Map()
}

/**
 * With the cable upright: a spine at the edge, and an arm to each member. Where the names have a line over the rows,
 * they stand in the order of their spines, and the only one's goes up to it.
 */
export function drawSpines(scene: Scene, model: StageModel, hasHead: boolean): void {
  const { frame, trace } = scene.input
  const u = scene.unit
  const chips = chipBoxes(scene)
  const shown = model.groups.filter(({ members }) => members.length > 0)
  const ends = nameEnds(scene, shown)
  shown.forEach((each, order) => {
    const x = frame.x + frame.w - (5 + 8 * (shown.length - 1 - order)) * u
    const boxes = each.members.flatMap((process) => {
      const host = trace.nameOf(trace.within(process, EntityType.host))
      return chips.get(trace.nameOf(process)) ?? chips.get(host) ?? []
    })
    if (boxes.length === 0) return
    const levels = boxes.map((box) => box.y + box.h / 2 + (order - (shown.length - 1) / 2) * 8 * u)
    const [top, bottom] = [Math.min(...levels), Math.max(...levels)]
    const arms = boxes.map((box, i) => `M${f(x)} ${f(levels[i] as number)}H${f(box.x + box.w)}`)
    const others = strangers(scene, each)
    // An arm goes behind those to the right of a member: a line round it says who is meant.
    const rings = boxes
      .filter((box) => others.some((other) => isBetween(other, box, { ...box, x })))
      .map((box) => roundedPath(around([box], 3 * u), 8 * u))
    const from = hasHead && shown.length === 1 ? frame.y + 14 * u : top
    const d = `M${f(x)} ${f(from)}V${f(bottom)}${arms.join('')}${rings.join('')}`
    const parts = [
      path('outer', `group-outer d${order % DASHES}`, d, { 'stroke-width': 5 * u }),
      path('inner', 'group-inner', d, { 'stroke-width': 1.8 * u }),
      words(
        'tag',
        'group-name tag end',
        hasHead ? (ends[order] as number) : x + 4 * u,
        hasHead ? frame.y + 11 * u : spineName(scene, each, boxes),
        each.name,
      ),
    ]
    const box = { x: x - 4 * u, y: from, w: 8 * u, h: bottom - from }
    const node = scene.thing(each.entity, 'group', groupWords(each), box, 3 * u, parts)
    scene.add('groups', { ...node, attributes: { ...node.attributes, class: 'thing group' } })
  })
}

/** Where each name of a line ends, the last of them at the edge. */
function nameEnds(scene: Scene, groups: readonly StageGroup[]): number[] {
  const { frame } = scene.input
  let end = frame.x + frame.w - scene.unit
  const ends = groups.toReversed().map(({ name }) => {
    const its = end
    end -= scene.width(name, 'note', true) + 12 * scene.unit
    return its
  })
  return ends.reverse()
}

/** Where machines are small boxes in a grid: a double line round each member’s, and the names in a line over them. */
export function drawRings(scene: Scene, model: StageModel): void {
  const { frame, trace } = scene.input
  const u = scene.unit
  const boxes = chipBoxes(scene)
  let right = frame.x + frame.w - 8 * u
  const shown = model.groups.filter(({ members }) => members.length > 0)
  shown.forEach((each, order) => {
    const rings = each.members.flatMap((process) => {
      const host = trace.nameOf(trace.within(process, EntityType.host))
      const box = boxes.get(host)
      return box ? [roundedPath(around([box], (1 - 4 * order) * u), 5 * u)] : []
    })
    const d = rings.join('')
    const w = scene.width(each.name, 'note', true)
    const parts = [
      path('outer', `group-outer d${order % DASHES}`, d, { 'stroke-width': 4 * u }),
      path('inner', 'group-inner', d, { 'stroke-width': 1.4 * u }),
      words('tag', 'group-name tag end', right, frame.y + 14 * u, each.name),
    ]
    const box = { x: right - w, y: frame.y, w, h: 17 * u }
    const node = scene.thing(each.entity, 'group', groupWords(each), box, 3 * u, parts)
    scene.add('groups', { ...node, attributes: { ...node.attributes, class: 'thing group' } })
    right -= w + 14 * u
  })
}

/** Where its name stands beside the spine: over the first member or under the last, on no process. */
function spineName(
  { things, input, unit: u }: Scene,
  { name }: StageGroup,
  boxes: readonly Box[],
): number {
  const { frame } = input
  const first = boxes.reduce((one, other) => (other.y < one.y ? other : one))
  const over = first.y - 6 * u
  const under = Math.max(...boxes.map(({ y, h }) => y + h)) + 14 * u
  const w = (9 * name.length + 4) * u
  const isFree = (line: number): boolean =>
    line - 11 * u >= frame.y &&
    line + 3 * u <= frame.y + frame.h &&
    !things.some(({ stop, box }) => {
      const isBeside = box.x + box.w < frame.x + frame.w - w
      return (
        stop === 'process' && !isBeside && box.y < line + 3 * u && box.y + box.h > line - 11 * u
      )
    })
  if (isFree(over)) return over
  return isFree(under) ? under : first.y + first.h / 2 - 8 * u
}
