import { describe, expect, test } from 'vitest'
import { Kind } from '../../trace/kinds.ts'
import type { Intervention, RunTuple, SwitchValue } from '../../trace/tuple.ts'
import { records, type Trial, trial } from '../../worker/trial.ts'
import { staleCache } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (switches: Switches = {}, rest: Partial<RunTuple> = {}) =>
  trial(staleCache, { switches, ...rest }, 'summaries')
const metrics = (switches: Switches = {}) => run(switches).summary.metrics
const broken = ({ summary }: Trial) => [...new Set(summary.violations.map(({ check }) => check))]
const at = (ms: number, action: string, target: string, amount = 0): Intervention => ({
  time: ms * 1e6,
  action,
  target,
  amount,
})

describe('one hundred opens of an unchanged file', () => {
  const hundred = { workstations: 1, opens: 98, sharedPercent: 100, savePercent: 0 }
  test.each([
    ['none', 0],
    ['callback', 0],
    // All but the first, which fetches the file; two frames each.
    ['check-on-open', 198],
  ])('%s: %i frames', (policy, frames) => {
    expect(metrics({ ...hundred, policy })).toMatchObject({
      validationFrames: frames,
      filesOpened: 100,
      staleReads: 0,
    })
  })
  test('a time-out asks once in its time', () => {
    const asked = Number(
      metrics({ ...hundred, policy: 'time-out', timeoutSeconds: 10 }).validationFrames,
    )
    expect(asked).toBeGreaterThan(10)
    expect(asked).toBeLessThan(24)
  })
})

describe('who reads an old copy', () => {
  test('nobody, where each open asks or everybody is told', () => {
    for (const policy of ['check-on-open', 'callback'])
      expect(metrics({ policy, sharedPercent: 100, savePercent: 30 }).staleReads).toBe(0)
  })
  test('everybody, where nobody asks, and the lamp says so', () => {
    const unasked = run({ policy: 'none' })
    expect(Number(unasked.summary.metrics.staleReads)).toBeGreaterThan(3)
    expect(broken(unasked)).toEqual(['current-at-open'])
  })
  test('for a while, where a copy has its time', () => {
    const stale = [1, 5, 60].map((timeoutSeconds) => {
      const its = run({ policy: 'time-out', timeoutSeconds, sharedPercent: 50 })
      expect(broken(its)).not.toContain('stale-within-timeout')
      return Number(its.summary.metrics.staleReads)
    })
    expect(stale).toEqual([...stale].sort((x, y) => x - y))
    expect(stale.at(-1)).toBeGreaterThan(stale[0] as number)
  })
})

describe('the server’s table', () => {
  test('is lost in a silent restart: who relied on it reads old versions for ever', () => {
    const silent = run({ restart: 'silent' })
    expect(Number(silent.summary.metrics.staleReads)).toBeGreaterThan(1)
    expect(broken(silent).sort()).toEqual(['current-at-open', 'table-covers-belief'])
  })
  test('is made anew where the restart is told', () => {
    const told = run({ restart: 'announced' })
    expect(told.summary.metrics.staleReads).toBe(0)
    expect(broken(told)).toEqual([])
    expect(Number(told.summary.metrics.validationFrames)).toBeGreaterThan(0)
  })
  test('matters to no other policy', () => {
    expect(metrics({ restart: 'silent', policy: 'check-on-open' }).staleReads).toBe(0)
  })
  test('a break that is lost is told again, and the save waits for it', () => {
    const saved = (interventions: readonly Intervention[]) => {
      const { trace, summary } = trial(staleCache, { interventions })
      expect(summary.violations).toEqual([])
      return trace.time(records(trace, Kind.fileSaved, /W1.user/)[0] as number)
    }
    const lost = at(0, 'lose', 'F.files/send1/SEND.1')
    expect(saved([lost]) - saved([])).toBeGreaterThan(90e6)
  })
  test('a client that is cut off is taken for dead; joined again it reads an old version', () => {
    const interventions = [at(4000, 'cut', 'cable', 125), at(5900, 'heal', 'cable')]
    const { trace, summary } = trial(staleCache, { interventions })
    expect(records(trace, Kind.fileSaved, /W1.user/).length).toBeGreaterThan(1)
    expect(Number(summary.metrics.staleReads)).toBeGreaterThan(0)
    expect(summary.violations.map(({ check }) => check)).toContain('current-at-open')
  })
})

test('loss, copies and crashes of clients break no promise that was made', {
  timeout: 120_000,
}, () => {
  let told = 0
  for (let seed = 1; seed <= 80; seed++) {
    const switches = {
      policy: ['callback', 'check-on-open', 'callback', 'time-out'][seed % 4] as string,
      restart: seed % 3 ? 'none' : 'announced',
      sharedPercent: 60,
      savePercent: 30,
      opensPerMinute: 300,
      workstations: 2 + (seed % 4),
      opens: 20,
    }
    const interventions = [
      at(900 + seed * 41, 'lose', '*'),
      at(900 + seed * 83, 'lose', '*'),
      at(900 + seed * 67, 'duplicate', '*/SEND.*'),
      at(900 + seed * 97, seed % 2 ? 'crash' : 'reboot', 'W2'),
    ]
    const its = run(switches, { seed, interventions })
    const promised = switches.policy === 'time-out' ? ['current-at-open'] : []
    expect([seed, broken(its).filter((check) => !promised.includes(check))]).toEqual([seed, []])
    expect(its.summary.endReason).toBe('quiescent')
    told += Number(its.summary.metrics.callbacksBroken)
  }
  expect(told).toBeGreaterThan(100)
})
