// What each term of the run server's formula does to a run, and what memory a processor has.
import { describe, expect, test } from 'vitest'
import { JobRefusal, Kind } from '../../trace/kinds.ts'
import type { SwitchValue } from '../../trace/tuple.ts'
import { records, trial } from '../../worker/trial.ts'
import { processorPool } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const SEEDS = [1, 2, 3, 4]
const run = (switches: Switches, seed: number) =>
  trial(processorPool, { switches, seed }, 'summaries', { checks: true, derived: false })
const mean = (switches: Switches, metric: string): number =>
  SEEDS.reduce((sum, seed) => sum + Number(run(switches, seed).summary.metrics[metric]), 0) /
  SEEDS.length

/** Jobs so few and short that most find all processors idle. */
const LIGHT = { users: 4, pool: 8, jobsPerMinute: 6, jobSeconds: 1 }

describe('a program that is cached', () => {
  test('draws its jobs where that counts for more than EQUIVPERC, and not where it counts for less', () => {
    // 100 KB make 1.2 of a processor, 20 KB 1.04; at 20 % the first are as good as the others.
    const drawn = mean({ ...LIGHT, textKB: 100 }, 'programCachedPercent')
    expect(drawn).toBeGreaterThan(80)
    expect(mean({ ...LIGHT, textKB: 20 }, 'programCachedPercent')).toBeLessThan(drawn - 10)
    const wide = { ...LIGHT, textKB: 100, equivPercent: 20 }
    expect(mean(wide, 'programCachedPercent')).toBeLessThan(drawn - 10)
  })

  test('is not loaded again: a job takes its processor time, or that and 330 ms for 100 KB', () => {
    const { trace } = run({ ...LIGHT, textKB: 200 }, 1)
    const needs = new Map(
      records(trace, Kind.jobSubmitted).map((i) => [trace.a(i), trace.b(i) * 1e6]),
    )
    const began = new Map(records(trace, Kind.jobStarted).map((i) => [trace.a(i), trace.time(i)]))
    const extra = records(trace, Kind.jobFinished).map((i) => {
      const job = trace.a(i)
      const took = trace.time(i) - (began.get(job) as number) - (needs.get(job) as number)
      return Math.round(took / 10e6) * 10
    })
    expect(new Set(extra)).toEqual(new Set([0, 660]))
    expect(extra.filter((ms) => ms === 660)).toHaveLength(records(trace, Kind.textLoaded).length)
  })

  test('is given up for a job, the one that was wanted last of all last', () => {
    const tight = { memoryKB: 650, pollSeconds: 1, users: 6, pool: 2, jobSeconds: 1 }
    for (const seed of SEEDS) {
      const { trace, summary } = run({ ...tight, jobsPerMinute: 10 }, seed)
      expect(records(trace, Kind.textDropped).length).toBeGreaterThan(5)
      expect(summary.violations).toEqual([])
    }
    expect(records(run({ ...tight, memoryKB: 2000 }, 1).trace, Kind.textDropped)).toEqual([])
  })
})

describe('a processor without room', () => {
  /** Room for two jobs and no more; all who come wait. */
  const busy = { users: 8, pool: 3, jobsPerMinute: 6, jobSeconds: 10, pollSeconds: 1 }
  const FULL = { ...busy, memoryKB: 900 }

  test('is not named, and where all are full none is', () => {
    for (const seed of SEEDS) {
      const { trace, summary } = run(FULL, seed)
      const whys = records(trace, Kind.jobRefused).map((i) => trace.b(i))
      expect(new Set(whys)).toEqual(new Set([JobRefusal.noneNamed]))
      // Two in memory, and who was sent by news of a second ago.
      expect(Number(summary.metrics.jobsOnBusiestHost)).toBeLessThanOrEqual(7)
      expect(summary.violations).toEqual([])
      const roomy = run({ ...busy, memoryKB: 16_384 }, seed).summary.metrics
      expect(roomy.jobsRefused).toBe(0)
      expect(Number(roomy.jobsOnBusiestHost)).toBeGreaterThan(10)
    }
  })

  test('keeps a job that stale news has sent to it waiting outside its memory, and loses none', () => {
    const stale = { happens: 'together', pollSeconds: 30, memoryKB: 512, jobsPerMinute: 1 }
    for (const seed of SEEDS) {
      const { trace, summary } = run(stale, seed)
      const taken = new Map(
        records(trace, Kind.jobInMemory).map((i) => [trace.a(i), trace.time(i)]),
      )
      const queued = records(trace, Kind.jobQueued)
      const outside = queued.filter((i) => (taken.get(trace.a(i)) ?? 1e15) > trace.time(i))
      expect(outside.length).toBeGreaterThan(0)
      const began = new Set(records(trace, Kind.jobStarted).map((i) => trace.a(i)))
      for (const job of taken.keys()) expect(began).toContain(job)
      expect(summary.violations).toEqual([])
    }
  })

  test('has less memory that counts, and is named after one that has more', () => {
    // What 4 jobs hold leaves less than 2,048 KB of 2,500: the term is no constant any more.
    const counted = (memoryKB: number) => {
      const { trace } = run({ ...busy, memoryKB }, 1)
      return new Set(records(trace, Kind.hostNamed).map((i) => trace.b(i)))
    }
    expect(counted(16_384)).toEqual(new Set([2048]))
    expect(counted(2500).size).toBeGreaterThan(2)
  })
})

test('users times minutes have a bound, and a job must leave room', () => {
  const refused = (switches: Switches) => () => trial(processorPool, { switches }, 'nothing')
  expect(refused({ users: 20, minutes: 60 })).toThrow(/400 at most/)
  expect(refused({ memoryKB: 512, jobKB: 500 })).toThrow(/must leave some/)
})
