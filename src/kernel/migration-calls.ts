/**
 * System calls of a program manager that moves an environment to another machine, each one step of it: in what order
 * they are made, and which of them, is the program's. And what a guest does to its memory by words, so that a copy of
 * the program finds them wherever it is.
 */
import { SystemCall } from '../engine/program.ts'
import type { Pid } from './pid.ts'
import { MoveCall } from './system-calls.ts'

/** A stretch of memory. */
export interface Run {
  readonly start: number
  readonly count: number
}
/** What a kernel knows of an environment's processes: a handle on it, and the bytes and messages that it comes to. */
export interface TakenState {
  readonly number: number
  readonly bytes: number
}

interface Results {
  /** Its pages, all marked; from now on those that are written are. */
  readonly watch: number
  readonly takeDirty: readonly Run[]
  readonly countDirty: number
  /** False where one of its processes is just in the hands of its kernel. */
  readonly freeze: boolean
  readonly thaw: void
  readonly takeState: TakenState
  /** A frozen copy in the memory that a process here has filled; false where there is no room for it. */
  readonly adopt: boolean
  /** It goes on elsewhere: this copy ends, and nobody is told. */
  readonly remove: void
  readonly announce: void
}
export type GuestOp = keyof Results

export class GuestCall<Op extends GuestOp = GuestOp> extends SystemCall<Results[Op]> {
  readonly op: Op
  readonly guest: Pid
  readonly room: Run & { readonly of: Pid }
  readonly state: number
  constructor(op: Op, guest: Pid, room: GuestCall['room'], state: number) {
    super()
    this.op = op
    this.guest = guest
    this.room = room
    this.state = state
  }
}
const NOWHERE = { of: 0 as Pid, start: 0, count: 0 }

export function Guest<Op extends Exclude<GuestOp, 'adopt' | 'takeState'>>(
  op: Op,
  guest: Pid,
): GuestCall<Op> {
  return new GuestCall(op, guest, NOWHERE, 0)
}
/** What its kernel knows of it; `answers`: also what has been answered already, so that no copy of a request is new. */
export function TakeState(guest: Pid, answers: boolean): GuestCall<'takeState'> {
  return new GuestCall('takeState', guest, NOWHERE, answers ? 1 : 0)
}
export function Adopt(guest: Pid, room: GuestCall['room'], state: number): GuestCall<'adopt'> {
  return new GuestCall('adopt', guest, room, state)
}
/** MoveTo, out of the memory of a guest on this machine. */
export function CopyTo(
  guest: Pid,
  to: Pid,
  destination: number,
  source: number,
  count: number,
): MoveCall {
  return new MoveCall('to', to, destination, source, count, guest)
}

export class LoadCall extends SystemCall<number> {
  readonly address: number
  constructor(address: number) {
    super()
    this.address = address
  }
}
export class StoreCall extends SystemCall<boolean> {
  readonly address: number
  readonly value: number
  constructor(address: number, value: number) {
    super()
    this.address = address
    this.value = value
  }
}
/** A word of the process's memory; 0 where it has none. */
export function Load(address: number): LoadCall {
  return new LoadCall(address)
}
/** False where it has no memory. */
export function Store(address: number, value: number): StoreCall {
  return new StoreCall(address, value)
}
