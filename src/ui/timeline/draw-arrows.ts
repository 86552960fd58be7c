/** Arrows across lanes. Batched by kind; drawn before spans, so that they pass behind them. */
import { ArrowKind, type Arrows } from '../../analysis/timeline/arrows.ts'
import type { TimelineIndex } from '../../analysis/timeline/index.ts'
import { type EntityId, NONE } from '../../trace/record.ts'
import type { Pen } from '../theme/canvas-signs.ts'
import { isAtLeast, middle, rowFor, type Scene } from './scene.ts'

export const MOST_ARROWS = 5000
/** Arrows of the selected thing that are drawn for certain; a host or a process has no end of them. */
const MOST_WANTED = 100

interface Line {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

interface Batch {
  readonly request: Line[]
  readonly many: Line[]
  readonly reply: Line[]
  readonly lost: Line[]
  readonly local: Line[]
  readonly localReply: Line[]
}

/** Says how many arrows there are for each one drawn: 1 when all are. */
export function drawArrows(scene: Scene, future: number): number {
  const index = scene.indexes[future]
  if (!index) return 1
  const batch: Batch = { request: [], many: [], reply: [], lost: [], local: [], localReply: [] }
  const frames = isAtLeast(scene.state.layer, 'message')
  const arrows = frames ? index.frameArrows : index.messageArrows
  const wanted = scene.focus.find((f) => f.strong && f.future === future)?.entity ?? NONE
  const to = Math.min(scene.to, scene.until)
  const own = wanted === NONE ? [] : index.trace.recordsOf(wanted).slice(0, MOST_WANTED)
  const { shown, all } = arrows.inView(scene.from, to, MOST_ARROWS / scene.indexes.length, own)
  heights.clear()
  for (const i of shown) place(scene, index, future, arrows, i, batch)
  if (frames) {
    const local = index.messageArrows.inView(scene.from, to, 1000)
    for (const i of local.shown) placeLocal(scene, index, future, i, batch)
  }
  paint(scene, batch, shown.length)
  return shown.length < all ? Math.round(all / shown.length) : 1
}

/** Of the ends seen in this picture: arrows are thousands, ends are few. */
const heights = new Map<EntityId, number | undefined>()

function y(
  scene: Scene,
  index: TimelineIndex,
  future: number,
  entity: EntityId,
): number | undefined {
  if (heights.has(entity)) return heights.get(entity)
  const host = index.hostOf(entity)
  const row = host && rowFor(scene, future, host, entity === host.entity ? 'wire' : entity)
  const at = row && middle(scene, row)
  heights.set(entity, at)
  return at
}

function place(
  scene: Scene,
  index: TimelineIndex,
  future: number,
  arrows: Arrows,
  i: number,
  batch: Batch,
): void {
  const from = arrows.from[i] as number
  const to = arrows.to[i] as number
  const y0 = y(scene, index, future, from)
  if (y0 === undefined) return
  const leaves = arrows.leaves[i] as number
  const arrives = arrows.arrives[i] as number
  const kind = arrows.kind[i]
  const y1 = to === NONE ? y0 + 13 : y(scene, index, future, to)
  if (y1 === undefined) return
  const x0 = scene.axis.x(leaves)
  const x1 = scene.axis.x(Math.min(arrives, scene.until))
  const line = { x0, y0, x1, y1 }
  if (arrives > scene.until) return
  if (kind === ArrowKind.lost) batch.lost.push(line)
  else if (kind === ArrowKind.reply) batch.reply.push(line)
  else if (index.frames.acceptsOf(arrows.entity[i] as number) > 1) batch.many.push(line)
  else batch.request.push(line)
}

/** What passed between processes of one machine left no frame: dashed. */
function placeLocal(
  scene: Scene,
  index: TimelineIndex,
  future: number,
  i: number,
  batch: Batch,
): void {
  const arrows = index.messageArrows
  const from = arrows.from[i] as number
  const to = arrows.to[i] as number
  if (index.hostOf(from) !== index.hostOf(to) || (arrows.arrives[i] as number) > scene.until) return
  const y0 = y(scene, index, future, from)
  const y1 = y(scene, index, future, to)
  if (y0 === undefined || y1 === undefined || y0 === y1) return
  const line = {
    x0: scene.axis.x(arrows.leaves[i] as number),
    y0,
    x1: scene.axis.x(arrows.arrives[i] as number),
    y1,
  }
  if (arrows.kind[i] === ArrowKind.reply) batch.localReply.push(line)
  else batch.local.push(line)
}

/** Denser than this for each pixel, arrows are a shade and no longer arrows; only the lost stay lines. */
const CROWD = 0.2

function paint(scene: Scene, batch: Batch, count: number): void {
  const { pen, palette: p } = scene
  if (count > CROWD * scene.axis.width) {
    shade(scene, [...batch.request, ...batch.many], p.request)
    shade(scene, batch.reply, p.reply)
    lines(pen, batch.lost, p.loss, p.stroke)
    return
  }
  lines(pen, batch.many, p.request, p.stroke * 3)
  lines(pen, batch.many, p.surface, p.stroke)
  lines(pen, batch.request, p.request, p.stroke)
  lines(pen, batch.reply, p.reply, p.stroke)
  lines(pen, batch.lost, p.loss, p.stroke)
  pen.setLineDash([4, 3])
  lines(pen, batch.local, p.request, p.stroke)
  lines(pen, batch.localReply, p.reply, p.stroke)
  pen.setLineDash([])
  const clear = isAtLeast(scene.state.layer, 'message') ? 7 : 9
  for (const list of [batch.request, batch.many, batch.local]) {
    heads(pen, list, clear)
    pen.fillStyle = p.request
    pen.fill()
  }
  for (const list of [batch.reply, batch.localReply]) {
    heads(pen, list, clear)
    pen.fillStyle = p.surface
    pen.fill()
    pen.strokeStyle = p.reply
    pen.lineWidth = p.stroke
    pen.stroke()
  }
}

const COLUMN = 6

/** A band from lane to lane wherever there are arrows, one for each few pixels. */
function shade(scene: Scene, list: readonly Line[], colour: string): void {
  const { pen } = scene
  const seen = new Set<number>()
  pen.fillStyle = colour
  pen.globalAlpha = 0.1
  for (const l of list) {
    const column = Math.floor(l.x1 / COLUMN)
    const top = Math.round(Math.min(l.y0, l.y1))
    const bottom = Math.round(Math.max(l.y0, l.y1))
    const key = (column * 4096 + (top & 4095)) * 4096 + (bottom & 4095)
    if (seen.has(key)) continue
    seen.add(key)
    pen.fillRect(column * COLUMN, top, COLUMN - 1, bottom - top)
  }
  pen.globalAlpha = 1
}

function lines(pen: Pen, list: readonly Line[], colour: string, width: number): void {
  if (list.length === 0) return
  pen.strokeStyle = colour
  pen.lineWidth = width
  pen.beginPath()
  for (const l of list) {
    pen.moveTo(l.x0, l.y0)
    pen.lineTo(l.x1, l.y1)
  }
  pen.stroke()
}

/** Heads end at the edge of the row's bar, so that the span stays in front. */
function heads(pen: Pen, list: readonly Line[], clear: number): void {
  const small = list.length > 200
  const length = small ? 6 : 8
  const half = small ? 3 : 4.5
  pen.beginPath()
  for (const l of list) {
    const long = Math.sqrt((l.x1 - l.x0) * (l.x1 - l.x0) + (l.y1 - l.y0) * (l.y1 - l.y0)) || 1
    const ux = (l.x1 - l.x0) / long
    const uy = (l.y1 - l.y0) / long
    const off = Math.min(clear * 3, clear / Math.max(0.01, Math.abs(uy)))
    const tipX = l.x1 - ux * off
    const tipY = l.y1 - uy * off
    const backX = tipX - ux * length
    const backY = tipY - uy * length
    pen.moveTo(tipX, tipY)
    pen.lineTo(backX - uy * half, backY + ux * half)
    pen.lineTo(backX + uy * half, backY - ux * half)
    pen.closePath()
  }
}
