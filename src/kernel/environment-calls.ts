/**
 * System calls of a program manager: guests' environments on this machine. In V they are requests to the kernel's own
 * server, which takes them from program managers alone.
 */
import { type Program, SystemCall } from '../engine/program.ts'
import type { Pid } from './pid.ts'

/** A process of a guest's program. All of one environment share its address space. */
export interface GuestProcess {
  readonly name: string
  /** What is run, for the onlooker. */
  readonly program: string
  /** Whose it is. */
  readonly user: number
  /** `first`: the first process of the environment, which the others may ask things of. */
  readonly create: (self: Pid, first: Pid) => Program
}

export class MakeEnvironmentCall extends SystemCall<Pid> {
  readonly processes: readonly GuestProcess[]
  constructor(processes: readonly GuestProcess[]) {
    super()
    this.processes = processes
  }
}
export class ClearEnvironmentCall extends SystemCall<number> {
  readonly of: Pid
  constructor(of: Pid) {
    super()
    this.of = of
  }
}

/** A logical host of its own with these processes, which begin at once; comes back with the first of them. */
export function MakeEnvironment(processes: readonly GuestProcess[]): MakeEnvironmentCall {
  return new MakeEnvironmentCall(processes)
}
/** Ends whatever is left of the environment of a guest and gives its memory back: how many processes that were. */
export function ClearEnvironment(of: Pid): ClearEnvironmentCall {
  return new ClearEnvironmentCall(of)
}
