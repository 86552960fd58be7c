/**
 * Datagrams: one-way packets for protocols above this kernel that number, acknowledge and repeat for themselves.
 * The kernel cuts a long one into frames and puts it together again; what misses a frame is never seen.
 */
import type { Outcome } from '../engine/program.ts'
import { NO_EVENT } from '../engine/simulation.ts'
import type { Frame } from '../hardware/frame.ts'
import { type DatagramType, IgnoreReason, Kind } from '../trace/kinds.ts'
import { costOf, SEGMENT_BYTES_MAX } from './costs.ts'
import type {
  LogCall,
  ReceiveDatagramCall,
  Taken,
  TellCall,
  TransmitCall,
} from './datagram-calls.ts'
import { type About, exchangeOf } from './exchange-names.ts'
import { membersOf } from './groups.ts'
import type { Kernel } from './kernel.ts'
import type { Packet } from './packets.ts'
import { isGroup, type Pid } from './pid.ts'
import type { Process } from './process.ts'
import { resume, switchTo, wake } from './run-process.ts'
import { transmit } from './transmit.ts'

export interface Datagram {
  readonly type: DatagramType
  /** The protocol’s own header, 4 bytes each on the wire. */
  readonly words: readonly number[]
  readonly text: string
  /** Bytes beside them that nobody looks into. */
  readonly filler: number
  readonly about: About
}
export interface Delivered {
  readonly from: Pid
  readonly content: Datagram
}
/** Frames of a long datagram that are here, by sender: only of its latest. */
export interface Gathering {
  readonly sequence: number
  readonly have: Set<number>
}

export function datagramBytes({ words, text, filler }: Datagram): number {
  return 4 * words.length + text.length + filler
}

// Out ------------------------------------------------------------------------------------------------
interface Sending {
  readonly kernel: Kernel
  readonly process: Process
  readonly call: TransmitCall
}

export function transmitDatagram(kernel: Kernel, process: Process, call: TransmitCall): undefined {
  const { send } = kernel.costs
  kernel.cpu.kernel(costOf(send), 'Transmit', trapped, { kernel, process, call })
}

function trapped({ kernel, process, call }: Sending): void {
  if (process.dead) return
  const { to, datagram } = call
  const { type, about } = datagram
  const sequence = ++process.transmitted
  const frames = Math.max(1, Math.ceil(datagramBytes(datagram) / SEGMENT_BYTES_MAX))
  const exchange = exchangeOf(kernel, about)
  const local = isGroup(to) ? membersOf(kernel, to) : [kernel.process(to)]
  for (const member of local)
    if (member && member !== process && (isGroup(to) || kernel.isLocal(to)))
      arrived(kernel, member, { from: process.pid, content: datagram })
  const whole = datagramBytes(datagram)
  for (let i = 0; i < frames && (isGroup(to) || !kernel.isLocal(to)); i++) {
    const bytes = Math.min(SEGMENT_BYTES_MAX, whole - i * SEGMENT_BYTES_MAX)
    const argument = i * 0x10000 + frames
    const part = { datagram, bytes }
    const from = process.pid
    transmit(kernel, { type, sequence, from, to, argument, message: null, part, exchange })
  }
  resume(kernel, process, undefined)
}

// In -------------------------------------------------------------------------------------------------
export function onDatagram(kernel: Kernel, packet: Packet, frame: Frame): void {
  const { to, from, part } = packet
  const process = kernel.process(to)
  const takers = isGroup(to) ? membersOf(kernel, to) : process ? [process] : []
  const why = isGroup(to) ? IgnoreReason.noMember : IgnoreReason.noSuchProcess
  if (takers.length === 0) return void kernel.sim.emit(Kind.ignored, frame.entity, kernel.host, why)
  if (!part || !isWhole(kernel, packet)) return
  const { cause } = kernel.sim
  for (const taker of takers) {
    kernel.sim.cause = cause
    arrived(kernel, taker, { from, content: part.datagram })
  }
}

function isWhole(kernel: Kernel, { from, sequence, argument }: Packet): boolean {
  const frames = argument % 0x10000
  if (frames === 1) return true
  const known = kernel.gathering.get(from)
  const now = known?.sequence === sequence ? known : { sequence, have: new Set<number>() }
  kernel.gathering.set(from, now)
  const before = now.have.size
  now.have.add(argument)
  return now.have.size === frames && before < frames
}

/** Datagrams that may wait for a program that does not take them (X). */
const WAITING_MAX = 64

function arrived(kernel: Kernel, process: Process, delivered: Delivered): void {
  if (process.dead) return
  if (!process.takesDatagram) {
    if (process.datagrams.length < WAITING_MAX) process.datagrams.push(delivered)
    return
  }
  kernel.sim.cancel(process.wakeUp)
  process.wakeUp = NO_EVENT
  process.takesDatagram = false
  process.become('ready')
  hand(kernel, process, delivered)
}

export function receiveDatagram(
  kernel: Kernel,
  process: Process,
  { timeoutNs }: ReceiveDatagramCall,
): Outcome {
  const first = process.datagrams.shift()
  if (!first && timeoutNs <= 0) return { result: { datagram: null, time: kernel.sim.now } }
  process.become('receiving')
  if (first) {
    process.become('ready')
    hand(kernel, process, first)
    return undefined
  }
  process.takesDatagram = true
  if (timeoutNs < Number.POSITIVE_INFINITY)
    process.wakeUp = kernel.sim.after(Math.ceil(timeoutNs), timedOut, { kernel, process })
  return undefined
}

function timedOut({ kernel, process }: { kernel: Kernel; process: Process }): void {
  if (process.dead || !process.takesDatagram) return
  process.takesDatagram = false
  const nothing: Taken = { datagram: null, time: kernel.sim.now }
  wake(kernel, process, nothing)
}

/** Copy, then the scheduler, as for a message. */
function hand(kernel: Kernel, process: Process, delivered: Delivered): void {
  const { copyMessage } = kernel.costs
  kernel.cpu.kernel(costOf(copyMessage), copyMessage.name, () => {}, undefined)
  switchTo(kernel, process, () => {
    process.become('running')
    const taken: Taken = { datagram: delivered, time: kernel.sim.now }
    resume(kernel, process, taken)
  })
}

// For the onlooker -----------------------------------------------------------------------------------
export function log(kernel: Kernel, process: Process, { place, text }: LogCall): Outcome {
  kernel.sim.emit(Kind.logged, process.entity, place, kernel.sim.string(text))
  return { result: undefined }
}

export function tell(kernel: Kernel, process: Process, call: TellCall): Outcome {
  const { sim, onlooker } = kernel
  const { kind, about, a, b } = call
  const entity = about ? exchangeOf(kernel, about).entity : process.entity
  const first = typeof a === 'number' ? a : (onlooker.get(a.process) ?? -1)
  sim.emit(kind, entity, first, typeof b === 'string' ? sim.string(b) : b)
  return { result: undefined }
}
