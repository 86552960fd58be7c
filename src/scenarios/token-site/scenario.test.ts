import { describe, expect, test } from 'vitest'
import type { Intervention, RunTuple, SwitchValue } from '../../trace/tuple.ts'
import { trial } from '../../worker/trial.ts'
import { tokenSite } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (switches: Switches = {}, rest: Partial<RunTuple> = {}) =>
  trial(tokenSite, { switches, ...rest }, 'summaries').summary
const broken = (switches: Switches, seed = 1) => [
  ...new Set(run(switches, { seed }).violations.map(({ check }) => check)),
]
const HAPPENS = ['nothing', 'token-site-crashes', 'ack-lost', 'partition']

describe('frames for a letter without loss', () => {
  test.each([3, 5, 10])('two in a row, three in quiet times, with %i sites', (sites) => {
    for (const resilience of [0, 1]) {
      const at = (broadcastsPerSecond: number) =>
        run({ sites, resilience, broadcastsPerSecond, lossPercent: 0 }).metrics.framesPerBroadcast
      expect([100, 500].map(at)).toEqual([2, 2])
      expect([1, 20].map(at)).toEqual([3, 3])
    }
  })
})

test('a token site that dies with a letter takes it along at L = 0 only', () => {
  const lost = [0, 1, 2, 3, 4].map(
    (resilience) =>
      run({ happens: 'token-site-crashes', resilience, lossPercent: 0 }).metrics.messagesLost,
  )
  expect(lost).toEqual([1, 0, 0, 0, 0])
})

test('whatever happens, all letters are delivered where L is 1 or more', () => {
  for (const happens of HAPPENS)
    for (const resilience of [1, 2, 4]) {
      const { violations, endReason, metrics } = run({ happens, resilience })
      expect([happens, resilience, violations, endReason]).toEqual([
        happens,
        resilience,
        [],
        'quiescent',
      ])
      expect(metrics.messagesLost).toBe(0)
      const calm = happens === 'nothing' || happens === 'ack-lost'
      expect([happens, Number(metrics.reformations) > 0]).toEqual([happens, !calm])
    }
})

describe('what each switch is there for', () => {
  test('a token taken with a hole: token-complete', () => {
    expect(broken({ tokenGuard: 'unchecked', lossPercent: 10, letters: 30 })).toContain(
      'token-complete',
    )
  })
  test('a letter delivered at once: held-by-resilience', () => {
    expect(broken({ delivery: 'at-once' })).toEqual(['held-by-resilience'])
    expect(broken({ delivery: 'at-once', happens: 'token-site-crashes', resilience: 2 })).toContain(
      'survivors-agree',
    )
  })
})

test('a list without a majority: majority-list, and two sequences', () => {
  const sounds = broken({ majority: 'not-required', happens: 'partition' })
  expect(sounds).toContain('majority-list')
  expect(sounds).toContain('prefix-logs')
})

test('two sites that are cut off may go their own way at L = 1, and not at L = 2', () => {
  // Between R2 and R3: the two may be all that hold a letter, and deliver it.
  const acts: readonly Intervention[] = [
    { time: 21_000_000, action: 'cut', target: 'cable', amount: 115 },
    { time: 1_500_000_000, action: 'heal', target: 'cable' },
  ]
  const sounds = (resilience: number) => {
    const switches = { resilience, letters: 40, broadcastsPerSecond: 300, lossPercent: 20 }
    return run(switches, { interventions: acts }).violations.map(({ check }) => check)
  }
  expect(sounds(1)).toContain('prefix-logs')
  expect(sounds(2)).toEqual([])
})

test('loss, delay, duplication, a crash and a cut that heals break no promise', {
  timeout: 120_000,
}, () => {
  const ACTS = ['delay', 'duplicate', 'lose']
  for (let seed = 1; seed <= 100; seed++) {
    const at = (ms: number, action: string, target: string, amount?: number): Intervention => ({
      time: ms * 1e6,
      action,
      target,
      ...(amount === undefined ? {} : { amount }),
    })
    const resilience = 1 + (seed % 3)
    const switches = {
      resilience,
      lossPercent: (seed * 7) % 21,
      sites: 5 + (seed % 4),
      broadcastsPerSecond: [10, 100, 300][seed % 3] as number,
    }
    const interventions = [
      at(seed, ACTS[seed % 3] as string, '*', seed % 3 === 0 ? 20_000 : undefined),
      at(seed * 2, ACTS[(seed + 1) % 3] as string, '*', seed % 3 === 2 ? 20_000 : undefined),
      ...(resilience > 1 || seed % 2 ? [at(15 + seed * 3, 'crash', `R${2 + (seed % 4)}`)] : []),
      ...(resilience > 1 || seed % 2 === 0
        ? [at(20 + seed, 'cut', 'cable', 65), at(500 + seed * 20, 'heal', 'cable')]
        : []),
    ].sort((one, other) => one.time - other.time)
    const { violations, endReason } = run(switches, { seed, interventions })
    expect([seed, violations, endReason]).toEqual([seed, [], 'quiescent'])
  }
})
