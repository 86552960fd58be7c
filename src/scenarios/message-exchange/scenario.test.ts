import { describe, expect, test } from 'vitest'
import { Kind, SendResult } from '../../trace/kinds.ts'
import type { SwitchValue } from '../../trace/tuple.ts'
import { records, trial } from '../../worker/trial.ts'
import { messageExchange } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const metrics = (switches: Switches) =>
  trial(messageExchange, { switches }, 'nothing').summary.metrics
const exchangeMs = (switches: Switches) => Number(metrics(switches).exchangeMs)

/** To within so many percent. */
function near(measured: number, value: number, percent: number): void {
  expect((Math.abs(measured - value) / value) * 100, `${measured}`).toBeLessThanOrEqual(percent)
}

describe('figures', () => {
  test.each([
    ['remote, 10 MHz', {}, 2.54],
    ['remote, 8 MHz', { clock: '8' }, 3.18],
    ['local, 10 MHz', { place: 'local' }, 0.77],
    ['local, 8 MHz', { place: 'local', clock: '8' }, 1],
  ] as const)('%s within 3 %%, which is calibration', (_, switches, value) => {
    near(exchangeMs(switches), value, 3)
  })

  test('processor times at 10 MHz, with which the preset was calibrated', () => {
    const { clientCpuMs, serverCpuMs, cpuOverlapMs } = metrics({})
    near(Number(clientCpuMs), 1.44, 1)
    near(Number(serverCpuMs), 1.79, 1)
    near(Number(cpuOverlapMs), 1.44 + 1.79 - 2.54, 3)
  })

  test('one pair offers about 400 kbit/s', () => near(Number(metrics({}).offeredLoadKbps), 400, 5))

  test('one server with several clients stops at 558 exchanges a second', () => {
    near(Number(metrics({ clients: 2, exchanges: 200 }).exchangesPerSecond), 558, 3)
  })

  test('8 MHz on 10 Mb/s is reported beside 2.71 ms, and no build fails on it', () => {
    const fast = exchangeMs({ clock: '8', network: 'eth10' })
    expect(fast).toBeLessThan(exchangeMs({ clock: '8' }))
  })
})

describe('the exchange', () => {
  test('puts two frames on the wire remotely and none locally', () => {
    expect(metrics({}).framesPerExchange).toBe(2)
    expect(metrics({ clients: 8 }).framesPerExchange).toBe(2)
    expect(metrics({ place: 'local' }).framesPerExchange).toBe(0)
    expect(metrics({ place: 'local' }).framesSent).toBe(0)
  })

  test('is exact: an average over many is the first', () => {
    expect(exchangeMs({ exchanges: 1 })).toBeCloseTo(exchangeMs({ exchanges: 50 }), 9)
  })

  test.each(['list', 'run', 'read'])('takes as long for %s as for are-you-alive', (request) => {
    expect(exchangeMs({ request })).toBe(exchangeMs({}))
  })

  test('is faster in registers than in memory, on one machine alone', () => {
    const registers = { localTransfer: 'registers' }
    expect(exchangeMs({ ...registers, place: 'local' })).toBeLessThan(
      exchangeMs({ place: 'local' }),
    )
    expect(exchangeMs(registers)).toBeLessThanOrEqual(exchangeMs({}))
  })

  test('carries messages of 32 bytes, never more or less', () => {
    for (const place of ['local', 'remote']) {
      const { trace } = trial(messageExchange, { switches: { place } })
      const sent = [...records(trace, Kind.sendOpen), ...records(trace, Kind.replied)]
      expect(sent.length).toBe(6)
      for (const i of sent) expect(trace.bytes(trace.b(i))?.data).toHaveLength(32)
    }
  })

  test('has the same programs do the same, wherever the server is', () => {
    const told = (place: string) => {
      const { trace } = trial(messageExchange, { switches: { place } })
      return [Kind.sendOpen, Kind.received, Kind.executed, Kind.replied, Kind.sendClose].map(
        (kind) => records(trace, kind).map((i) => trace.nameOf(trace.entity(i))),
      )
    }
    expect(told('local')).toEqual(told('remote'))
  })
})

describe('what a student may do', () => {
  test('destroy the server before it Receives: the Send fails, and says why', () => {
    const { trace, summary } = trial(messageExchange, {
      switches: { exchanges: 1 },
      interventions: [{ time: 1_000_000, action: 'destroy', target: 'S.server' }],
    })
    const closed = records(trace, Kind.sendClose).map((i) => trace.a(i))
    expect(closed).toEqual([SendResult.noSuchProcess])
    expect(summary.violations).toEqual([])
    expect(summary.metrics.framesPerExchange).toBe(2)
  })

  test('slow one host: the exchange takes longer, and stays two frames', () => {
    const { summary } = trial(messageExchange, {
      interventions: [{ time: 0, action: 'slow', target: 'S', amount: 20 }],
    })
    expect(Number(summary.metrics.exchangeMs)).toBeGreaterThan(2 * 2.54)
    expect(summary.metrics.framesPerExchange).toBe(2)
  })

  test('lose a frame: the exchange succeeds all the same, 100 ms later', () => {
    const { summary } = trial(messageExchange, {
      switches: { exchanges: 1 },
      interventions: [{ time: 0, action: 'lose', target: 'A.client/send1/SEND.1' }],
    })
    expect(summary.metrics.framesPerExchange).toBe(3)
    near(Number(summary.metrics.exchangeMs), 102.5, 1)
    expect(summary.violations).toEqual([])
  })

  test('every switch at both ends of its range gives a clean run', () => {
    for (const each of messageExchange.switches) {
      const values =
        each.kind === 'choice' ? each.values.map(({ value }) => value) : [each.min, each.max]
      for (const value of values) {
        const { summary } = trial(messageExchange, { switches: { [each.key]: value } }, 'summaries')
        expect([each.key, value, summary.violations]).toEqual([each.key, value, []])
      }
    }
  })
})
