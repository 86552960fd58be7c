/**
 * Suspend, Resume and Destroy of a process or a group, at the kernel that is asked: done at once to what is local,
 * and for the rest one packet to the kernels there. The first answer ends the call (facts/v-system §2).
 */
import { NO_EVENT } from '../engine/simulation.ts'
import { DestroyReason, Kind, ControlOp as Op } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import type { ControlCall, ControlOp } from './control-calls.ts'
import { costOf } from './costs.ts'
import { destroyProcess } from './destroy.ts'
import { Exchange } from './exchange.ts'
import { groupReply, type Reaching, untilTheyGoOn } from './group-send.ts'
import { closeTransaction } from './group-transaction.ts'
import { frozenMembers, groupEntity, membersOf } from './groups.ts'
import type { Kernel } from './kernel.ts'
import { type Message, message, Result } from './message.ts'
import { isGroup, isLocalGroup, type Pid } from './pid.ts'
import type { Process } from './process.ts'
import { transmitRequest } from './retransmit.ts'
import { switchTo } from './run-process.ts'
import { block, finishSend, newAwaiting, type Trapped } from './send.ts'

/** In the argument of a DESTROY: by a REPLY, with a memory for copies. Without it, by a DESTROYED. */
export const ANSWERED_BY_REPLY = 1

/** Names of the transactions: `A.shell/suspend2`. */
const NAMES = {
  suspend: 'suspend',
  resume: 'resume',
  destroy: 'end',
  query: 'query-process',
} as const

export function control(kernel: Kernel, process: Process, { op, to }: ControlCall): undefined {
  ask(kernel, process, to, { op, tells: 'answer' })
}

/** Destroy of a group: the caller only learns whether anybody had a member. */
export function destroyGroup(kernel: Kernel, process: Process, gid: Pid): undefined {
  ask(kernel, process, gid, { op: 'destroy', tells: 'whether' })
}

function ask(
  kernel: Kernel,
  process: Process,
  to: Pid,
  asked: { readonly op: ControlOp; readonly tells: 'answer' | 'whether' },
): void {
  const { sim } = kernel
  closeTransaction(kernel, process)
  const number = ++process.sequence
  const exchange = new Exchange(sim, process.entity, NAMES[asked.op], number)
  const target = isGroup(to) ? groupEntity(kernel, to) : (kernel.onlooker.get(to) ?? -1)
  exchange.openRecord = sim.emit(Kind.sendOpen, exchange.entity, target)
  sim.emit(Kind.controlAsked, exchange.entity, target, Op[asked.op])
  process.exchange = exchange
  const giveUp = () => finishSend(kernel, process, 'noAnswer', null)
  const made = newAwaiting(kernel, process, 'send', exchange, to, null, ANSWERED_BY_REPLY, giveUp)
  const awaiting = { ...made, control: asked }
  const stage = kernel.costs.send
  kernel.cpu.kernel(costOf(stage), NAMES[asked.op], isGroup(to) ? toGroup : toProcess, {
    kernel,
    process,
    awaiting,
  })
}

/** As a Send to a group: the members here but the caller, and one packet for all others. */
function toGroup({ kernel, process, awaiting }: Trapped): void {
  if (process.dead || !awaiting.control) return
  block(kernel, process, awaiting)
  const { to: gid, sequence, exchange, control: asked } = awaiting
  process.transaction = {
    sequence,
    gid,
    exchange,
    repliers: new Set(),
    replies: [],
    timer: NO_EVENT,
  }
  const { cause } = kernel.sim
  if (!isLocalGroup(gid) || !kernel.isLocal(gid)) transmitRequest(kernel, process, awaiting)
  kernel.sim.cause = cause
  const reach = { kernel, process, awaiting, heard: new Set<Process>() }
  awaiting.here = () => reachMembersHere(reach, asked.op)
  reachMembersHere(reach, asked.op)
}

/** As for a Send: those that are frozen once they go on, where nobody else has answered for the group by then. */
function reachMembersHere(reach: Reaching, op: ControlOp): void {
  const { kernel, process, awaiting } = reach
  const { to: gid, sequence, exchange } = awaiting
  const known = kernel.aliens.of(process.pid, kernel.bootOf(process.pid))
  if (known?.sequence === sequence) return
  const frozen = frozenMembers(kernel, gid)
  const here = membersOf(kernel, gid).filter((member) => member !== process && !member.frozen)
  untilTheyGoOn(reach, frozen, () => reachMembersHere(reach, op))
  if (here.length > 0) {
    carryOut(kernel, op, here, exchange.entity)
    const answer = { from: kernel.server, message: done(here.length) }
    groupReply(kernel, process, answer, sequence, exchange.entity)
  } else if (frozen.length === 0 && isLocalGroup(gid) && kernel.isLocal(gid))
    finishSend(kernel, process, 'noSuchProcess', null)
}

function toProcess({ kernel, process, awaiting }: Trapped): void {
  if (process.dead || !awaiting.control) return
  block(kernel, process, awaiting)
  if (!kernel.isLocal(awaiting.to)) return transmitRequest(kernel, process, awaiting)
  const victim = kernel.process(awaiting.to)
  // As to another machine, for it may be on one before this can be done.
  if (victim?.frozen) return transmitRequest(kernel, process, awaiting)
  if (!victim || victim.dead) return finishSend(kernel, process, 'noSuchProcess', null)
  carryOut(kernel, awaiting.control.op, [victim], awaiting.exchange.entity)
  finishSend(kernel, process, 'replied', done(1), kernel.server)
}

export function done(processes: number): Message {
  return message(Result.ok, processes)
}

// What a kernel does with its own --------------------------------------------------------------------
export function carryOut(
  kernel: Kernel,
  op: ControlOp,
  victims: readonly Process[],
  exchange: EntityId,
): void {
  const { sim } = kernel
  const { cause } = sim
  for (const victim of victims) {
    sim.cause = cause
    sim.emit(Kind.controlled, exchange, victim.entity, Op[op])
    if (op === 'suspend') suspend(kernel, victim)
    else if (op === 'resume') goOn(kernel, victim)
    else if (op === 'destroy') destroyProcess(kernel, victim, DestroyReason.destroyed)
  }
  sim.cause = cause
}

function suspend(kernel: Kernel, process: Process): void {
  if (process.dead || process.suspended) return
  kernel.cpu.hold(process.entity)
  process.stop()
}

/** What it waited for may have come: then it is ready, and the processor switches to it. */
function goOn(kernel: Kernel, process: Process): void {
  if (process.dead || !process.suspended) return
  const { held } = process
  process.held = null
  if (held) process.state = 'ready'
  process.goOn()
  kernel.cpu.release(process.entity)
  if (held) switchTo(kernel, process, held)
}
