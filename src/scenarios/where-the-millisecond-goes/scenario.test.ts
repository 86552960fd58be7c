import { describe, expect, test } from 'vitest'
import type { SwitchValue } from '../../trace/tuple.ts'
import { trial } from '../../worker/trial.ts'
import { whereTheMillisecondGoes } from './document.ts'

function metrics(switches: Readonly<Record<string, SwitchValue>> = {}): Record<string, number> {
  const { summary } = trial(whereTheMillisecondGoes, { switches }, 'summaries')
  expect(summary.violations).toEqual([])
  return summary.metrics as Record<string, number>
}
const callMs = (switches: Readonly<Record<string, SwitchValue>>) =>
  metrics(switches).nullRpcMs as number

/** The signal’s way along the cable, there and back, which the budget leaves out. */
const TRAVEL_MS = 0.000866

describe('figures', () => {
  test('an exchange takes 1.4 ms to 1 %', () => {
    expect(Math.abs(callMs({}) - 1.4)).toBeLessThanOrEqual(0.014)
    expect(callMs({})).toBeCloseTo(1.4 + TRAVEL_MS, 9)
  })

  test('over 1,000 small messages a second, 1,428 of them', () => {
    const { messagesPerSecond } = metrics()
    expect(messagesPerSecond).toBeGreaterThan(1000)
    expect(Math.abs((messagesPerSecond as number) - 1428)).toBeLessThanOrEqual(14.28)
  })

  test('a free network leaves 2,000', () => {
    const { messagesPerSecond } = metrics({ hardwareMicros: 0 })
    expect(Math.abs((messagesPerSecond as number) - 2000)).toBeLessThanOrEqual(20)
  })

  test('the budget as instructions', () => {
    expect(metrics().instructionsInBudget).toBe(250)
    expect(metrics({ mips: 20 }).instructionsInBudget).toBe(5000)
    expect(callMs({ mips: 20 })).toBe(callMs({}))
  })
})

describe('what decides', () => {
  test('the bars add up to the call, wherever the switches are', () => {
    const corners = [
      {},
      { protocolMicros: 50, schedulingMicros: 20, hardwareMicros: 0 },
      { protocolMicros: 4000, schedulingMicros: 2500, hardwareMicros: 400 },
      { hardwareMicros: 50 },
      { hardwareMicros: 110 },
    ]
    for (const switches of corners) {
      const { hardwareMs, schedulingMs, protocolMs, nullRpcMs } = metrics(switches)
      const sum = Number(hardwareMs) + Number(schedulingMs) + Number(protocolMs)
      expect(sum).toBeCloseTo(nullRpcMs as number, 6)
    }
  })

  test('rate × leg = 1 for one sender that waits', () => {
    for (const switches of [{}, { protocolMicros: 1000 }]) {
      const { messagesPerSecond, nullRpcMs } = metrics(switches)
      const legSeconds = (nullRpcMs as number) / 2 / 1000
      expect((messagesPerSecond as number) * legSeconds).toBeCloseTo(1, 9)
    }
  })

  test('halving the hardware takes off a seventh', () => {
    const saved = (callMs({}) - callMs({ hardwareMicros: 100 })) / callMs({})
    expect(saved).toBeCloseTo(1 / 7, 2)
  })

  test('four times the protocol more than doubles the call', () => {
    expect(callMs({ protocolMicros: 1000 })).toBeGreaterThan(2 * callMs({}))
  })

  test('a heavy-weight switch costs more than all the rest', () => {
    expect(callMs({ schedulingMicros: 2500 })).toBeCloseTo(5.9 + TRAVEL_MS, 6)
  })
})
