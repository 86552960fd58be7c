// Table I of Metcalfe and Boggs 1976 where its packets are shorter than any frame of a scenario.
import { expect, test } from 'vitest'
import { room, trial } from '../worker/trial.ts'

test.each([
  [1, 1],
  [2, 0.5],
  [5, 0.4096],
  [10, 0.3874],
  [64, 0.3708],
])(
  'packets of 48 bits, %d stations told by an oracle: %d within .003',
  (count, efficiency) => {
    const document = room({
      network: { preset: 'paper-1976', metres: 10, options: { access: 'oracle' } },
      hosts: [
        {
          name: 'S',
          count,
          metre: 0,
          placement: 'together',
          traffic: { arrivals: 'endless', frameBytes: 6 },
        },
      ],
      processes: [],
      timeMs: 1200,
      metrics: ['efficiency', 'framesAbandoned'],
    })
    const { metrics } = trial(document, {}, 'nothing').summary
    expect(Number(metrics.framesSent)).toBeGreaterThan(20_000)
    expect(Math.abs(Number(metrics.efficiency) - efficiency)).toBeLessThanOrEqual(0.003)
  },
  30_000,
)
