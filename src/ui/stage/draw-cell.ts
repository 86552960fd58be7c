/**
 * A pool as a rack: machines too many for cards, each a cell that wears the state of a process as a chip does.
 * Its look is for the canvas behind the picture (cell-canvas.ts); the picture itself has what can be pointed at.
 */
import { hostsBetween } from '../../analysis/stage/hosts-between.ts'
import type {
  ChipState,
  StageHost,
  StageModel,
  StageProcess,
  WaveHue,
} from '../../analysis/stage/stage-model.ts'
import type { EntityId } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { type CellSize, cellHeight } from './cell-layout.ts'
import { hostWords, offWord } from './draw-card.ts'
import { kept, lineOf, shownOf } from './draw-tap.ts'
import type { Box, LabelPlaces } from './label-places.ts'
import type { CardPlace, Room } from './room-layout.ts'
import { f, path, type Scene, type Thing } from './scene.ts'
import type { SvgNode } from './svg-patch.ts'

/** How a cell looks: the same object for as long as it looks the same. */
export interface CellLook {
  readonly box: Box
  readonly name: string
  readonly state: ChipState
  /** Without room for a sign. */
  readonly isBare: boolean
  readonly loss: boolean
  /** Processes that have something in hand. */
  readonly many: number
  /** A second line; '' where there is none. */
  readonly about: string
  readonly hasTwoLines: boolean
}
/** A lead that does not look as while nothing passes. */
export interface LiveLead {
  readonly at: number
  readonly look: WaveHue | 'garbled' | 'off'
}
export interface RackLook {
  readonly room: Room
  readonly unit: number
  readonly cells: readonly CellLook[]
  readonly live: readonly LiveLead[]
}

const LOOKS_MOST = 8192
/** Units: the block with the sign, and room at the end of a line. */
export const BLOCK = 18
export const PAD = 5
/** Room for words, below which nobody looks for any. */
const LEAST_WORDS = 20
/** Of the size of its letters. */
const LINE = 1.15

interface Fixed {
  /** What leads, cells and the caption cover. */
  readonly places: LabelPlaces
  /** All cells of a room are of one size. */
  readonly hasTwoLines: boolean
  readonly looks: Map<string, CellLook>
  /** What a pointer finds of each cell. */
  readonly grounds: readonly SvgNode[]
  drawn: Drawn | null
}
interface Spot {
  readonly thing: Thing
  readonly node: SvgNode
}

/** The cells of the picture before, in the order of the machines. */
interface Drawn {
  readonly trace: Trace
  readonly future: 1 | 2 | null
  readonly prefix: number
  readonly time: number
  readonly looks: readonly CellLook[]
  /** While the cursor runs, what can be pointed at is as it was. */
  readonly spots: (Spot | undefined)[]
}
const rooms = new WeakMap<Room, Fixed>()

/** What a cell needs in which a name such as a file’s stands beside its sign, and a line of it, px. */
export function cellSize(scene: Scene): CellSize {
  const width = scene.width('processor 10', 'note', true) + (BLOCK + 2 * PAD) * scene.unit
  return { width, line: scene.input.sizes.note * LINE }
}

export function drawCells(scene: Scene, model: StageModel, room: Room): void {
  const known = rooms.get(room) ?? fix(scene, room)
  rooms.set(room, known)
  if (known.looks.size > LOOKS_MOST) known.looks.clear()
  scene.places.under(known.places)
  const { hosts, waves, prefix, time } = model
  const { trace, future } = scene.input
  const before = isOf(known.drawn, scene) ? known.drawn : null
  const spots = before?.spots ?? []
  const changed = changedSince(before, scene, model)
  const live: LiveLead[] = []
  const cells = hosts.map((host, at) => {
    const hears = waves.length > 0 ? host.interface.hears : null
    if (hears || !host.on) live.push({ at, look: host.on && hears ? hears : 'off' })
    const look = before?.looks[at]
    const spot = spots[at]
    // A loss is shown for a while, and not until something happens.
    if (look && spot && !look.loss && changed?.has(host.entity) === false) {
      addAgain(scene, host, spot)
      return look
    }
    return lookOf(scene, { host, at, place: room.cards[at] as CardPlace, spots }, known)
  })
  known.drawn = { trace, future, prefix, time, looks: cells, spots }
  scene.racks.push({ room, unit: scene.unit, cells, live })
}

function isOf(drawn: Drawn | null, { input: { trace, future } }: Scene): boolean {
  return drawn?.trace === trace && drawn.future === future
}

/** While a run plays, the machines that may look otherwise than in the picture before; null: any may. */
function changedSince(
  before: Drawn | null,
  { input: { trace, playing } }: Scene,
  { prefix, time }: StageModel,
): ReadonlySet<EntityId> | null {
  if (!before || !playing || prefix < before.prefix || time < before.time) return null
  return hostsBetween(trace, before.prefix, prefix)
}

/** A lead passes behind the cells that are nearer the cable. */
function fix(scene: Scene, room: Room): Fixed {
  const places = scene.places.copy()
  for (const place of room.cards) {
    const { edge, middle, end, turn } = lineOf(place, room)
    places.take(place)
    const near = edge + turn * 40 * room.unit
    const at = place.tap + ((middle - place.tap) * (near - edge)) / (end - edge)
    places.takeLine(place.tap, edge, at, near, 2)
  }
  const { h = 0 } = room.cards[0] ?? {}
  const hasTwoLines = h >= cellHeight(2, cellSize(scene).line, scene.unit)
  const grounds = room.cards.map(({ x, y, w, h }) =>
    path('ground', 'tap-ground', `M${f(x)} ${f(y)}h${f(w)}v${f(h)}h${f(-w)}z`),
  )
  return { places, hasTwoLines, looks: new Map(), grounds, drawn: null }
}

interface Cell {
  readonly host: StageHost
  readonly at: number
  readonly place: CardPlace
  readonly spots: Drawn['spots']
}

function lookOf(scene: Scene, cell: Cell, known: Fixed): CellLook {
  const { host, place } = cell
  const shown = shownOf(host)
  const { process, many } = shown
  addSpot(scene, cell, shown, known)
  const { x, y, w, h } = place
  const { hasTwoLines } = known
  const state = host.on ? (process?.state ?? 'waiting') : 'dead'
  const room = roomBeside(scene, host, w, hasTwoLines)
  const says = room > LEAST_WORDS * scene.unit && (hasTwoLines || (many === 1 && !host.loss))
  const about = says ? aboutWords(scene, host, process, room) : ''
  const key = `${host.name} ${state} ${many} ${host.loss ? 'loss' : ''} ${about}`
  return kept(known.looks, key, () => ({
    box: { x, y, w, h },
    name: host.name,
    state,
    isBare: w < scene.width(host.name, 'note', true) + (BLOCK + 8) * scene.unit,
    loss: host.loss !== null,
    many: host.on ? many : 1,
    about,
    hasTwoLines,
  }))
}

/** Of hundreds the words take as long as the drawing, so while they run they say only what is always so. */
function addSpot(
  scene: Scene,
  { host, at, place, spots }: Cell,
  { process, many }: ReturnType<typeof shownOf>,
  { grounds }: Fixed,
): void {
  const { playing } = scene.input
  const spot = playing ? spots[at] : undefined
  if (spot) return addAgain(scene, host, spot)
  const more = many > 1 ? `, ${many} processes at work` : ''
  const doing = process ? `, ${process.name} ${process.word}${more}` : ''
  const says = playing
    ? `${host.name}, ${host.roleLabel}`
    : `${hostWords(host)}, interface ${host.interface.word}${doing}`
  const ground = grounds[at] as SvgNode
  const node = scene.thing(host.entity, 'host', says, place, 4 * scene.unit, [ground])
  scene.add('cards', node)
  if (playing) spots[at] = { thing: scene.things.at(-1) as Thing, node }
}

function addAgain(scene: Scene, { entity }: StageHost, { thing, node }: Spot): void {
  scene.again(thing, entity)
  scene.add('cards', node)
}

/** px for what it is about: in a line of its own, or behind the name. */
function roomBeside(
  scene: Scene,
  { name }: StageHost,
  width: number,
  hasTwoLines: boolean,
): number {
  const room = width - (BLOCK + 4 + PAD) * scene.unit
  return hasTwoLines ? room : room - scene.width(name, 'note', true) - 8 * scene.unit
}

/** What it is about, as far as there is room: what its programs show in words, or the process whose sign it wears. */
function aboutWords(
  scene: Scene,
  host: StageHost,
  process: StageProcess | undefined,
  room: number,
): string {
  const shown = host.variables.flatMap(({ value }) => (/^[a-z]/i.test(value) ? [value] : []))
  const wanted = [shown.join(', '), shown[0] ?? '', process?.name ?? '']
  const texts = host.on ? wanted.filter((text) => text !== '') : [offWord(host)]
  return texts.find((text) => scene.width(text, 'note') <= room) ?? ''
}
