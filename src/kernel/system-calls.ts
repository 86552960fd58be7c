/**
 * The system calls, with the paper's names. A program writes `yield* Send(server, request)`; a call without
 * `yield*` does nothing at all, which a test forbids.
 */
import { SystemCall } from '../engine/program.ts'
import type { MoveResultName, SendResultName } from '../trace/kinds.ts'
import type { Segment } from './memory.ts'
import type { Message } from './message.ts'
import type { Pid } from './pid.ts'

export * from './disk-system-calls.ts'

/** What Send comes back with: the reply, or why there is none. */
export interface Answer {
  readonly result: SendResultName
  /** The reply's message; null unless the result is `replied`. */
  readonly message: Message | null
  /** Who replied: of a group, the first. */
  readonly from: Pid
}
export interface Received {
  readonly from: Pid
  readonly message: Message
}
export interface ReceivedWithSegment extends Received {
  /** Bytes of the sender's readable segment that came with the message. */
  readonly count: number
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
/** A further reply to a group Send. */
export interface LateReply {
  readonly from: Pid
  readonly message: Message
}
/** What a kernel heard of a group: whether anybody answers for it, the user whom a joiner must share (0: anybody). */
export interface GroupKnown {
  readonly exists: boolean
  readonly user: number
  /** Frames that the asking took. */
  readonly frames: number
}
export type JoinResult = 'joined' | 'anotherUser' | 'noSuchGroup' | 'alreadyMember'

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
export class AllocateCall extends SystemCall<Segment> {
  readonly bytes: number
  constructor(bytes: number) {
    super()
    this.bytes = bytes
  }
}
export class ReceiveWithSegmentCall extends SystemCall<ReceivedWithSegment> {
  readonly start: number
  readonly size: number
  constructor(start: number, size: number) {
    super()
    this.start = start
    this.size = size
  }
}
export class ReplyWithSegmentCall extends SystemCall<boolean> {
  readonly to: Pid
  readonly message: Message
  readonly destination: number
  readonly source: number
  readonly count: number
  constructor(message: Message, to: Pid, destination: number, source: number, count: number) {
    super()
    this.message = message
    this.to = to
    this.destination = destination
    this.source = source
    this.count = count
  }
}
export class MoveCall extends SystemCall<MoveResultName> {
  readonly way: 'to' | 'from'
  readonly other: Pid
  readonly destination: number
  readonly source: number
  readonly count: number
  /** A guest here whose memory is meant in place of the caller's own; 0: none. */
  readonly guest: Pid
  constructor(
    way: 'to' | 'from',
    other: Pid,
    destination: number,
    source: number,
    count: number,
    guest = 0 as Pid,
  ) {
    super()
    this.guest = guest
    this.way = way
    this.other = other
    this.destination = destination
    this.source = source
    this.count = count
  }
}
export class ForwardCall extends SystemCall<boolean> {
  readonly message: Message
  readonly from: Pid
  readonly to: Pid
  constructor(message: Message, from: Pid, to: Pid) {
    super()
    this.message = message
    this.from = from
    this.to = to
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
export class GetReplyCall extends SystemCall<LateReply | null> {
  readonly timeoutNs: number
  constructor(timeoutNs: number) {
    super()
    this.timeoutNs = timeoutNs
  }
}
export class CreateGroupCall extends SystemCall<Pid> {
  readonly restricted: boolean
  readonly local: boolean
  constructor(restricted: boolean, local: boolean) {
    super()
    this.restricted = restricted
    this.local = local
  }
}
export class JoinGroupCall extends SystemCall<JoinResult> {
  readonly gid: Pid
  constructor(gid: Pid) {
    super()
    this.gid = gid
  }
}
export class LeaveGroupCall extends SystemCall<boolean> {
  readonly gid: Pid
  constructor(gid: Pid) {
    super()
    this.gid = gid
  }
}
export class QueryGroupCall extends SystemCall<GroupKnown> {
  readonly gid: Pid
  constructor(gid: Pid) {
    super()
    this.gid = gid
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
/** A whole number from 0 to below `limit`, from a stream of the process's own. */
export class RandomCall extends SystemCall<number> {
  readonly limit: number
  constructor(limit: number) {
    super()
    this.limit = limit
  }
}
export class GetTimeCall extends SystemCall<number> {}
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
/** `bytes` of memory of one's own, all zero. Costs nothing: what it took is not published. */
export function Allocate(bytes: number): AllocateCall {
  return new AllocateCall(bytes)
}
/** Receive, and let the first part of the sender's readable segment come to `start`, at most `size` bytes of it. */
export function ReceiveWithSegment(start: number, size: number): ReceiveWithSegmentCall {
  return new ReceiveWithSegmentCall(start, size)
}
/**
 * Reply, and put `count` bytes from `source` at `destination` in the sender's writable segment: one packet carries
 * both, so at most SEGMENT_BYTES_MAX. False where nobody waits or the segment is not granted; then nothing is sent.
 */
export function ReplyWithSegment(
  message: Message,
  to: Pid,
  destination: number,
  source: number,
  count: number,
): ReplyWithSegmentCall {
  return new ReplyWithSegmentCall(message, to, destination, source, count)
}
/** Moves bytes into the writable segment of a process that is blocked on this one; comes back when they are there. */
export function MoveTo(to: Pid, destination: number, source: number, count: number): MoveCall {
  return new MoveCall('to', to, destination, source, count)
}
/** Moves bytes out of the readable segment of a process that is blocked on this one. */
export function MoveFrom(from: Pid, destination: number, source: number, count: number): MoveCall {
  return new MoveCall('from', from, destination, source, count)
}
/** Passes a received message on, as if `from` had sent it to `to`, whose reply goes straight back. False where nobody waits. */
export function Forward(message: Message, from: Pid, to: Pid): ForwardCall {
  return new ForwardCall(message, from, to)
}
/** The process registered for a logical id: here, and where the scope goes beyond, by broadcast. 0 where none answers. */
export function GetPid(logicalId: number, scope: Scope): GetPidCall {
  return new GetPidCall(logicalId, scope)
}
export function SetPid(logicalId: number, scope: Scope): SetPidCall {
  return new SetPidCall(logicalId, scope)
}
/** Keeps the processor for `nanos` of user work at full speed. False where it was broken off: whom it was for is no more. */
/**
 * The next reply to the last group Send: at once if one is here, null when none comes within `timeoutNs` or the
 * last Send was to no group.
 */
export function GetReply(timeoutNs: number): GetReplyCall {
  return new GetReplyCall(timeoutNs)
}
/** A new group with the caller as its first member; 0 where every number it tried was taken. */
export function CreateGroup(
  options: { readonly restricted?: boolean; readonly local?: boolean } = {},
): CreateGroupCall {
  return new CreateGroupCall(options.restricted ?? false, options.local ?? false)
}
export function JoinGroup(gid: Pid): JoinGroupCall {
  return new JoinGroupCall(gid)
}
/** False where the caller was no member. */
export function LeaveGroup(gid: Pid): LeaveGroupCall {
  return new LeaveGroupCall(gid)
}
export function QueryGroup(gid: Pid): QueryGroupCall {
  return new QueryGroupCall(gid)
}
/** Keeps the processor for `nanos` of user work at full speed. */
export function Compute(nanos: number): ComputeCall {
  return new ComputeCall(nanos)
}
export function Delay(nanos: number): DelayCall {
  return new DelayCall(nanos)
}
/** A whole number from 0 to below `limit`, 1 to 2^32: each process draws from a stream of its own. */
export function Random(limit: number): RandomCall {
  return new RandomCall(limit)
}
/** The machine's clock, ns since the run began: all clocks agree here. */
export function GetTime(): GetTimeCall {
  return new GetTimeCall()
}
/**
 * Ends a process, here or on another machine. False where there is none, or nobody answers for it. Of a group all
 * other members; true when one kernel has answered that it had some (DestroyAll tells more).
 */
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
