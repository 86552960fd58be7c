/** Where a system call enters the kernel: the one table of them, and those that need no file of their own. */
import type { Outcome, SystemCall } from '../engine/program.ts'
import { EntityType } from '../trace/entities.ts'
import { Field } from '../trace/fields.ts'
import { DestroyReason, Kind } from '../trace/kinds.ts'
import { control, destroyGroup } from './control.ts'
import { ControlCall } from './control-calls.ts'
import { LogCall, ReceiveDatagramCall, TellCall, TransmitCall } from './datagram-calls.ts'
import { log, receiveDatagram, tell, transmitDatagram } from './datagrams.ts'
import { destroyProcess } from './destroy.ts'
import { destroyRemote } from './destroy-remote.ts'
import { diskAccess, diskWriteAll, nameBlock, nameContent } from './disk-calls.ts'
import { ClearEnvironmentCall, MakeEnvironmentCall } from './environment-calls.ts'
import { clearEnvironment, makeEnvironment } from './environments.ts'
import { forward } from './forward.ts'
import { getReply } from './get-reply.ts'
import { sendToGroup } from './group-send.ts'
import type { Entries, Kernel } from './kernel.ts'
import { createGroup, joinGroup, leaveGroup, queryGroup } from './membership.ts'
import { guestCall } from './migration.ts'
import { GuestCall, LoadCall, StoreCall } from './migration-calls.ts'
import { move } from './moves.ts'
import { getPid, setPid } from './naming.ts'
import { frameArrived, loopedBack } from './on-packet.ts'
import { MarkCall, mark, OpenSpanCall, openSpan } from './onlooker-calls.ts'
import { isGroup, NO_PROCESS } from './pid.ts'
import type { Process } from './process.ts'
import { receive } from './receive.ts'
import { reply } from './reply.ts'
import { computed, note, sleep } from './run-process.ts'
import { send, sendToProcess } from './send.ts'
import {
  AllocateCall,
  ComputeCall,
  CreateGroupCall,
  DelayCall,
  DestroyCall,
  DiskReadCall,
  DiskWriteAllCall,
  DiskWriteCall,
  ExecutedCall,
  ForwardCall,
  GetPidCall,
  GetReplyCall,
  GetTimeCall,
  JoinGroupCall,
  LeaveGroupCall,
  MoveCall,
  NameBlockCall,
  NameContentCall,
  NoteCall,
  QueryGroupCall,
  RandomCall,
  ReceiveCall,
  ReceiveWithSegmentCall,
  ReplyCall,
  ReplyWithSegmentCall,
  SendCall,
  SetPidCall,
  ShowCall,
} from './system-calls.ts'
import { NoticeCall, notice, StateCall, state } from './things.ts'

/** The V kernel, as it is entered. */
export const V_ENTRIES: Entries = {
  frameArrived,
  loopedBack,
  systemCall: carryOut,
  ended: destroyProcess,
}

function carryOut(kernel: Kernel, process: Process, call: SystemCall<unknown>): Outcome {
  if (call instanceof SendCall)
    return send(kernel, process, call, isGroup(call.to) ? sendToGroup : sendToProcess)
  if (call instanceof ReceiveCall) return receive(kernel, process)
  if (call instanceof ReceiveWithSegmentCall) return receive(kernel, process, call)
  if (call instanceof ReplyCall) return reply(kernel, process, call)
  if (call instanceof ReplyWithSegmentCall) return reply(kernel, process, call)
  if (call instanceof MoveCall) return move(kernel, process, call)
  if (call instanceof ForwardCall) return forward(kernel, process, call)
  if (call instanceof AllocateCall) return allocate(kernel, process, call)
  if (call instanceof ComputeCall) return compute(kernel, process, call)
  if (call instanceof DelayCall) return delay(kernel, process, call)
  if (call instanceof GetReplyCall) return getReply(kernel, process, call)
  if (call instanceof JoinGroupCall) return joinGroup(kernel, process, call)
  if (call instanceof LeaveGroupCall) return leaveGroup(kernel, process, call)
  if (call instanceof CreateGroupCall) return createGroup(kernel, process, call)
  if (call instanceof QueryGroupCall) return queryGroup(kernel, process, call)
  if (call instanceof GetPidCall) return getPid(kernel, process, call)
  if (call instanceof SetPidCall) return setPid(kernel, process, call)
  if (call instanceof RandomCall) return draw(kernel, process, call)
  if (call instanceof GetTimeCall) return { result: kernel.sim.now }
  if (call instanceof ShowCall) return show(kernel, process, call)
  if (call instanceof TellCall) return tell(kernel, process, call)
  if (call instanceof NoteCall) return note(kernel, process, call.text)
  if (call instanceof ExecutedCall) return executed(kernel, process, call)
  if (call instanceof DiskReadCall || call instanceof DiskWriteCall)
    return diskAccess(kernel, process, call)
  if (call instanceof ControlCall) return control(kernel, process, call)
  if (call instanceof DiskWriteAllCall) return diskWriteAll(kernel, process, call)
  if (call instanceof OpenSpanCall) return openSpan(kernel, process, call)
  if (call instanceof MarkCall) return mark(kernel, call)
  if (call instanceof NameBlockCall) return nameBlock(kernel, call)
  if (call instanceof NameContentCall) return nameContent(kernel, call)
  if (call instanceof DestroyCall) return destroy(kernel, process, call)
  if (call instanceof TransmitCall) return transmitDatagram(kernel, process, call)
  if (call instanceof ReceiveDatagramCall) return receiveDatagram(kernel, process, call)
  if (call instanceof LogCall) return log(kernel, process, call)
  if (call instanceof NoticeCall) return notice(kernel, call)
  if (call instanceof StateCall) return state(kernel, call)
  if (call instanceof MakeEnvironmentCall) return makeEnvironment(kernel, process, call)
  if (call instanceof ClearEnvironmentCall) return clearEnvironment(kernel, process, call)
  if (call instanceof GuestCall) return guestCall(kernel, process, call)
  if (call instanceof LoadCall) return { result: process.memory.load(call.address) }
  if (call instanceof StoreCall) return { result: process.memory.store(call.address, call.value) }
  throw new Error('This kernel has no such system call.')
}

function allocate(kernel: Kernel, process: Process, call: AllocateCall): Outcome {
  const segment = process.memory.allocate(call.bytes)
  if (segment) return { result: segment }
  note(kernel, process, 'There is no more memory.')
  destroyProcess(kernel, process, DestroyReason.failure)
  return undefined
}

function compute(kernel: Kernel, process: Process, call: ComputeCall): Outcome {
  if (call.nanos <= 0) return { result: true }
  process.become('ready')
  process.computing = true
  kernel.cpu.user(process.entity, call.nanos, 'compute', computed, { kernel, process })
  return undefined
}

function delay(kernel: Kernel, process: Process, call: DelayCall): Outcome {
  process.become('delaying')
  sleep(kernel, process, call.nanos)
  return undefined
}

/** A stream has no more bits in one draw, and would look for them for ever. */
const RANDOM_MAX = 0x100000000

function draw(kernel: Kernel, process: Process, { limit }: RandomCall): Outcome {
  const stream = kernel.sim.random(`program/${kernel.sim.entities.nameOf(process.entity)}`)
  return { result: stream.below(Math.min(RANDOM_MAX, Math.max(1, Math.round(limit)))) }
}

function destroy(kernel: Kernel, process: Process, call: DestroyCall): Outcome {
  if (isGroup(call.pid)) return destroyGroup(kernel, process, call.pid)
  if (!kernel.isLocal(call.pid) && call.pid !== NO_PROCESS)
    return destroyRemote(kernel, process, call)
  const victim = kernel.process(call.pid)
  if (!victim) return { result: false }
  // As of another machine's, for it may be there before this can be done.
  if (victim.frozen) return destroyRemote(kernel, process, call)
  // A program that destroys itself is running: it cannot be returned from, and it has no more to say.
  destroyProcess(kernel, victim, victim === process ? DestroyReason.exit : DestroyReason.destroyed)
  return { result: true }
}

// For the onlooker -----------------------------------------------------------------------------------
function show(kernel: Kernel, process: Process, call: ShowCall): Outcome {
  const { sim } = kernel
  const text = typeof call.value === 'string'
  const field = text ? Field.text : Field.value
  const value = typeof call.value === 'string' ? sim.string(call.value) : call.value | 0
  const variable = process.variables.get(call.variable)
  if (variable) {
    sim.change(variable.entity, field, variable.value, value)
    variable.value = value
  } else {
    const entity = sim.entity(EntityType.variable, process.entity, call.variable)
    process.variables.set(call.variable, { entity, value })
    sim.begin(entity, field, value)
  }
  return { result: undefined }
}

function executed(kernel: Kernel, process: Process, call: ExecutedCall): Outcome {
  const pending = process.received.get(call.from)
  if (pending) {
    pending.exchange.executions++
    kernel.sim.emit(
      Kind.executed,
      pending.exchange.entity,
      process.entity,
      pending.exchange.executions,
    )
  }
  return { result: undefined }
}
