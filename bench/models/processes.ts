/** Blocking programs on the engine, and nothing of an operating system: they wait to be sent something. */
import {
  advance,
  type Outcome,
  type Program,
  type Runner,
  SystemCall,
} from '../../src/engine/program.ts'
import type { Simulation } from '../../src/engine/simulation.ts'
import { EntityType } from '../../src/trace/entities.ts'
import { Kind } from '../../src/trace/kinds.ts'
import { type EntityId, NONE } from '../../src/trace/record.ts'

class WaitCall extends SystemCall<number> {}
/** Blocks until something is sent to this process. */
export function Wait(): WaitCall {
  return new WaitCall()
}

export class Process {
  readonly sim: Simulation
  readonly entity: EntityId
  readonly program: Program
  readonly dead = false

  constructor(sim: Simulation, name: string, create: () => Program) {
    this.sim = sim
    this.entity = sim.entity(EntityType.process, NONE, name)
    this.program = create()
    advance(RUNNER, sim, this, undefined)
  }
}

const RUNNER: Runner<Simulation, Process> = {
  carryOut: (_sim: Simulation, _process: Process, call: SystemCall<unknown>): Outcome => {
    if (call instanceof WaitCall) return undefined
    throw new Error('There is no such call.')
  },
  ended: () => {},
  failed: (_sim, _process, error) => {
    throw error
  },
}

/** Something arrives: one record, and the program that waited for it goes on. */
export function arrive(process: Process): void {
  const { sim } = process
  sim.emit(Kind.received, process.entity)
  advance(RUNNER, sim, process, sim.now)
}
