/** The picture of one instant while it is put together: its parts, the things in it, and what they are called. */
import { pathRound as arcPath } from 'd3-path'
import { type EntityId, NONE, type RecordIndex } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import type { Mark } from '../store/app-state.ts'
import type { RackLook } from './draw-cell.ts'
import { type Box, LabelPlaces } from './label-places.ts'
import type { Sizes, TextSize } from './sizes.ts'
import type { Attributes, SvgNode } from './svg-patch.ts'

/** The order of the stops: machines by metre, then what is in them, then the cable. */
export const STOPS = ['host', 'process', 'interface', 'part', 'group', 'wave', 'cable'] as const
export type Stop = (typeof STOPS)[number]

/** A drawn thing that can be pointed at. */
export interface Thing {
  readonly key: string
  readonly mark: Mark
  readonly stop: Stop
  readonly says: string
  readonly box: Box
  readonly corner: number
}

export interface SceneInput {
  readonly trace: Trace
  readonly sizes: Sizes
  readonly frame: Box
  readonly future: 1 | 2 | null
  /** The last record before the reader's last step: later changes are new to them. */
  readonly since: RecordIndex
  /** The cursor runs: what is said of machines is not read while it changes. */
  readonly playing?: boolean
}

/** Words keep off the edge of the picture. */
const LABEL_MARGIN = 8

export class Scene {
  readonly input: SceneInput
  readonly places: LabelPlaces
  readonly things: Thing[] = []
  /** What is drawn on the canvas behind. */
  readonly racks: RackLook[] = []
  private readonly layers = new Map<string, SvgNode[]>()
  private readonly byEntity = new Map<EntityId, Thing>()
  private readonly keys = new Set<string>()

  constructor(input: SceneInput) {
    this.input = input
    const { x, w, ...rest } = input.frame
    this.places = new LabelPlaces({ ...rest, x: x + LABEL_MARGIN, w: w - 2 * LABEL_MARGIN })
  }

  get unit(): number {
    return this.input.sizes.unit
  }

  width(text: string, size: TextSize, bold = false): number {
    return this.input.sizes.width(text, size, bold)
  }

  /** From the middle of a line of text down to its baseline. */
  drop(size: TextSize): number {
    return this.input.sizes[size] * 0.35
  }

  add(layer: (typeof LAYER_ORDER)[number], ...nodes: readonly SvgNode[]): void {
    const list = this.layers.get(layer)
    if (list) list.push(...nodes)
    else this.layers.set(layer, [...nodes])
  }

  /** A group that can be pointed at, focused and selected; `says` is its name in words. */
  thing(
    entity: EntityId,
    stop: Stop,
    says: string,
    box: Box,
    corner: number,
    children: readonly SvgNode[],
    record?: RecordIndex,
  ): SvgNode {
    const { trace, future } = this.input
    const name = trace.nameOf(entity)
    let key = `${future ?? ''}:${stop}:${name}${record === undefined ? '' : `#${record}`}`
    while (this.keys.has(key)) key += '+'
    this.keys.add(key)
    const mark: Mark = {
      entity: name,
      ...(record === undefined ? {} : { record }),
      ...(future ? { future } : {}),
    }
    const thing: Thing = { key, mark, stop, says, box, corner }
    this.things.push(thing)
    if (!this.byEntity.has(entity) || stop === 'wave') this.byEntity.set(entity, thing)
    return group(key, { class: 'thing', 'data-key': key }, ...children)
  }

  /** As `thing` gave it to an earlier picture of the same things. */
  again(thing: Thing, entity: EntityId): void {
    this.keys.add(thing.key)
    this.things.push(thing)
    if (!this.byEntity.has(entity)) this.byEntity.set(entity, thing)
  }

  /** The drawn thing that a mark means: itself, or the nearest thing above it that is drawn. */
  find(mark: Mark | null): Thing | undefined {
    const { trace, future } = this.input
    if (!mark || (mark.future ?? 1) !== (future ?? 1)) return undefined
    const exact = this.things.find(
      ({ mark: own }) => own.record !== undefined && own.record === mark.record,
    )
    if (exact) return exact
    for (let at = trace.find(mark.entity); at !== NONE; at = trace.parentOf(at)) {
      const thing = this.byEntity.get(at)
      if (thing) return thing
    }
    return undefined
  }

  nodes(): SvgNode[] {
    return LAYER_ORDER.map((layer) => group(layer, {}, ...(this.layers.get(layer) ?? [])))
  }
}

export const LAYER_ORDER = [
  'ground',
  'cards',
  'groups',
  'chips',
  'host-rings',
  'cable',
  'waves',
  'drops',
  'interfaces',
  'fronts',
  'breaks',
  'labels',
  'losses',
  'rings',
] as const

// Shapes --------------------------------------------------------------------------------------------
export function group(key: string, attributes: Attributes, ...children: SvgNode[]): SvgNode {
  return { tag: 'g', key, attributes, children }
}
export function path(key: string, className: string, d: string, more: Attributes = {}): SvgNode {
  return { tag: 'path', key, attributes: { class: className, d, ...more } }
}
export function rect(key: string, className: string, box: Box, rx = 0): SvgNode {
  const { x, y, w, h } = box
  const attributes = { class: className, x, y, width: Math.max(0, w), height: Math.max(0, h), rx }
  return { tag: 'rect', key, attributes }
}
export function words(
  key: string,
  className: string,
  x: number,
  y: number,
  text: string,
  more: Attributes = {},
): SvgNode {
  return { tag: 'text', key, attributes: { class: className, x, y, ...more }, text }
}
export function sign(
  key: string,
  name: string,
  x: number,
  y: number,
  size: number,
  className?: string,
): SvgNode {
  const attributes = { href: `#${name}`, x, y, width: size, height: size, class: className }
  return { tag: 'use', key, attributes }
}
/** A ring that empties clockwise: what is left of a timer, from 0 to 1. */
export function timerRing(key: string, x: number, y: number, r: number, left: number): SvgNode {
  const gone = (1 - Math.max(0, Math.min(1, left))) * 2 * Math.PI
  const top = -Math.PI / 2
  const ring = arcPath(2)
  ring.arc(x, y, r, top + gone, top + 2 * Math.PI)
  return group(
    key,
    {},
    { tag: 'circle', key: 'track', attributes: { class: 'timer-track', cx: x, cy: y, r } },
    path('left', 'timer-left', ring.toString()),
  )
}

/** A figure in a path. */
export function f(value: number): string {
  return String(Math.round(value * 100) / 100)
}
