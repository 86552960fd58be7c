/** A full cable: simulated seconds for each real one, without recording. */
import type { TrafficPart } from '../src/scenarios/document/document.ts'
import { defaultTuple, runScenario } from '../src/worker/run.ts'
import { room } from '../src/worker/trial.ts'
import { median, row } from './statistics.ts'

const ROUNDS = 3

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

export default function bench(): void {
  for (const [name, document, goal] of CASES) {
    const ratios: number[] = []
    let events = 0
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now()
      const summary = runScenario(document, defaultTuple(document), { level: 'nothing' })
      ratios.push(summary.simulatedNs / 1e6 / (performance.now() - start))
      events = summary.events / Number(summary.metrics.framesSent)
    }
    row(name, `${median(ratios).toFixed(0)} s for each s`, `goal: ${goal}`)
    row('  events for each frame', events.toFixed(1))
  }
}
