import { metresWords } from '../../analysis/numbers.ts'
import type { StageModel, StageWave } from '../../analysis/stage/stage-model.ts'
import type { Box } from './label-places.ts'
import type { Room } from './room-layout.ts'
import { type Scene, words } from './scene.ts'

/** Words about the signals on a lying cable: what each is, where its fronts are; the first ones first. */
export function labelWaves(scene: Scene, model: StageModel, room: Room, metres: number): void {
  const at = (metre: number): number => room.cable.x + (metre / Math.max(1, metres)) * room.cable.w
  const u = scene.unit
  const crowd = model.waves.length > CROWD
  for (const meet of crowd ? model.meets.slice(0, 1) : model.meets) {
    const text = 'collision'
    const w = scene.width(text, 'label', true)
    const box = placeBeside(scene, room, at(meet.metre), w, 15 * u)
    if (box) scene.add('labels', words(meet.key, 't-lab i-loss', box.x, box.y + 12 * u, text))
  }
  for (const metre of model.cuts) {
    const text = `cut at ${metresWords(metre)}`
    const box = placeFront(scene, room, at(metre), scene.width(text, 'note', true) + 8 * u)
    if (box)
      scene.add(
        'labels',
        words(`cut ${metre}`, 't-note2 mid b i-loss', box.x + box.w / 2, box.y + 11 * u, text),
      )
  }
  if (crowd) labelCrowd(scene, model, room)
  else for (const wave of model.waves) labelWave(scene, wave, room, at(wave.source))
  for (const wave of crowd ? [] : model.waves)
    for (const band of wave.bands)
      if (band.front) {
        const text = metresWords(Math.round(band.far))
        // Room for the widest figure, so that the label does not come and go as figures change.
        const w = scene.width(metres < 1000 ? '500 m' : '5,000 m', 'note', true)
        const box = placeFront(scene, room, at(band.far), w)
        const key = `${wave.open} front${band.towards}`
        const kind = band.jam ? 'loss' : wave.hue
        if (box)
          scene.add(
            'labels',
            words(key, `t-note2 mid b num i-${kind}`, box.x + w / 2, box.y + 11 * u, text),
          )
      }
  const end = metresWords(metres)
  labelEnd(scene, room, 'start', '0 m')
  labelEnd(scene, room, 'end', end)
}

/** More signals than this are counted; the boxes say whose they are. */
const CROWD = 4

function labelCrowd(scene: Scene, { waves }: StageModel, room: Room): void {
  const sending = waves.filter(({ sending }) => sending).length
  const text = `${waves.length} signals on the cable, ${sending} still being sent`
  const w = scene.width(text, 'label', true)
  const h = scene.input.sizes.label * 1.25
  const middle = room.cable.x + room.cable.w / 2
  const box = placeBeside(scene, room, middle, w, h)
  if (box) scene.add('labels', words('crowd', 't-lab', box.x, box.y + h * 0.82, text))
}

/** Title and all that is known, or its first sentence, or the title alone: as much as finds room. */
function labelWave(scene: Scene, wave: StageWave, room: Room, x: number): void {
  const { note, label } = scene.input.sizes
  const titleHeight = label * 1.25
  const first = wave.detail.slice(0, wave.detail.indexOf('. ') + 1)
  // Figures grow and shrink; in steps, so that the label keeps its place while it counts.
  const step = 24 * scene.unit
  for (const detail of [wave.detail, first, '']) {
    const width = Math.ceil(scene.width(detail, 'note') / step) * step
    const w = Math.max(scene.width(wave.title, 'label', true), width)
    const h = titleHeight + (detail ? note * 1.4 : 0)
    const box = placeBeside(scene, room, x, w, h)
    if (!box) continue
    const base = box.y + titleHeight * 0.82
    const key = `${wave.open}`
    scene.add('labels', words(`${key} title`, `t-lab i-${wave.hue}`, box.x, base, wave.title))
    if (detail)
      scene.add('labels', words(`${key} detail`, 't-note2 num', box.x, base + note * 1.45, detail))
    return
  }
}

/** Places over and under the cable, from the nearest outwards. */
function placeBeside(scene: Scene, room: Room, x: number, w: number, h: number): Box | undefined {
  return scene.places.place(besides(room, x, w, h, scene.unit))
}

function* besides(room: Room, x: number, w: number, h: number, u: number): Generator<Box> {
  const { cable } = room
  const rows = [cable.y - 14 * u - h, cable.y + cable.h + 14 * u, cable.y + cable.h + 32 * u]
  if (room.form === 'tap' || room.form === 'box' || room.form === 'cell') {
    const tops = room.cards.map(({ y }) => y)
    const feet = room.cards.map((card) => card.y + card.h)
    const [top, foot] = [Math.min(...tops), Math.max(...feet)]
    // Beyond them, and beyond the line of a group round them.
    rows.push(top - h - 2 * u, foot + 2 * u, top - h - 12 * u, foot + 12 * u)
  }
  const reach = Math.max(x - cable.x, cable.x + cable.w - x)
  for (let far = 18 * u; far < reach; far += 14 * u)
    for (const y of rows) {
      yield { x: x + far, y, w, h }
      yield { x: x - far - w, y, w, h }
      if (far < 20 * u) yield { x: x - w / 2, y, w, h }
    }
}

function placeFront(scene: Scene, room: Room, x: number, w: number): Box | undefined {
  const u = scene.unit
  const { cable } = room
  const h = 15 * u
  return scene.places.place([
    { x: x - w / 2, y: cable.y + cable.h + 12 * u, w, h },
    { x: x - w / 2, y: cable.y - 12 * u - h, w, h },
  ])
}

function labelEnd(scene: Scene, room: Room, which: 'start' | 'end', text: string): void {
  const u = scene.unit
  const { cable } = room
  const w = scene.width(text, 'tick')
  const h = 13 * u
  const x = which === 'start' ? cable.x : cable.x + cable.w - w
  const box = scene.places.place([
    { x, y: cable.y + cable.h + 10 * u, w, h },
    { x, y: cable.y - 10 * u - h, w, h },
  ])
  if (box)
    scene.add('labels', words(`${which} of the cable`, 't-tick', box.x, box.y + 10 * u, text))
}
