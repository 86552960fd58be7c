/** Groups where the cable stands up. */
import type { StageGroup, StageModel } from '../../analysis/stage/stage-model.ts'
import { EntityType } from '../../trace/entities.ts'
import {
  around,
  chipBoxes,
  DASHES,
  groupWords,
  isBetween,
  roundedPath,
  strangers,
} from './group-line.ts'
import type { Box } from './label-places.ts'
import { f, path, type Scene, words } from './scene.ts'

/**
 * With the cable upright: a spine at the edge, and an arm to each member. Where the names have a line over the rows,
 * they stand in the order of their spines, and the only one's goes up to it.
 */
export function drawSpines(scene: Scene, model: StageModel, hasHead: boolean): void {
  const { frame, trace } = scene.input
  const u = scene.unit
  const chips = chipBoxes(scene)
  const shown = model.groups.filter(({ members }) => members.length > 0)
  const ends = nameEnds(scene, shown)
  shown.forEach((each, order) => {
    const x = frame.x + frame.w - (5 + 8 * (shown.length - 1 - order)) * u
    const boxes = each.members.flatMap((process) => {
      const host = trace.nameOf(trace.within(process, EntityType.host))
      return chips.get(trace.nameOf(process)) ?? chips.get(host) ?? []
    })
    if (boxes.length === 0) return
    const levels = boxes.map((box) => box.y + box.h / 2 + (order - (shown.length - 1) / 2) * 8 * u)
    const [top, bottom] = [Math.min(...levels), Math.max(...levels)]
    const arms = boxes.map((box, i) => `M${f(x)} ${f(levels[i] as number)}H${f(box.x + box.w)}`)
    const others = strangers(scene, each)
    // An arm goes behind those to the right of a member: a line round it says who is meant.
    const rings = boxes
      .filter((box) => others.some((other) => isBetween(other, box, { ...box, x })))
      .map((box) => roundedPath(around([box], 3 * u), 8 * u))
    const from = hasHead && shown.length === 1 ? frame.y + 14 * u : top
    const d = `M${f(x)} ${f(from)}V${f(bottom)}${arms.join('')}${rings.join('')}`
    const parts = [
      path('outer', `group-outer d${order % DASHES}`, d, { 'stroke-width': 5 * u }),
      path('inner', 'group-inner', d, { 'stroke-width': 1.8 * u }),
      words(
        'tag',
        'group-name tag end',
        hasHead ? (ends[order] as number) : x + 4 * u,
        hasHead ? frame.y + 11 * u : spineName(scene, each, boxes),
        each.name,
      ),
    ]
    const box = { x: x - 4 * u, y: from, w: 8 * u, h: bottom - from }
    const node = scene.thing(each.entity, 'group', groupWords(each), box, 3 * u, parts)
    scene.add('groups', { ...node, attributes: { ...node.attributes, class: 'thing group' } })
  })
}

/** Where each name of a line ends, the last of them at the edge. */
function nameEnds(scene: Scene, groups: readonly StageGroup[]): number[] {
  const { frame } = scene.input
  let end = frame.x + frame.w - 3 * scene.unit
  const ends = groups.toReversed().map(({ name }) => {
    const its = end
    end -= scene.width(name, 'note', true) + 12 * scene.unit
    return its
  })
  return ends.reverse()
}

/** Where machines are small boxes in a grid: a double line round each member’s, and the names in a line over them. */
export function drawRings(scene: Scene, model: StageModel): void {
  const { frame, trace } = scene.input
  const u = scene.unit
  const boxes = chipBoxes(scene)
  let right = frame.x + frame.w - 8 * u
  const shown = model.groups.filter(({ members }) => members.length > 0)
  shown.forEach((each, order) => {
    const rings = each.members.flatMap((process) => {
      const host = trace.nameOf(trace.within(process, EntityType.host))
      const box = boxes.get(host)
      return box ? [roundedPath(around([box], (1 - 4 * order) * u), 5 * u)] : []
    })
    const d = rings.join('')
    const w = scene.width(each.name, 'note', true)
    const parts = [
      path('outer', `group-outer d${order % DASHES}`, d, { 'stroke-width': 4 * u }),
      path('inner', 'group-inner', d, { 'stroke-width': 1.4 * u }),
      words('tag', 'group-name tag end', right, frame.y + 14 * u, each.name),
    ]
    const box = { x: right - w, y: frame.y, w, h: 17 * u }
    const node = scene.thing(each.entity, 'group', groupWords(each), box, 3 * u, parts)
    scene.add('groups', { ...node, attributes: { ...node.attributes, class: 'thing group' } })
    right -= w + 14 * u
  })
}

/** Where its name stands beside the spine: over the first member or under the last, on no process. */
function spineName(
  { things, input, unit: u }: Scene,
  { name }: StageGroup,
  boxes: readonly Box[],
): number {
  const { frame } = input
  const first = boxes.reduce((one, other) => (other.y < one.y ? other : one))
  const over = first.y - 6 * u
  const under = Math.max(...boxes.map(({ y, h }) => y + h)) + 14 * u
  const w = (9 * name.length + 4) * u
  const isFree = (line: number): boolean =>
    line - 11 * u >= frame.y &&
    line + 3 * u <= frame.y + frame.h &&
    !things.some(({ stop, box }) => {
      const isBeside = box.x + box.w < frame.x + frame.w - w
      return (
        stop === 'process' && !isBeside && box.y < line + 3 * u && box.y + box.h > line - 11 * u
      )
    })
  if (isFree(over)) return over
  return isFree(under) ? under : first.y + first.h / 2 - 8 * u
}
