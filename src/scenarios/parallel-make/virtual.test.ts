// The other world: make keeps some virtual processors going, and a run server names a machine for each.
import { describe, expect, test } from 'vitest'
import { Kind, NoMachine } from '../../trace/kinds.ts'
import type { Intervention, RunTuple, SwitchValue } from '../../trace/tuple.ts'
import { type Trial, trial } from '../../worker/trial.ts'
import type { ScenarioDocument } from '../document/document.ts'
import { parallelMake } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const alone: ScenarioDocument = {
  ...parallelMake,
  metrics: parallelMake.metrics.filter(({ kind }) => kind === 'run'),
}
const NAMED = { placement: 'run-server' }
/** Nine jobs, which take some seconds. */
const SMALL = { ...NAMED, files: 6, ioMsPerCompile: 60 }
const run = (switches: Switches = {}, rest: Partial<RunTuple> = {}, document = alone) =>
  trial(document, { switches: { ...NAMED, ...switches }, ...rest }, 'summaries')
const metrics = (switches: Switches = {}, rest: Partial<RunTuple> = {}) =>
  trial(alone, { switches: { ...NAMED, ...switches }, ...rest }, 'nothing').summary.metrics
const seconds = (switches: Switches = {}, rest: Partial<RunTuple> = {}) =>
  Number(metrics(switches, rest).makespanSeconds)
const broken = ({ summary }: Trial) => [...new Set(summary.violations.map(({ check }) => check))]
const at = (ms: number, action: string, target: string): Intervention => ({
  time: ms * 1e6,
  action,
  target,
})
const records = ({ trace }: Trial, kind: number) =>
  Array.from({ length: trace.length }, (_, i) => i).filter((i) => trace.kind(i) === kind)
const withArgs = (program: string, args: Record<string, SwitchValue>): ScenarioDocument => ({
  ...alone,
  processes: alone.processes.map((each) =>
    each.program === program ? { ...each, args: { ...each.args, ...args } } : each,
  ),
})

describe('what comes out', () => {
  test('is what processors that ask make, however many jobs run at once', () => {
    const asked = metrics({ ...SMALL, placement: 'asks' }).programState
    for (const virtualProcessors of [1, 3, 12])
      expect(metrics({ ...SMALL, virtualProcessors }).programState).toBe(asked)
  })
})

describe('a machine is named from a table', () => {
  test('that is old, so some get several jobs while others get none: slower than who asks, for every seed', () => {
    for (const seed of [1, 3]) {
      const asks = seconds({ placement: 'asks' }, { seed })
      const named = metrics({}, { seed })
      expect(Number(named.makespanSeconds)).toBeGreaterThan(1.15 * asks)
      expect(Number(named.jobsOnOneMachine)).toBeGreaterThanOrEqual(2)
      expect(Number(named.idleWhileSharedPercent)).toBeGreaterThan(40)
    }
    expect(metrics({ placement: 'asks' })).toMatchObject({
      jobsOnOneMachine: 1,
      idleWhileSharedPercent: 0,
    })
  })
  test('more jobs at once than machines make up for some of that, and fewer leave machines idle', () => {
    const mean = (switches: Switches) =>
      [1, 2, 3].reduce((sum, seed) => sum + seconds(switches, { seed }), 0) / 3
    const [two, four, eight] = [2, 4, 8].map((virtualProcessors) =>
      mean({ virtualProcessors }),
    ) as [number, number, number]
    expect(four).toBeLessThan(0.9 * two)
    expect(eight).toBeLessThan(0.9 * four)
    expect(eight).toBeGreaterThan(seconds({ placement: 'asks' }))
    // Whoever idled at the last poll gets every job until the next: old news is worse than hardly any.
    expect(mean({ pollSeconds: 30 })).toBeLessThan(0.95 * four)
  })
  test('one virtual processor has one job done after the other', () => {
    expect(metrics({ ...SMALL, virtualProcessors: 1 })).toMatchObject({
      jobsOnOneMachine: 1,
      idleWhileSharedPercent: 0,
    })
  })
  test('a machine that has no room says so, and another is asked for', () => {
    const t = run({ ...SMALL, files: 24, processors: 1, virtualProcessors: 12 })
    expect(broken(t)).toEqual([])
    expect(t.summary.metrics.jobsOnOneMachine).toBe(8)
    expect(records(t, Kind.noMachine).some((i) => t.trace.b(i) === NoMachine.noRoom)).toBe(true)
  })
})

describe('what dies', () => {
  /** The program, as it is without any fault. */
  const right = () => metrics(SMALL).programState
  test.each(['crash', 'reboot'])(
    'a machine in the middle of its jobs, %s: these are done again, once, and nothing else is',
    (action) => {
      const t = run(SMALL, { interventions: [at(4500, action, 'P2')] })
      const isOnP2 = (i: number) => t.trace.nameOf(t.trace.entity(i)).startsWith('P2.')
      const until = (kind: number) =>
        records(t, kind).filter((i) => isOnP2(i) && t.trace.time(i) < 4.5e9).length
      const lost = until(Kind.jobOpen) - until(Kind.jobClose)
      expect(broken(t)).toEqual([])
      expect(lost).toBeGreaterThan(0)
      expect(t.summary.metrics).toMatchObject({ targetsRebuilt: lost, programState: right() })
    },
  )
  test('a dead machine is named no more once it has been polled, and one that was switched on is', () => {
    const off = at(4500, 'crash', 'P2')
    const dead = run({ files: 12 }, { interventions: [off] })
    const back = run({ files: 12 }, { interventions: [off, at(12_000, 'reboot', 'P2')] })
    const named = (t: Trial, fromMs: number) =>
      records(t, Kind.jobPlaced).filter(
        (i) => t.trace.time(i) > fromMs * 1e6 && t.trace.nameOf(t.trace.a(i)).startsWith('P2.'),
      ).length
    expect(named(dead, 20_000)).toBe(0)
    expect(named(back, 20_000)).toBeGreaterThan(0)
    expect([broken(dead), broken(back)]).toEqual([[], []])
  })
  test('the run server: who has a job has it done, all others wait until it is back', () => {
    const off = at(4500, 'crash', 'R')
    const t = run(SMALL, { interventions: [off, at(40_000, 'reboot', 'R')] })
    expect(broken(t)).toEqual([])
    expect(t.summary.metrics).toMatchObject({ targetsRebuilt: 0, programState: right() })
    const waits = records(t, Kind.noMachine)
    expect(waits.some((i) => t.trace.b(i) === NoMachine.serverSilent)).toBe(true)
    const done = records(t, Kind.jobDone).map((i) => t.trace.time(i) / 1e9)
    expect(done.filter((time) => time > 4.5 && time < 20).length).toBeGreaterThan(0)
    expect(done.filter((time) => time > 20 && time < 40)).toEqual([])
  })
  test('a virtual processor: another has its job done', () => {
    const t = run(SMALL, { interventions: [at(2500, 'destroy', 'M.virtual2')] })
    expect(t.summary.endReason).toBe('quiescent')
    expect(t.summary.metrics.programState).toBe(right())
  })
  test('only the cable, for a while: each machine is asked what became of its job, and none is done again', () => {
    const interventions = [at(4500, 'cut', 'cable@50'), at(11_000, 'heal', 'cable')]
    const t = run({}, { interventions })
    expect(broken(t)).toEqual([])
    expect(t.summary.metrics).toMatchObject({ targetsRebuilt: 0 })
    const doubt = withArgs('virtual-processor', { inDoubt: 'gives-back' })
    expect(broken(run({}, { interventions }, doubt))).toEqual(['virtual-processors'])
  })
})

test('a machine that answers when it begins: more jobs run than make keeps going, and files are read too early', () => {
  const t = run({ ...SMALL, answers: 'when-begun' })
  expect(broken(t)).toEqual(expect.arrayContaining(['virtual-processors', 'same-output']))
})
