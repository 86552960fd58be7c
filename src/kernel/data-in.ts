/** Packets of moves as they come in: copied straight to their place, acknowledged where the sender asks. */
import type { Frame } from '../hardware/frame.ts'
import { ContentSide, IgnoreReason, Kind } from '../trace/kinds.ts'
import { Arrival } from './arrival.ts'
import { costOf, SEGMENT_BYTES_MAX, type Stage } from './costs.ts'
import { emitContent, outsideGrant } from './grants.ts'
import type { Kernel } from './kernel.ts'
import type { Move } from './move.ts'
import { askForData, finishMove } from './moves.ts'
import { nack } from './nack.ts'
import { isForThePast, isFromThePast } from './orphans.ts'
import { type Carried, NackReason, NO_DATA, type Packet } from './packets.ts'
import { logicalHostOf } from './pid.ts'
import type { Awaiting, Process } from './process.ts'
import { putOff } from './retransmit.ts'
import { Train } from './train.ts'
import { transmit } from './transmit.ts'

export function onData(kernel: Kernel, packet: Packet, frame: Frame): void {
  const { carried } = packet
  if (!carried || isOfAnotherLife(kernel, packet, frame)) return
  const process = kernel.process(packet.to)
  if (!process || process.dead) return unwanted(kernel, packet, frame, NackReason.noSuchProcess)
  const { move } = process
  if (move?.arrival?.is(packet.from, 0, carried.move)) {
    if (!move.over) return dataForMove(kernel, process, move, packet, frame)
    return unwanted(kernel, packet, frame, NackReason.notWaiting)
  }
  if (process.frozen) return putOffMove(kernel, packet, carried, frame)
  dataForSegment(kernel, process, packet, frame)
  workOff(kernel, kernel.costs.afterMoved, carried.data.length)
}

/** Moves are numbered anew in each life of a machine: what belongs to another one is not looked at. */
function isOfAnotherLife(kernel: Kernel, packet: Packet, frame: Frame): boolean {
  const other =
    isForThePast(kernel, packet) || isFromThePast(kernel, logicalHostOf(packet.from), packet.boot)
  if (other) kernel.sim.emit(Kind.ignored, frame.entity, kernel.host, IgnoreReason.staleIncarnation)
  return other
}

/** A late packet of a move that is over: another of the same process has begun since. */
function ignoreOld(kernel: Kernel, frame: Frame): void {
  kernel.sim.emit(Kind.ignored, frame.entity, kernel.host, IgnoreReason.oldSequence)
}

/** Nothing is read or written of who is frozen: whoever asks is told to wait, and asks again wherever it will be. */
function putOffMove(kernel: Kernel, packet: Packet, carried: Carried, frame: Frame): void {
  kernel.sim.emit(Kind.putOffFrozen, frame.entity, kernel.host)
  const asks = carried.asks || packet.type === 'MOVE_FROM'
  if (!asks || kernel.options.liveness !== 'reply-pending') return
  transmit(kernel, {
    type: 'MOVE_PENDING',
    sequence: packet.sequence,
    from: packet.to,
    to: packet.from,
    boundTo: packet.boot,
    message: null,
    carried: { ...carried, asks: false, have: null, data: NO_DATA },
    exchange: packet.exchange,
  })
}

export function onMovePending(kernel: Kernel, packet: Packet, frame: Frame): void {
  if (isOfAnotherLife(kernel, packet, frame)) return
  const move = kernel.process(packet.to)?.move
  const its = move?.number === packet.carried?.move && move?.other === packet.from
  if (!move || move.over || !its)
    return void kernel.sim.emit(Kind.ignored, frame.entity, kernel.host, IgnoreReason.nobodyWaits)
  move.retries = 0
  if (move.train) move.train.putOff()
  else move.patience?.begin()
}

function workOff(kernel: Kernel, stage: Stage, bytes: number): void {
  const nanos = costOf(stage, bytes)
  if (nanos > 0) kernel.cpu.kernel(nanos, stage.name, () => {}, undefined)
}

function unwanted(kernel: Kernel, packet: Packet, frame: Frame, reason: number): void {
  const why = reason === NackReason.noSuchProcess ? 'noSuchProcess' : 'nobodyWaits'
  kernel.sim.emit(Kind.ignored, frame.entity, kernel.host, IgnoreReason[why])
  if (packet.carried?.asks) nack(kernel, packet, reason)
}

/** The Send whose segment a packet is about, where its sender still waits for that one. */
function waitingFor(process: Process, packet: Packet): Awaiting | null {
  const { awaiting } = process
  if (awaiting?.kind !== 'send' || awaiting.sequence !== packet.sequence) return null
  return awaiting
}

// Into the segment of a process that waits for its reply --------------------------------------------
function dataForSegment(kernel: Kernel, process: Process, packet: Packet, frame: Frame): void {
  const carried = packet.carried as Carried
  const awaiting = waitingFor(process, packet)
  const checked = kernel.options.grantCheck === 'on'
  const wanted = { right: 'write', start: carried.address, count: carried.total } as const
  const allowed = awaiting && !outsideGrant(awaiting.message?.grant ?? null, wanted)
  const place = process.memory.view(carried.address + carried.offset, carried.data.length)
  if (!place || (checked && !allowed)) return unwanted(kernel, packet, frame, NackReason.notWaiting)
  if (process.arrival?.isAfter(packet.from, packet.boot, carried.move))
    return ignoreOld(kernel, frame)
  const arrival = arrivalOf(kernel, process, packet, carried)
  const took = arrival.take(carried.offset / SEGMENT_BYTES_MAX)
  if (took === 'new') {
    const { sim } = kernel
    place.set(carried.data)
    process.memory.touch(carried.address + carried.offset, carried.data.length)
    sim.emit(Kind.placed, frame.entity, carried.offset, carried.data.length)
    const at = carried.address + carried.offset
    sim.emit(Kind.segmentWritten, packet.exchange.entity, at, carried.data.length)
    if (arrival.complete) arrived(kernel, process, carried)
  } else notTaken(kernel, frame, took)
  if (awaiting) putOff(kernel, process, awaiting)
  if (carried.asks) acknowledge(kernel, packet, arrival)
}

function arrivalOf(kernel: Kernel, process: Process, packet: Packet, carried: Carried): Arrival {
  const known = process.arrival
  if (known?.is(packet.from, packet.boot, carried.move)) return known
  const { onError } = kernel.options
  process.arrival = new Arrival(packet.from, packet.boot, carried.move, carried.total, onError)
  return process.arrival
}

function arrived(kernel: Kernel, process: Process, { entity, address, total }: Carried): void {
  const all = process.memory.view(address, total)
  if (all) emitContent(kernel, entity, ContentSide.destination, all)
}

function notTaken(kernel: Kernel, frame: Frame, took: 'duplicate' | 'out-of-order'): void {
  if (took === 'duplicate') kernel.sim.emit(Kind.duplicate, frame.entity, kernel.host)
  else kernel.sim.emit(Kind.ignored, frame.entity, kernel.host, IgnoreReason.outOfOrder)
}

/** Says which packet is missing first; a receiver that wants everything again says: the first. */
function acknowledge(kernel: Kernel, packet: Packet, arrival: Arrival): void {
  const { bulk, onError } = kernel.options
  const carried = packet.carried as Carried
  if (bulk === 'blast' && onError === 'whole' && !arrival.complete) arrival.forget()
  transmit(kernel, {
    type: 'MOVE_ACK',
    sequence: packet.sequence,
    from: packet.to,
    to: packet.from,
    boundTo: packet.boot,
    message: null,
    carried: {
      move: carried.move,
      offset: arrival.next,
      total: carried.total,
      address: carried.address,
      asks: false,
      have: arrival.have(),
      data: NO_DATA,
      entity: carried.entity,
    },
    exchange: packet.exchange,
  })
}

// For a MoveFrom of this machine's own process -------------------------------------------------------
function dataForMove(
  kernel: Kernel,
  process: Process,
  move: Move,
  packet: Packet,
  frame: Frame,
): void {
  const carried = packet.carried as Carried
  const arrival = move.arrival as Arrival
  const took = arrival.take(carried.offset / SEGMENT_BYTES_MAX)
  if (took === 'new') {
    move.retries = 0
    const here = move.here + carried.offset
    process.memory.view(here, carried.data.length)?.set(carried.data)
    process.memory.touch(here, carried.data.length)
    kernel.sim.emit(Kind.placed, frame.entity, carried.offset, carried.data.length)
  } else notTaken(kernel, frame, took)
  if (carried.asks) acknowledge(kernel, packet, arrival)
  if (arrival.complete) {
    const all = process.memory.view(move.here, move.count)
    if (all) emitContent(kernel, move.entity, ContentSide.destination, all)
    return finishMove(kernel, process, 'done')
  }
  move.patience?.begin()
  const left = carried.total - carried.offset - carried.data.length
  workOff(kernel, kernel.costs.afterMove, Math.min(left, SEGMENT_BYTES_MAX))
  if (carried.asks || left > 0) return
  if (kernel.options.onError === 'whole') arrival.forget()
  askForData(kernel, process, move)
}

export function onMoveAck(kernel: Kernel, packet: Packet, frame: Frame): void {
  const { carried } = packet
  if (isOfAnotherLife(kernel, packet, frame)) return
  const process = kernel.process(packet.to)
  const { move } = process ?? {}
  const own = move && !move.over && move.number === carried?.move && move.other === packet.from
  const train = own && move.train ? move.train : process?.awaiting?.train
  if (!carried || !train || train.load.move !== carried.move)
    return void kernel.sim.emit(Kind.ignored, frame.entity, kernel.host, IgnoreReason.nobodyWaits)
  train.heard(carried.offset, carried.have)
}

/** Bytes of a granted segment are wanted elsewhere: sent from here, by the kernel, while its process waits. */
export function onMoveFrom(kernel: Kernel, packet: Packet, frame: Frame): void {
  const { carried } = packet
  if (!carried || isOfAnotherLife(kernel, packet, frame)) return
  const process = kernel.process(packet.to)
  if (!process || process.dead) return nack(kernel, packet, NackReason.noSuchProcess)
  if (process.frozen) return putOffMove(kernel, packet, carried, frame)
  const awaiting = waitingFor(process, packet)
  const wanted = { right: 'read', start: carried.address, count: carried.total } as const
  const checked = kernel.options.grantCheck === 'on'
  const refused = checked && outsideGrant(awaiting?.message?.grant ?? null, wanted) !== null
  const bytes = process.memory.view(carried.address, carried.total)
  if (!awaiting || refused || !bytes) return nack(kernel, packet, NackReason.notWaiting)
  const { train } = awaiting
  const asked = train?.load.to === packet.from && train.load.boundTo === packet.boot
  if (asked && carried.move < train.load.move) return ignoreOld(kernel, frame)
  putOff(kernel, process, awaiting)
  const again = asked && train.load.move === carried.move
  if (again && train.running) return void kernel.sim.emit(Kind.duplicate, frame.entity, kernel.host)
  train?.stop()
  if (!again) {
    const { entity } = packet.exchange
    kernel.sim.emit(Kind.segmentRead, entity, carried.address, carried.total)
    emitContent(kernel, carried.entity, ContentSide.source, bytes)
  }
  awaiting.train = trainBack(kernel, process, packet, carried)
  if (again) awaiting.train.resume(carried.offset, carried.have)
  else awaiting.train.start()
}

function trainBack(kernel: Kernel, process: Process, packet: Packet, carried: Carried): Train {
  return new Train({
    kernel,
    exchange: packet.exchange,
    entity: carried.entity,
    move: carried.move,
    sequence: packet.sequence,
    from: process.pid,
    to: packet.from,
    boundTo: packet.boot,
    total: carried.total,
    address: carried.address,
    bytes: (offset, count) =>
      process.memory.view(carried.address + offset, count) ?? new Uint8Array(count),
    acknowledged: false,
    after: kernel.costs.afterMoved,
    done: () => {},
  })
}
