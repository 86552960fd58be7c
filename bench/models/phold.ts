/** PHOLD: each of `entities` messages under way is passed on, by whoever gets it, to anyone after any delay. */
import type { Program } from '../../src/engine/program.ts'
import { DEFAULT_LIMITS, Simulation } from '../../src/engine/simulation.ts'
import type { TraceWriter } from '../../src/trace/writer.ts'
import { BareHeap } from './bare-heap.ts'
import { arrive, Process, Wait } from './processes.ts'
import type { Workload } from './workload.ts'

/** What a run came to, the same for everybody who did the same events in the same order. */
export interface Outcome {
  /** Records, where there are any: one an event. */
  readonly events: number
  readonly checksum: number
}

export function pholdBare(workload: Workload, entities: number, events: number): Outcome {
  const heap = new BareHeap(entities * 2)
  let draw = 0
  let checksum = 0
  let now = 0
  for (; draw < entities; draw++) heap.push(workload.delay(draw), workload.target(draw))
  for (let event = 0; event < events; event++) {
    now = heap.time
    checksum = (checksum * 31 + heap.pop()) | 0
    heap.push(now + workload.delay(draw), workload.target(draw))
    draw++
  }
  return { events, checksum }
}

export function phold(
  workload: Workload,
  entities: number,
  events: number,
  writer: TraceWriter | null,
): Outcome {
  const sim = new Simulation(1, writer ? 'everything' : 'nothing', writer, false)
  const processes: Process[] = []
  let draw = 0
  let checksum = 0
  const pass = (): void => {
    const to = processes[workload.target(draw)] as Process
    sim.after(workload.delay(draw), arrive, to)
    draw++
  }
  function* passer(number: number): Program {
    for (;;) {
      yield* Wait()
      checksum = (checksum * 31 + number) | 0
      pass()
    }
  }
  for (let i = 0; i < entities; i++) processes.push(new Process(sim, 'entity', () => passer(i)))
  for (let i = 0; i < entities; i++) pass()
  sim.run({ ...DEFAULT_LIMITS, eventsMax: events })
  writer?.flush(sim.now, true)
  return { events: writer ? writer.length : events, checksum }
}
