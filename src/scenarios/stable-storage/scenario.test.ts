import { describe, expect, test } from 'vitest'
import { CleanupRule, Kind } from '../../trace/kinds.ts'
import type { Intervention, SwitchValue } from '../../trace/tuple.ts'
import { cutEverywhere, enumerate } from '../../worker/cuts.ts'
import { defaultTuple } from '../../worker/run.ts'
import { records, trial } from '../../worker/trial.ts'
import { stableStorage } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (switches: Switches = {}, interventions: readonly Intervention[] = []) =>
  trial(stableStorage, { switches, interventions })
const metrics = (...asked: Parameters<typeof run>) => run(...asked).summary.metrics
const rules = (...asked: Parameters<typeof run>) => {
  const { trace } = run(...asked)
  return records(trace, Kind.cleanupRule).map((i) => trace.b(i))
}
const at = (ms: number, action: string, target: string, amount?: number): Intervention => ({
  time: ms * 1e6,
  action,
  target,
  ...(amount === undefined ? {} : { amount }),
})

test('a stable write is four operations, twice a careful one, and 100 ms at 25 ms each', () => {
  expect(metrics({ cutAfter: 0 })).toMatchObject({ diskOps: 4, recoveredState: 'new' })
  expect(Number(metrics().stablePutMs)).toBeLessThan(102)
  expect(metrics({ readBack: 'off' }).diskOps).toBe(2)
  expect(Number(metrics({ diskMs: 50 }).stablePutMs)).toBeGreaterThan(200)
})

describe('the three rules of Cleanup', () => {
  test('one is bad: the good one goes over it', () => {
    expect(rules({ cutAfter: 1 }).at(-1)).toBe(CleanupRule.secondToFirst)
    expect(metrics({ cutAfter: 1 }).recoveredState).toBe('old')
    expect(rules({ cutAfter: 3 }).at(-1)).toBe(CleanupRule.firstToSecond)
    expect(metrics({ cutAfter: 3 }).recoveredState).toBe('new')
  })
  test('both are good and differ: the first goes over the second', () => {
    expect(rules({ cutAfter: 2.5 }).at(-1)).toBe(CleanupRule.firstToSecond)
    expect(metrics({ cutAfter: 2.5 }).recoveredState).toBe('new')
  })
  test('both are good and equal: nothing', () => {
    expect(rules({ cutAfter: 0.5 }).at(-1)).toBe(CleanupRule.nothing)
  })
})

describe('every cut', () => {
  const states = (switches: Switches) => {
    const found = enumerate(stableStorage, { ...defaultTuple(stableStorage), switches }, false)
    const outcomes = cutEverywhere(stableStorage, found)
    expect(outcomes.length).toBeGreaterThan(60)
    return {
      states: [...new Set(outcomes.map(({ state }) => state))],
      broken: outcomes.filter(({ broken }) => broken.length > 0).length,
    }
  }
  test('leads to old or to new, and breaks nothing', () => {
    expect(states({})).toEqual({ states: ['old', 'new'], broken: 0 })
  })
  test('but where both copies are written at once', () => {
    const { states: all, broken } = states({ copies: 'concurrent' })
    expect(all).toContain('lost')
    expect(broken).toBeGreaterThan(0)
  })
  test('a second time, in the middle of Cleanup: old or new as well', () => {
    const once = [at(325, 'crash', 'S'), at(375, 'reboot', 'S')]
    const tuple = { ...defaultTuple(stableStorage), interventions: once }
    const found = enumerate(stableStorage, tuple, true)
    const second = cutEverywhere(stableStorage, found)
    expect(found.rows.flatMap(({ instants }) => instants).some(({ time }) => time > 380e6)).toBe(
      true,
    )
    expect(second.flatMap(({ broken }) => broken)).toEqual([])
  })
})

describe('misfortunes that two disks can mend', () => {
  test.each([
    ['a block decays', [at(250, 'decay', 'S/disk1', 1), at(260, 'reboot', 'S')]],
    ['a whole disk is lost', [at(250, 'wreck', 'S/disk1')]],
    [
      'and replaced',
      [at(250, 'wreck', 'S/disk1'), at(260, 'replace', 'S/disk1'), at(270, 'reboot', 'S')],
    ],
    ['a write goes wrong', [at(80, 'tear', 'S/disk1')]],
    [
      'the processor fails in the middle of a block',
      [at(324.8, 'halt', 'S'), at(400, 'reboot', 'S')],
    ],
  ])('%s', (_, acts) => {
    const { summary } = run({ cutAfter: 0 }, acts)
    expect(summary.didNotApply).toEqual([])
    expect(summary.violations).toEqual([])
    expect(summary.metrics.recoveredState).not.toBe('lost')
  })
  test('a new disk is filled from the other one', () => {
    const acts = [at(250, 'replace', 'S/disk1'), at(260, 'reboot', 'S')]
    expect(rules({ cutAfter: 0 }, acts).at(-1)).toBe(CleanupRule.secondToFirst)
  })
})

test('decay over ten days is mended while it hits one of a pair at a time', () => {
  let decays = 0
  for (let seed = 1; seed <= 6; seed++) {
    const { trace, summary } = trial(stableStorage, {
      switches: { cutAfter: 0, decayPerDay: 0.5 },
      seed,
    })
    decays += records(trace, Kind.blockDecayed).length
    expect(summary.violations).toEqual([])
  }
  expect(decays).toBeGreaterThan(30)
})
