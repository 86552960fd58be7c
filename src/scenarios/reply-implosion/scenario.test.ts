import { describe, expect, test } from 'vitest'
import { Kind } from '../../trace/kinds.ts'
import type { Intervention, SwitchValue } from '../../trace/tuple.ts'
import { records, trial } from '../../worker/trial.ts'
import { replyImplosion } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>

/** Mean of a metric over twenty seeds. */
function mean(name: string, switches: Switches = {}): number {
  let sum = 0
  for (let seed = 1; seed <= 20; seed++)
    sum += Number(trial(replyImplosion, { seed, switches }, 'nothing').summary.metrics[name])
  return sum / 20
}
const lost = (switches: Switches = {}) => mean('repliesLostPercent', switches)

describe('replies that find no buffer', { timeout: 60_000 }, () => {
  test('are more in a hundred the more members there are', () => {
    const shares = [4, 8, 16, 32].map((members) => lost({ members }))
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(shares[0]).toBeGreaterThan(15)
    expect(shares[3]).toBeLessThan(75)
  })
  test('are fewer with buffers and with jitter, and none where every reply has a buffer', () => {
    const usual = lost()
    expect(lost({ nicBuffers: 8 })).toBeLessThan(usual / 2)
    expect(lost({ jitter: 'on' })).toBeLessThan(usual / 2)
    expect(lost({ nicBuffers: 16 })).toBe(0)
  })
  test('are many again when the group outgrows the jitter', () => {
    expect(lost({ jitter: 'on', members: 32 })).toBeGreaterThan(2 * lost({ jitter: 'on' }))
  })
  test('are more on a slower processor', () => {
    expect(lost({ drainMicros: 100 })).toBeLessThan(lost())
    expect(lost({ drainMicros: 2000 })).toBeGreaterThan(lost())
  })
  test('add up: sent is received and lost, and the wire lost none', () => {
    const { trace, summary } = trial(replyImplosion, { switches: { members: 24 } })
    const count = (kind: number) => records(trace, kind, /REPLY/).length
    expect(count(Kind.packetOut)).toBe(24)
    expect(count(Kind.accepted) + count(Kind.overrun)).toBe(24)
    expect(summary.metrics.repliesLost).toBe(count(Kind.overrun))
    expect(count(Kind.lost) + count(Kind.damaged)).toBe(0)
  })
})

test('the wire drains sixty-four replies in some 20 ms, four in less than one', () => {
  const times = [4, 8, 16, 32, 64].map((members) => mean('wireDrainMs', { members }))
  expect(times).toEqual([...times].sort((a, b) => a - b))
  expect(times[0]).toBeLessThan(1)
  expect(times[4]).toBeLessThan(25)
})

test.each([
  ['buffer-bound', 'kept'],
  ['lost-is-unheard', 'heard'],
])('%s sounds when a full interface has frames %s', (check, overrun) => {
  const [client, ...others] = replyImplosion.hosts
  const hosts = [{ ...client, options: { overrun } }, ...others] as typeof replyImplosion.hosts
  const { summary } = trial({ ...replyImplosion, hosts })
  expect(summary.violations.map(({ check: id }) => id)).toContain(check)
})

test('loss, duplicates, delay, crashes and cuts break no promise', { timeout: 60_000 }, () => {
  for (let seed = 1; seed <= 60; seed++) {
    const at = (ms: number, action: string, target: string, amount?: number): Intervention => ({
      time: 2e6 + seed * ms * 1e4,
      action,
      target,
      ...(amount === undefined ? {} : { amount }),
    })
    const interventions = [
      at(10, 'crash', `M${1 + (seed % 4)}`),
      at(2, 'duplicate', seed % 2 ? '*/REPLY.*' : '*/SEND.*'),
      at(3, 'delay', '*/REPLY.*', 5000),
      at(12, 'cut', 'cable', 32),
      at(400, 'heal', 'cable'),
    ]
    const switches = {
      members: 4 + (seed % 30),
      nicBuffers: 1 + (seed % 5),
      jitter: seed % 3 ? 'on' : 'off',
    }
    const network = { ...replyImplosion.network, lossPercent: seed % 31 }
    const document = { ...replyImplosion, network }
    const { summary } = trial(document, { seed, switches, interventions }, 'summaries')
    expect([seed, summary.violations]).toEqual([seed, []])
  }
})
