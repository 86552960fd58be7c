/** The whole stage at an instant as a picture: one future, or two beside one another. */
import { blockSays, type Rack } from '../../analysis/disks/rack.ts'
import { stageAt } from '../../analysis/stage/stage-at.ts'
import type { StageModel } from '../../analysis/stage/stage-model.ts'
import type { Switch } from '../../scenarios/document/document.ts'
import type { RecordIndex } from '../../trace/record.ts'
import type { Mark, RunView, Store } from '../store/app-state.ts'
import type { RackLook } from './draw-cell.ts'
import { futureTitle } from './future-title.ts'
import type { Box } from './label-places.ts'
import { drawRoom, liesAnyhow } from './room-scene.ts'
import { group, path, rect, Scene, STOPS, type Thing, words } from './scene.ts'
import type { Sizes } from './sizes.ts'
import type { SvgNode } from './svg-patch.ts'
import { drawUpright } from './upright-scene.ts'

/** Below this the cable stands up. */
const NARROW = 720

export interface StagePicture {
  readonly nodes: readonly SvgNode[]
  /** Everything that can be pointed at, in the order of the stops. */
  readonly things: readonly Thing[]
  readonly says: string
  /** For the canvas behind. */
  readonly racks: readonly RackLook[]
}

type Shown = Pick<
  Store,
  'run' | 'other' | 'cursor' | 'selection' | 'hover' | 'document' | 'playing'
>

export function pictureOf(
  state: Shown,
  width: number,
  height: number,
  sizes: Sizes,
  since: readonly [RecordIndex, RecordIndex],
): StagePicture {
  const whole = { x: 0, y: 0, w: width, h: height }
  const { run, other } = state
  if (!run || width < 40 || height < 40) return { nodes: [], things: [], says: 'Stage', racks: [] }
  if (!other) {
    const future = half(state, run, whole, sizes, null, since[0])
    return { ...future, things: inOrder(future.things) }
  }
  const upright = width < NARROW * sizes.unit
  const boxes = halves(whole, upright)
  const head = 44 * sizes.unit
  const one = half(state, run, below(boxes[0], head), sizes, 1, since[0], upright)
  const two = half(state, other, below(boxes[1], head), sizes, 2, since[1], upright)
  const [x, y] = upright ? [0, height / 2] : [width / 2, 0]
  const line = upright ? `M0 ${y}H${width}` : `M${x} 0V${height}`
  const titles = boxes.map((box, i) =>
    title(box, i === 0 ? [run, other] : [other, run], i, sizes, state.document?.switches),
  )
  return {
    nodes: [
      path('halves', 'part-line', line),
      ...titles,
      group('future 1', { role: 'group', 'aria-label': 'Future 1' }, ...one.nodes),
      group('future 2', { role: 'group', 'aria-label': 'Future 2' }, ...two.nodes),
    ],
    things: [...inOrder(one.things), ...inOrder(two.things)],
    says: `Two futures. 1: ${one.says} 2: ${two.says}`,
    racks: [...one.racks, ...two.racks],
  }
}

/**
 * Parts of a picture, of which nothing is kept. What a page does for the first time takes many times as long: in
 * parts it holds nobody up, and the picture itself is then a matter of a few milliseconds.
 */
export function* rehearse(state: Shown, frame: Box, sizes: Sizes): Generator<void> {
  const { run } = state
  if (!run) return
  for (const size of ['note', 'label', 'name', 'tick'] as const) {
    for (const bold of [false, true]) sizes.width(run.setup.cable.label, size, bold)
    yield
  }
  const { trace, setup } = run
  const prefix = trace.prefix(state.cursor)
  const alone = { trace, setup: { ...setup, hosts: setup.hosts.slice(0, 1) } }
  stageAt(alone, prefix, state.cursor.time)
  yield
  const model = stageAt(run, prefix, state.cursor.time)
  yield
  const draw = (many: number, room: typeof drawRoom | typeof liesAnyhow): void => {
    const scene = new Scene({ trace, sizes, frame, future: null, since: Number.POSITIVE_INFINITY })
    room(scene, { ...model, hosts: model.hosts.slice(0, many) }, setup)
    scene.nodes()
  }
  // Where everything stands, then with nobody there, with one, with two.
  draw(1, liesAnyhow)
  yield
  for (const many of [0, 1, 2]) {
    draw(many, drawRoom)
    yield
  }
}

function half(
  state: Shown,
  run: RunView,
  frame: Box,
  sizes: Sizes,
  future: 1 | 2 | null,
  since: RecordIndex,
  upright = frame.w < NARROW * sizes.unit,
): StagePicture {
  const { trace, setup } = run
  const model = stageAt(run, trace.prefix(state.cursor), state.cursor.time)
  const { playing } = state
  const scene = new Scene({ trace, sizes, frame, future, since, playing })
  if (upright && !liesAnyhow(scene, model, setup)) drawUpright(scene, model, setup)
  else drawRoom(scene, model, setup)
  addRing(scene, state.hover, 'ring hovered', 'hover')
  addRing(scene, state.selection, 'ring', 'selection')
  const { things, racks } = scene
  return { nodes: scene.nodes(), things, says: summary(model), racks }
}

/** A ring with a gap round what a mark means: a gap in the ground's colour, then the ring. */
function addRing(scene: Scene, mark: Mark | null, className: string, key: string): void {
  const thing = scene.find(mark)
  if (!thing) return
  const by = 4 * scene.unit
  const { x, y, w, h } = thing.box
  const box = { x: x - by, y: y - by, w: w + 2 * by, h: h + 2 * by }
  scene.add(
    thing.stop === 'host' ? 'host-rings' : 'rings',
    rect(key, className, box, thing.corner + by),
  )
}

function title(
  box: Box,
  [run, beside]: readonly [RunView, RunView],
  i: number,
  sizes: Sizes,
  switches: readonly Switch[] = [],
): SvgNode {
  const u = sizes.unit
  const [x, y] = [box.x + 36 * u, box.y + 27 * u]
  const text = futureTitle(run, beside, switches).find(
    (candidate) => sizes.width(candidate, 'name') < box.w - 80 * u,
  )
  const disc: SvgNode = {
    tag: 'circle',
    key: 'disc',
    attributes: { class: 'disc', cx: x, cy: y, r: 12 * u },
  }
  return group(
    `title ${i + 1}`,
    {},
    disc,
    words('number', 't-on mid', x, y + 4.6 * u, String(i + 1)),
    ...(text ? [words('title', 't-title', x + 22 * u, y + 5 * u, text)] : []),
  )
}

function halves(whole: Box, upright: boolean): readonly [Box, Box] {
  const { x, y, w, h } = whole
  if (upright)
    return [
      { x, y, w, h: h / 2 },
      { x, y: y + h / 2, w, h: h / 2 },
    ]
  return [
    { x, y, w: w / 2, h },
    { x: x + w / 2, y, w: w / 2, h },
  ]
}

function below(box: Box, head: number): Box {
  return { ...box, y: box.y + head, h: box.h - head }
}

function inOrder(things: readonly Thing[]): Thing[] {
  return [...things].sort((one, other) => STOPS.indexOf(one.stop) - STOPS.indexOf(other.stop))
}

function badBlocks(rack: Rack | null): string[] {
  return (rack?.disks ?? []).flatMap((disk) =>
    disk.blocks.filter(({ state }) => state !== 'good').map((block) => blockSays(disk, block)),
  )
}

/** The picture in a sentence, for who does not see it. */
function summary(model: StageModel): string {
  const n = model.hosts.length
  const machines = n === 1 ? 'One machine' : `${n} machines`
  const waves = model.waves.map((wave) => `${wave.title}.`)
  const what = waves.length > 0 ? waves.join(' ') : 'The cable is quiet.'
  const torn = model.hosts.flatMap(({ rack }) => badBlocks(rack))
  const bad = torn.length > 0 ? ` ${torn.join('. ')}.` : ''
  return n === 1 && model.hosts[0]?.rack
    ? `${machines}.${bad}`
    : `${machines} on one cable. ${what}${bad}`
}
