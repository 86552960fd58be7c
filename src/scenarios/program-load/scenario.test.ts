import { describe, expect, test } from 'vitest'
import { Kind, MoveResult, SendResult } from '../../trace/kinds.ts'
import type { RunTuple, SwitchValue } from '../../trace/tuple.ts'
import { records, trial } from '../../worker/trial.ts'
import { programLoad } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (switches: Switches = {}, rest: Partial<RunTuple> = {}) =>
  trial(programLoad, { switches, ...rest })
const metrics = (switches: Switches = {}, rest: Partial<RunTuple> = {}) =>
  trial(programLoad, { switches, ...rest }, 'nothing').summary.metrics
const lose = (target: string) => [{ time: 0, action: 'lose', target: `W.loader/send1/${target}` }]

test('time never grows with the unit, whatever else', { timeout: 60_000 }, () => {
  for (const network of ['eth3', 'eth10'])
    for (const protocol of ['stop-and-wait', 'window', 'blast']) {
      const times = [1, 2, 4, 8, 16, 32, 64].map((unitKB) =>
        Number(metrics({ network, protocol, unitKB }).loadMs),
      )
      expect(times).toEqual([...times].sort((x, y) => y - x))
    }
})

describe('what is published of the three', () => {
  const ms = (protocol: string, more: Switches = {}) =>
    Number(metrics({ network: 'eth10', protocol, ...more }).loadMs)
  test('a blast is slightly ahead of a window, both are far ahead of stop-and-wait', () => {
    expect(ms('window') / ms('blast')).toBeGreaterThan(1)
    expect(ms('window') / ms('blast')).toBeLessThan(1.15)
    expect(ms('stop-and-wait') / ms('window')).toBeGreaterThan(1.4)
  })
  test('go-back-n is behind selective, and whole is behind both', { timeout: 60_000 }, () => {
    const with1 = (onError: string) => {
      const seeds = [1, 2, 3, 4, 5, 6, 7, 8]
      const times = seeds.map((seed) =>
        Number(metrics({ network: 'eth10', lossPercent: 1, onError }, { seed }).loadMs),
      )
      return times.reduce((sum, each) => sum + each, 0) / seeds.length
    }
    expect(with1('selective')).toBeLessThan(with1('go-back-n'))
    expect(with1('go-back-n')).toBeLessThan(with1('whole'))
  })
  test('about one and a half on the 3 Mb/s cable', () => {
    const ratio = Number(metrics({ protocol: 'stop-and-wait' }).slowdownRatio)
    expect(ratio).toBeGreaterThan(1.4)
    expect(ratio).toBeLessThan(1.6)
    expect(metrics().slowdownRatio).toBe(1)
  })
})

describe('packet 40 of 64 is lost', () => {
  test.each([
    ['whole', 64],
    ['go-back-n', 25],
    ['selective', 1],
  ])('%s: %i packets again, and two acknowledgements', (onError, again) => {
    const { summary } = run({ onError }, { interventions: lose('DATA.40') })
    expect(summary.violations).toEqual([])
    expect(summary.metrics).toMatchObject({ packetsResent: again, acksSent: 2 })
  })
})

test('a lost acknowledgement: the last packet asks again', () => {
  const { summary } = run({}, { interventions: lose('MOVE-ACK.1') })
  expect(summary.violations).toEqual([])
  expect(summary.metrics).toMatchObject({ packetsResent: 1, acksSent: 2 })
})

describe('an end in the middle of a move', () => {
  const at = 100_000_000
  const act = (action: string, target: string) =>
    run({}, { interventions: [{ time: at, action, target }] })
  test('the loader’s machine crashes: the server’s MoveTo ends without an answer', () => {
    const { trace, summary } = act('crash', 'W')
    expect(records(trace, Kind.moveClose).map((i) => trace.a(i))).toEqual([MoveResult.noAnswer])
    expect([summary.violations, summary.endReason]).toEqual([[], 'quiescent'])
  })
  test('the loader is destroyed: the server is told', () => {
    const { trace, summary } = act('destroy', 'W.loader')
    expect(records(trace, Kind.moveClose).map((i) => trace.a(i))).toEqual([
      MoveResult.noSuchProcess,
    ])
    expect([summary.violations, summary.endReason]).toEqual([[], 'quiescent'])
  })
  test.each([
    ['destroy', 'F.server', MoveResult.destroyed],
    ['crash', 'F', MoveResult.crashed],
  ])('%s %s: the loader’s Send fails', (action, target, result) => {
    const { trace, summary } = act(action, target)
    expect(records(trace, Kind.moveClose).map((i) => trace.a(i))).toEqual([result])
    const [send] = records(trace, Kind.sendClose)
    expect(trace.a(send as number)).not.toBe(SendResult.replied)
    expect([summary.violations, summary.endReason]).toEqual([[], 'quiescent'])
  })
})

test('one buffer, and a workstation too slow for it: overrun, and all the bytes all the same', () => {
  const slow = { time: 0, action: 'slow', target: 'W', amount: 30 }
  const { trace, summary } = run({ nicBuffers: 1, transferKB: 8 }, { interventions: [slow] })
  expect(records(trace, Kind.overrun).length).toBeGreaterThan(0)
  expect(summary.violations).toEqual([])
  expect(summary.metrics.packetsResent).toBeGreaterThan(0)
})

test('under loss every way of recovery brings the same bytes', { timeout: 120_000 }, () => {
  for (const protocol of ['stop-and-wait', 'window', 'blast'])
    for (const onError of ['whole', 'go-back-n', 'selective'])
      for (let seed = 1; seed <= 12; seed++) {
        const lossPercent = seed % 2 === 0 ? 10 : 3
        const switches = { protocol, onError, lossPercent, transferKB: 16, unitKB: 8 }
        const { summary } = trial(programLoad, { switches, seed }, 'summaries')
        expect([switches, seed, summary.violations]).toEqual([switches, seed, []])
        expect(summary.endReason).toBe('quiescent')
      }
})

test('a receiver too slow for the whole train ends it after so many rounds without progress', () => {
  const slow = { interventions: [{ time: 0, action: 'slow', target: 'W', amount: 50 }] }
  const t = run({ onError: 'whole', nicBuffers: 1 }, slow)
  const [closed] = records(t.trace, Kind.moveClose)
  expect(t.trace.a(closed as number)).toBe(MoveResult.noAnswer)
  expect(t.summary.metrics).toMatchObject({ loadMs: null, packetsResent: 5 * 64 })
  expect(run({ onError: 'selective', nicBuffers: 1 }, slow).summary.metrics.loadMs).toBeLessThan(
    500,
  )
})
