/**
 * The system calls, with the paper's names. A program writes `yield* Send(server, request)`; a call without
 * `yield*` does nothing at all, which a test forbids.
 */
import { SystemCall } from '../engine/program.ts'
import type { SendResultName } from '../trace/kinds.ts'
import type { Message } from './message.ts'
import type { Pid } from './pid.ts'

/** What Send comes back with: the reply, or why there is none. */
export interface Answer {
  readonly result: SendResultName
  /** The reply's message; null unless the result is `replied`. */
  readonly message: Message | null
}
export interface Received {
  readonly from: Pid
  readonly message: Message
}
/** Who may ask, and where is asked: this machine, the others, or both. */
export type Scope = 'local' | 'remote' | 'both'

export class SendCall extends SystemCall<Answer> {
  readonly to: Pid
  readonly message: Message
  constructor(to: Pid, message: Message) {
    super()
    this.to = to
    this.message = message
  }
}
export class ReceiveCall extends SystemCall<Received> {}
export class ReplyCall extends SystemCall<boolean> {
  readonly to: Pid
  readonly message: Message
  constructor(message: Message, to: Pid) {
    super()
    this.to = to
    this.message = message
  }
}
export class GetPidCall extends SystemCall<Pid> {
  readonly logicalId: number
  readonly scope: Scope
  constructor(logicalId: number, scope: Scope) {
    super()
    this.logicalId = logicalId
    this.scope = scope
  }
}
export class SetPidCall extends SystemCall<void> {
  readonly logicalId: number
  readonly scope: Scope
  constructor(logicalId: number, scope: Scope) {
    super()
    this.logicalId = logicalId
    this.scope = scope
  }
}
export class ComputeCall extends SystemCall<boolean> {
  readonly nanos: number
  constructor(nanos: number) {
    super()
    this.nanos = nanos
  }
}
export class DelayCall extends SystemCall<void> {
  readonly nanos: number
  constructor(nanos: number) {
    super()
    this.nanos = nanos
  }
}
export class DestroyCall extends SystemCall<boolean> {
  readonly pid: Pid
  constructor(pid: Pid) {
    super()
    this.pid = pid
  }
}
/** Calls that cost nothing and tell the onlooker something: a variable's value, a line, an operation done. */
export class ShowCall extends SystemCall<void> {
  readonly variable: string
  readonly value: number | string
  constructor(variable: string, value: number | string) {
    super()
    this.variable = variable
    this.value = value
  }
}
export class NoteCall extends SystemCall<void> {
  readonly text: string
  constructor(text: string) {
    super()
    this.text = text
  }
}
export class ExecutedCall extends SystemCall<void> {
  readonly from: Pid
  constructor(from: Pid) {
    super()
    this.from = from
  }
}

/** Blocks until the receiver has replied, or the kernel has given up; §1 of facts/v-system. */
export function Send(to: Pid, message: Message): SendCall {
  return new SendCall(to, message)
}
/** Blocks until somebody sends to this process; first come, first received. */
export function Receive(): ReceiveCall {
  return new ReceiveCall()
}
/** Answers a process that is blocked on this one; never blocks. False where nobody waits for it. */
export function Reply(message: Message, to: Pid): ReplyCall {
  return new ReplyCall(message, to)
}
/** The process registered for a logical id: here, and where the scope goes beyond, by broadcast. 0 where none answers. */
export function GetPid(logicalId: number, scope: Scope): GetPidCall {
  return new GetPidCall(logicalId, scope)
}
export function SetPid(logicalId: number, scope: Scope): SetPidCall {
  return new SetPidCall(logicalId, scope)
}
/** Keeps the processor for `nanos` of user work at full speed. False where it was broken off: whom it was for is no more. */
export function Compute(nanos: number): ComputeCall {
  return new ComputeCall(nanos)
}
export function Delay(nanos: number): DelayCall {
  return new DelayCall(nanos)
}
/** Ends a process, here or on another machine. False where there is none, or nobody answers for it. */
export function Destroy(pid: Pid): DestroyCall {
  return new DestroyCall(pid)
}
export function Show(variable: string, value: number | string): ShowCall {
  return new ShowCall(variable, value)
}
export function Note(text: string): NoteCall {
  return new NoteCall(text)
}
/** Marks that the operation which `from` asked for has been carried out. */
export function Executed(from: Pid): ExecutedCall {
  return new ExecutedCall(from)
}
