/** The line of a group: what it goes round, past and over, in the lying and the upright room alike. */
import type { StageGroup } from '../../analysis/stage/stage-model.ts'
import { EntityType } from '../../trace/entities.ts'
import type { EntityId } from '../../trace/record.ts'
import type { Box } from './label-places.ts'
import { f, type Scene } from './scene.ts'

/** Dashes that tell groups apart: whole, long, short; then again. */
export const DASHES = 3

/** Where processes and machines are drawn. */
export function chipBoxes(scene: Scene): Map<string, Box> {
  const boxes = new Map<string, Box>()
  for (const { stop, mark, box } of scene.things)
    if (stop === 'process' || stop === 'host') boxes.set(mark.entity, box)
  return boxes
}

/** The members by the machine that they are on. */
export function membersAt({ input }: Scene, { members }: StageGroup): Map<EntityId, EntityId[]> {
  const at = new Map<EntityId, EntityId[]>()
  for (const process of members) {
    const host = input.trace.within(process, EntityType.host)
    const here = at.get(host)
    if (here) here.push(process)
    else at.set(host, [process])
  }
  return at
}

export function around(boxes: readonly Box[], pad: number): Box {
  const x = Math.min(...boxes.map((box) => box.x)) - pad
  const y = Math.min(...boxes.map((box) => box.y)) - pad
  const right = Math.max(...boxes.map((box) => box.x + box.w)) + pad
  const bottom = Math.max(...boxes.map((box) => box.y + box.h)) + pad
  return { x, y, w: right - x, h: bottom - y }
}

/** Processes that are not in it. */
export function strangers({ things, input }: Scene, { members }: StageGroup): readonly Box[] {
  const names = new Set(members.map((process) => input.trace.nameOf(process)))
  return things.flatMap(({ stop, mark, box }) =>
    stop === 'process' && !names.has(mark.entity) ? [box] : [],
  )
}

/** A line round both would go round it too, as if it were a member. */
export function isBetween(box: Box, one: Box, other: Box): boolean {
  const isBeside = box.x >= one.x + one.w && box.x + box.w <= other.x
  return isBeside && box.y < one.y + one.h && box.y + box.h > one.y
}

/** Its corners are no rounder than it is wide or high. */
export function roundedPath({ x, y, w, h }: Box, round: number): string {
  const r = Math.min(round, w / 2, h / 2)
  const arc = `a${f(r)} ${f(r)} 0 0 1`
  return `M${f(x + r)} ${f(y)}h${f(w - 2 * r)}${arc} ${f(r)} ${f(r)}v${f(h - 2 * r)}${arc} ${f(-r)} ${f(r)}h${f(2 * r - w)}${arc} ${f(-r)} ${f(-r)}v${f(2 * r - h)}${arc} ${f(r)} ${f(-r)}z`
}

export function groupWords({ name, members, address }: StageGroup): string {
  const n = members.length
  const size = n === 1 ? '1 member' : n === 0 ? 'no members' : `${n} members`
  return `Process group ${name}: ${size}${address ? `, one address, ${address}` : ''}`
}
