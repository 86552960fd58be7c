/**
 * Process groups (facts/v-system §2): each kernel knows its own members and nobody holds the list. A group exists
 * where some kernel answers for it; a kernel without members stays silent, also about that.
 */
import type { NetworkPreset } from '../hardware/network-presets.ts'
import { EntityType } from '../trace/entities.ts'
import { Field } from '../trace/fields.ts'
import { Kind, LeaveReason } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import type { Kernel } from './kernel.ts'
import { isLocalGroup, logicalHostOf, type Pid } from './pid.ts'
import type { Pending, Process } from './process.ts'

/** What one kernel knows of a group: its local members, and who may join. */
export interface LocalGroup {
  readonly gid: Pid
  /** User whom a joiner must share; 0: anybody. */
  readonly user: number
  readonly members: Map<Process, EntityId>
}

/** The 10 Mb net's prefix 09-00-56-FF (F) before the 16 low bits of the group. */
const MULTICAST_PREFIX = 0x090056ff0000

/** The station address that a message to the group is sent to. */
export function groupAddress(kernel: Kernel, gid: Pid): number {
  if (isLocalGroup(gid)) return kernel.addressOf(logicalHostOf(gid))
  return multicastOf(kernel.cable.preset, gid)
}

/** Of a group with members anywhere; a cable without multicast has only its broadcast. */
export function multicastOf(preset: NetworkPreset, gid: Pid): number {
  return preset.addressBytes === 1 ? preset.broadcast : MULTICAST_PREFIX + (gid % 0x10000)
}

/** The onlooker's entity of a group; numbers that no document named are shown as such. */
export function groupEntity(kernel: Kernel, gid: Pid): EntityId {
  const known = kernel.onlooker.get(gid)
  if (known !== undefined) return known
  const { sim } = kernel
  const run = sim.entities.parentOf(kernel.host)
  const entity = sim.entity(EntityType.group, run, 'group', gid % 0x4000)
  kernel.onlooker.set(gid, entity)
  return entity
}

/** Local members that a message to the group is for. */
export function membersOf(kernel: Kernel, gid: Pid): readonly Process[] {
  if (kernel.options.groupMatch === 'identifier')
    return [...(kernel.groups.get(gid)?.members.keys() ?? [])]
  const address = groupAddress(kernel, gid)
  const sharing = [...kernel.groups.values()].filter(
    (group) => groupAddress(kernel, group.gid) === address,
  )
  return sharing.flatMap(({ members }) => [...members.keys()])
}

/** Of those here that a message to the group is for: who is frozen, and has not gone on elsewhere. */
export function frozenMembers(kernel: Kernel, gid: Pid): readonly Process[] {
  const here = ({ frozen, environment }: Process) => frozen && !environment?.elsewhere
  return membersOf(kernel, gid).filter(here)
}

/** Puts a process into the local table; the interface opens for the group's address with its first member. */
export function addMember(
  kernel: Kernel,
  process: Process,
  gid: Pid,
  user: number,
  frames: number,
): void {
  const { sim } = kernel
  const group = kernel.groups.get(gid) ?? { gid, user, members: new Map<Process, EntityId>() }
  if (group.members.size === 0) {
    kernel.groups.set(gid, group)
    listen(kernel, gid)
  }
  const entity = groupEntity(kernel, gid)
  const membership = membershipEntity(kernel, process, gid)
  group.members.set(process, membership)
  sim.emit(Kind.joined, entity, process.entity, frames)
  sim.change(membership, Field.memberOf, -1, entity)
}

function membershipEntity(kernel: Kernel, process: Process, gid: Pid): EntityId {
  const known = process.memberships.get(gid)
  if (known !== undefined) return known
  const { sim } = kernel
  const name = sim.entities.nameOf(groupEntity(kernel, gid))
  const entity = sim.entity(EntityType.membership, process.entity, name)
  process.memberships.set(gid, entity)
  return entity
}

/** Takes a process out; what reached its queue through the group goes with it. False where it was no member. */
export function removeMember(
  kernel: Kernel,
  process: Process,
  gid: Pid,
  reason: number = LeaveReason.left,
): boolean {
  const group = kernel.groups.get(gid)
  const membership = group?.members.get(process)
  if (!group || membership === undefined) return false
  const { sim } = kernel
  const entity = groupEntity(kernel, gid)
  group.members.delete(process)
  forget(kernel, process, gid)
  sim.emit(Kind.left, entity, process.entity, reason)
  sim.change(membership, Field.memberOf, entity, -1)
  if (group.members.size === 0) {
    kernel.groups.delete(gid)
    if (reason !== LeaveReason.crash) stopListening(kernel, gid)
  }
  return true
}

/** Copies that came through the group and wait in the queue are never received. */
function forget(kernel: Kernel, process: Process, gid: Pid): void {
  const before = process.queue.length
  for (let i = before - 1; i >= 0; i--) {
    const { group, alien, sequence } = process.queue[i] as Pending
    if (group !== gid) continue
    process.queue.splice(i, 1)
    if (alien?.sequence === sequence)
      alien.without(kernel.options.alienRetentionNs, kernel.aliens.free)
  }
  if (process.queue.length < before) process.queueChanged(before)
}

/** The end of a process is the end of its memberships: nobody is told. */
export function leaveAll(kernel: Kernel, process: Process, reason: number): void {
  for (const gid of [...kernel.groups.keys()]) removeMember(kernel, process, gid, reason)
}

function listen(kernel: Kernel, gid: Pid): void {
  if (!isLocalGroup(gid)) kernel.nic.join(groupAddress(kernel, gid))
}

/** Two groups may share an address: the interface closes with the last of them. */
function stopListening(kernel: Kernel, gid: Pid): void {
  if (isLocalGroup(gid)) return
  const address = groupAddress(kernel, gid)
  for (const other of kernel.groups.keys())
    if (!isLocalGroup(other) && groupAddress(kernel, other) === address) return
  kernel.nic.leave(address)
}
