/**
 * The system calls of one-way traffic, for protocols that do their own acknowledging: no V program of 1985 had
 * them. A datagram goes once, blocks nobody and is answered by nobody; it comes whole, or not at all.
 */
import { SystemCall } from '../engine/program.ts'
import type { Datagram } from './datagrams.ts'
import type { About } from './exchange-names.ts'
import type { Pid } from './pid.ts'

export interface Taken {
  /** Null where none came in time. */
  readonly datagram: { readonly from: Pid; readonly content: Datagram } | null
  /** The machine’s clock at the return, ns. */
  readonly time: number
}

export class TransmitCall extends SystemCall<void> {
  readonly to: Pid
  readonly datagram: Datagram
  constructor(to: Pid, datagram: Datagram) {
    super()
    this.to = to
    this.datagram = datagram
  }
}
export class ReceiveDatagramCall extends SystemCall<Taken> {
  readonly timeoutNs: number
  constructor(timeoutNs: number) {
    super()
    this.timeoutNs = timeoutNs
  }
}
export class LogCall extends SystemCall<void> {
  readonly place: number
  readonly text: string
  constructor(place: number, text: string) {
    super()
    this.place = place
    this.text = text
  }
}
export class TellCall extends SystemCall<void> {
  readonly kind: number
  readonly about: About | null
  readonly a: number | { readonly process: Pid }
  readonly b: number | string
  constructor(
    kind: number,
    about: About | null,
    a: number | { readonly process: Pid },
    b: number | string,
  ) {
    super()
    this.kind = kind
    this.about = about
    this.a = a
    this.b = b
  }
}

/** Sends to one process, or once to all members of a group but the caller; comes back when the kernel has it. */
export function Transmit(to: Pid, datagram: Datagram): TransmitCall {
  return new TransmitCall(to, datagram)
}
/** The next datagram, in order of arrival; waits at most `timeoutNs`, which may be infinite. */
export function ReceiveDatagram(timeoutNs: number): ReceiveDatagramCall {
  return new ReceiveDatagramCall(timeoutNs)
}
/** For the onlooker: the program has delivered `text` as number `place` of its log, from 1. */
export function Log(place: number, text: string): LogCall {
  return new LogCall(place, text)
}
/** For the onlooker: a record of the protocol’s own, about a transaction or, with null, about the caller. */
export function Tell(
  kind: number,
  about: About | null,
  a: number | { readonly process: Pid } = 0,
  b: number | string = 0,
): TellCall {
  return new TellCall(kind, about, a, b)
}
