import type { StageProcess } from '../../analysis/stage/stage-model.ts'
import type { ChipRoom, ChipWanted } from './chip-places.ts'
import type { Box } from './label-places.ts'
import { f, path, rect, type Scene, sign, words } from './scene.ts'
import type { SvgNode } from './svg-patch.ts'

const SIGNS: Readonly<Record<StageProcess['state'], string>> = {
  running: 'p-running',
  ready: 'p-ready',
  send: 'p-send',
  reply: 'p-reply',
  receive: 'p-receive',
  suspended: 'p-suspended',
  waiting: 'e-none',
  dead: 'e-none',
}

/** Stands in place of the state’s word: the sign says the state. */
const HAS_TOKEN = 'has the token'

/** px of a chip in which a name fits in small letters beside a small sign. */
function chipNeed(scene: Scene, name: string): number {
  return scene.width(name, 'note') + 21 * scene.unit
}

/** Units of a sign alone, and between rows of chips. */
const SIGN_ALONE = 18
export const CHIP_GAP = 6
/** Of the size of small letters: the lowest chip in which they are read. */
const LOWEST = 1.4

export function chipsWanted(scene: Scene, processes: readonly StageProcess[]): ChipWanted[] {
  return processes.map(({ name, state }) => ({
    need: chipNeed(scene, name),
    ended: state === 'dead',
  }))
}

/** What is the same wherever chips stand. */
export function chipRoom(scene: Scene): Pick<ChipRoom, 'least' | 'gap' | 'beside' | 'sign'> {
  const u = scene.unit
  return {
    least: LOWEST * scene.input.sizes.note,
    gap: CHIP_GAP * u,
    beside: [6 * u, 4 * u],
    sign: SIGN_ALONE * u,
  }
}

/** A process: outline and fill carry the state, the sign repeats it, the word says it. */
export function drawChip(scene: Scene, process: StageProcess, box: Box, host: string): SvgNode {
  const u = scene.unit
  const running = process.state === 'running'
  const usual = Math.min(
    16 * u,
    Math.max(box.h - 8 * u, Math.min(box.h - 4 * u, 11 * u)),
    box.w - 6 * u,
  )
  const nameX = usual + (running ? 21 : 16) * u
  const isHigh = box.h >= scene.input.sizes.label * 1.1
  // As wide as one that runs: nobody’s letters change when it gets the processor.
  const widest = usual + 31 * u + scene.width(process.name, 'label', true)
  const isWide = isHigh && widest <= box.w
  const isTight = !isWide && chipNeed(scene, process.name) <= box.w
  const size = isTight ? Math.min(12 * u, usual) : usual
  const left = box.x + (isWide ? 9 * u : isTight ? 3 * u : (box.w - size) / 2)
  const parts: SvgNode[] = [rect('box', 'box', box, 6 * u)]
  if (running && !isWide && !isTight) parts.push(rect('block', 'block', box, 6 * u))
  else if (running)
    parts.push(path('block', 'block', blockPath(box, (isWide ? 30 : 16) * u, 6 * u)))
  const middle = box.y + box.h / 2
  parts.push(sign('sign', SIGNS[process.state], left - (running ? u : 0), middle - size / 2, size))
  if (isWide) parts.push(...chipWords(scene, process, box, box.x + nameX))
  else if (isTight) {
    const base = middle + scene.drop('note')
    parts.push(words('name', 'name tight', box.x + 18 * u, base, process.name))
  }
  const says = [
    `${process.name} on ${host}, ${process.word}`,
    process.token ? HAS_TOKEN : '',
    process.serves ? `serves ${process.serves}` : '',
    process.asks ? `asks ${process.asks}` : '',
    process.queue > 0 ? waits(process.queue) : '',
  ]
  const sentence = says.filter((part) => part !== '').join(', ')
  const thing = scene.thing(process.entity, 'process', sentence, box, 6 * u, parts)
  return { ...thing, attributes: { ...thing.attributes, class: `thing chip ${process.state}` } }
}

/** Name, state, and between them what it serves and how many wait, as far as there is room. */
function chipWords(scene: Scene, process: StageProcess, box: Box, x: number): SvgNode[] {
  const u = scene.unit
  const base = box.y + box.h / 2 + scene.drop('label')
  const right = box.x + box.w - 10 * u
  const nameWidth = scene.width(process.name, 'label', true)
  const parts = [words('name', 'name', x, base, process.name)]
  const word = process.token ? HAS_TOKEN : process.word
  const stateWidth = scene.width(word, 'note')
  let free = x + nameWidth + 10 * u
  const limit = right - stateWidth - 10 * u
  if (x + nameWidth + 6 * u > right - stateWidth) return parts
  parts.push(words('state', 'st', right, base, word))
  const asides: readonly (readonly [string, string])[] = [
    ['queue', process.queue > 0 ? waits(process.queue) : ''],
    ['serves', process.serves ? `serves ${process.serves}` : ''],
    ['asks', process.asks ? `asks ${process.asks}` : ''],
  ]
  for (const [key, text] of asides) {
    const width = scene.width(text, 'note')
    if (text === '' || free + width > limit) continue
    const className = key === 'queue' ? 'aside-note queue' : 'aside-note'
    parts.push(words(key, className, free, base, text))
    free += width + 12 * u
  }
  return parts
}

function waits(count: number): string {
  return count === 1 ? '1 waits' : `${count} wait`
}

function blockPath({ x, y, h }: Box, w: number, r: number): string {
  return `M${f(x + w)} ${f(y)}H${f(x + r)}a${f(r)} ${f(r)} 0 0 0 ${f(-r)} ${f(r)}V${f(y + h - r)}a${f(r)} ${f(r)} 0 0 0 ${f(r)} ${f(r)}H${f(x + w)}z`
}
