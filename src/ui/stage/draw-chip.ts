import type { StageProcess } from '../../analysis/stage/stage-model.ts'
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

/** A process: outline and fill carry the state, the sign repeats it, the word says it. */
export function drawChip(scene: Scene, process: StageProcess, box: Box, host: string): SvgNode {
  const u = scene.unit
  const running = process.state === 'running'
  const size = Math.min(16 * u, box.h - 8 * u)
  const narrow = box.w < size + 34 * u
  const left = narrow ? box.x + (box.w - size) / 2 : box.x + 9 * u
  const parts: SvgNode[] = [rect('box', 'box', box, 6 * u)]
  if (running) parts.push(path('block', 'block', blockPath(box, narrow ? box.w : 30 * u, 6 * u)))
  const middle = box.y + box.h / 2
  parts.push(sign('sign', SIGNS[process.state], left - (running ? u : 0), middle - size / 2, size))
  if (!narrow) parts.push(...chipWords(scene, process, box, left + size + (running ? 12 : 7) * u))
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
  if (x + nameWidth > right) return []
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
