import { describe, expect, test } from 'vitest'
import { whatIf } from '../../analysis/what-if.ts'
import { Kind } from '../../trace/kinds.ts'
import type { RunTuple, SwitchValue } from '../../trace/tuple.ts'
import { records, type Trial, trial } from '../../worker/trial.ts'
import { remoteExecution } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (switches: Switches = {}, rest: Partial<RunTuple> = {}, lossPercent = 0) =>
  trial(
    { ...remoteExecution, network: { ...remoteExecution.network, lossPercent } },
    { switches, ...rest },
  )
const broken = ({ summary }: Trial) => [...new Set(summary.violations.map(({ check }) => check))]
/** What has been shown, and where. */
const screens = ({ trace }: Trial) =>
  records(trace, Kind.lineShown).map(
    (i) => `${trace.nameOf(trace.entity(i))}: ${trace.string(trace.b(i))}`,
  )
const AT_HOME = ['12 × 3 = 36', '7 × 3 = 21', '31 × 3 = 93', '25 × 3 = 75']

describe('here, there and anywhere', () => {
  test.each(['here', 'named', 'any'])('%s: the same lines on the same screen', (place) => {
    const there = run({ place })
    expect(screens(there)).toEqual(AT_HOME.map((line) => `U.screen: ${line}`))
    expect(there.summary.metrics.outcomeState).toBe('done, 4 lines')
    expect(broken(there)).toEqual([])
  })
  test('where it runs is seen in nothing but its machine', () => {
    const made = (place: string) => {
      const { trace } = run({ place })
      return trace.nameOf(trace.entity(records(trace, Kind.environmentMade)[0] as number))
    }
    expect(made('here')).toBe('U.report')
    expect(made('named')).toBe('G2.report')
  })
})

describe('what is left behind', () => {
  test.each([
    ['names', 'done, as a stranger, 4 lines', 'U.screen: 12 × 8 = 96'],
    ['terminal', 'done, as a stranger, 4 lines', 'G2.own-screen: 12 × 3 = 36'],
    ['files', 'done, as a stranger, 4 lines', 'U.screen: 1 × 3 = 3'],
    ['user', 'not allowed, as a stranger, 0 lines', undefined],
  ])('%s: %s', (leftBehind, outcome, line) => {
    const without = run({ leftBehind, place: 'named' })
    expect(without.summary.metrics.outcomeState).toBe(outcome)
    expect(screens(without)[0]).toBe(line)
    expect(broken(without)).toEqual(['user-context'])
  })
  test.each(['names', 'terminal', 'files', 'user'])('%s: nobody notices at home', (leftBehind) => {
    const at = run({ leftBehind, place: 'here' })
    expect(broken(at)).toEqual([])
    expect(screens(at)).toHaveLength(4)
  })
})

describe('what happens meanwhile', () => {
  test('the machine dies: the shell hears nothing any more, and is told so', () => {
    const died = run({ happens: 'guest-dies', place: 'named' })
    expect(died.summary.metrics.outcomeState).toBe('no answer, 2 lines')
    expect(broken(died)).toEqual([])
  })
  test('a key is pressed at home: the program ends there, and nothing is left of it', () => {
    const stopped = run({ happens: 'interrupt' })
    expect(stopped.summary.metrics.outcomeState).toBe('interrupted, 2 lines')
    expect(records(stopped.trace, Kind.environmentCleared)).toHaveLength(1)
    expect(broken(stopped)).toEqual([])
  })
  test('the owner comes back: the guest waits, or the owner does', () => {
    const [behind, equal] = ['behind', 'equal'].map((guests) =>
      run({ happens: 'owner-returns', guests }),
    ) as [Trial, Trial]
    expect(broken(behind)).toEqual([])
    expect(broken(equal)).toEqual(['owner-first'])
  })
  test('its user’s machine dies: the program ends by itself and is cleared away', () => {
    const at = { time: 600e6, action: 'crash', target: 'U' }
    const { trace, summary } = run({}, { interventions: [at] })
    const [exit] = records(trace, Kind.programExited) as [number]
    expect([trace.a(exit), summary.violations]).toEqual([3, []])
    expect(records(trace, Kind.environmentCleared)).toHaveLength(1)
  })
  test('the memory of a program that has ended stays, where nobody gives it back', () => {
    expect(broken(run({ afterwards: 'left' }))).toEqual(['nothing-left'])
  })
})

describe('who may end it', () => {
  test('not a reader, past the manager that its user waits for: the menu says who', () => {
    const { trace, setup } = run()
    const begun = records(trace, Kind.programBegun)[0] as number
    const place = { trace, setup, prefix: begun, time: trace.time(begun) }
    const ends = (name: string) =>
      whatIf(place, name)?.choices.find(({ intervention }) => intervention.action === 'destroy')
    expect(ends('G2.report')?.vain).toMatch(/^G2’s manager alone ends it/)
    expect(ends('U.shell')?.vain).toBeNull()
  })
  test('nor a link: one sentence says the same', () => {
    const at = { time: 600e6, action: 'destroy', target: 'G2.report' }
    expect(() => run({}, { interventions: [at] })).toThrow(/^G2.report is a guest: /)
    const other = { ...at, target: 'G2.reports' }
    expect(() => run({}, { interventions: [other] })).toThrow('names no process')
  })
})

test('whatever is lost or dies, a program is at home or its user is told', () => {
  const seen = new Set<string>()
  for (let seed = 1; seed <= 20; seed++) {
    const interventions = [
      { time: (400 + seed * 13) * 1e6, action: 'crash', target: seed % 3 ? 'G2' : 'F' },
    ]
    const result = run({ programKB: 40 }, { seed, interventions }, seed % 9)
    expect([seed, broken(result)]).toEqual([seed, []])
    seen.add(String(result.summary.metrics.outcomeState).replace(/, \d.*/, ''))
  }
  expect([...seen]).toEqual(expect.arrayContaining(['done', 'no answer']))
})
