/** The narrow stage: the cable stands up, metre 0 at the top, and the machines are rows in the order of their taps. */
import { duration } from '../../analysis/stage/durations.ts'
import type { StageHost, StageModel } from '../../analysis/stage/stage-model.ts'
import type { RunSetup } from '../../trace/setup.ts'
import { branchPill } from './draw-branch.ts'
import type { CableDrawing } from './draw-cable.ts'
import { hostWords, offWord, roleSign } from './draw-card.ts'
import { interfaceNode } from './draw-interface.ts'
import { drawRings, drawSpines } from './draw-spines.ts'
import { drawStation, drawStationBox } from './draw-station.ts'
import type { Box } from './label-places.ts'
import { addCable } from './room-scene.ts'
import { f, group, path, rect, type Scene, sign, timerRing, words } from './scene.ts'
import { drawRowChips } from './upright-chips.ts'
import {
  isLow,
  nameLine,
  type Row,
  type RowPlace,
  ringBox,
  rowPlaces,
  spineHead,
  TALL,
} from './upright-layout.ts'

export function drawUpright(scene: Scene, model: StageModel, setup: RunSetup): void {
  const { frame } = scene.input
  const u = scene.unit
  const top = frame.y + 14 * u
  const length = frame.h - 28 * u
  const cableX = frame.x + 30 * u
  const scale = length / Math.max(1, setup.cable.metres)
  const head = spineHead(model.hosts, model.groups.length, frame.h / u) * u
  const each = (frame.h - 12 * u - head) / Math.max(1, model.hosts.length)
  const drawing: CableDrawing = {
    unit: u,
    length,
    thick: 16 * u,
    scale,
    nsPerMetre: setup.cable.nsPerMetre,
  }
  const names = Math.max(0, ...model.hosts.map(({ name }) => scene.width(name, 'name')))
  const widest = scene.width('not for me', 'note', true)
  const left = 80 * u + names + 10 * u + widest + 32 * u
  const stations = model.hosts.every(({ station }) => station !== null)
  const inGrid = each < (stations ? SMALL * u : scene.input.sizes.tick * 0.95)
  if (inGrid) drawGrid(scene, model, cableX, (metre) => top + metre * scale)
  // Room for the groups at the edge, whether they have members yet or not.
  const spines = model.groups.length * 8 * u
  const rows = inGrid ? [] : model.hosts
  const chipsX = frame.x + Math.min(each >= TALL * u ? 194 * u : left, frame.w * 0.55)
  const w = frame.w - 74 * u - 12 * u - spines
  const taps = rows.map(({ metre }) => top + metre * scale)
  const places = rowPlaces(rows, taps, {
    unit: u,
    top: frame.y + 6 * u + head,
    height: frame.h - 12 * u - head,
    width: frame.x + 74 * u + w - 10 * u - chipsX,
  })
  rows.forEach((host, i) => {
    const box = { x: frame.x + 74 * u, w, ...(places[i] as RowPlace) }
    drawRow(scene, { host, box, tap: taps[i] as number, cableX, chipsX })
  })
  // From row to row a line would cross the boxes of a grid.
  if (inGrid) drawRings(scene, model)
  else drawSpines(scene, model, head > 0)
  const box = { x: cableX - 8 * u, y: top, w: 16 * u, h: length }
  const transform = `translate(${f(cableX)} ${f(top)}) rotate(90)`
  addCable(scene, model, setup, drawing, transform, box)
  labelUpright(scene, model, drawing, box)
}

/** Rows lower than this are small boxes, several in a row. */
const SMALL = 30
/** Of the size of small letters: a row in which a process has its name. */
const CHIP_LEAST = 1.1
const COLUMNS_MOST = 4
const BOX_LEAST = 19

/** Many machines: small boxes in the order of their taps, in as few columns as can be read. */
function drawGrid(
  scene: Scene,
  model: StageModel,
  cableX: number,
  tapOf: (metre: number) => number,
): void {
  const { frame } = scene.input
  const u = scene.unit
  const gap = 4 * u
  const left = frame.x + 74 * u
  const head = model.groups.length > 0 ? 16 * u : 0
  const heightOf = (columns: number): number =>
    (frame.h - 12 * u - head) / Math.ceil(model.hosts.length / columns) - gap
  let columns = 1
  while (columns < COLUMNS_MOST && heightOf(columns) < BOX_LEAST * u) columns++
  const h = Math.max(4 * u, heightOf(columns))
  const w = (frame.w - 74 * u - 8 * u) / columns - gap
  model.hosts.forEach((host, i) => {
    const column = i % columns
    const y = frame.y + 6 * u + head + Math.floor(i / columns) * (h + gap)
    const box = { x: left + column * (w + gap), y, w, h }
    const tap = tapOf(host.metre)
    const live = host.interface.hears ? ` live ${host.interface.hears}` : ''
    const lead = `M${f(cableX + 10 * u)} ${f(tap)}h${f(8 * u)}L${f(left - 8 * u)} ${f(y + h / 2)}H${f(box.x + 2)}`
    scene.add(
      'ground',
      group(host.name, { class: `leads thin${live}` }, path('drop', 'drop', lead)),
    )
    scene.places.take(box)
    if (host.station) drawStationBox(scene, host, box)
    else drawHostBox(scene, host, box)
  })
}

/** Its name, and what its processor does. */
function drawHostBox(scene: Scene, host: StageHost, box: Box): void {
  const u = scene.unit
  const middle = box.y + box.h / 2
  const base = middle + scene.drop('note')
  const signX = box.x + box.w - 24 * u
  const parts = [
    rect('ground', 'card', box, 4 * u),
    words('name', `t-name ${host.on ? '' : 'gone'}`, box.x + 8 * u, base, host.name),
  ]
  if (!host.on) parts.push(sign('bolt', 'e-crash', signX, middle - 9 * u, 18 * u))
  else if (host.cpu)
    parts.push(sign('cpu', 'cpu', signX, middle - 7 * u, 14 * u, `cpu-${host.cpu.owner}`))
  scene.add('cards', scene.thing(host.entity, 'host', hostWords(host), box, 4 * u, parts))
}

/** What the first signal is, where there is room between the rows. */
function labelUpright(scene: Scene, model: StageModel, cable: CableDrawing, box: Box): void {
  const wave = model.waves[0]
  if (!wave) return
  const u = scene.unit
  const { frame } = scene.input
  const lines = [wave.title, ...wave.detail.split(/(?<=\.) /)]
  const widths = lines.map((line, i) => scene.width(line, i === 0 ? 'label' : 'note', i === 0))
  const step = scene.input.sizes.note * 1.45
  const x = frame.x + 80 * u
  const from = box.y + wave.source * cable.scale
  const h = step * lines.length + 4 * u
  const candidates: Box[] = []
  for (let far = 0; far < frame.h; far += 8 * u)
    for (const y of [from + far, from - far - h])
      candidates.push({ x, y, w: Math.max(...widths), h })
  const place = scene.places.place(candidates)
  if (!place) return
  lines.forEach((line, i) => {
    const style = i === 0 ? `t-lab i-${wave.hue}` : 't-note2 num'
    const y = place.y + step * (i + 0.8)
    scene.add('labels', words(`${wave.open} ${i}`, style, x, y, line))
  })
}

function inset(box: Box, by: number): Box {
  return { ...box, y: box.y + by, h: box.h - 2 * by }
}

function drawRow(scene: Scene, row: Row): void {
  const u = scene.unit
  const { host, box } = row
  drawLead(scene, row)
  const tall = box.h >= TALL * u
  const parts = [
    tall ? rect('ground', 'card', inset(box, 3 * u), 10 * u) : rect('ground', 'tap-ground', box),
  ]
  scene.places.take(box)
  const base = nameLine(box, u)
  const nameX = box.x + 6 * u
  const showName = box.h >= scene.input.sizes.name * 0.95
  if (showName) parts.push(words('name', `t-name ${host.on ? '' : 'gone'}`, nameX, base, host.name))
  else if (box.h >= scene.input.sizes.tick * 0.95)
    parts.push(
      words(
        'name',
        `t-small ${host.on ? '' : 'gone'}`,
        nameX,
        box.y + box.h / 2 + scene.input.sizes.tick * 0.36,
        host.name,
      ),
    )
  if (tall) parts.push(...tallHead(scene, row, nameX, base))
  if (!host.on && showName)
    parts.push(sign('bolt', 'e-crash', row.chipsX - 26 * u, base - 14 * u, 18 * u))
  scene.add(
    'cards',
    scene.thing(host.entity, 'host', hostWords(host), ringBox(box, u), 6 * u, parts),
  )
  if (!showName) return
  const isTaken = drawBranch(scene, row, nameX, base, tall)
  drawState(scene, row, nameX, base, tall, isTaken)
  if (host.station && tall)
    drawStation(scene, host, host.station, {
      x: row.chipsX,
      y: box.y + 12 * u,
      w: box.x + box.w - row.chipsX - 10 * u,
      h: box.h - 24 * u,
    })
  else if (box.h >= CHIP_LEAST * scene.input.sizes.note) drawRowChips(scene, row)
}

/**
 * Its transaction, in a tall row where the role would stand, else under the name; in a low row in place of what a
 * quiet interface does, and then true.
 */
function drawBranch(scene: Scene, row: Row, nameX: number, base: number, tall: boolean): boolean {
  const u = scene.unit
  const { host, box, chipsX } = row
  const low = isLow(box, u)
  if (!host.branch || (low && host.interface.word !== 'quiet')) return false
  const isBeside = tall || low
  const x = nameX + (isBeside ? scene.width(host.name, 'name') + 8 * u : 0)
  const timer = low && host.timers.length > 0 ? 30 * u : 0
  const room = chipsX - (tall ? 28 : 8) * u - timer - x
  const y = isBeside ? base : base + 22 * u
  const pill = branchPill(scene, host.branch, x, y, room, host.locks)
  if (pill) scene.add('chips', pill.node)
  return low && pill !== null
}

function tallHead(scene: Scene, { host, chipsX }: Row, x: number, base: number) {
  const u = scene.unit
  const roleX = x + scene.width(host.name, 'name') + 8 * u
  const role = host.on ? host.roleLabel : offWord(host)
  const fits = !host.branch && roleX + scene.width(role, 'note') < chipsX - 28 * u
  return [
    ...(fits ? [words('role', 't-role', roleX, base, role)] : []),
    ...(host.on
      ? [sign('glyph', roleSign(host.role), chipsX - 26 * u, base - 14 * u, 17 * u)]
      : []),
  ]
}

/** What the interface does, unless something stands there, and the timer that runs out first. */
function drawState(
  scene: Scene,
  row: Row,
  nameX: number,
  base: number,
  tall: boolean,
  isTaken: boolean,
): void {
  const u = scene.unit
  const { host, chipsX } = row
  const nic = host.interface
  const widest = scene.width('not for me', 'note', true)
  const x = tall ? nameX : Math.max(nameX + 26 * u, nameX + scene.width(host.name, 'name') + 10 * u)
  const end = chipsX - 8 * u
  const middle = tall ? base + 24 * u : base - 4.5 * u
  if (tall) {
    const box = { x, y: middle - 14 * u, w: end - x, h: 28 * u }
    scene.add('interfaces', interfaceNode(scene, host, box, true))
  } else if (!isTaken && x + widest < end) {
    // A ring round it leaves the rows over and under it alone.
    const high = Math.max(10 * u, Math.min(22 * u, row.box.h - 6 * u))
    const box = { x: x - 4 * u, y: middle - high / 2, w: widest + 8 * u, h: high }
    const word = words(
      'word',
      'word',
      x,
      middle + scene.drop('note'),
      host.loss && nic.word === 'quiet' ? 'lost' : nic.word,
    )
    const says = `${host.name}'s interface, ${nic.word}, ${nic.used} of ${nic.total} buffers in use`
    const node = scene.thing(nic.entity, 'interface', says, box, 5 * u, [
      rect('hit', 'tap-ground', box),
      word,
    ])
    const live = nic.word === 'sending' || nic.word === 'receiving'
    const lost = host.loss || nic.word === 'jamming' || (nic.word.endsWith('full') && nic.hears)
    const kind = lost ? 'miss' : live ? `live ${nic.hears ?? ''}` : 'plain'
    scene.add('interfaces', {
      ...node,
      attributes: { ...node.attributes, class: `thing interface ${kind}` },
    })
  }
  drawRowTimer(scene, host, tall ? nameX : end - 19 * u, tall ? middle + 26 * u : middle, tall, end)
}

function drawRowTimer(
  scene: Scene,
  host: StageHost,
  x: number,
  y: number,
  tall: boolean,
  end: number,
): void {
  const u = scene.unit
  if (host.loss) {
    const cross = tall
      ? { x: end - 10 * u, y: y - 47 * u, w: 16 * u, h: 16 * u }
      : { x: end - 18 * u, y: y - 8 * u, w: 16 * u, h: 16 * u }
    const parts = [sign('cross', 'e-drop', cross.x, cross.y, cross.w)]
    const { frame, says, record } = host.loss
    scene.add('losses', scene.thing(frame, 'wave', says, cross, 8 * u, parts, record))
    if (!tall) return
  }
  const timer = host.timers[0]
  if (!timer || !host.on) return
  const left = duration(timer.left)
  const named = timer.purpose ? `${left} ${timer.purpose}` : left
  const text = x + 24 * u + scene.width(named, 'note', true) < end ? named : left
  const parts = [timerRing('ring', x + 10 * u, y, 8 * u, timer.left / Math.max(1, timer.duration))]
  if (tall)
    parts.push(words('left', 't-note2 i-timer b num', x + 24 * u, y + scene.drop('note'), text))
  const says = `Timer on ${host.name}, ${named}, of ${duration(timer.duration)}`
  const box = { x, y: y - 10 * u, w: tall ? end - x : 20 * u, h: 20 * u }
  scene.add('interfaces', scene.thing(timer.entity, 'part', says, box, 10 * u, parts))
}

function drawLead(scene: Scene, { host, box, tap, cableX }: Row): void {
  const u = scene.unit
  const live = host.interface.hears ? ` live ${host.interface.hears}` : ''
  const middle = box.h >= TALL * u ? box.y + 25 * u : box.y + box.h / 2
  const thin = box.h < 16 * u ? ' thin' : ''
  const x = cableX + 14 * u
  const s = box.h < 16 * u ? 0.5 : 1
  const lead = `M${f(x)} ${f(tap)}h${f(6 * u)}L${f(box.x - 4 * u)} ${f(middle)}h${f(6 * u)}`
  const tooth = `M${f(x + u)} ${f(tap - 6 * s * u)}v${f(12 * s * u)}h${f(-7 * u)}v${f(-3 * s * u)}l${f(-5 * u)} ${f(-3 * s * u)}l${f(5 * u)} ${f(-3 * s * u)}v${f(-3 * s * u)}z`
  scene.add(
    'drops',
    group(
      host.name,
      { class: `leads${live}${thin}${host.on ? '' : ' off'}` },
      path('drop', 'drop', lead),
      path('tap', 'tap', tooth),
    ),
  )
}
