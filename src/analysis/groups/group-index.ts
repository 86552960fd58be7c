/**
 * What the views of groups ask of a trace, kept as it grows: who was in which group when, what became of each
 * message to a group at each member, and what each member wrote into its log.
 */
import { EntityType } from '../../trace/entities.ts'
import { CHANGE, Field } from '../../trace/fields.ts'
import { IgnoreReason, Kind, PacketType, SendResult } from '../../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { isAnswer } from '../names.ts'
import { perTrace } from '../per-trace.ts'
import { Heard, Tale } from './tale.ts'

/** One Send to a group, or one letter that its members deliver. */
export interface GroupMessage {
  readonly exchange: EntityId
  readonly group: EntityId
  /** The process that sent it. */
  readonly sender: EntityId
  readonly open: RecordIndex
  /** By process: what became of it there. */
  readonly tales: Map<EntityId, Tale>
  /** Members when it was sent. */
  readonly sentTo: ReadonlySet<EntityId>
  /** Whose reply was the first to come. */
  first: EntityId
}

export class GroupIndex {
  readonly messages: GroupMessage[] = []
  /** By group, everybody who was ever in it, in the order of joining, with the record of the first joining. */
  readonly members = new Map<EntityId, Map<EntityId, RecordIndex>>()
  /** By process, the records of its log. */
  readonly logs = new Map<EntityId, RecordIndex[]>()
  /** Records looked at so far. */
  seen = 0
  private readonly trace: Trace
  private readonly byExchange = new Map<EntityId, GroupMessage>()
  /** Who is in a group, as far as the index has looked. */
  private readonly now = new Map<EntityId, Set<EntityId>>()
  /** Machines that answers to a group's message were sent from. */
  private readonly answersFrom = new Map<EntityId, EntityId>()
  /** Letters by what they say: a log names them so. */
  private readonly letters = new Map<number, EntityId>()

  constructor(trace: Trace) {
    this.trace = trace
  }

  update(prefix: number): this {
    const stop = Math.min(prefix, this.trace.length)
    for (; this.seen < stop; this.seen++) this.take(this.seen)
    return this
  }

  messageOf(exchange: EntityId): GroupMessage | undefined {
    return this.byExchange.get(exchange)
  }

  private take(i: RecordIndex): void {
    const { trace } = this
    const kind = trace.kind(i)
    if (kind === CHANGE + Field.memberOf) return this.takeMember(i)
    if (kind === Kind.logged) this.takeLog(i)
    if (kind === Kind.sendOpen) return this.takeSend(i)
    if (kind === Kind.broadcast) return this.takeBroadcast(i)
    if (this.messages.length === 0) return
    const told = AT_MEMBER.get(kind)
    if (told !== undefined) this.tell(trace.entity(i), trace.a(i), i, told)
    else if (kind === Kind.held) this.tellOfLetter(i, Heard.kept)
    else if (kind === Kind.logged) this.tellOfLetter(i, Heard.delivered)
    else if (kind === Kind.sendClose) this.takeFirst(i)
    else if (kind === Kind.repliesFlushed) this.takeFlush(i)
    else if (kind === Kind.transmitOpen) this.takeAnswer(i)
    else if (FAILURES.has(kind)) this.takeFailure(i)
  }

  private takeMember(i: RecordIndex): void {
    const { trace } = this
    const process = trace.parentOf(trace.entity(i))
    const [left, joined] = [trace.a(i), trace.b(i)]
    if (left >= 0) this.now.get(left)?.delete(process)
    if (joined < 0) return
    const members = this.now.get(joined)
    if (members) members.add(process)
    else this.now.set(joined, new Set([process]))
    const ever = this.members.get(joined)
    if (!ever) this.members.set(joined, new Map([[process, i]]))
    else if (!ever.has(process)) ever.set(process, i)
  }

  private takeLog(i: RecordIndex): void {
    const process = this.trace.entity(i)
    const log = this.logs.get(process)
    if (log) log.push(i)
    else this.logs.set(process, [i])
  }

  private takeSend(i: RecordIndex): void {
    const { trace } = this
    const exchange = trace.entity(i)
    const group = trace.a(i)
    if (group < 0 || trace.typeOf(group) !== EntityType.group) return
    // A kernel that asks whether a group exists sends nothing to its members.
    if (!trace.localName(exchange).startsWith('send')) return
    this.add(exchange, group, i)
  }

  /** A letter is for the group that its sender is in. */
  private takeBroadcast(i: RecordIndex): void {
    const exchange = this.trace.entity(i)
    const sender = this.trace.within(exchange, EntityType.process)
    for (const [group, members] of this.now) {
      if (!members.has(sender) || this.byExchange.has(exchange)) continue
      this.add(exchange, group, i)
      this.letters.set(this.trace.b(i), exchange)
    }
  }

  private add(exchange: EntityId, group: EntityId, open: RecordIndex): void {
    const message: GroupMessage = {
      exchange,
      group,
      sender: this.trace.within(exchange, EntityType.process),
      open,
      tales: new Map(),
      sentTo: new Set(this.now.get(group)),
      first: NONE,
    }
    this.messages.push(message)
    this.byExchange.set(exchange, message)
  }

  private tellOfLetter(i: RecordIndex, heard: Heard): void {
    const { trace } = this
    const exchange = this.letters.get(trace.b(i))
    if (exchange !== undefined) this.tell(exchange, trace.entity(i), i, heard)
  }

  private tell(exchange: EntityId, process: EntityId, i: RecordIndex, heard: Heard): void {
    const message = this.byExchange.get(exchange)
    if (!message || process < 0) return
    const tale = message.tales.get(process) ?? new Tale()
    message.tales.set(process, tale)
    if (heard === Heard.arrived && message.first === NONE) message.first = process
    tale.add(i, heard)
  }

  /** The first reply is handed over with the end of the Send; the others wait for GetReply. */
  private takeFirst(i: RecordIndex): void {
    const message = this.byExchange.get(this.trace.entity(i))
    if (!message || this.trace.a(i) !== SendResult.replied) return
    if (message.first !== NONE) message.tales.get(message.first)?.add(i, Heard.taken)
  }

  private takeFlush(i: RecordIndex): void {
    const message = this.byExchange.get(this.trace.entity(i))
    for (const tale of message?.tales.values() ?? [])
      if (tale.last === Heard.arrived) tale.add(i, Heard.thrown)
  }

  private takeAnswer(i: RecordIndex): void {
    const { trace } = this
    const frame = trace.parentOf(trace.entity(i))
    if (this.byExchange.has(trace.parentOf(frame))) this.answersFrom.set(frame, trace.b(i))
  }

  /** A frame that came to nothing: the question at a member's machine, or a member's answer. */
  private takeFailure(i: RecordIndex): void {
    const { trace } = this
    const frame = trace.entity(i)
    const message = this.byExchange.get(trace.parentOf(frame))
    if (!message) return
    const type = packetTypeAt(trace, frame)
    if (type < 0 || (this.isLetter(message) && !LETTERS.has(type))) return
    if (isAnswer(type)) return this.answerFailed(message, frame, i)
    if (trace.kind(i) === Kind.ignored) return
    const host = trace.a(i)
    for (const member of this.now.get(message.group) ?? []) {
      if (host >= 0 && trace.within(member, EntityType.host) !== host) continue
      const before = message.tales.get(member)?.last ?? Heard.none
      if (member !== message.sender && before <= Heard.missed)
        this.tell(message.exchange, member, i, Heard.missed)
    }
  }

  private isLetter({ open }: GroupMessage): boolean {
    return this.trace.kind(open) === Kind.broadcast
  }

  private answerFailed(message: GroupMessage, frame: EntityId, i: RecordIndex): void {
    const { trace } = this
    const late = trace.kind(i) === Kind.ignored
    if (late && trace.b(i) !== IgnoreReason.oldSequence) return
    const host = this.answersFrom.get(frame) ?? NONE
    for (const [process, tale] of message.tales) {
      const waiting = tale.last === Heard.replied || tale.last === Heard.replyLost
      if (!waiting || trace.within(process, EntityType.host) !== host) continue
      return tale.add(i, late ? Heard.late : Heard.replyLost)
    }
  }
}

const AT_MEMBER: ReadonlyMap<number, Heard> = new Map<number, Heard>([
  [Kind.queued, Heard.queued],
  [Kind.received, Heard.received],
  [Kind.replied, Heard.replied],
  [Kind.replyQueued, Heard.arrived],
  [Kind.gotReply, Heard.taken],
])

/** Packets with a letter for all, or with its number. */
const LETTERS: ReadonlySet<number> = new Set([
  PacketType.UNORDERED,
  PacketType.ORDERED,
  PacketType.BROADCAST,
  PacketType.TENTATIVE,
  PacketType.TOKEN_ACK,
])

const FAILURES: ReadonlySet<number> = new Set([
  Kind.lost,
  Kind.overrun,
  Kind.damaged,
  Kind.aliensFull,
  Kind.ignored,
])

function packetTypeAt(trace: Trace, frame: EntityId): number {
  for (const i of trace.recordsOf(frame)) if (trace.kind(i) === Kind.packetOut) return trace.a(i)
  return -1
}

const known = perTrace((trace) => new GroupIndex(trace))

/** The index of a trace, good for its first `prefix` records. */
export function groupIndexOf(trace: Trace, prefix: number): GroupIndex {
  return known(trace).update(prefix)
}
