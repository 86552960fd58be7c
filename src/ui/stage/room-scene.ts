/** The machine room with its cable lying: everything about where, for one instant. */
import { metresWords } from '../../analysis/numbers.ts'
import type { StageHost, StageModel } from '../../analysis/stage/stage-model.ts'
import type { RunSetup } from '../../trace/setup.ts'
import { joinBranches } from './draw-branch.ts'
import {
  type CableDrawing,
  cableNodes,
  cutNodes,
  frontNodes,
  overlapNodes,
  starNodes,
  waveNodes,
} from './draw-cable.ts'
import { drawCard } from './draw-card.ts'
import { cellSize, drawCells } from './draw-cell.ts'
import { drawGroups } from './draw-groups.ts'
import { drawInterface, placeMetre } from './draw-interface.ts'
import { drawStationBox } from './draw-station.ts'
import { drawTaps } from './draw-tap.ts'
import { type CardPlace, layOut, type Room } from './room-layout.ts'
import { f, group, path, type Scene, sign, words } from './scene.ts'
import { labelWaves } from './wave-labels.ts'

/** A layout is the same at every instant, so the last few are kept. */
const layouts = new Map<string, Room>()

function remembered(...asked: Parameters<typeof layOut>): Room {
  const key = JSON.stringify(asked)
  const known = layouts.get(key)
  if (known) return known
  const room = layOut(...asked)
  if (layouts.size >= 8) layouts.clear()
  layouts.set(key, room)
  return room
}

/** Whether there is room for the disks of the machines, or for a rack of very many: then the cable need not stand up where it is narrow. */
export function liesAnyhow(scene: Scene, model: StageModel, setup: RunSetup): boolean {
  const { form } = roomOf(scene, model, setup)
  return form === 'rack' || form === 'cell'
}

function roomOf(scene: Scene, model: StageModel, setup: RunSetup): Room {
  const { frame, sizes } = scene.input
  return remembered(
    frame,
    sizes.unit,
    setup.cable.metres,
    model.hosts.map((host) => ({
      metre: host.metre,
      nameWidth: scene.width(host.name, 'note', true),
      chips: host.most.processes,
      lines: host.station ? 3 : Math.min(4, host.most.variables + Math.min(2, host.most.aliens)),
      ...(host.station ? { boxWidth: boxWidth(scene) } : {}),
      ...(host.most.blocks > 0 ? { rack: host.most.blocks } : {}),
    })),
    // The line round a group runs along one row.
    setup.groups.length > 0 ? null : cellSize(scene),
  )
}

export function drawRoom(scene: Scene, model: StageModel, setup: RunSetup): void {
  const room = roomOf(scene, model, setup)
  const isAlone = room.form === 'rack' && model.hosts.length === 1
  if (room.caption) drawCaption(scene, setup, isAlone)
  if (room.form === 'tap') drawTaps(scene, model.hosts, room)
  else if (room.form === 'cell') drawCells(scene, model, room)
  else drawHosts(scene, model, room, isAlone)
  // A machine that stands alone has its disks to show, and no cable.
  if (isAlone) return
  if (room.form === 'roomy' || room.form === 'card' || room.form === 'rack')
    model.hosts.forEach((host, i) => {
      placeMetre(scene, host, room.cards[i] as CardPlace, room)
    })
  if (model.groups.length > 0) drawGroups(scene, model, room)
  if (room.form !== 'tap') joinBranches(scene, model, room)
  drawCable(scene, model, setup, room)
  labelWaves(scene, model, room, setup.cable.metres)
}

function drawHosts(scene: Scene, model: StageModel, room: Room, isAlone: boolean): void {
  const { form } = room
  model.hosts.forEach((host, i) => {
    const place = room.cards[i] as CardPlace
    if (form === 'box') drawBox(scene, host, place, room)
    else if (form !== 'tap' && form !== 'cell') {
      drawCard(scene, host, place, form)
      if (!isAlone) drawInterface(scene, host, place, room)
    }
  })
}

function drawCaption(scene: Scene, setup: RunSetup, isAlone: boolean): void {
  const { frame, unit: u } = { frame: scene.input.frame, unit: scene.unit }
  const kernels = setup.hosts.filter(({ station }) => !station)
  const processors = [...new Set(kernels.map(({ processorLabel }) => processorLabel))].join('; ')
  const wire = `${setup.cable.label}, ${metresWords(setup.cable.metres)} of coax.`
  const full = isAlone ? `${processors}.` : processors ? `${wire} ${processors}.` : wire
  const fits = (text: string): boolean => scene.width(text, 'note') < frame.w - 48 * u
  const text = fits(full) ? full : fits(wire) && !isAlone ? wire : ''
  if (!text) return
  const [x, y] = [frame.x + 24 * u, frame.y + 26 * u]
  scene.add('ground', words('caption', 't-note', x, y, text))
  scene.places.take({ x, y: y - 14 * u, w: scene.width(text, 'note'), h: 20 * u })
}

function drawCable(scene: Scene, model: StageModel, setup: RunSetup, room: Room): void {
  const { cable } = room
  const drawing: CableDrawing = {
    unit: room.unit,
    length: cable.w,
    thick: cable.h,
    scale: cable.w / Math.max(1, setup.cable.metres),
    nsPerMetre: setup.cable.nsPerMetre,
  }
  const transform = `translate(${f(cable.x)} ${f(cable.y + cable.h / 2)})`
  addCable(scene, model, setup, drawing, transform, { ...cable })
}

/** Cable, signals and stars in their own coordinates, which `transform` lays or stands on the stage. */
export function addCable(
  scene: Scene,
  model: StageModel,
  setup: RunSetup,
  drawing: CableDrawing,
  transform: string,
  box: { x: number; y: number; w: number; h: number },
): void {
  const says =
    model.cuts.length > 0
      ? `The cable, cut at ${model.cuts.map((metre) => metresWords(metre)).join(', ')}`
      : `The cable, ${metresWords(setup.cable.metres)}`
  scene.add(
    'cable',
    scene.thing(setup.cable.entity, 'cable', says, box, 4, [
      group('lying', { transform }, ...cableNodes(drawing)),
    ]),
  )
  const upright = box.h > box.w
  for (const wave of model.waves) {
    const spots = wave.bands.flatMap(({ near, far }) => [near, far])
    const from = Math.min(...spots) * drawing.scale
    const long = (Math.max(...spots) - Math.min(...spots)) * drawing.scale
    const span = upright
      ? { x: box.x, y: box.y + from, w: box.w, h: long }
      : { x: box.x + from, y: box.y, w: long, h: box.h }
    const band = group('lying', { transform }, ...waveNodes(drawing, wave, model.time))
    const sentence = `${wave.title}. ${wave.detail}`
    scene.add('waves', scene.thing(wave.frame, 'wave', sentence, span, 3, [band]))
    scene.add('fronts', group(`${wave.open}`, { transform }, ...frontNodes(drawing, wave)))
  }
  scene.add('breaks', group('cuts', { transform }, ...cutNodes(drawing, model.cuts)))
  scene.add('waves', group('overlaps', { transform }, ...overlapNodes(drawing, model.waves)))
  scene.add('fronts', group('stars', { transform }, ...starNodes(drawing, model)))
  for (const loss of model.lostOnWire) {
    const size = 20 * drawing.unit
    const along = loss.metre * drawing.scale - size / 2
    const spot = upright
      ? { x: box.x + box.w / 2 - size / 2, y: box.y + along, w: size, h: size }
      : { x: box.x + along, y: box.y + box.h / 2 - size / 2, w: size, h: size }
    const cross = sign('cross', 'e-drop', spot.x, spot.y, size)
    const node = scene.thing(loss.frame, 'wave', loss.says, spot, size / 2, [cross], loss.record)
    scene.add('losses', node)
  }
}

/** A small box in which the longest word fits beside its sign. */
function boxWidth(scene: Scene): number {
  return scene.width('backing off', 'note', true) + 26 * scene.unit
}

/** A station among many: a tap, a lead that passes behind the boxes nearer the cable, and a small box. */
function drawBox(scene: Scene, host: StageHost, place: CardPlace, { cable }: Room): void {
  const u = scene.unit
  const above = place.side === 'above'
  const edge = above ? cable.y : cable.y + cable.h
  const end = above ? place.y + place.h : place.y
  const middle = place.x + place.w / 2
  const turn = above ? -1 : 1
  const live = host.interface.hears ? ` live ${host.interface.hears}` : ''
  const lead = `M${f(place.tap)} ${f(edge + turn * 6 * u)}L${f(middle)} ${f(end)}`
  const block = `M${f(place.tap - place.tapWidth / 2)} ${f(edge)}h${f(place.tapWidth)}v${f(turn * 6 * u)}h${f(-place.tapWidth)}z`
  scene.add(
    'ground',
    group(
      host.name,
      { class: `leads thin${live}${host.on ? '' : ' off'}` },
      path('drop', 'drop', lead),
    ),
  )
  scene.add('drops', group(host.name, { class: `leads thin${live}` }, path('tap', 'tap', block)))
  scene.places.take(place)
  const near = above ? edge - 40 * u : edge + 40 * u
  const at = (y: number): number => place.tap + ((middle - place.tap) * (y - edge)) / (end - edge)
  scene.places.takeLine(place.tap, edge, at(near), near, 2)
  drawStationBox(scene, host, place)
}
