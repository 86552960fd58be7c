/** The token list: counts, gaps, crashes, new lists, and what is kept over many seeds. */
import { describe, expect, test } from 'vitest'
import type { ScenarioDocument } from '../../scenarios/document/document.ts'
import { Kind } from '../../trace/kinds.ts'
import type { Intervention } from '../../trace/tuple.ts'
import { records, room, type Trial, trial } from '../../worker/trial.ts'

const CHECKS = [
  'prefix-logs',
  'survivors-agree',
  'token-complete',
  'held-by-resilience',
  'majority-list',
]

function list(
  args: Record<string, string | number> = {},
  lossPercent = 0,
  sites = 5,
): ScenarioDocument {
  const { resilience = 1 } = args
  return {
    ...room({
      network: { preset: 'eth10', lossPercent },
      groups: [{ name: 'team', number: 1 }],
      hosts: [
        { name: 'R', metre: 20, spacing: 20, count: sites, buffers: 32, processor: 'amoeba' },
      ],
      processes: [
        {
          name: 'site',
          host: 'R',
          program: 'token-site',
          args: { group: { process: 'team' }, sites: { processes: 'site' }, ...args },
        },
      ],
      checks: CHECKS,
      metrics: [
        'framesPerBroadcast',
        'framesInAllPerBroadcast',
        'deliveryDelayMs',
        'nacks',
        'reformations',
        'messagesLost',
      ],
    }),
    switches: [
      {
        kind: 'number',
        key: 'resilience',
        label: 'L',
        min: 0,
        max: 8,
        step: 1,
        default: Number(resilience),
        unit: '',
      },
    ],
  }
}
const at = (ms: number, action: string, target: string, amount?: number): Intervention => ({
  time: ms * 1e6,
  action,
  target,
  ...(amount === undefined ? {} : { amount }),
})
function logsOf({ trace }: Trial): Record<string, string> {
  const logs: Record<string, string> = {}
  for (const i of records(trace, Kind.logged)) {
    const name = trace.nameOf(trace.entity(i))
    logs[name] = `${logs[name] ?? ''}${logs[name] ? ' ' : ''}${trace.string(trace.b(i))}`
  }
  return logs
}
const broken = ({ summary }: Trial) => [...new Set(summary.violations.map(({ check }) => check))]

test.each([
  [0, 100, 2],
  [1, 100, 2],
  [2, 100, 2],
  [4, 500, 2],
  [0, 5, 3],
  [1, 5, 3],
  [2, 5, 4],
])('L = %i, %i letters a second: %i frames for a letter', (resilience, perSecond, frames) => {
  for (const sites of [3, 5, 10]) {
    if (resilience >= sites) continue
    const t = trial(list({ resilience, perSecond, letters: 20 }, 0, sites))
    expect(t.summary.violations).toEqual([])
    expect(t.summary.endReason).toBe('quiescent')
    expect(t.summary.metrics.framesPerBroadcast).toBe(frames)
    expect(Object.values(logsOf(t)).map((log) => log.split(' ').length)).toEqual(
      Array.from({ length: sites }, () => 20),
    )
  }
})

describe('over many seeds', () => {
  const ACTS = ['delay', 'duplicate', 'lose'] as const
  test('loss, delay and duplication lose nothing and mix nothing up', { timeout: 120_000 }, () => {
    for (let seed = 1; seed <= 60; seed++) {
      const args = { resilience: seed % 5, letters: 12, perSecond: [20, 100, 400][seed % 3] as number }
      const interventions = [1, 2, 3].map((n) =>
        at(10 + seed * n, ACTS[(seed + n) % 3] as string, '*', (seed + n) % 3 === 0 ? 30_000 : undefined),
      )
      const t = trial(list(args, (seed % 5) * 5), { seed, interventions })
      expect([seed, t.summary.violations]).toEqual([seed, []])
      expect([seed, t.summary.endReason]).toEqual([seed, 'quiescent'])
      for (const log of Object.values(logsOf(t))) expect(log.split(' ')).toHaveLength(12)
    }
  })
  test('up to L crashes at any time lose nothing', { timeout: 120_000 }, () => {
    for (let seed = 1; seed <= 60; seed++) {
      const resilience = 1 + (seed % 2)
      const args = { resilience, letters: 12, perSecond: [20, 100, 400][seed % 3] as number }
      const interventions = Array.from({ length: resilience }, (_, i) =>
        at(15 + ((seed * 37 + i * 61) % 120), 'crash', i === 0 ? 'R1' : `R${2 + (seed % 4)}`),
      )
      const t = trial(list(args, (seed % 3) * 5), { seed, interventions })
      expect([seed, t.summary.violations]).toEqual([seed, []])
      expect([seed, t.summary.endReason]).toEqual([seed, 'quiescent'])
      expect([seed, t.summary.metrics.messagesLost]).toEqual([seed, 0])
    }
  })
  test('a partition of up to L sites that heals loses nothing', { timeout: 120_000 }, () => {
    for (let seed = 1; seed <= 60; seed++) {
      const resilience = 1 + (seed % 2)
      const args = { resilience, letters: 12, perSecond: [20, 100, 400][seed % 3] as number }
      const metre = resilience === 1 || seed % 4 > 1 ? 30 : 50
      const interventions = [
        at(15 + ((seed * 37) % 120), 'cut', 'cable', metre),
        at(400 + ((seed * 97) % 2000), 'heal', 'cable'),
      ]
      const t = trial(list(args, (seed % 3) * 5), { seed, interventions })
      expect([seed, t.summary.violations]).toEqual([seed, []])
      expect([seed, t.summary.endReason]).toEqual([seed, 'quiescent'])
      for (const log of Object.values(logsOf(t))) expect([seed, log.split(' ').length]).toEqual([seed, 12])
    }
  })
})
