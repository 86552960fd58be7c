/**
 * A full cable: simulated seconds for each real one, without recording; and for each second of CPU time, which a
 * busy computer does not spoil.
 */
import type { TrafficPart } from '../src/scenarios/document/document.ts'
import { defaultTuple, runScenario } from '../src/worker/run.ts'
import { room } from '../src/worker/trial.ts'
import { median, row } from './statistics.ts'

const ROUNDS = 5

function cable(count: number, timeMs: number, traffic: Partial<TrafficPart>) {
  return room({
    network: { preset: 'eth10', metres: 914 },
    hosts: [
      {
        name: 'S',
        count,
        role: 'station',
        metre: 0,
        placement: 'clusters',
        traffic: { arrivals: 'endless', frameBytes: 512, ...traffic },
      },
    ],
    processes: [],
    timeMs,
  })
}

const CASES = [
  ['24 stations, endless queues of 512-byte frames', cable(24, 20_000, {}), 100],
  [
    '250 stations, a tenth of the load',
    cable(250, 200_000, { arrivals: 'poisson', offeredPercent: 10 }),
    1000,
  ],
] as const

/** CPU time of all the process's threads, the collector's and the compiler's too, ms. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

export default function bench(): void {
  for (const [name, document, goal] of CASES) {
    const wall: number[] = []
    const cpu: number[] = []
    let events = 0
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now()
      const startCpu = cpuMs()
      const summary = runScenario(document, defaultTuple(document), { level: 'nothing' })
      const simulatedMs = summary.simulatedNs / 1e6
      wall.push(simulatedMs / (performance.now() - start))
      cpu.push(simulatedMs / (cpuMs() - startCpu))
      events = summary.events / Number(summary.metrics.framesSent)
    }
    row(name, `${median(wall).toFixed(0)} s for each s`, `goal: ${goal}`)
    row('  for each second of CPU time, the best round', `${Math.max(...cpu).toFixed(0)} s`)
    row('  events for each frame', events.toFixed(1))
  }
}
