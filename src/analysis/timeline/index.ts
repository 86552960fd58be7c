/**
 * The timeline's own index of a trace: spans by row, marks by machine, arrows, ticks. Grows with the trace, a few
 * operations a record, and never looks back.
 */

import { EntityType } from '../../trace/entities.ts'
import { CHANGE, Field } from '../../trace/fields.ts'
import { Kind, SendResult } from '../../trace/kinds.ts'
import { type EntityId, NONE, type RecordIndex } from '../../trace/record.ts'
import type { HostSetup } from '../../trace/setup.ts'
import type { Trace } from '../../trace/trace.ts'
import { SilenceFinder } from '../axis.ts'
import { ArrowKind, Arrows } from './arrows.ts'
import { BranchSpans, decisionPoint } from './branch-spans.ts'
import { FrameBook } from './frames.ts'
import { OPERATION_CLOSES, OPERATION_OPENS } from './operations.ts'
import { PointKind, Points } from './points.ts'
import { SpanKind, Spans } from './spans.ts'
import { type HostTrack, newHost, newProcess, type ProcessTrack } from './tracks.ts'

interface OpenSpan {
  readonly spans: Spans
  readonly slot: number
  readonly host: HostTrack
}

export class TimelineIndex {
  readonly trace: Trace
  readonly hosts: HostTrack[] = []
  /** Every transmission on the cable; `extra` is the sender's ordinal. */
  readonly carrier = new Spans()
  readonly frames: FrameBook
  /** Frames across machines, and messages (between processes, by whatever way). */
  readonly frameArrows = new Arrows()
  readonly messageArrows = new Arrows()
  readonly overview = new Points()
  readonly silence = new SilenceFinder()
  /** Records taken in so far. */
  done = 0
  private readonly byEntity = new Map<EntityId, HostTrack>()
  private readonly processes = new Map<EntityId, ProcessTrack>()
  private readonly opens = new Map<RecordIndex, OpenSpan>()
  /** By timer: the record that set it. */
  private readonly running = new Map<EntityId, RecordIndex>()
  /** When the Sends that are still open began. */
  private readonly sent = new Map<EntityId, number>()
  private readonly serving = new Map<EntityId, OpenSpan>()
  private readonly carrierOpen = new Map<RecordIndex, number>()
  private readonly branches = new BranchSpans()
  private readonly dead = new Map<EntityId, number>()

  constructor(trace: Trace, hosts: readonly HostSetup[]) {
    this.trace = trace
    this.frames = new FrameBook(trace)
    hosts.forEach((h, i) => {
      const host = newHost(h.entity, i, {
        name: h.name,
        role: h.roleLabel,
        metre: h.metre,
        station: h.station !== undefined,
        disks: (h.disks ?? []).map(({ entity, name }) => ({ entity, name, spans: new Spans() })),
      })
      this.hosts.push(host)
      this.byEntity.set(h.entity, host)
    })
  }

  /** Takes in what the trace has grown by, at most so many records at once; says whether there is more. */
  update(most = Number.POSITIVE_INFINITY): boolean {
    const stop = Math.min(this.trace.length, this.done + most)
    for (; this.done < stop; this.done++) this.take(this.done)
    return this.done < this.trace.length
  }

  hostOf(entity: EntityId): HostTrack | undefined {
    return (
      this.byEntity.get(entity) ?? this.byEntity.get(this.trace.within(entity, EntityType.host))
    )
  }

  processOf(entity: EntityId): ProcessTrack | undefined {
    const id = this.trace.within(entity, EntityType.process)
    const known = this.processes.get(id)
    if (known || id === NONE) return known
    const host = this.hostOf(id)
    if (!host) return undefined
    const track = newProcess(id, this.trace.localName(id), host)
    this.processes.set(id, track)
    host.processes.push(track)
    return track
  }

  private take(i: RecordIndex): void {
    const { trace } = this
    const kind = trace.kind(i)
    const time = trace.time(i)
    this.silence.add(time, kind)
    if (kind >= CHANGE) {
      if (kind === CHANGE + Field.power) this.power(i, time)
      if (kind === CHANGE + Field.branchState) this.branches.change(trace, i, this)
      return
    }
    if (kind < Kind.timerSet) this.takeAbove(kind, i, time)
    else if (kind === Kind.orphanEnded) this.orphaned(i, time)
    else if (kind === Kind.diskOpen) this.disk(i, time)
    else if (kind === Kind.diskClose) this.diskClose(i, time)
    else if (kind === Kind.heard) this.heard(i, time)
    else if (kind === Kind.decided) decisionPoint(trace, i, this.overview)
    else if (OPERATION_OPENS.has(kind)) this.operation(i, time)
    else if (OPERATION_CLOSES.has(kind)) this.close(trace.span(i), time)
    else if (kind < Kind.frameQueued) this.takeKernel(kind, i, time)
    else this.takeFrame(kind, i, time)
  }

  // Machines and messages ---------------------------------------------------------------------------
  private takeAbove(kind: number, i: RecordIndex, time: number): void {
    const entity = this.trace.entity(i)
    if (kind === Kind.sendOpen) this.sendOpen(i, time, entity)
    else if (kind === Kind.sendClose) this.sendClose(i, time, entity)
    else if (kind === Kind.received) this.received(i, time, entity)
    else if (kind === Kind.replied) this.replied(time, entity)
    else if (kind === Kind.processCreated) this.processOf(entity)
    else if (kind === Kind.processDestroyed) this.endProcess(time, entity)
    else if (kind === Kind.crash) {
      this.point(PointKind.crash, i, time, this.hostOf(entity))
      this.overview.push(time, PointKind.crash, i, entity)
      this.endHost(time, this.hostOf(entity))
    } else if (kind === Kind.reboot) this.point(PointKind.reboot, i, time, this.hostOf(entity))
    else if (kind === Kind.slow) this.point(PointKind.slow, i, time, this.hostOf(entity))
    else if (kind === Kind.violation) this.overview.push(time, PointKind.violation, i, entity)
    else if (kind === Kind.note) this.point(PointKind.note, i, time, this.hostOf(entity))
  }

  private sendOpen(i: RecordIndex, time: number, exchange: EntityId): void {
    const process = this.processOf(exchange)
    this.sent.set(exchange, time)
    this.overview.push(time, PointKind.request, i, exchange)
    if (process) this.open(process.sends, SpanKind.send, i, time, exchange, process.host)
  }

  private sendClose(i: RecordIndex, time: number, exchange: EntityId): void {
    const open = this.opens.get(this.trace.span(i))
    const failed = this.trace.a(i) !== SendResult.replied
    if (open) open.spans.extra[open.slot] = failed ? 1 : 0
    this.close(this.trace.span(i), time)
    this.sent.delete(exchange)
    this.overview.push(time, failed ? PointKind.loss : PointKind.reply, i, exchange)
    if (failed) this.point(PointKind.refused, i, time, this.hostOf(exchange))
    const answer = this.frames.answered(exchange)
    const client = this.processOf(exchange)
    if (!failed && answer && client) {
      const ends = { from: answer.by, to: client.entity }
      this.messageArrows.push(ArrowKind.reply, answer.time, time, ends, i, exchange)
    }
  }

  private received(i: RecordIndex, time: number, exchange: EntityId): void {
    const server = this.processOf(this.trace.a(i))
    const client = this.processOf(exchange)
    if (!server || !client) return
    const slot = server.serves.open(time, SpanKind.serve, i, exchange)
    this.serving.set(exchange, { spans: server.serves, slot, host: server.host })
    const leaves = this.sent.get(exchange) ?? time
    const ends = { from: client.entity, to: server.entity }
    this.messageArrows.push(ArrowKind.request, leaves, time, ends, i, exchange)
  }

  private replied(time: number, exchange: EntityId): void {
    const serving = this.serving.get(exchange)
    if (!serving) return
    this.serving.delete(exchange)
    serving.spans.close(serving.slot, time)
    const server = [...serving.host.processes].find((p) => p.serves === serving.spans)
    if (server) this.frames.answer(exchange, server.entity, time)
  }

  private disk(i: RecordIndex, time: number): void {
    const entity = this.trace.entity(i)
    const host = this.hostOf(entity)
    const track = host?.disks.find((disk) => disk.entity === entity)
    const kind = this.trace.b(i) === 1 ? SpanKind.diskWrite : SpanKind.disk
    if (host && track) this.open(track.spans, kind, i, time, entity, host)
  }

  private operation(i: RecordIndex, time: number): void {
    const entity = this.trace.entity(i)
    const process = this.processOf(entity)
    if (process) this.open(process.operations, SpanKind.operation, i, time, entity, process.host)
  }

  /** How it ended stays with the span. */
  private diskClose(i: RecordIndex, time: number): void {
    const open = this.opens.get(this.trace.span(i))
    if (open) open.spans.extra[open.slot] = this.trace.a(i)
    this.close(this.trace.span(i), time)
  }

  /** Work that is broken off ends without an answer. */
  private orphaned(i: RecordIndex, time: number): void {
    const exchange = this.trace.entity(i)
    const serving = this.serving.get(exchange)
    this.serving.delete(exchange)
    serving?.spans.close(serving.slot, time)
    this.point(PointKind.orphan, i, time, this.hostOf(this.trace.a(i)))
  }

  private endProcess(time: number, entity: EntityId): void {
    const process = this.processOf(entity)
    if (!process) return
    this.endWhere(time, (open) => belongsTo(open.spans, process))
  }

  private endHost(time: number, host: HostTrack | undefined): void {
    if (host) this.endWhere(time, (open) => open.host === host)
  }

  /** What stopped with its process or its power leaves no record of its own. */
  private endWhere(time: number, ended: (open: OpenSpan) => boolean): void {
    // A disk says itself how it ended, be it by the power that its machine has lost.
    for (const table of [this.opens, this.serving])
      for (const [key, open] of table)
        if (ended(open) && !isOfDisk(open)) {
          open.spans.close(open.slot, time)
          table.delete(key)
        }
  }

  private power(i: RecordIndex, time: number): void {
    const entity = this.trace.entity(i)
    const host = this.hostOf(entity)
    if (!host) return
    const since = this.dead.get(entity)
    if (this.trace.b(i) === 0 && since === undefined) {
      this.dead.set(entity, host.dead.open(time, SpanKind.dead, i, entity))
      this.endHost(time, host)
    } else if (this.trace.b(i) !== 0 && since !== undefined) {
      host.dead.close(since, time)
      this.dead.delete(entity)
    }
  }

  // Timers, packets, processor ----------------------------------------------------------------------
  private takeKernel(kind: number, i: RecordIndex, time: number): void {
    const { trace } = this
    const entity = trace.entity(i)
    if (kind === Kind.burstOpen) this.burst(i, time, entity)
    else if (kind === Kind.burstClose || kind === Kind.timerEnd) this.close(trace.span(i), time)
    else if (kind === Kind.timerSet) {
      const process = this.processOf(entity)
      if (!process) return
      this.running.set(entity, i)
      this.open(process.timers, SpanKind.timer, i, time, entity, process.host, trace.a(i))
    } else if (kind === Kind.packetOut) this.frames.typed(entity, trace.a(i))
    else if (kind === Kind.duplicate)
      this.point(PointKind.duplicate, i, time, this.byEntity.get(trace.a(i)))
    else if (kind === Kind.ignored)
      this.point(PointKind.ignored, i, time, this.byEntity.get(trace.a(i)))
    else if (kind === Kind.aliensFull)
      this.point(PointKind.refused, i, time, this.byEntity.get(trace.a(i)))
  }

  /** The timer begins again: a new wedge, which ends when the timer does. */
  private heard(i: RecordIndex, time: number): void {
    const timer = this.trace.entity(i)
    const set = this.running.get(timer)
    const open = set === undefined ? undefined : this.opens.get(set)
    if (set === undefined || !open) return
    open.spans.close(open.slot, time)
    const slot = open.spans.open(time, SpanKind.timer, i, timer, this.trace.a(i))
    this.opens.set(set, { ...open, slot })
  }

  private burst(i: RecordIndex, time: number, processor: EntityId): void {
    const host = this.hostOf(processor)
    if (!host) return
    const owner = this.trace.a(i)
    const kind = owner < 0 ? SpanKind.kernel : SpanKind.user
    this.open(host.cpu, kind, i, time, owner < 0 ? processor : owner, host, this.trace.b(i))
  }

  // The wire ----------------------------------------------------------------------------------------
  private takeFrame(kind: number, i: RecordIndex, time: number): void {
    const { trace } = this
    const entity = trace.entity(i)
    if (kind === Kind.transmitOpen) this.transmit(i, time, entity)
    else if (kind === Kind.transmitClose) this.transmitted(i, time, entity)
    else if (kind === Kind.deferOpen) this.wait(SpanKind.defer, i, time, entity)
    else if (kind === Kind.backoffOpen) this.wait(SpanKind.backoff, i, time, entity)
    else if (kind === Kind.jamOpen) this.wait(SpanKind.jam, i, time, trace.parentOf(entity))
    else if (kind === Kind.deferClose || kind === Kind.backoffClose || kind === Kind.jamClose)
      this.close(trace.span(i), time)
    else if (kind === Kind.accepted) this.accepted(i, time, entity)
    else if (kind === Kind.overrun || kind === Kind.damaged || kind === Kind.lost)
      this.lost(kind, i, time, entity)
    else if (kind === Kind.collision)
      this.point(
        PointKind.collision,
        i,
        time,
        this.frames.sender(trace.parentOf(entity), this.byEntity),
      )
  }

  private transmit(i: RecordIndex, time: number, attempt: EntityId): void {
    const frame = this.trace.parentOf(attempt)
    const host = this.byEntity.get(this.trace.b(i))
    if (!host) return
    this.frames.transmit(frame, host, time)
    const kind = this.frames.isReply(frame) ? SpanKind.reply : SpanKind.request
    this.open(host.transmits, kind, i, time, frame, host)
    this.carrierOpen.set(i, this.carrier.open(time, kind, i, frame, host.ordinal))
  }

  private transmitted(i: RecordIndex, time: number, attempt: EntityId): void {
    const open = this.opens.get(this.trace.span(i))
    if (open) open.spans.extra[open.slot] = this.trace.b(i)
    this.close(this.trace.span(i), time)
    this.frames.transmitted(this.trace.parentOf(attempt), time)
    const slot = this.carrierOpen.get(this.trace.span(i))
    this.carrierOpen.delete(this.trace.span(i))
    if (slot !== undefined) this.carrier.close(slot, time)
  }

  private wait(kind: SpanKind, i: RecordIndex, time: number, frame: EntityId): void {
    const host = this.frames.sender(frame, this.byEntity, i)
    if (host) this.open(host.waits, kind, i, time, frame, host)
  }

  private accepted(i: RecordIndex, time: number, frame: EntityId): void {
    const track = this.frames.transmissionOf(frame)
    const to = this.byEntity.get(this.trace.a(i))
    if (!track || !to) return
    this.frames.accepted(frame)
    const reply = this.frames.isReply(frame)
    const kind = reply ? SpanKind.reply : SpanKind.request
    const began = Math.max(0, time - Math.max(0, track.to - track.from))
    to.receives.close(to.receives.open(began, kind, i, frame), time)
    const ends = { from: track.host.entity, to: to.entity }
    const arrow = reply ? ArrowKind.reply : ArrowKind.request
    this.frameArrows.push(arrow, Math.min(track.to, time), time, ends, i, frame)
  }

  private lost(kind: number, i: RecordIndex, time: number, frame: EntityId): void {
    const track = this.frames.transmissionOf(frame)
    const at = this.trace.a(i)
    // Fragments of a collision damage every tap that looked: the star at the senders says it already.
    if (kind === Kind.damaged && this.trace.b(i) !== 2 && this.trace.b(i) !== 3) return
    this.overview.push(time, PointKind.loss, i, frame)
    const to = at < 0 ? undefined : this.byEntity.get(at)
    this.point(PointKind.loss, i, time, to ?? track?.host)
    if (!track) return
    const ends = { from: track.host.entity, to: to?.entity ?? NONE }
    this.frameArrows.push(ArrowKind.lost, Math.min(track.to, time), time, ends, i, frame)
  }

  // Spans -------------------------------------------------------------------------------------------
  private open(
    spans: Spans,
    kind: SpanKind,
    i: RecordIndex,
    time: number,
    entity: EntityId,
    host: HostTrack,
    extra = 0,
  ): void {
    this.opens.set(i, { spans, slot: spans.open(time, kind, i, entity, extra), host })
  }

  private close(record: RecordIndex, time: number): void {
    const open = this.opens.get(record)
    if (!open) return
    this.opens.delete(record)
    open.spans.close(open.slot, time)
    if (open.spans.kind[open.slot] === SpanKind.user) this.run(open, time)
  }

  /** A user's burst shows on the process's own row as well. */
  private run(open: OpenSpan, time: number): void {
    const process = this.processOf(open.spans.entity[open.slot] as number)
    if (!process) return
    const began = open.spans.start[open.slot] as number
    const record = open.spans.record[open.slot] as number
    const extra = open.spans.extra[open.slot] as number
    process.runs.close(process.runs.open(began, SpanKind.user, record, process.entity, extra), time)
  }

  private point(kind: PointKind, i: RecordIndex, time: number, host: HostTrack | undefined): void {
    host?.points.push(time, kind, i, this.trace.entity(i))
  }
}

function isOfDisk({ spans, slot }: OpenSpan): boolean {
  return spans.kind[slot] === SpanKind.disk || spans.kind[slot] === SpanKind.diskWrite
}

function belongsTo(spans: Spans, process: ProcessTrack): boolean {
  const { sends, serves, timers, operations } = process
  return [sends, serves, timers, operations].includes(spans)
}
