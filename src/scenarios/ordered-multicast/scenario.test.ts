import { describe, expect, test } from 'vitest'
import type { Intervention, RunTuple, SwitchValue } from '../../trace/tuple.ts'
import { trial } from '../../worker/trial.ts'
import { orderedMulticast } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (switches: Switches = {}, rest: Partial<RunTuple> = {}) =>
  trial(orderedMulticast, { switches, ...rest }, 'summaries').summary
const DIES = { happens: 'sequencer-crashes', lossPercent: 0 }

describe('order', () => {
  test('without it the logs differ, with it they do not', () => {
    expect(run({ ordering: 'off' }).violations.map(({ check }) => check)).toContain('prefix-logs')
    for (const ordering of ['pb', 'bb'])
      expect(run({ ordering })).toMatchObject({ violations: [], metrics: { orderViolations: 0 } })
  })
  test.each([3, 5, 9])('two frames for a letter with %i replicas, and 3 + r', (replicas) => {
    for (const ordering of ['pb', 'bb'])
      for (const resilience of [0, 1, 2, 3]) {
        const all = Math.min(resilience, replicas - 1)
        const { metrics } = run({ ordering, replicas, resilience, lossPercent: 0, senders: 1 })
        expect([all, metrics.framesPerBroadcast]).toEqual([all, all === 0 ? 2 : 3 + all])
        expect(metrics.payloadCopies).toBe(ordering === 'pb' ? 2 : 1)
      }
  })
  test('long letters, in many frames', () => {
    for (const ordering of ['pb', 'bb']) {
      const long = run({ ordering, messageBytes: 30_000, lossPercent: 0 })
      expect(long.violations).toEqual([])
      expect(long.metrics.messagesLost).toBe(0)
    }
  })
})

describe('a sequencer that dies when it alone has delivered', () => {
  test('loses a letter at r = 0, none at r > 0', () => {
    const lost = [0, 1, 2, 3].map((resilience) => run({ ...DIES, resilience }).metrics.messagesLost)
    expect(lost).toEqual([1, 0, 0, 0])
  })
  test('breaks the promise of r = 1 where it did not wait', () => {
    const { violations } = run({ ...DIES, resilience: 1, acks: 'not-awaited' })
    expect(violations.map(({ check }) => check)).toEqual(violations.map(() => 'survivors-agree'))
    expect(violations.length).toBeGreaterThan(0)
  })
})

test('loss, delay, duplication and a crash at any time break no promise', {
  timeout: 60_000,
}, () => {
  const ACTS = ['delay', 'duplicate', 'lose']
  for (let seed = 1; seed <= 100; seed++) {
    const at = (ms: number, action: string, target: string): Intervention => ({
      time: ms * 1e6,
      action,
      target,
      ...(action === 'delay' ? { amount: 20_000 } : {}),
    })
    const switches = {
      ordering: seed % 2 ? 'pb' : 'bb',
      resilience: seed % 4,
      lossPercent: (seed * 7) % 21,
      replicas: 5 + (seed % 3),
    }
    const interventions = [
      at(seed, ACTS[seed % 3] as string, '*'),
      at(seed * 2, ACTS[(seed + 1) % 3] as string, '*'),
      ...(seed % 4 > 0 ? [at(15 + seed, 'crash', `R${1 + (seed % 5)}`)] : []),
    ]
    const { violations, endReason } = run(switches, { seed, interventions })
    expect([seed, violations, endReason]).toEqual([seed, [], 'quiescent'])
  }
})
