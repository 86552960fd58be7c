import { metresWords } from '../../analysis/numbers.ts'
import { duration } from '../../analysis/stage/durations.ts'
import type { StageHost, StageInterface } from '../../analysis/stage/stage-model.ts'
import type { Box } from './label-places.ts'
import type { CardPlace, Room } from './room-layout.ts'
import { f, group, path, rect, type Scene, sign, timerRing, words } from './scene.ts'
import type { SvgNode } from './svg-patch.ts'

const WIDEST = 'backing off'

/** Interface, drop cable and tap of a machine, and by the interface the timers that run. */
export function drawInterface(scene: Scene, host: StageHost, place: CardPlace, room: Room): void {
  const u = scene.unit
  const above = place.side === 'above'
  const nic = nicBox(scene, host, place, room)
  scene.add('interfaces', interfaceNode(scene, host, nic, true))
  scene.places.take(nic)
  const lead = Math.max(nic.x + 8 * u, Math.min(place.tap, nic.x + nic.w - 8 * u))
  drawDrop(scene, host, place, room, lead, above ? nic.y + nic.h : nic.y)
  if (room.form !== 'compact') drawTimers(scene, host, place, nic)
  if (host.loss) {
    const size = 20 * u
    const corner = { x: nic.x + nic.w - 14 * u, y: nic.y - 10 * u, w: size, h: size }
    const cross = sign('cross', 'e-drop', corner.x, corner.y, size)
    const { frame, says, record } = host.loss
    scene.add('losses', scene.thing(frame, 'wave', says, corner, size / 2, [cross], record))
  }
}

/** Centred on the tap, so that the drop is straight, but never off its card. */
function nicBox(scene: Scene, host: StageHost, place: CardPlace, room: Room): Box {
  const u = scene.unit
  const h = 26 * u
  const cells = cellsWidth(host.interface, u)
  const full = cells + scene.width(WIDEST, 'note', true) + 22 * u
  const w = Math.min(full, place.w - (room.form === 'compact' ? 6 : 20) * u)
  const edge = room.form === 'compact' ? 3 * u : 10 * u
  const centred = Math.max(
    place.x + edge,
    Math.min(place.tap - w / 2, place.x + place.w - edge - w),
  )
  const x = room.form === 'compact' ? centred : asideFor(scene, place, centred, w)
  const y = place.side === 'above' ? place.y + place.h - 16 * u : place.y - 10 * u
  return { x, y, w, h }
}

/** A little off the tap's middle where a timer and its time would not fit beside it otherwise. */
function asideFor(scene: Scene, place: CardPlace, x: number, w: number): number {
  const u = scene.unit
  const need = 46 * u + scene.width('00.0 ms', 'note', true)
  const left = x - place.x
  const right = place.x + place.w - x - w
  const lack = Math.max(0, need - Math.max(left, right))
  return right >= left
    ? x - Math.min(lack, Math.max(0, x + w - place.tap - 12 * u), left - 10 * u)
    : x + Math.min(lack, Math.max(0, place.tap - x - 12 * u), right - 10 * u)
}

function cellsWidth({ total }: StageInterface, u: number): number {
  return total > 4 ? 34 * u : total * 15 * u
}

export function interfaceClass(nic: StageInterface, lost: boolean): string {
  const busy = nic.word === 'sending' || nic.word === 'receiving' || nic.word === 'deferring'
  if (lost || nic.word === 'jamming' || nic.word === 'garbled') return 'miss'
  if ((nic.word === 'both full' || nic.word === 'full') && nic.hears) return 'miss'
  if (!busy) return nic.word === 'off' ? 'off' : 'plain'
  return nic.word === 'deferring' ? 'wishes' : `live ${nic.hears ?? 'request'}`
}

export function interfaceNode(scene: Scene, host: StageHost, box: Box, framed: boolean): SvgNode {
  const u = scene.unit
  const nic = host.interface
  const kind = interfaceClass(nic, host.loss !== null)
  const parts: SvgNode[] = []
  if (framed) parts.push(rect('box', 'nic', box, 5 * u))
  const middle = box.y + box.h / 2
  const x = box.x + (framed ? 8 * u : 0)
  parts.push(...cells(scene, nic, x, middle))
  let wordX = x + cellsWidth(nic, u) + 5 * u
  const word = host.loss && nic.word === 'quiet' ? 'frame lost' : nic.word
  if (word === 'deferring') {
    parts.push(path('wish', 'wish', `M${f(wordX + u)} ${f(middle - 7 * u)}v${f(14 * u)}`))
    wordX += 7 * u
  }
  const room = box.x + box.w - wordX - 3 * u
  if (scene.width(word, 'note', true) <= room)
    parts.push(words('word', 'word', wordX, middle + scene.drop('note'), word))
  const queue = nic.queue > 1 ? `, ${nic.queue} frames wait` : ''
  const says = `${host.name}'s interface, ${word}, ${nic.used} of ${nic.total} buffers in use${queue}`
  const thing = scene.thing(nic.entity, 'interface', says, box, 5 * u, parts)
  return { ...thing, attributes: { ...thing.attributes, class: `thing interface ${kind}` } }
}

/** One square a buffer, filled from the left; blue while a frame comes in. Many buffers are a figure. */
function cells(scene: Scene, nic: StageInterface, x: number, middle: number): SvgNode[] {
  const u = scene.unit
  if (nic.total > 4)
    return [words('count', 'count', x, middle + scene.drop('note'), `${nic.used}/${nic.total}`)]
  const parts: SvgNode[] = []
  for (let i = 0; i < nic.total; i++) {
    const cell = { x: x + i * 15 * u, y: middle - 6 * u, w: 12 * u, h: 12 * u }
    parts.push(rect(`cell${i}`, 'cell', cell, 2 * u))
    const inner = { x: cell.x + 2 * u, y: cell.y + 2 * u, w: 8 * u, h: 8 * u }
    if (i < nic.used) parts.push(rect(`full${i}`, 'cell-full', inner, u))
    else if (i === nic.used && nic.filling > 0)
      parts.push(
        rect(`fill${i}`, 'cell-fill', { ...inner, w: Math.max(2 * u, inner.w * nic.filling) }, u),
      )
  }
  return parts
}

function drawDrop(
  scene: Scene,
  host: StageHost,
  place: CardPlace,
  { cable }: Room,
  nicX: number,
  nicY: number,
): void {
  const u = scene.unit
  const above = place.side === 'above'
  const turn = above ? 1 : -1
  const tapY = above ? cable.y - 9 * u : cable.y + cable.h + 9 * u
  const { tap } = place
  const straight = Math.abs(nicX - tap) < 0.5
  const bendA = nicY + turn * 6 * u
  const bendB = tapY - turn * 6 * u
  const d = straight
    ? `M${f(tap)} ${f(nicY)}V${f(tapY)}`
    : `M${f(nicX)} ${f(nicY)}V${f(bendA)}L${f(tap)} ${f(bendB)}V${f(tapY)}`
  const live = host.interface.hears ? ` live ${host.interface.hears}` : ''
  const dead = host.on ? '' : ' off'
  scene.add(
    'drops',
    group(
      host.name,
      { class: `leads${live}${dead}` },
      path('drop', 'drop', d),
      path('tap', 'tap', tapPath(tap, tapY, place.tapWidth, turn, u)),
    ),
  )
  scene.places.takeLine(nicX, nicY, nicX, bendA, 8 * u)
  scene.places.takeLine(nicX, bendA, tap, bendB, 8 * u)
  scene.places.takeLine(tap, bendB, tap, tapY, 8 * u)
  const edge = above ? tapY - 2 * u : cable.y + cable.h
  scene.places.take({ x: tap - place.tapWidth / 2, y: edge, w: place.tapWidth, h: 11 * u })
}

/** A vampire tap: a block on the cable and two teeth in it. */
function tapPath(x: number, y: number, w: number, turn: number, u: number): string {
  const v = (value: number): string => f(turn * value * u)
  if (w < 14 * u) return `M${f(x - w / 2)} ${f(y)}h${f(w)}v${v(9)}h${f(-w)}z`
  const s = w / 22
  return `M${f(x - w / 2)} ${f(y - turn * u)}h${f(w)}v${v(9)}h${f(-7 * s)}l${f(-2.5 * s)} ${v(6)}l${f(-2.5 * s)} ${v(-6)}h${f(-2 * s)}l${f(-2.5 * s)} ${v(6)}l${f(-2.5 * s)} ${v(-6)}h${f(-3 * s)}z`
}

/** How far along the cable a tap is: beside it, where no machine's drop goes. */
export function placeMetre(scene: Scene, host: StageHost, place: CardPlace, { cable }: Room): void {
  const u = scene.unit
  const tapY = place.side === 'above' ? cable.y - 9 * u : cable.y + cable.h + 9 * u
  const text = metresWords(host.metre)
  const w = scene.width(text, 'tick')
  const h = 13 * u
  const y = place.side === 'above' ? tapY - 18 * u : tapY + 2 * u
  const air = 5 * u
  const box = scene.places.place([
    { x: place.tap + 9 * u - air, y, w: w + 2 * air, h },
    { x: place.tap - 9 * u - w - air, y, w: w + 2 * air, h },
  ])
  if (!box) return
  const [x, base] = [box.x + air, box.y + 10 * u]
  scene.add('labels', words(`${host.name} metre`, 't-tick', x, base, text))
}

/** Rings beside the interface, the one that runs out first nearest, as many as there is room for. */
function drawTimers(scene: Scene, host: StageHost, place: CardPlace, nic: Box): void {
  const u = scene.unit
  const y = place.side === 'above' ? place.y + place.h - 15 * u : place.y + 15 * u
  const toRight = place.x + place.w - (nic.x + nic.w)
  const toLeft = nic.x - place.x
  const right = toRight >= toLeft
  let x = right ? nic.x + nic.w + 8 * u : place.x + 10 * u
  const end = right ? place.x + place.w - 6 * u : nic.x - 4 * u
  for (const timer of host.timers) {
    const left = duration(timer.left)
    const named = timer.purpose ? `${left} ${timer.purpose}` : left
    const text = x + 24 * u + scene.width(named, 'note', true) < end ? named : left
    const width = 24 * u + scene.width(text, 'note', true) + 12 * u
    const bare = x + width - 12 * u > end
    if (bare && x + 22 * u > end) break
    const box = { x, y: y - 11 * u, w: bare ? 22 * u : width - 10 * u, h: 22 * u }
    const parts = [
      timerRing('ring', x + 11 * u, y, 8.5 * u, timer.left / Math.max(1, timer.duration)),
    ]
    if (!bare)
      parts.push(words('left', 't-note2 i-timer b num', x + 25 * u, y + scene.drop('note'), text))
    const says = `Timer on ${host.name}, ${named}, of ${duration(timer.duration)}`
    scene.add('interfaces', scene.thing(timer.entity, 'part', says, box, 11 * u, parts))
    x += bare ? 24 * u : width
  }
}
