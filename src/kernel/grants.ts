/** What a message grants, and what a kernel therefore lets be done: legal only between Receive and Reply. */

import { contentHash } from '../engine/content-hash.ts'
import { ContentSide, Kind, MoveRefusal, type MoveRefusalName } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { SEGMENT_BYTES_MAX } from './costs.ts'
import type { Kernel } from './kernel.ts'
import type { Memory } from './memory.ts'
import { type Grant, RIGHTS } from './message.ts'
import type { Carried } from './packets.ts'
import type { Pid } from './pid.ts'
import type { Pending, Process } from './process.ts'

/** The bytes of one segment that are to be written, or read, on a Receiver's word. */
export interface Wanted {
  readonly right: 'read' | 'write'
  readonly start: number
  readonly count: number
}

/** Null where the sender has granted it. */
export function outsideGrant(grant: Grant | null, wanted: Wanted): MoveRefusalName | null {
  if (!grant) return 'noGrant'
  if ((RIGHTS[grant.rights] & RIGHTS[wanted.right]) === 0) return 'wrongRight'
  const { start, count } = wanted
  const inside = start >= grant.start && start + count <= grant.start + grant.length
  return inside ? null : 'outsideSegment'
}

/** Whom a move is about: a message received and not answered, or, unchecked, the last one that was. */
export function granter(kernel: Kernel, process: Process, other: Pid): Pending | null {
  const pending = process.received.get(other)
  if (pending) return pending
  return kernel.options.grantCheck === 'off' ? (process.answered.get(other) ?? null) : null
}

/** Where bytes of a move lie, or shall lie, on this machine. */
export interface Place {
  readonly memory: Memory
  readonly here: number
}

/** Null where it may be done. */
export function refusalOf(
  kernel: Kernel,
  pending: Pending | null,
  { memory, here }: Place,
  wanted: Wanted,
): MoveRefusalName | null {
  if (!pending) return 'notBlocked'
  if (!memory.view(here, wanted.count)) return 'outsideMemory'
  return kernel.options.grantCheck === 'off' ? null : outsideGrant(pending.message.grant, wanted)
}

export function refuse(
  kernel: Kernel,
  process: Process,
  other: Pid,
  refusal: MoveRefusalName,
): void {
  const whose = kernel.onlooker.get(other) ?? -1
  kernel.sim.emit(Kind.moveRefused, process.entity, MoveRefusal[refusal], whose)
}

export function emitGrant(kernel: Kernel, exchange: EntityId, grant: Grant): void {
  kernel.sim.emit(Kind.granted, exchange, grant.start, grant.length * 4 + RIGHTS[grant.rights])
}

/** Where a move, or a Reply's segment, lies at the sender. */
export function emitRange(kernel: Kernel, entity: EntityId, wanted: Wanted): void {
  const bytes = wanted.count * 2 + (wanted.right === 'write' ? 1 : 0)
  kernel.sim.emit(Kind.moveRange, entity, wanted.start, bytes)
}

export function emitContent(
  kernel: Kernel,
  entity: EntityId,
  side: number,
  bytes: Uint8Array,
): void {
  kernel.sim.emit(Kind.content, entity, contentHash(bytes), side)
}

/** A Reply's segment, into the memory of the process that it answers; false where that is not granted. */
export function placeSegment(
  kernel: Kernel,
  process: Process,
  exchange: EntityId,
  segment: Carried,
): boolean {
  const { address: start, data } = segment
  const place = process.memory.view(start, data.length)
  const wanted = { right: 'write', start, count: data.length } as const
  const checked = kernel.options.grantCheck === 'on'
  const grant = process.awaiting?.message?.grant ?? null
  if (!place || (checked && outsideGrant(grant, wanted))) return false
  place.set(data)
  process.memory.touch(start, data.length)
  kernel.sim.emit(Kind.segmentWritten, exchange, start, data.length)
  emitContent(kernel, exchange, ContentSide.destination, place)
  return true
}

/** The first part of a readable segment, as much as one packet carries. */
export function firstPart(
  kernel: Kernel,
  process: Process,
  grant: Grant | null,
): Uint8Array | null {
  if (kernel.options.segments === 'off') return null
  if (!grant || (RIGHTS[grant.rights] & RIGHTS.read) === 0) return null
  const count = Math.min(grant.length, SEGMENT_BYTES_MAX)
  return process.memory.view(grant.start, count)?.slice() ?? null
}
