/**
 * The outline of a group over the machines: a double line round its members, joined along the row of chips and by
 * the edge of the stage. Several groups differ in dash and carry their names.
 */
import type { StageGroup, StageModel } from '../../analysis/stage/stage-model.ts'
import type { EntityId } from '../../trace/record.ts'
import {
  around,
  chipBoxes,
  DASHES,
  groupWords,
  isBetween,
  membersAt,
  roundedPath,
  strangers,
} from './group-line.ts'
import type { Box } from './label-places.ts'
import type { CardPlace, Room } from './room-layout.ts'
import { f, group, path, rect, type Scene, words } from './scene.ts'
import type { Side } from './sides.ts'
import type { SvgNode } from './svg-patch.ts'

/** A stretch of members side by side, in one row. */
interface Piece extends Box {
  /** Positions of its first and last card among those of its side. */
  readonly first: number
  readonly last: number
}

export function drawGroups(scene: Scene, model: StageModel, room: Room): void {
  const shown = model.groups.filter(({ members }) => members.length > 0)
  const chips = chipBoxes(scene)
  // On the outline a name would touch the machine's: a piece of each group's line stands before its name instead.
  const isCards = room.form === 'card' || room.form === 'compact'
  const isLegend = isCards && model.groups.length > 1
  const labels = room.caption ? drawLabels(scene, model.groups, isLegend) : new Map<EntityId, Box>()
  const beside = !room.caption && (isLegend || model.groups.length === 1) ? shown : []
  const placed = beside.map((each, order) => nameByCable(scene, each, order, isLegend, room))
  const named = isLegend || placed.includes(true)
  shown.forEach((each, order) => {
    const pieces = (['above', 'below'] as const).map((side) =>
      piecesOf(scene, model, room, chips, each, order, side),
    )
    drawGroup(scene, room, each, order, pieces, labels.get(each.entity), named)
  })
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

function inner({ x, y, w, h }: Box): Box {
  return { x: x + 1, y, w: Math.max(2, w - 2), h }
}

function isLevel(one: Box, other: Box): boolean {
  return Math.abs(one.y - other.y) < 1 && Math.abs(one.h - other.h) < 1
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

/** The name of a group beside the cable, near its line at the stage's edge, where there is no caption's line. */
function nameByCable(
  scene: Scene,
  each: StageGroup,
  order: number,
  isLegend: boolean,
  { form, frame, cable }: Room,
): boolean {
  if (form !== 'card' && form !== 'compact') return false
  const u = scene.unit
  const text = `group ${each.name}: ${each.members.length}`
  const h = 15 * u
  const swatch = isLegend ? SWATCH * u : 0
  const w = scene.width(text, 'note', true) + swatch
  const x = frame.x + frame.w - (isLegend ? 32 : 14) * u - w
  // From the edge inwards, under the cable and over it.
  const candidates = Array.from({ length: 60 }, (_, i) => ({ x: x - 12 * u * i, w, h })).flatMap(
    (box) => [
      { ...box, y: cable.y + cable.h + 16 * u },
      { ...box, y: cable.y - 12 * u - h },
      { ...box, y: cable.y + cable.h + 4 * u },
    ],
  )
  const place = scene.places.place(candidates)
  if (place) {
    const label = { ...place, x: place.x + swatch }
    if (isLegend) drawSwatch(scene, each, order, label)
    scene.add('labels', words(`group ${order}`, 'group-name', label.x, label.y + 12 * u, text))
  }
  // On its line it would stand on the machines’ names: where there is no room its line says it to whom it is read.
  return true
}

/** Its name on the line itself, where no caption says it. */
function tagOf(scene: Scene, each: StageGroup, pieces: readonly Piece[]): SvgNode[] {
  const u = scene.unit
  const piece = pieces[0] as Piece
  return [words('tag', 'group-name tag', piece.x + 12 * u, piece.y + 3 * u, each.name)]
}

/** The groups' names in the caption's line, from the right; of several, the shorter words. */
function drawLabels(
  scene: Scene,
  groups: readonly StageGroup[],
  isLegend: boolean,
): Map<EntityId, Box> {
  const { frame } = scene.input
  const u = scene.unit
  const places = new Map<EntityId, Box>()
  const shown = groups.filter(({ members }) => members.length > 0)
  let right = frame.x + frame.w - 28 * u
  for (const each of [...groups].reverse()) {
    const size = each.members.length
    const texts = groups.length === 1 ? [groupWords(each)] : []
    for (const text of [...texts, `group ${each.name}: ${size}`]) {
      const swatch = isLegend && size > 0 ? SWATCH * u : 0
      const w = scene.width(text, 'note', true)
      const place = { x: right - w, y: frame.y + 14 * u, w, h: 18 * u }
      if (!scene.places.place([{ ...place, x: place.x - swatch, w: w + swatch }])) continue
      if (swatch > 0) drawSwatch(scene, each, shown.indexOf(each), place)
      scene.add(
        'labels',
        words(`group ${each.name}`, 'group-name', place.x, frame.y + 26 * u, text),
      )
      if (size > 0) places.set(each.entity, place)
      right = place.x - swatch - 24 * u
      break
    }
  }
  // Lines from several names to one edge would cross the names: those carry theirs on the outline.
  return groups.length === 1 ? places : new Map()
}

/** px in units: a piece of a group's line before its name, with the gap. */
const SWATCH = 40

function drawSwatch(scene: Scene, { name }: StageGroup, order: number, label: Box): void {
  const u = scene.unit
  const d = `M${f(label.x - SWATCH * u)} ${f(label.y + 8 * u)}h${f((SWATCH - 8) * u)}`
  const line = [
    path('outer', `group-outer d${order % DASHES}`, d, { 'stroke-width': 5 * u }),
    path('inner', 'group-inner', d, { 'stroke-width': 1.8 * u }),
  ]
  scene.add('labels', group(`swatch ${name}`, {}, ...line))
}
