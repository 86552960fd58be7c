/**
 * Guests' environments (facts/v-system §2): a program from elsewhere has a logical host of its own here, so that its
 * process identifiers say nothing of the machine, and an address space that all its processes share.
 */
import type { Outcome } from '../engine/program.ts'
import { DestroyReason, Kind } from '../trace/kinds.ts'
import type { EntityId } from '../trace/record.ts'
import { destroyProcess } from './destroy.ts'
import type {
  ClearEnvironmentCall,
  GuestProcess,
  MakeEnvironmentCall,
} from './environment-calls.ts'
import type { Kernel } from './kernel.ts'
import { Memory } from './memory.ts'
import { logicalHostOf, NO_PROCESS, type Pid, pidOf } from './pid.ts'
import { Process } from './process.ts'
import { FIRST_OF_GUESTS } from './rebinding.ts'
import { wake } from './run-process.ts'

export interface Environment {
  readonly logicalHost: number
  readonly memory: Memory
  /** Those that have not ended. */
  readonly processes: Set<Process>
  /** It has come from another machine. */
  readonly moved: boolean
  /** It is frozen here, and something has come from it: it goes on elsewhere, and nothing more is for this copy. */
  elsewhere: boolean
  /** Of processes next door: moves, and Sends to its groups, that wait while it is frozen. */
  readonly waiting: (() => void)[]
}

/** The onlooker's name for all of it: its first process. */
export function firstOf({ processes }: Environment): EntityId {
  const [first] = processes
  return first ? first.entity : -1
}

/** Of a logical host that something has come from, over the cable. */
export function heardFrom({ environments }: Kernel, logicalHost: number): void {
  const environment = environments.get(logicalHost)
  if (!environment) return
  const [first] = environment.processes
  if (first?.frozen) environment.elsewhere = true
}

/** Logical hosts that one machine can have given out at one time; they are used again in turn. */
const EACH = 32

/** A number that no other machine gives out: on the 3 Mb net its upper half must be the station's address. */
function freeLogicalHost(kernel: Kernel): number | null {
  const { logicalHost, environments, cable } = kernel
  const base =
    cable.preset.addressBytes === 1 ? logicalHost + 1 : FIRST_OF_GUESTS + logicalHost * EACH
  for (let tries = 0; tries < EACH; tries++) {
    const number = base + (kernel.environmentsMade++ % EACH)
    if (!environments.has(number)) return number
  }
  return null
}

export function makeEnvironment(
  kernel: Kernel,
  maker: Process,
  { processes }: MakeEnvironmentCall,
): Outcome {
  const logicalHost = freeLogicalHost(kernel)
  if (logicalHost === null) return { result: NO_PROCESS }
  const environment = {
    logicalHost,
    memory: new Memory(),
    processes: new Set<Process>(),
    moved: false,
    elsewhere: false,
    waiting: [],
  }
  kernel.environments.set(logicalHost, environment)
  const first = pidOf(logicalHost, 1)
  const { sim } = kernel
  const { cause } = sim
  processes.forEach((wanted, i) => {
    sim.cause = cause
    const made = guest(kernel, environment, wanted, pidOf(logicalHost, i + 1), first)
    if (i === 0) sim.emit(Kind.environmentMade, made.entity, maker.entity, logicalHost)
    wake(kernel, made, undefined)
  })
  sim.cause = cause
  return { result: first }
}

/** A process of an environment, not begun yet. */
function guest(
  kernel: Kernel,
  environment: Environment,
  { name, program, user, create }: GuestProcess,
  pid: Pid,
  first: Pid,
): Process {
  const cast = {
    name,
    local: pid,
    program,
    user,
    startNs: 0,
    restarts: false,
    create: () => create(pid, first),
  }
  return place(kernel, environment, cast, pid)
}

/** Puts a process of an environment on this machine; of one name the second is `#2`, as after a reboot. */
export function place(
  kernel: Kernel,
  environment: Environment,
  cast: Process['cast'],
  pid: Pid,
): Process {
  const { sim, host, onlooker } = kernel
  const life = (kernel.guestNames.get(cast.name) ?? 0) + 1
  kernel.guestNames.set(cast.name, life)
  const made = new Process(sim, host, cast, pid, life, environment)
  kernel.processes.set(pid, made)
  environment.processes.add(made)
  kernel.cpu.behind.add(made.entity)
  onlooker.set(pid, made.entity)
  sim.emit(Kind.processCreated, made.entity, cast.user, sim.string(cast.program))
  return made
}

export function clearEnvironment(
  kernel: Kernel,
  process: Process,
  { of }: ClearEnvironmentCall,
): Outcome {
  const logicalHost = logicalHostOf(of)
  const environment = kernel.environments.get(logicalHost)
  if (!environment) return { result: 0 }
  const { sim } = kernel
  const { cause } = sim
  const left = [...environment.processes]
  for (const each of left) {
    sim.cause = cause
    destroyProcess(kernel, each, DestroyReason.destroyed)
  }
  sim.cause = cause
  kernel.environments.delete(logicalHost)
  waitersGoOn(kernel, environment)
  sim.emit(Kind.environmentCleared, process.entity, logicalHost, left.length)
  return { result: left.length }
}

/** What waits for it is done here, or asked of the copy that goes on elsewhere; or it waits for longer. */
export function waitersGoOn({ sim }: Kernel, { waiting }: Environment): void {
  const { cause } = sim
  for (const goesOn of waiting.splice(0)) {
    sim.cause = cause
    goesOn()
  }
  sim.cause = cause
}

/** With the power the memory goes, and all that was in it. */
export function forgetEnvironments(kernel: Kernel): void {
  kernel.environments.clear()
}
