/** SetPid and GetPid: a table in each kernel, and a broadcast where this one does not know. */
import type { Frame } from '../hardware/frame.ts'
import { IgnoreReason, Kind } from '../trace/kinds.ts'
import { ask, closeQuestion } from './asking.ts'
import type { Kernel } from './kernel.ts'
import type { Packet } from './packets.ts'
import { logicalHostOf, NO_PROCESS, type Pid } from './pid.ts'
import type { Awaiting, Process } from './process.ts'
import { wake } from './run-process.ts'
import type { GetPidCall, SetPidCall } from './system-calls.ts'
import { transmit } from './transmit.ts'

export function setPid(
  kernel: Kernel,
  process: Process,
  call: SetPidCall,
): { readonly result: undefined } {
  register(kernel, process, call.logicalId, call.scope)
  return { result: undefined }
}

/** In this kernel's table. */
export function register(
  kernel: Kernel,
  process: Process,
  logicalId: number,
  scope: SetPidCall['scope'],
): void {
  kernel.names.set(logicalId, { pid: process.pid, scope })
  kernel.sim.emit(Kind.registered, process.entity, logicalId)
}

export function getPid(
  kernel: Kernel,
  process: Process,
  call: GetPidCall,
): { readonly result: Pid } | undefined {
  const local = kernel.names.get(call.logicalId)
  if (local && local.scope !== 'remote' && call.scope !== 'remote') return { result: local.pid }
  if (call.scope === 'local') return { result: NO_PROCESS }
  process.queries++
  ask(kernel, process, {
    kind: 'getPid',
    call: 'GetPid',
    name: 'getpid',
    number: process.queries,
    to: NO_PROCESS,
    about: () => -1,
    argument: call.logicalId,
    giveUp: () => queryFailed(kernel, process),
  })
  return undefined
}

/** A kernel answers only for what is registered with it, and open to all; the others stay silent. */
export function answerGetPid(kernel: Kernel, packet: Packet, frame: Frame): void {
  const entry = kernel.names.get(packet.argument)
  if (!entry || entry.scope === 'local')
    return void kernel.sim.emit(Kind.ignored, frame.entity, kernel.host, IgnoreReason.notMine)
  transmit(kernel, {
    type: 'GETPID_REPLY',
    sequence: packet.sequence,
    from: entry.pid,
    to: packet.from,
    argument: entry.pid,
    boundTo: packet.boot,
    message: null,
    exchange: packet.exchange,
    address: frame.from,
  })
}

export function gotPid(kernel: Kernel, packet: Packet, frame: Frame): void {
  const process = kernel.process(packet.to)
  const awaiting = process?.awaiting
  if (
    !process ||
    !awaiting ||
    awaiting.kind !== 'getPid' ||
    awaiting.sequence !== packet.sequence
  ) {
    return void kernel.sim.emit(Kind.ignored, frame.entity, kernel.host, IgnoreReason.nobodyWaits)
  }
  // Asking again is binding again: this is the incarnation that the answer came from.
  kernel.bindings.set(logicalHostOf(packet.from), packet.boot)
  finishQuery(kernel, process, awaiting, packet.argument as Pid)
}

function queryFailed(kernel: Kernel, process: Process): void {
  if (process.awaiting) finishQuery(kernel, process, process.awaiting, NO_PROCESS)
}

function finishQuery(kernel: Kernel, process: Process, awaiting: Awaiting, pid: Pid): void {
  closeQuestion(kernel, process, awaiting, pid === NO_PROCESS ? 'noAnswer' : 'replied')
  wake(kernel, process, pid)
}
