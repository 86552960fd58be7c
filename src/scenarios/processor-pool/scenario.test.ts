import { describe, expect, test } from 'vitest'
import { JobRefusal, Kind } from '../../trace/kinds.ts'
import type { RunTuple, SwitchValue } from '../../trace/tuple.ts'
import { records, trial } from '../../worker/trial.ts'
import { processorPool } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (switches: Switches = {}, rest: Partial<RunTuple> = {}) =>
  trial(processorPool, { switches, ...rest }, 'nothing', { checks: true, derived: false }).summary
const mean = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length
const over = (switches: Switches, metric: string, seeds = 6): number =>
  mean(
    Array.from({ length: seeds }, (_, i) => Number(run(switches, { seed: i + 1 }).metrics[metric])),
  )

/** Jobs of a second, so that an hour and a half is as long as many hours of longer ones; programs need no loading. */
const SHORT = { jobSeconds: 1, jobsPerMinute: 40, users: 4, pool: 4, textKB: 0, minutes: 90 }
function responseOf(switches: Switches): number {
  const seconds = [1, 2].map((seed) => {
    const tuple = { switches: { ...SHORT, ...switches }, seed }
    return Number(
      trial(processorPool, tuple, 'nothing', { derived: false }).summary.metrics.responseSeconds,
    )
  })
  return mean(seconds)
}

/** Mean response of M/M/n: arrivals a second, servers, mean service s (Erlang’s formula for the share that waits). */
function erlang(arrivals: number, servers: number, serviceS: number): number {
  const load = arrivals * serviceS
  let term = 1
  let sum = 1
  for (let k = 1; k < servers; k++) {
    term *= load / k
    sum += term
  }
  const last = ((term * load) / servers) * (servers / (servers - load))
  return serviceS + ((last / (sum + last)) * serviceS) / (servers - load)
}

describe('queues are what theory says of them, at exponential times and fresh news', () => {
  test('a processor each: as many M/M/1', () => {
    const theory = erlang(40 / 60, 1, 1)
    expect(theory).toBeCloseTo(3, 6)
    expect(Math.abs(responseOf({ processors: 'private' }) / theory - 1)).toBeLessThan(0.05)
  })
  test('one queue: M/M/n', () => {
    const theory = erlang((4 * 40) / 60, 4, 1)
    expect(Math.abs(responseOf({ processors: 'one-queue' }) / theory - 1)).toBeLessThan(0.05)
  })
})

describe('the same jobs', () => {
  const jobs = (processors: string) => {
    const { trace } = trial(processorPool, { switches: { processors }, seed: 3 }, 'summaries')
    return records(trace, Kind.jobSubmitted).map((i) => [trace.a(i), trace.b(i)])
  }
  test('whosever the processors are', () => {
    const all = jobs('private')
    expect(all.length).toBeGreaterThan(30)
    const sorted = (rows: number[][]) => [...rows].sort(([x = 0], [y = 0]) => x - y)
    expect(sorted(jobs('one-queue'))).toEqual(sorted(all))
    expect(sorted(jobs('pooled'))).toEqual(sorted(all))
  })
  test('are done sooner where all share, and soonest where no table is asked', () => {
    const [mine, table, queue] = ['private', 'pooled', 'one-queue'].map((processors) =>
      over({ processors }, 'responseSeconds'),
    ) as [number, number, number]
    expect(table).toBeLessThan(mine * 0.9)
    expect(queue).toBeLessThan(table)
  })
})

test('an echo stays flat while jobs compute elsewhere, and does not beside them', () => {
  expect(over({}, 'keystrokeP95Ms', 2)).toBeLessThan(10)
  expect(over({ compute: 'workstation' }, 'keystrokeP95Ms', 2)).toBeGreaterThan(100)
})

test('who goes by an old table goes where all go', () => {
  const herd = (equivPercent: number, pollSeconds: number) =>
    over({ happens: 'together', jobsPerMinute: 1, equivPercent, pollSeconds }, 'jobsOnBusiestHost')
  expect(herd(5, 30)).toBeGreaterThan(herd(5, 1))
})

describe('the run server is down', () => {
  const down = run({ happens: 'server-dies' })
  test('no job begins, and those that had begun end', () => {
    expect(Number(down.metrics.jobsRefused)).toBeGreaterThan(10)
    const { trace } = trial(processorPool, { switches: { happens: 'server-dies' } }, 'summaries')
    const late = (kind: number) => records(trace, kind).filter((i) => trace.time(i) > 61e9).length
    expect(late(Kind.jobFinished)).toBeGreaterThan(0)
    expect(late(Kind.jobQueued)).toBe(0)
  })
  test('and to private processors that is nothing', () => {
    expect(run({ happens: 'server-dies', processors: 'private' }).metrics.jobsRefused).toBe(0)
  })
})

describe('the run server is down for half a minute', () => {
  const begun = (processors: string) => {
    const { trace, summary } = trial(
      processorPool,
      { switches: { happens: 'server-returns', processors } },
      'summaries',
    )
    const between = (from: number, to: number) =>
      records(trace, Kind.jobStarted).filter((i) => trace.time(i) > from && trace.time(i) < to)
    const whys = new Set(records(trace, Kind.jobRefused).map((i) => trace.b(i)))
    return { down: between(70e9, 90e9).length, after: between(95e9, 180e9).length, whys, summary }
  }
  test.each(['pooled', 'one-queue'])('%s: jobs begin again when it is back', (processors) => {
    const { down, after, whys, summary } = begun(processors)
    expect(after).toBeGreaterThan(10)
    expect(down).toBeLessThan(3)
    expect(Number(summary.metrics.jobsRefused)).toBeGreaterThan(0)
    expect(Number(summary.metrics.jobsRefused)).toBeLessThan(
      Number(run({ happens: 'server-dies', processors }).metrics.jobsRefused),
    )
    const silent = processors === 'pooled' ? JobRefusal.serverSilent : JobRefusal.queueSilent
    expect(whys).toContain(silent)
    expect(summary.violations).toEqual([])
  })
})

describe('each check sounds when its mechanism is turned off', () => {
  const broken = (switches: Switches, rest: Partial<RunTuple> = {}) => [
    ...new Set(run(switches, rest).violations.map(({ check }) => check)),
  ]
  test('no-idle-while-queued', () => {
    expect(broken({ processors: 'one-queue', freeProcessor: 'asks-again' })).toEqual([
      'no-idle-while-queued',
    ])
    for (let seed = 1; seed <= 5; seed++)
      expect(broken({ processors: 'one-queue' }, { seed })).toEqual([])
  })
  test('memory-not-overcommitted', () => {
    const small = { memoryKB: 512, processors: 'pooled' }
    expect(broken({ ...small, room: 'taken' })).toEqual(['memory-not-overcommitted'])
    expect(broken(small)).toEqual([])
  })
  test('job-on-one-processor', () => {
    // The answer to a start is lost six times over: a user who asks once more has it computed twice.
    const lost = [1, 2, 3, 4, 5, 6].map((n) => ({
      time: 0,
      action: 'lose',
      target: `W1.user/send2/REPLY.${n}`,
    }))
    expect(broken({ unsure: 'elsewhere' }, { interventions: lost })).toEqual([
      'job-on-one-processor',
    ])
    expect(broken({ unsure: 'told' }, { interventions: lost })).toEqual([])
  })
})
