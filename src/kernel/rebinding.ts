/**
 * Where a logical host is: a hint, learned from packets. One that has moved says so once, by broadcast; a hint that
 * is out of date is dropped after copies without an answer, and the next copy asks everybody.
 */
import type { Frame } from '../hardware/frame.ts'
import { Kind } from '../trace/kinds.ts'
import { Exchange } from './exchange.ts'
import type { Kernel } from './kernel.ts'
import type { Packet } from './packets.ts'
import { logicalHostOf, NO_PROCESS, type Pid } from './pid.ts'
import type { KeptAnswer, Process } from './process.ts'
import { cancelTimer } from './retransmit.ts'
import { transmit } from './transmit.ts'

/** Guests' logical hosts on the 10 Mb net are above the machines' own; on the 3 Mb net they share the upper half. */
export const FIRST_OF_GUESTS = 0x1000
/** Copies without an answer after which a hint is taken for out of date (X). */
const COPIES = 2

/** Told once to all, by the machine that has it now. */
export function announce(kernel: Kernel, process: Process, guest: Pid): void {
  const exchange = new Exchange(kernel.sim, process.entity, 'here', logicalHostOf(guest))
  transmit(kernel, {
    type: 'HERE',
    sequence: 0,
    from: guest,
    to: NO_PROCESS,
    message: null,
    exchange,
    address: kernel.cable.preset.broadcast,
  })
}

/** Any packet teaches where its sender is; this one is for nothing else. */
export function onHere(kernel: Kernel, packet: Packet, _frame: Frame): void {
  kernel.sim.emit(Kind.rebound, kernel.host, logicalHostOf(packet.from), 0)
}

/** Before the next copy of a request: of a machine's own logical host the hint is never wrong. */
export function doubtHint(kernel: Kernel, to: Pid, unanswered: number): void {
  const logicalHost = logicalHostOf(to)
  const short = kernel.cable.preset.addressBytes === 1
  const mayMove = short ? logicalHost % 256 > 0 : logicalHost >= FIRST_OF_GUESTS
  if (!mayMove || unanswered < COPIES || !kernel.addresses.delete(logicalHost)) return
  const { cause } = kernel.sim
  kernel.sim.emit(Kind.rebound, kernel.host, logicalHost, 1)
  kernel.sim.cause = cause
}

/** The answer to a frozen process: it goes where the process goes. */
export function keepAnswer(
  kernel: Kernel,
  process: Process,
  answer: Omit<KeptAnswer, 'result'>,
): void {
  if (process.awaiting) cancelTimer(kernel, process.awaiting)
  process.kept = { result: 'replied', ...answer }
}
