/** MoveTo and MoveFrom, at the process that asks: checked, carried out next door or by a train of packets, ended. */
import type { Outcome } from '../engine/program.ts'
import { EntityType } from '../trace/entities.ts'
import { ContentSide, Kind, MoveResult, type MoveResultName } from '../trace/kinds.ts'
import { NONE } from '../trace/record.ts'
import { Arrival } from './arrival.ts'
import { costOf, SEGMENT_BYTES_MAX } from './costs.ts'
import {
  emitContent,
  emitRange,
  granter,
  type Place,
  refusalOf,
  refuse,
  type Wanted,
} from './grants.ts'
import type { Kernel } from './kernel.ts'
import type { Move } from './move.ts'
import { isForThePast } from './orphans.ts'
import { NackReason, NO_DATA, type Packet } from './packets.ts'
import { Patience } from './patience.ts'
import { logicalHostOf } from './pid.ts'
import type { Pending, Process } from './process.ts'
import { doubtHint } from './rebinding.ts'
import { resume, switchTo } from './run-process.ts'
import type { MoveCall } from './system-calls.ts'
import { Train } from './train.ts'
import { transmit } from './transmit.ts'

interface Moving {
  readonly kernel: Kernel
  readonly process: Process
  readonly pending: Pending
  readonly move: Move
  readonly wanted: Wanted
}

export function move(kernel: Kernel, process: Process, call: MoveCall): Outcome {
  const { cpu, costs } = kernel
  const pending = granter(kernel, process, call.other)
  const to = call.way === 'to'
  const wanted: Wanted = {
    right: to ? 'write' : 'read',
    start: to ? call.destination : call.source,
    count: call.count,
  }
  const here = to ? call.source : call.destination
  const { memory } = kernel.environments.get(logicalHostOf(call.guest)) ?? process
  const refusal = refusalOf(kernel, pending, { memory, here }, wanted)
  if (!pending || refusal) {
    refuse(kernel, process, call.other, refusal ?? 'notBlocked')
    const refused = () => {
      if (!process.dead) resume(kernel, process, 'refused')
    }
    cpu.kernel(costOf(costs.move), costs.move.name, refused, undefined)
    return undefined
  }
  const begun = begin(kernel, process, pending, { memory, here }, wanted)
  const moving = { kernel, process, pending, move: begun, wanted }
  cpu.kernel(costOf(costs.move), costs.move.name, trapped, moving)
  return undefined
}

function begin(
  kernel: Kernel,
  process: Process,
  pending: Pending,
  { memory, here }: Place,
  wanted: Wanted,
): Move {
  const { sim } = kernel
  const { exchange } = pending
  const entity = sim.entity(EntityType.move, exchange.entity, 'move', ++exchange.moves)
  const other = kernel.onlooker.get(pending.from) ?? -1
  const openRecord = sim.emit(Kind.moveOpen, entity, other, wanted.count)
  emitRange(kernel, entity, wanted)
  const made: Move = {
    entity,
    openRecord,
    number: ++process.moves,
    exchange,
    sequence: pending.sequence,
    other: pending.from,
    memory,
    here,
    there: wanted.start,
    count: wanted.count,
    train: null,
    arrival: null,
    over: false,
    patience: null,
    retries: 0,
  }
  process.move = made
  return made
}

function trapped(moving: Moving): void {
  const { kernel, process, pending, move: made, wanted } = moving
  if (process.dead) return
  if (made.count === 0) return close(moving, 'done')
  const to = wanted.right === 'write'
  // A guest may write on what is being copied: what has arrived is told by the far end alone.
  if (to && made.memory === process.memory)
    emitContent(kernel, made.entity, ContentSide.source, ownBytes(made))
  if (pending.sender) return nextDoor(moving, pending.sender)
  process.become('moving')
  overTheCable(moving)
}

function overTheCable(moving: Moving): void {
  const { kernel, process, move: made, wanted } = moving
  if (wanted.right === 'write') sendTrain(moving)
  else {
    made.patience = new Patience(kernel, made.exchange, () => askAgain(moving))
    askForData(kernel, process, made)
  }
}

function ownBytes(made: Move): Uint8Array {
  return made.memory.view(made.here, made.count) as Uint8Array
}

// Next door ------------------------------------------------------------------------------------------
function nextDoor(moving: Moving, sender: Process): void {
  const { kernel, move: made } = moving
  if (sender.frozen && !sender.dead) return untilThawed(moving, sender)
  const { copyBytes } = kernel.costs
  kernel.cpu.kernel(
    costOf(copyBytes, made.count),
    copyBytes.name,
    () => copied(moving, sender),
    undefined,
  )
}

/** Nothing is read or written of who is frozen: it is done where that goes on, here or elsewhere. */
function untilThawed(moving: Moving, sender: Process): void {
  const { kernel, process, pending, move: made } = moving
  kernel.sim.emit(Kind.movePutOff, made.entity, kernel.host)
  if (process.state !== 'moving') process.become('moving')
  sender.environment?.waiting.push(() => {
    if (process.dead || made.over) return
    if (pending.sender) nextDoor(moving, pending.sender)
    else overTheCable(moving)
  })
}

function copied(moving: Moving, sender: Process): void {
  const { kernel, process, pending, move: made, wanted } = moving
  if (process.dead) return
  if (sender.frozen) return untilThawed(moving, sender)
  const waits = sender.awaiting?.exchange === pending.exchange
  const unchecked = kernel.options.grantCheck === 'off' && !sender.dead
  const theirs = waits || unchecked ? sender.memory.view(made.there, made.count) : null
  if (!theirs) return close(moving, waits ? 'refused' : 'noSuchProcess')
  const own = ownBytes(made)
  const { entity } = pending.exchange
  if (wanted.right === 'write') {
    theirs.set(own)
    sender.memory.touch(made.there, made.count)
    kernel.sim.emit(Kind.segmentWritten, entity, made.there, made.count)
    emitContent(kernel, made.entity, ContentSide.destination, theirs)
  } else {
    kernel.sim.emit(Kind.segmentRead, entity, made.there, made.count)
    emitContent(kernel, made.entity, ContentSide.source, theirs)
    own.set(theirs)
    process.memory.touch(made.here, made.count)
    emitContent(kernel, made.entity, ContentSide.destination, own)
  }
  close(moving, 'done')
}

// To another machine ---------------------------------------------------------------------------------
function sendTrain(moving: Moving): void {
  const { kernel, process, move: made } = moving
  made.train = new Train({
    kernel,
    exchange: made.exchange,
    entity: made.entity,
    move: made.number,
    sequence: made.sequence,
    from: process.pid,
    to: made.other,
    boundTo: 0,
    total: made.count,
    address: made.there,
    bytes: (offset, count) => made.memory.view(made.here + offset, count) as Uint8Array,
    acknowledged: true,
    after: kernel.costs.afterMove,
    done: (arrived) => finishMove(kernel, process, arrived ? 'done' : 'noAnswer'),
  })
  made.train.start()
}

/** The MOVE_FROM packet, for the first time or for what is missing. */
export function askForData(kernel: Kernel, process: Process, made: Move): void {
  const first = !made.arrival
  made.arrival ??= new Arrival(made.other, 0, made.number, made.count, kernel.options.onError)
  const { arrival } = made
  transmit(kernel, {
    type: 'MOVE_FROM',
    sequence: made.sequence,
    from: process.pid,
    to: made.other,
    message: null,
    carried: {
      move: made.number,
      offset: arrival.next,
      total: made.count,
      address: made.there,
      asks: false,
      have: arrival.have(),
      data: NO_DATA,
      entity: made.entity,
    },
    exchange: made.exchange,
    ...(first ? { afterData: { stage: kernel.costs.afterMove, bytes: firstBytes(made) } } : {}),
    handedOver: () => {
      if (!made.over) made.patience?.begin()
    },
  })
}

/** Work off the path is done ahead, while the packet that it is about is on its way. */
function firstBytes({ count }: Move): number {
  return Math.min(count, SEGMENT_BYTES_MAX)
}

function askAgain({ kernel, process, move: made }: Moving): void {
  if (made.over) return
  if (made.retries >= kernel.options.retriesMax) return finishMove(kernel, process, 'noAnswer')
  made.retries++
  doubtHint(kernel, made.other, made.retries)
  askForData(kernel, process, made)
}

// The end of it --------------------------------------------------------------------------------------
/** Ends a move whose process has the processor and goes on at once, unless it had to wait. */
function close({ kernel, process, move: made }: Moving, result: MoveResultName): void {
  if (process.move !== made) return
  if (process.state === 'moving') return finishMove(kernel, process, result)
  endMove(kernel, process, result)
  resume(kernel, process, result)
}

/** Ends the move of a process that is blocked in it: its span closes when the program has the result. */
export function finishMove(kernel: Kernel, process: Process, result: MoveResultName): void {
  const made = process.move
  if (!made || made.over || process.dead) return
  stopMove(made)
  process.become('ready')
  switchTo(kernel, process, () => {
    process.become('running')
    endMove(kernel, process, result)
    resume(kernel, process, result)
  })
}

function stopMove(made: Move): void {
  made.over = true
  made.patience?.stop()
  made.train?.stop()
}

/** Until something of it goes out nobody can refuse it: what says so is a late word on a move before it. */
function isAsked({ train, arrival }: Move): boolean {
  return train !== null || arrival !== null
}

/** The far kernel says that nobody there waits for this move: true where one was ended by it. */
export function moveRefused(kernel: Kernel, packet: Packet): boolean {
  const process = kernel.process(packet.to)
  const made = process?.move
  if (
    !process ||
    !made ||
    made.over ||
    !isAsked(made) ||
    isForThePast(kernel, packet) ||
    made.other !== packet.from ||
    made.sequence !== packet.sequence
  )
    return false
  const waits = packet.argument === NackReason.notWaiting
  finishMove(kernel, process, waits ? 'notBlocked' : 'noSuchProcess')
  return true
}

/** Closes the span of a process's move, if it has one open. */
export function endMove(kernel: Kernel, process: Process, result: MoveResultName): void {
  const { move: made } = process
  if (!made) return
  process.move = null
  stopMove(made)
  const moved = result === 'done' ? made.count : 0
  kernel.sim.emit(Kind.moveClose, made.entity, MoveResult[result], moved, NONE, made.openRecord)
}
