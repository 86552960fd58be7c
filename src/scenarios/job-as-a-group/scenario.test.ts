import { describe, expect, test } from 'vitest'
import { shortestOfAll } from '../../checks/same-optimum.ts'
import { Kind } from '../../trace/kinds.ts'
import type { Intervention, RunTuple, SwitchValue } from '../../trace/tuple.ts'
import { records, type Trial, trial } from '../../worker/trial.ts'
import { jobAsAGroup } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (switches: Switches = {}, rest: Partial<RunTuple> = {}) =>
  trial(jobAsAGroup, { switches, ...rest }, 'summaries')
const metrics = (switches: Switches = {}, rest: Partial<RunTuple> = {}) =>
  run(switches, rest).summary.metrics
const broken = ({ summary }: Trial) => [...new Set(summary.violations.map(({ check }) => check))]
const lost = (target: string): Intervention => ({ time: 0, action: 'lose', target })
const DESTROY_AT = (host: string) => [lost(`O.operator/end*/DESTROY.1@${host}`)]

/** Length of the tour that the search ended with. */
const found = ({ trace }: Trial) => trace.a(records(trace, Kind.searchEnded)[0] as number)

describe('the search', () => {
  test.each([1, 2, 3])('has one answer for seed %i, whoever works and whatever is told', (seed) => {
    const { trace } = run({}, { seed })
    const map = trace.string(trace.b(records(trace, Kind.searchBegun)[0] as number))
    const shortest = shortestOfAll(map)
    for (const workers of [1, 2, 6, 12])
      for (const share of ['never', 'on-improvement'])
        expect([workers, share, found(run({ workers, share }, { seed }))]).toEqual([
          workers,
          share,
          shortest,
        ])
  })
  test('looks at fewer nodes when each better tour is told, at a dozen frames', () => {
    const told = metrics()
    const kept = metrics({ share: 'never' })
    expect(Number(kept.nodesExpanded)).toBeGreaterThan(1.5 * Number(told.nodesExpanded))
    expect(kept.boundFrames).toBe(0)
    expect(Number(told.boundFrames)).toBeGreaterThan(0)
  })
  test('a lost bound costs work and not the answer', () => {
    const interventions = Array.from({ length: 6 }, (_, i) => lost(`*/BOUND.1@W${i + 1}`))
    const deaf = run({}, { interventions })
    expect(found(deaf)).toBe(found(run()))
    expect(deaf.summary.metrics.nodesExpanded).not.toBe(metrics().nodesExpanded)
  })
  test('is faster with six workers than with one, but not six times', () => {
    const ratio = Number(metrics({ workers: 1 }).searchMs) / Number(metrics().searchMs)
    expect(ratio).toBeGreaterThan(2)
    expect(ratio).toBeLessThan(6)
  })
  test('takes in a worker that comes late', () => {
    const { trace } = run({ extra: 'mid-search' })
    expect(records(trace, Kind.expanded, /X\.late/).length).toBeGreaterThan(0)
  })
  test('hands out again what a worker had that lost its power', () => {
    const crash = { time: 80e6, action: 'crash', target: 'W3' }
    const t = run({ suspendAtMs: 0 }, { interventions: [crash] })
    expect(found(t)).toBe(found(run()))
    const done = new Set(records(t.trace, Kind.expanded).map((i) => t.trace.a(i)))
    expect(done.size).toBe(56)
  })
  test('does nothing while it is suspended', () => {
    const { trace } = run()
    const [stopped, going] = [1, 2].map((op) =>
      records(trace, Kind.controlled)
        .filter((i) => trace.b(i) === op)
        .map((i) => trace.time(i)),
    ) as [number[], number[]]
    expect([stopped.length, going.length]).toEqual([7, 7])
    const between = (i: number) =>
      trace.time(i) > Math.max(...stopped) && trace.time(i) < Math.min(...going)
    for (const kind of [Kind.expanded, Kind.boundKnown, Kind.received])
      expect(records(trace, kind).filter(between)).toEqual([])
  })
})

describe('the end', () => {
  test('is one frame for all', () => {
    const { trace, summary } = trial(jobAsAGroup)
    expect(records(trace, Kind.packetOut, /end\d+.DESTROY/)).toHaveLength(1)
    expect(summary.metrics.processesAlive).toBe(0)
  })
  test.each([
    ['W1', 2],
    ['W4', 1],
  ])('lost at %s leaves %i, with one answer; with all accounted for, none', (host, left) => {
    const interventions = DESTROY_AT(host)
    expect(metrics({}, { interventions }).processesAlive).toBe(left)
    const all = metrics({ destroy: 'all-reliable' }, { interventions })
    expect(all.processesAlive).toBe(0)
  })
  test('in the middle of the search ends it', () => {
    const { summary, trace } = run({ destroyAtMs: 120, suspendAtMs: 0 })
    expect(records(trace, Kind.searchEnded)).toEqual([])
    expect(summary.metrics).toMatchObject({ processesAlive: 0, searchMs: null })
  })
  test('of a job that is suspended is the same', () => {
    expect(metrics({ suspendAtMs: 100, destroyAtMs: 110 }).processesAlive).toBe(0)
  })
  test('passes over a machine without power: it counts as dead', () => {
    const crash = { time: 90e6, action: 'crash', target: 'W2' }
    const t = run({ destroy: 'all-reliable', destroyAtMs: 120 }, { interventions: [crash] })
    expect(t.summary.metrics.processesAlive).toBe(0)
    expect(broken(t)).toEqual([])
  })
})

describe('each check sounds when its mechanism is turned off', () => {
  test('same-optimum, where parts that are being searched are not waited for', () => {
    const sounds = (ends: string) =>
      [1, 2, 3, 4, 5, 6, 7, 8].some((seed) =>
        broken(run({ ends, suspendAtMs: 0, share: 'never' }, { seed })).includes('same-optimum'),
      )
    expect(sounds('empty-queue')).toBe(true)
    expect(sounds('all-parts')).toBe(false)
  })
  test('job-gone, where one answer is enough', () => {
    const interventions = DESTROY_AT('W2')
    expect(broken(run({}, { interventions }))).toEqual(['job-gone'])
    expect(broken(run({ destroy: 'all-reliable' }, { interventions }))).toEqual([])
  })
})

test('loss, duplicates, delay and crashes break no promise', { timeout: 120_000 }, () => {
  for (let seed = 1; seed <= 40; seed++) {
    const at = (ms: number, action: string, target: string, amount?: number): Intervention => ({
      time: Math.round(ms * 1e6),
      action,
      target,
      ...(amount === undefined ? {} : { amount }),
    })
    const interventions = [
      at(10 + seed * 7, seed % 3 ? 'crash' : 'reboot', `W${2 + (seed % 3)}`),
      at(seed * 5, 'duplicate', '*/SEND.*'),
      at(0, 'duplicate', '*/SUSPEND.1'),
      at(0, 'delay', '*/SUSPEND.*', 60_000),
      at(0, 'duplicate', '*/DESTROY.1'),
      at(0, 'delay', '*/BOUND.1', 30_000),
    ]
    const switches = {
      workers: 4 + (seed % 5),
      destroy: 'all-reliable',
      share: seed % 2 ? 'never' : 'on-improvement',
      extra: seed % 4 ? 'no' : 'mid-search',
      lossPercent: seed % 21,
      destroyAtMs: seed % 5 ? 0 : 50 * (seed % 7),
    }
    const { summary } = run(switches, { seed, interventions })
    expect([seed, summary.endReason, summary.violations]).toEqual([seed, 'quiescent', []])
  }
})
