/**
 * Machines among very many: a tap, a lead, a name where it has room, and one sign. Where they are depends on the room
 * alone, so that is found once, and what looks as it did in the last frame is the same node as then.
 */
import type { StageHost } from '../../analysis/stage/stage-model.ts'
import { hostWords } from './draw-card.ts'
import { interfaceClass } from './draw-interface.ts'
import type { LabelPlaces } from './label-places.ts'
import type { CardPlace, Room } from './room-layout.ts'
import { f, group, path, type Scene, sign, words } from './scene.ts'
import type { SvgNode } from './svg-patch.ts'

export const STATE_SIGNS: Readonly<Record<string, string>> = {
  running: 'p-running',
  ready: 'p-ready',
  send: 'p-send',
  reply: 'p-reply',
  receive: 'p-receive',
  suspended: 'p-suspended',
}

interface Fixed {
  /** What leads, names and the caption cover. */
  readonly places: LabelPlaces
  /** Which machines' names have room. */
  readonly named: readonly boolean[]
  readonly leads: Map<string, SvgNode>
  readonly faces: Map<string, readonly SvgNode[]>
}
const rooms = new WeakMap<Room, Fixed>()

export function drawTaps(scene: Scene, hosts: readonly StageHost[], room: Room): void {
  const known = rooms.get(room) ?? fix(scene, hosts, room)
  rooms.set(room, known)
  scene.places.under(known.places)
  hosts.forEach((host, i) => {
    const place = room.cards[i] as CardPlace
    const { hears } = host.interface
    const look = `leads thin${hears ? ` live ${hears}` : ''}${host.on ? '' : ' off'}`
    const key = `${host.name} ${i} ${look}`
    scene.add(
      'drops',
      kept(known.leads, key, () => lead(host.name, look, place, room)),
    )
    drawFace(scene, host, place, {
      known,
      key: `${host.name} ${i}`,
      named: known.named[i] === true,
    })
  })
}

function fix(scene: Scene, hosts: readonly StageHost[], room: Room): Fixed {
  const places = scene.places.copy()
  const named = hosts.map(({ name }, i) => {
    const place = room.cards[i] as CardPlace
    const { edge, middle, end } = lineOf(place, room)
    places.takeLine(place.tap, edge, middle, end, 2)
    const width = scene.width(name, 'note', true)
    const box = { x: middle - width / 2, y: nameY(place, room.unit) - 11 * room.unit }
    return places.place([{ ...box, w: width + 1, h: 14 * room.unit }]) !== undefined
  })
  return { places, named, leads: new Map(), faces: new Map() }
}

export function kept<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}

/** From the cable to the machine's own end of its lead. */
export function lineOf(place: CardPlace, { cable }: Room) {
  const above = place.side === 'above'
  return {
    edge: above ? cable.y : cable.y + cable.h,
    end: above ? place.y + place.h : place.y,
    middle: place.x + place.w / 2,
    turn: above ? -1 : 1,
  }
}

function nameY({ side, y, h }: CardPlace, u: number): number {
  return side === 'above' ? y + h - 8 * u : y + 15 * u
}

function lead(name: string, look: string, place: CardPlace, room: Room): SvgNode {
  const { edge, end, middle, turn } = lineOf(place, room)
  const foot = turn * 6 * room.unit
  const half = place.tapWidth / 2
  return group(
    name,
    { class: look },
    path('drop', 'drop', `M${f(place.tap)} ${f(edge + foot)}L${f(middle)} ${f(end)}`),
    path(
      'tap',
      'tap',
      `M${f(place.tap - half)} ${f(edge)}h${f(place.tapWidth)}v${f(foot)}h${f(-place.tapWidth)}z`,
    ),
  )
}

interface Face {
  readonly known: Fixed
  readonly key: string
  readonly named: boolean
}

/** Whoever computes, or waits for its turn or for another's answer, has something in hand. */
const IN_HAND: readonly string[] = ['running', 'ready', 'send', 'reply']

/** Its first process, or where that waits to be asked, another that has something in hand; and how many have. */
export function shownOf({ processes }: StageHost) {
  const [first] = processes
  if (first?.state !== 'receive') return { process: first, many: 1 }
  const others = IN_HAND.flatMap((state) => processes.filter((each) => each.state === state))
  return { process: others[0] ?? first, many: Math.max(1, others.length) }
}

/** Its name, and the sign of what is worth most: no power, a frame lost, or a process of it. */
function drawFace(
  scene: Scene,
  host: StageHost,
  place: CardPlace,
  { known, key, named }: Face,
): void {
  const { process, many } = shownOf(host)
  const own = process && Object.hasOwn(STATE_SIGNS, process.state) ? process.state : ''
  const shown = !host.on ? 'off' : host.loss ? 'loss' : own
  const parts = kept(known.faces, `${key} ${shown} ${many}`, () =>
    faceOf(host.name, place, { shown, many, named }, scene.unit),
  )
  const more = many > 1 ? `, ${many} processes at work` : ''
  const says = `${hostWords(host)}, interface ${host.interface.word}${process ? `, ${process.name} ${process.word}${more}` : ''}`
  const node = scene.thing(host.entity, 'host', says, place, 4 * scene.unit, parts)
  const kind = interfaceClass(host.interface, host.loss !== null)
  const attributes = { ...node.attributes, class: `thing many ${kind}` }
  scene.add('cards', { ...node, attributes, children: parts })
}

function faceOf(
  name: string,
  place: CardPlace,
  { shown, many, named }: { shown: string; many: number; named: boolean },
  u: number,
): readonly SvgNode[] {
  const { x, y, w, h } = place
  const middle = x + w / 2
  const base = nameY(place, u)
  const parts = [path('ground', 'tap-ground', `M${f(x)} ${f(y)}h${f(w)}v${f(h)}h${f(-w)}z`)]
  if (named)
    parts.push(words('name', `t-note2 b mid ${shown === 'off' ? 'gone' : ''}`, middle, base, name))
  const size = Math.min(15 * u, w - 2)
  if (size <= 7 || shown === '') return parts
  const top = place.side === 'above' ? base - 30 * u : base + 9 * u
  const number = many > 1 && shown !== 'off' && shown !== 'loss' ? String(many) : ''
  const at = [middle - size / 2 - 4 * u * number.length, top] as const
  if (number !== '')
    parts.push(words('many', 't-note2 b mid', middle + 8 * u, top + 12 * u, number))
  if (shown === 'off') parts.push(sign('bolt', 'e-crash', ...at, size))
  else if (shown === 'loss') parts.push(sign('loss', 'e-drop', ...at, size))
  else parts.push(sign('state', STATE_SIGNS[shown] as string, ...at, size, `sign ${shown}`))
  return parts
}
