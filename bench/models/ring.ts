/** A token that goes round a ring of processes, one nanosecond a hop. */
import type { Program } from '../../src/engine/program.ts'
import { DEFAULT_LIMITS, Simulation } from '../../src/engine/simulation.ts'
import { BareHeap } from './bare-heap.ts'
import { arrive, Process, Wait } from './processes.ts'

export function ringBare(processes: number, hops: number): number {
  const heap = new BareHeap(2)
  heap.push(1, 0)
  let now = 0
  for (let hop = 0; hop < hops; hop++) {
    now = heap.time
    heap.push(now + 1, (heap.pop() + 1) % processes)
  }
  return now
}

export function ring(processes: number, hops: number): number {
  const sim = new Simulation(1, 'nothing', null, false)
  const all: Process[] = []
  function* member(number: number): Program {
    for (;;) {
      yield* Wait()
      sim.after(1, arrive, all[(number + 1) % processes] as Process)
    }
  }
  for (let i = 0; i < processes; i++) all.push(new Process(sim, 'member', () => member(i)))
  sim.after(1, arrive, all[0] as Process)
  sim.run({ ...DEFAULT_LIMITS, eventsMax: hops })
  return sim.now
}
