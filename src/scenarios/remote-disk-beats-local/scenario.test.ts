import { describe, expect, test } from 'vitest'
import { Kind } from '../../trace/kinds.ts'
import type { Intervention, RunTuple, SwitchValue } from '../../trace/tuple.ts'
import { derivedMetrics } from '../../worker/derive.ts'
import { defaultTuple } from '../../worker/run.ts'
import { records, trial } from '../../worker/trial.ts'
import { remoteDiskBeatsLocal } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (switches: Switches = {}, rest: Partial<RunTuple> = {}) =>
  trial(remoteDiskBeatsLocal, { switches, ...rest }, 'summaries')
const metrics = (switches: Switches = {}) => run(switches).summary.metrics
const page = (switches: Switches = {}) => Number(metrics(switches).pageMs)
const crossover = (switches: Switches) =>
  derivedMetrics(remoteDiskBeatsLocal, { ...defaultTuple(remoteDiskBeatsLocal), switches })
    .crossoverClients

describe('the longer of disk and exchange decides', () => {
  test.each([15, 20])(
    'a disk of %i ms: 10 to 15 percent over its time, ±4 points',
    (remoteDiskMs) => {
      const over = (page({ remoteDiskMs }) / remoteDiskMs - 1) * 100
      expect(over).toBeGreaterThan(6)
      expect(over).toBeLessThan(19)
    },
  )
  test('a disk faster than the exchange is hidden behind it', () => {
    const alone = Number(metrics({ cache: 'warm' }).pageMs)
    expect(alone).toBeCloseTo(5.46, 1)
    expect(page({ remoteDiskMs: 5 })).toBeGreaterThan(alone)
    expect(page({ remoteDiskMs: 5 })).toBeLessThan(5 + alone - 3)
  })
  test('without read-ahead they add up', () => {
    expect(page({ readAhead: 'off' })).toBeCloseTo(20 + 5.82, 1)
  })
  test('the faster cable is no faster, for it was hidden already', () => {
    expect(page({ network: 'eth10' })).toBeCloseTo(page(), 3)
    expect(page({ network: 'eth10', readAhead: 'off' })).toBeLessThan(page({ readAhead: 'off' }))
  })
  test('random reads gain nothing from read-ahead', () => {
    const random = { access: 'random', cacheKB: 0 }
    expect(page(random)).toBeGreaterThanOrEqual(page({ ...random, readAhead: 'off' }) - 0.001)
  })
})

describe('who wins', () => {
  test('the hall with few neighbours, the box with many', () => {
    expect(crossover({})).toBe(6)
    expect(crossover({ neighbourPagesPerSecond: 20 })).toBeLessThan(6)
    expect(crossover({ localDiskMs: 60 })).toBeGreaterThan(6)
  })
  test('the box at once, where its disk is as fast', () => {
    expect(crossover({ localDiskMs: 20 })).toBe(1)
  })
  test('neighbours who come later are felt later', () => {
    const all = { clients: 12 }
    expect(page({ ...all, neighboursAtMs: 1500 })).toBeLessThan(page(all))
    expect(page({ ...all, neighboursAtMs: 1500 })).toBeGreaterThan(page())
  })
})

test('the cable is cut: whoever has a disk goes on', () => {
  const cut = { time: 1e9, action: 'cut', target: 'cable', amount: 120 }
  const { trace, summary } = trial(remoteDiskBeatsLocal, { interventions: [cut] })
  expect(records(trace, Kind.readDone, /W.local/)).toHaveLength(60)
  expect(records(trace, Kind.readDone, /D.remote/).length).toBeLessThan(60)
  expect(summary).toMatchObject({ endReason: 'quiescent', violations: [] })
})

test('the same bytes whatever is fetched ahead or kept, and under loss and crashes', {
  timeout: 120_000,
}, () => {
  const actions = ['crash', 'reboot', 'reboot'] as const
  let hits = 0
  for (let seed = 1; seed <= 60; seed++) {
    const at = (seed * 37) % 2000
    const interventions: Intervention[] = [
      { time: (700 + at) * 1e6, action: 'lose', target: '*' },
      { time: (700 + ((seed * 53) % 2000)) * 1e6, action: 'duplicate', target: '*/SEND.*' },
      {
        time: (700 + ((seed * 71) % 2000)) * 1e6,
        action: actions[seed % 3] as string,
        target: seed % 2 ? 'F' : 'D',
      },
    ]
    const switches = {
      clients: 1 + (seed % 5),
      readAhead: seed % 2 ? 'on' : 'off',
      access: seed % 3 ? 'sequential' : 'random',
      cacheKB: [0, 4, 512][seed % 3] as number,
      cache: seed % 4 ? 'cold' : 'warm',
      remoteDiskMs: 5 + (seed % 26),
    }
    const { summary } = run(switches, { seed, interventions })
    expect([seed, summary.violations, summary.endReason]).toEqual([seed, [], 'quiescent'])
    hits += Number(summary.metrics.readAheadHits)
  }
  expect(hits).toBeGreaterThan(100)
})
