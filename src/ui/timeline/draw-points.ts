/** Instants on the lanes: what was lost, crashed, collided; the chain of causes; where two runs part. */
import type { FirstDifference } from '../../analysis/timeline/first-difference.ts'
import type { TimelineIndex } from '../../analysis/timeline/index.ts'
import { firstBeyond, PointKind, type Points } from '../../analysis/timeline/points.ts'
import type { Row } from '../../analysis/timeline/rows.ts'
import { EntityType } from '../../trace/entities.ts'
import { Kind } from '../../trace/kinds.ts'
import { NONE, type RecordIndex } from '../../trace/record.ts'
import {
  diamond,
  drawBolt,
  drawCross,
  drawNothing,
  drawNumber,
  drawStar,
  numberRadius,
} from '../theme/canvas-signs.ts'
import { textWidth } from './draw-spans.ts'
import { isAtLeast, middle, rowFor, type Scene } from './scene.ts'

/** Of marks on one spot only this many are drawn. */
const LEAST_APART = 1.5

export function pointRow(scene: Scene, row: Row, kind: PointKind): Row | undefined {
  if (!row.host) return undefined
  const onWire =
    kind === PointKind.loss ||
    kind === PointKind.collision ||
    kind === PointKind.duplicate ||
    kind === PointKind.ignored
  return rowFor(scene, row.future, row.host, onWire ? 'wire' : 'first')
}

export function isShown(scene: Scene, kind: PointKind): boolean {
  const { layer } = scene.state
  if (kind === PointKind.duplicate || kind === PointKind.ignored) return isAtLeast(layer, 'packet')
  if (kind === PointKind.collision || kind === PointKind.loss) return isAtLeast(layer, 'message')
  if (kind === PointKind.orphan) return isAtLeast(layer, 'message')
  return kind === PointKind.crash || kind === PointKind.refused
}

/** The points of a machine, drawn once, with its first row. */
export function drawPoints(scene: Scene, row: Row): void {
  const points = row.host?.points
  if (!points || !row.first) return
  for (const [kind, list] of points.kinds) {
    const at = isShown(scene, kind) ? pointRow(scene, row, kind) : undefined
    if (at && isNear(scene, middle(scene, at)))
      drawKind(scene, row, kind, points, list, middle(scene, at))
  }
}

/** px that a mark and its ring reach over and under its lane's middle. */
const MARK_REACH = 16

function isNear(scene: Scene, y: number): boolean {
  return y > -MARK_REACH && y < scene.height + MARK_REACH
}

function drawKind(
  scene: Scene,
  row: Row,
  kind: PointKind,
  points: Points,
  list: readonly number[],
  y: number,
): void {
  const time = (i: number): number => points.time[i] as number
  const until = Math.min(scene.to, scene.until)
  let next = firstBeyond(list, 0, (i) => time(i) >= scene.from)
  while (next < list.length) {
    const i = list[next] as number
    if (time(i) > until) break
    const x = scene.axis.x(time(i))
    if (kind === PointKind.collision) {
      const after = crowdEnd(scene, points, list, next, until)
      if (after - next >= CROWD_LEAST) {
        drawCrowd(scene, x, scene.axis.x(time(list[after - 1] as number)), y, after - next)
        ringCrowd(scene, row, points, list, next, after, y)
        next = after
        continue
      }
    }
    drawPoint(scene, kind, x, y)
    ringPoint(scene, row, points.entity[i] as number, points.record[i] as number, x, y)
    const far = (j: number): boolean => scene.axis.x(time(j)) >= x + LEAST_APART
    next++
    if (next < list.length && !far(list[next] as number)) next = firstBeyond(list, next, far)
  }
}

/** Stars nearer to one another than this cannot be told apart; so many of them in a row become one mark. */
const CROWD_APART = 11
const CROWD_LEAST = 3

/** Behind the last of a row of points each of which is near the one before. */
function crowdEnd(
  scene: Scene,
  points: Points,
  list: readonly number[],
  first: number,
  until: number,
): number {
  const time = (at: number): number => points.time[list[at] as number] as number
  const end = firstBeyond(list, first, (i) => (points.time[i] as number) > until)
  let last = first
  for (;;) {
    const x = scene.axis.x(time(last)) + CROWD_APART
    const after = firstBeyond(list, last, (i) => scene.axis.x(points.time[i] as number) > x)
    if (Math.min(after, end) === last + 1) return last + 1
    last = Math.min(after, end) - 1
  }
}

/** A line under the lane's bar as long as the row of stars, and at its head a star with how many they are. */
function drawCrowd(scene: Scene, from: number, to: number, y: number, count: number): void {
  const { pen, palette: p } = scene
  const left = Math.max(0, from - 5)
  const right = Math.min(scene.axis.width, to + 5)
  pen.fillStyle = p.loss
  pen.fillRect(left, y + 7, right - left, 3)
  const font = `600 ${p.note}px ${p.sans}`
  const words = String(count)
  const width = 20 + textWidth(pen, words, font) + 5
  if (width > right - left) {
    drawStar(pen, p, (left + right) / 2, y + 4, 12)
    return
  }
  pen.fillStyle = p.surface
  pen.strokeStyle = p.loss
  pen.lineWidth = p.hair
  pen.beginPath()
  pen.roundRect(left, y - 8, width, 16, 8)
  pen.fill()
  pen.stroke()
  drawStar(pen, p, left + 10, y, 13)
  pen.font = font
  pen.fillStyle = p.lossInk
  pen.textAlign = 'left'
  pen.textBaseline = 'middle'
  pen.fillText(words, left + 19, y + 0.5)
}

/** A chosen collision keeps its ring and its star in the crowd. */
function ringCrowd(
  scene: Scene,
  row: Row,
  points: Points,
  list: readonly number[],
  first: number,
  after: number,
  y: number,
): void {
  for (const { future, record } of scene.focus) {
    if (future !== row.future || record === NONE) continue
    const at = firstBeyond(list, first, (i) => (points.record[i] as number) >= record)
    const i = list[at]
    if (at >= after || i === undefined || points.record[i] !== record) continue
    const x = scene.axis.x(points.time[i] as number)
    drawStar(scene.pen, scene.palette, x, y)
    ringPoint(scene, row, points.entity[i] as number, record, x, y)
  }
}

function drawPoint(scene: Scene, kind: PointKind, x: number, y: number): void {
  const { pen, palette: p } = scene
  if (kind === PointKind.crash) drawBolt(pen, p, x, y)
  else if (kind === PointKind.collision) drawStar(pen, p, x, y)
  else if (kind === PointKind.duplicate || kind === PointKind.ignored) drawNothing(pen, p, x, y)
  else drawCross(pen, p, x, y, kind === PointKind.refused || kind === PointKind.orphan ? 14 : 18)
}

function ringPoint(
  scene: Scene,
  row: Row,
  entity: number,
  record: RecordIndex,
  x: number,
  y: number,
): void {
  const focus = scene.focus.find(
    (f) =>
      f.future === row.future &&
      (f.record === record || (f.entity === entity && f.record === NONE)),
  )
  if (focus) scene.rings.push({ x: x - 13, y: y - 13, width: 26, height: 26, strong: focus.strong })
}

/** Where a record is drawn, as near as the layer allows. */
export function placeOf(
  scene: Scene,
  index: TimelineIndex,
  future: number,
  record: RecordIndex,
): { x: number; y: number } | undefined {
  const { trace } = index
  const entity = trace.entity(record)
  const kind = trace.kind(record)
  const away = new Set<number>([
    Kind.accepted,
    Kind.overrun,
    Kind.damaged,
    Kind.packetIn,
    Kind.duplicate,
    Kind.ignored,
    Kind.aliensFull,
    Kind.received,
    Kind.replied,
  ])
  const target = away.has(kind)
    ? trace.a(record)
    : kind === Kind.transmitOpen
      ? trace.b(record)
      : entity
  const frame = trace.within(target, EntityType.frame)
  const host =
    (frame !== NONE ? index.frames.transmissionOf(frame)?.host : undefined) ?? index.hostOf(target)
  if (!host) return undefined
  const type = trace.typeOf(target)
  const process = trace.within(target, EntityType.process)
  const onCpu =
    type === EntityType.processor || type === EntityType.kernel || type === EntityType.alien
  const wanted =
    frame !== NONE || type === EntityType.host
      ? 'wire'
      : onCpu
        ? 'processor'
        : process === NONE
          ? 'first'
          : process
  const row = rowFor(scene, future, host, wanted)
  return row && { x: scene.axis.x(trace.time(record)), y: middle(scene, row) }
}

/** A ring at the edge stays whole. */
const RING_INSIDE = 2
/** px that a number goes aside for words on a span: one far from its instant would tell another. */
const ASIDE_MOST = 40

/** Numbered as in the inspector's list. */
export function drawChain(scene: Scene): void {
  const future = scene.state.selection?.future === 2 ? 1 : 0
  const index = scene.indexes[future]
  if (!index) return
  const taken: { x: number; y: number }[] = []
  const asked = scene.state.chain[0] ?? 0
  const latest = asked < index.trace.length ? scene.axis.x(index.trace.time(asked)) : 0
  const radius = numberRadius(scene.palette)
  scene.state.chain.forEach((record, i) => {
    if (record >= index.trace.length || index.trace.time(record) > scene.until) return
    const time = index.trace.time(record)
    const place = placeOf(scene, index, future, record)
    if (!place || time < scene.from || time > scene.to) return
    const free = (at: number): boolean =>
      !taken.some((t) => Math.abs(t.x - at) < 2 * radius + 3 && Math.abs(t.y - place.y) < 12)
    // A number later than what they are the causes of would seem to be of the future, or be under the veil.
    const past = (at: number): boolean => at <= latest && free(at)
    const clear = (at: number): boolean => past(at) && !isOnWords(scene, at, place.y)
    // The nearest place to either side that is free of words as well, if it is near; else free of numbers.
    const x =
      nearest(scene, place.x, ASIDE_MOST, clear) ??
      nearest(scene, place.x, 200, past) ??
      nearest(scene, place.x, 200, free) ??
      place.x
    taken.push({ x, y: place.y })
    drawNumber(scene.pen, scene.palette, x, place.y, i + 1)
  })
}

function nearest(
  scene: Scene,
  from: number,
  most: number,
  isRight: (at: number) => boolean,
): number | undefined {
  for (let n = 0; Math.ceil(n / 2) * 10 <= most; n++) {
    const aside = from + (n % 2 ? 1 : -1) * Math.ceil(n / 2) * 10
    const at = Math.max(RING_INSIDE, Math.min(scene.axis.width - RING_INSIDE, aside))
    if (isRight(at)) return at
  }
  return undefined
}

function isOnWords({ labels, palette }: Scene, x: number, y: number): boolean {
  const radius = numberRadius(palette) + 1
  return labels.some(
    (label) =>
      x + radius > label.x &&
      x - radius < label.x + label.width &&
      y > label.y &&
      y < label.y + label.height,
  )
}

export function drawDifference(scene: Scene, found: FirstDifference, words: string): void {
  const { pen, palette: p, axis } = scene
  if (found.time > scene.until || found.time < scene.from || found.time > scene.to) return
  const divide = scene.layout.rows.find((r) => r.kind === 'divide')
  if (!divide) return
  const x = axis.x(found.time)
  const y = middle(scene, divide)
  pen.strokeStyle = p.ink
  pen.lineWidth = 2
  pen.setLineDash([2, 3])
  pen.beginPath()
  pen.moveTo(x, scene.top)
  pen.lineTo(x, scene.top + scene.layout.height)
  pen.stroke()
  pen.setLineDash([])
  diamond(pen, x, y, 8)
  pen.fillStyle = p.ink
  pen.fill()
  pen.font = `600 ${p.note}px ${p.sans}`
  const width = textWidth(pen, words)
  const left = x - 14 - width >= 0
  pen.fillStyle = p.surface
  pen.fillRect(left ? x - 18 - width : x + 12, y - p.note * 0.7, width + 6, p.note * 1.4)
  pen.fillStyle = p.ink2
  pen.textAlign = left ? 'right' : 'left'
  pen.textBaseline = 'middle'
  pen.fillText(words, left ? x - 14 : x + 14, y + 0.5)
}
