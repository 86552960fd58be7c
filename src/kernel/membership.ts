/**
 * CreateGroup, JoinGroup, LeaveGroup, QueryGroup. Where the local table does not decide, the kernel asks the
 * group itself, and takes silence after a few tries for “there is none”.
 */
import type { Outcome } from '../engine/program.ts'
import type { Frame } from '../hardware/frame.ts'
import { IgnoreReason, JoinRefusal, Kind } from '../trace/kinds.ts'
import { ask, closeQuestion } from './asking.ts'
import { addMember, groupEntity, removeMember } from './groups.ts'
import type { Kernel } from './kernel.ts'
import type { Packet } from './packets.ts'
import {
  GROUP_NUMBERS,
  groupOf,
  isLocalGroup,
  logicalHostOf,
  NO_PROCESS,
  type Pid,
  STATIC_GROUPS,
} from './pid.ts'
import type { Process } from './process.ts'
import { wake } from './run-process.ts'
import type {
  CreateGroupCall,
  GroupKnown,
  JoinGroupCall,
  JoinResult,
  LeaveGroupCall,
  QueryGroupCall,
} from './system-calls.ts'
import { transmit } from './transmit.ts'

/** Numbers that CreateGroup tries before it gives up. */
const TRIES = 8

/** What is known of a group when the asking is over. */
type Told = (known: GroupKnown) => void

export function createGroup(kernel: Kernel, process: Process, call: CreateGroupCall): Outcome {
  const user = call.restricted ? process.cast.user : 0
  if (!call.local) return tryNumber(kernel, process, user, 1)
  const numbers = Array.from({ length: GROUP_NUMBERS }, (_, i) => i)
  const host = logicalHostOf(process.pid)
  const free = numbers.find((n) => !kernel.groups.has(groupOf(host, n, true)))
  const gid = groupOf(host, free ?? 0, true)
  found(kernel, process, gid, user)
  return { result: gid }
}

/** Draws a number and asks whether it is taken: by this kernel's table first, then by everybody's silence. */
function tryNumber(kernel: Kernel, process: Process, user: number, tries: number): Outcome {
  const draw = kernel.sim.random(`group/${kernel.name}`).below(kernel.options.groupNumbers)
  const gid = groupOf(0, STATIC_GROUPS + draw)
  const taken = () =>
    tries < TRIES ? tryNumber(kernel, process, user, tries + 1) : { result: NO_PROCESS }
  if (kernel.groups.has(gid)) return taken()
  askGroup(kernel, process, gid, ({ exists }) => {
    if (!exists) {
      found(kernel, process, gid, user)
      return wake(kernel, process, gid)
    }
    const outcome = taken()
    if (outcome) wake(kernel, process, outcome.result)
  })
  return undefined
}

function found(kernel: Kernel, process: Process, gid: Pid, user: number): void {
  kernel.sim.emit(Kind.groupCreated, groupEntity(kernel, gid), process.entity, user)
  addMember(kernel, process, gid, user, 0)
}

export function joinGroup(kernel: Kernel, process: Process, call: JoinGroupCall): Outcome {
  const { gid } = call
  const local = kernel.groups.get(gid)
  if (local?.members.has(process))
    return { result: refuse(kernel, process, gid, JoinRefusal.alreadyMember) }
  if (local) return { result: admit(kernel, process, gid, local.user, 0) }
  // A well-known group is open to all, and needs nobody's word.
  if (gid % 0x4000 < STATIC_GROUPS && !isLocalGroup(gid))
    return { result: admit(kernel, process, gid, 0, 0) }
  if (isLocalGroup(gid)) return { result: refuse(kernel, process, gid, JoinRefusal.noSuchGroup) }
  askGroup(kernel, process, gid, ({ exists, user, frames }) => {
    const result = exists
      ? admit(kernel, process, gid, user, frames)
      : refuse(kernel, process, gid, JoinRefusal.noSuchGroup)
    wake(kernel, process, result)
  })
  return undefined
}

function admit(
  kernel: Kernel,
  process: Process,
  gid: Pid,
  user: number,
  frames: number,
): JoinResult {
  const { options } = kernel
  if (user !== 0 && user !== process.cast.user && options.groupUsers === 'checked')
    return refuse(kernel, process, gid, JoinRefusal.anotherUser)
  addMember(kernel, process, gid, user, frames)
  return 'joined'
}

const REFUSALS: Readonly<Record<number, JoinResult>> = {
  [JoinRefusal.anotherUser]: 'anotherUser',
  [JoinRefusal.noSuchGroup]: 'noSuchGroup',
  [JoinRefusal.alreadyMember]: 'alreadyMember',
}

function refuse(kernel: Kernel, process: Process, gid: Pid, why: number): JoinResult {
  kernel.sim.emit(Kind.joinRefused, groupEntity(kernel, gid), process.entity, why)
  return REFUSALS[why] as JoinResult
}

export function leaveGroup(kernel: Kernel, process: Process, call: LeaveGroupCall): Outcome {
  return { result: removeMember(kernel, process, call.gid) }
}

export function queryGroup(kernel: Kernel, process: Process, call: QueryGroupCall): Outcome {
  const local = kernel.groups.get(call.gid)
  if (local) return { result: { exists: true, user: local.user, frames: 0 } }
  if (isLocalGroup(call.gid) && kernel.isLocal(call.gid))
    return { result: { exists: false, user: 0, frames: 0 } }
  askGroup(kernel, process, call.gid, (known) => wake(kernel, process, known))
  return undefined
}

// Asking the group -----------------------------------------------------------------------------------
function askGroup(kernel: Kernel, process: Process, gid: Pid, told: Told): void {
  process.queries++
  process.told = told
  ask(kernel, process, {
    kind: 'group',
    call: 'QueryGroup',
    name: 'query',
    number: process.queries,
    to: gid,
    about: () => groupEntity(kernel, gid),
    giveUp: () => finish(kernel, process, false, 0),
  })
}

/** A kernel with members answers for the group; the others stay silent. */
export function onGroupQuery(kernel: Kernel, packet: Packet, frame: Frame): void {
  const group = kernel.groups.get(packet.to)
  if (!group)
    return void kernel.sim.emit(Kind.ignored, frame.entity, kernel.host, IgnoreReason.noMember)
  transmit(kernel, {
    type: 'GROUP_HERE',
    sequence: packet.sequence,
    from: packet.to,
    to: packet.from,
    argument: group.user,
    message: null,
    exchange: packet.exchange,
    address: frame.from,
  })
}

export function onGroupHere(kernel: Kernel, packet: Packet, frame: Frame): void {
  const process = kernel.process(packet.to)
  const awaiting = process?.awaiting
  if (!process || awaiting?.kind !== 'group' || awaiting.sequence !== packet.sequence)
    return void kernel.sim.emit(Kind.ignored, frame.entity, kernel.host, IgnoreReason.nobodyWaits)
  finish(kernel, process, true, packet.argument)
}

function finish(kernel: Kernel, process: Process, exists: boolean, user: number): void {
  const { awaiting, told } = process
  if (!awaiting || !told) return
  process.told = null
  closeQuestion(kernel, process, awaiting, exists ? 'replied' : 'noAnswer')
  told({ exists, user, frames: awaiting.retries + 1 + (exists ? 1 : 0) })
}
