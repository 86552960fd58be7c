import { describe, expect, test } from 'vitest'
import { CHANGE, Field } from '../../trace/fields.ts'
import { Kind } from '../../trace/kinds.ts'
import type { Intervention, RunTuple, SwitchValue } from '../../trace/tuple.ts'
import { records, type Trial, trial } from '../../worker/trial.ts'
import { hostSelection } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (switches: Switches = {}, rest: Partial<RunTuple> = {}, lossPercent = 0) =>
  trial(
    { ...hostSelection, network: { ...hostSelection.network, lossPercent } },
    { switches, ...rest },
    'summaries',
  ).summary
const broken = ({ violations }: Trial['summary']) => [
  ...new Set(violations.map(({ check }) => check)),
]
const of = (switches: Switches) => run(switches).metrics

describe('who wins the race', () => {
  test('the idle machine, where a manager waits its turn behind programs', () => {
    for (let seed = 1; seed <= 8; seed++)
      expect(run({}, { seed }).metrics).toMatchObject({ loadAtStart: 0 })
  })
  test('whoever gets the cable, where all answer at once; whoever was idle, by the table', () => {
    const won = [1, 2, 3, 4, 5, 6].map((seed) => run({ policy: 'first' }, { seed }).metrics)
    expect(new Set(won.map(({ loadAtStart }) => loadAtStart)).size).toBeGreaterThan(1)
    expect(of({ policy: 'polled' }).loadAtStart).toBe(1)
  })
  test('the next, where the first reply is lost', () => {
    expect(of({ happens: 'reply-lost' })).toMatchObject({ loadAtStart: 1, usersTold: 0 })
  })
  test('nobody, where no machine is willing: the user is told', () => {
    const dead = ['H1', 'H2'].map((target) => ({ time: 1e9, action: 'crash', target }))
    const { metrics } = run({ hosts: 2 }, { interventions: dead })
    expect(metrics).toMatchObject({ loadAtStart: null, usersTold: 1 })
  })
  test('one frame, a reply of each that is willing, a start and its reply', () => {
    expect(of({}).framesPerQuery).toBe(1 + 6 + 2)
    expect(of({}).repliesDiscarded).toBe(5)
    expect(of({ limit: 3 }).framesPerQuery).toBe(1 + 10 + 2)
  })
})

describe('five at the same instant', () => {
  test('run to the machine that a table had as idle, all of them', () => {
    expect(of({ policy: 'polled', users: 5 })).toMatchObject({
      jobsOnBusiestHost: 5,
      loadAtStart: 3,
    })
  })
  test('run to the idlest when it is asked, too: it answers all before any has come', () => {
    expect(of({ users: 5, atStart: 'takes' }).jobsOnBusiestHost).toBe(5)
  })
  test.each([1, 2, 3, 4])('are stopped at %i programs by a look at the start', (limit) => {
    for (const policy of ['first', 'delayed']) {
      const { metrics, violations } = run({ policy, users: 5, limit })
      expect(violations).toEqual([])
      expect(Number(metrics.jobsOnBusiestHost)).toBeLessThanOrEqual(limit)
    }
  })
})

test('the owner who comes back finds no stranger, and the user asks once more', () => {
  const { metrics, violations } = run({ happens: 'owner-returns' })
  expect(violations).toEqual([])
  expect(metrics).toMatchObject({ loadAtStart: 1, usersTold: 0 })
  expect(of({ happens: 'owner-returns', atStart: 'takes' }).loadAtStart).toBe(2)
})

describe('each check sounds when its mechanism is turned off', () => {
  test.each([
    ['willing-host', { policy: 'polled' }],
    ['reserves-nothing', { offer: 'place' }],
    ['starts-once', { happens: 'host-dies', unsure: 'elsewhere' }],
  ])('%s', (check, switches) => {
    expect(broken(run(switches))).toContain(check)
    expect(
      broken(run({ ...switches, policy: 'delayed', offer: 'nothing', unsure: 'told' })),
    ).toEqual([])
  })
  test('and a place that is held is given back', () => {
    const { trace } = trial(hostSelection, { switches: { offer: 'place' } })
    const last = new Map<number, number>()
    for (const i of records(trace, CHANGE + Field.placeFor)) last.set(trace.entity(i), trace.b(i))
    expect(last.size).toBe(6)
    expect([...last.values()]).toEqual([0, 0, 0, 0, 0, 0])
  })
})

/** How often each user's program was started, and what its user knows in the end. */
function ends({ trace }: Trial): readonly (readonly [starts: number, outcome: string])[] {
  const starts = new Map<number, number>()
  for (const i of records(trace, Kind.programStarted))
    starts.set(trace.a(i), (starts.get(trace.a(i)) ?? 0) + 1)
  const outcomes = records(trace, CHANGE + Field.text, /^U\d\.user\/outcome$/)
  return outcomes.map((i) => {
    const user = Number(/\d/.exec(trace.nameOf(trace.entity(i)))?.[0])
    return [starts.get(user) ?? 0, trace.string(trace.b(i))]
  })
}

test('a program starts exactly once, or its user is told', { timeout: 60_000 }, () => {
  const seen: Record<string, number> = {}
  for (let seed = 1; seed <= 60; seed++) {
    const at = (ms: number, action: string, target: string): Intervention => ({
      time: ms * 1e6,
      action,
      target,
    })
    const users = 1 + (seed % 5)
    const back = seed % 2 ? [at(1060 + seed * 3, 'reboot', 'H6')] : []
    const interventions = [
      at(1000, 'lose', `U${1 + (seed % users)}.user/send${1 + (seed % 3)}/REPLY.1`),
      at(1000, 'duplicate', '*/SEND.*'),
      at(1000 + ((seed * 7) % 60), 'crash', `H${1 + (seed % 6)}`),
      at(1000 + ((seed * 11) % 90), 'crash', 'H6'),
      ...back,
    ]
    const switches = { users, pollSeconds: 1, policy: seed % 4 ? 'delayed' : 'first' }
    const result = trial(
      { ...hostSelection, network: { ...hostSelection.network, lossPercent: seed % 11 } },
      { switches, seed, interventions },
    )
    expect([seed, result.summary.violations]).toEqual([seed, []])
    const all = ends(result)
    expect([seed, all.length]).toEqual([seed, users])
    for (const [starts, outcome] of all) {
      seen[`${outcome} ${starts}`] = (seen[`${outcome} ${starts}`] ?? 0) + 1
      expect([seed, outcome, starts]).toEqual([
        seed,
        outcome,
        outcome === 'started' ? 1 : outcome === 'unknown' ? Math.min(starts, 1) : 0,
      ])
    }
  }
  expect(seen).toMatchObject({ 'started 1': expect.any(Number), 'unknown 1': expect.any(Number) })
})
