/**
 * Suspend, Resume, Destroy and QueryProcess as requests to the kernels' own servers: of one process, or of all members of a group
 * but the caller. As with Send, the first answer is what the call comes back with, and GetReply brings the others.
 */
import { SystemCall } from '../engine/program.ts'
import type { ControlOp as Ops } from '../trace/kinds.ts'
import type { Pid } from './pid.ts'
import type { Answer } from './system-calls.ts'

export type ControlOp = keyof typeof Ops

export class ControlCall extends SystemCall<Answer> {
  readonly op: ControlOp
  readonly to: Pid
  constructor(op: ControlOp, to: Pid) {
    super()
    this.op = op
    this.to = to
  }
}

/**
 * Stops a process, or a group's members. What it waits for may come meanwhile; it stays stopped. The answer is from a
 * kernel's server, its value the processes that were there; `noSuchProcess` where a process has ended, `noAnswer`
 * where no kernel with members was heard. Stopping what is stopped changes nothing.
 */
export function Suspend(to: Pid): ControlCall {
  return new ControlCall('suspend', to)
}
/** Lets go on what is stopped, from wherever it has got to; nothing else changes. Answers as Suspend. */
export function Resume(to: Pid): ControlCall {
  return new ControlCall('resume', to)
}
/** Only asks whether it is there: answers as Suspend, and does nothing to it. */
export function QueryProcess(to: Pid): ControlCall {
  return new ControlCall('query', to)
}
/** Destroy that is answered as Suspend is: of a group each kernel's server says how many it has ended. */
export function DestroyAll(to: Pid): ControlCall {
  return new ControlCall('destroy', to)
}
