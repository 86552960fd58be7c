import { describe, expect, test } from 'vitest'
import { DirectoryMode, Kind } from '../../trace/kinds.ts'
import type { Intervention, SwitchValue } from '../../trace/tuple.ts'
import { cutAt, enumerate } from '../../worker/cuts.ts'
import { defaultTuple } from '../../worker/run.ts'
import { records, type Trial, trial } from '../../worker/trial.ts'
import { swapTheName } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (switches: Switches = {}, interventions: readonly Intervention[] = [], seed = 1) =>
  trial(swapTheName, { switches, interventions, seed })
const metrics = (switches: Switches, interventions: readonly Intervention[] = []) =>
  trial(swapTheName, { switches, interventions }, 'summaries').summary.metrics
const broken = ({ summary }: Trial) => [...new Set(summary.violations.map(({ check }) => check))]
const at = (ms: number, action: string, target: string): Intervention => ({
  time: Math.round(ms * 1e6),
  action,
  target,
})
const times = ({ trace }: Trial, kind: number, who?: RegExp) =>
  records(trace, kind, who).map((i) => trace.time(i) / 1e6)

describe('editors of one version', () => {
  test.each([
    [2, 1],
    [3, 3],
    [4, 6],
  ])('%i with the comparison: %i refused, and nothing is lost', (editors, refused) => {
    expect(metrics({ editors })).toMatchObject({ swapsRefused: refused, lostUpdates: 0 })
  })
  test.each([2, 4])('%i without it: all but one are lost, and the lamp says so', (editors) => {
    const its = run({ editors, comparison: 'off' })
    expect(its.summary.metrics).toMatchObject({ swapsRefused: 0, lostUpdates: editors - 1 })
    expect(broken(its)).toEqual(['no-lost-update'])
  })
})

test('the partner has it first, then the first block, then the client, then the names’ blocks', () => {
  const its = run({ editors: 1 })
  const { trace } = its
  const kept = records(trace, Kind.intentionKept)
  const own = kept.filter((i) => trace.b(i) === 1).map((i) => trace.time(i) / 1e6)
  const partners = kept.filter((i) => trace.b(i) === 0).map((i) => trace.time(i) / 1e6)
  const told = times(its, Kind.saveEnded)
  const rolled = times(its, Kind.rolledForward, /D1/)
  for (const n of [0, 1]) {
    expect(partners[n]).toBeLessThan(own[n] as number)
    expect(own[n]).toBeLessThan(told[n] as number)
    expect(told[n]).toBeLessThan(rolled[n] as number)
  }
})

describe('after the commit point', () => {
  const CRASH = 4160
  const once = [at(CRASH, 'crash', 'D1'), at(CRASH + 500, 'reboot', 'D1')]
  test.each([1, 2])('of %i servers the name denotes the new version', (servers) => {
    expect(metrics({ editors: 1, servers }, once).recoveredState).toBe('new')
  })
  test('to be cut off in the middle of carrying it out, twice, changes nothing', () => {
    for (let later = 30; later < 200; later += 24) {
      const twice = [at(CRASH + 500 + later, 'crash', 'D1'), at(CRASH + 900, 'reboot', 'D1')]
      const its = run({ editors: 1, servers: 1 }, [...once, ...twice])
      expect([later, its.summary.metrics.recoveredState]).toEqual([later, 'new'])
      expect(broken(its)).toEqual([])
    }
  })
})

test('every cut of one server leads to old or to new, and breaks nothing', () => {
  const tuple = { ...defaultTuple(swapTheName), switches: { editors: 1, servers: 1 } }
  const found = enumerate(swapTheName, tuple, false)
  // Those between the second save's request and the end of it; all others are the page's.
  const outcomes = (found.rows[0]?.instants ?? []).flatMap(({ time }, index) =>
    time > 4.1e9 && time < 4.2e9 ? [cutAt(swapTheName, found, index)] : [],
  )
  expect(outcomes.length).toBeGreaterThan(20)
  expect([...new Set(outcomes.map(({ state }) => state))].sort()).toEqual(['new', 'old'])
  expect(outcomes.flatMap((each) => each.broken)).toEqual([])
})

describe('a partner that is gone', () => {
  test('is left out after a while, and the swap is carried out', () => {
    for (const partnerTimeoutSeconds of [5, 30]) {
      const its = metrics({ partner: 'dies', partnerTimeoutSeconds })
      expect(Math.abs(Number(its.oneCopySeconds) - partnerTimeoutSeconds)).toBeLessThan(2)
      expect(its).toMatchObject({ lostUpdates: 0, swapsRefused: 1 })
    }
  })
  test('catches up before it serves, when it is back', () => {
    const its = run({ partner: 'dies', partnerTimeoutSeconds: 5 }, [at(15_000, 'reboot', 'D2')])
    expect(broken(its)).toEqual([])
    const { trace } = its
    const modes = records(trace, Kind.directoryMode, /D2.names#2/).map((i) => trace.a(i))
    expect(modes).toEqual([DirectoryMode.waits, DirectoryMode.twoCopies])
    const linked = records(trace, Kind.nameLinked, /D2.names#2/).map((i) => trace.b(i))
    const newest = records(trace, Kind.nameLinked, /D1.names/).map((i) => trace.b(i))
    expect(linked.at(-1)).toBe(newest.at(-1))
  })
  test('is waited for by a server that starts and cannot know what it has missed', () => {
    const both = [at(5000, 'crash', 'D2'), at(5500, 'crash', 'D1'), at(6000, 'reboot', 'D1')]
    const its = run({ editors: 1, partnerTimeoutSeconds: 5 }, both)
    expect(its.summary.metrics.recoveredState).toBe('waits')
    const notes = records(its.trace, Kind.note).map((i) => its.trace.string(its.trace.b(i)))
    expect(notes).toContain('The name denotes nothing: waits for its partner')
  })
})

test('a cut of the cable forks the name, and one of the edits is lost: the limit', () => {
  const its = run({ partner: 'cut-off', partnerTimeoutSeconds: 5 })
  expect(its.summary.metrics).toMatchObject({ namesForked: 1, lostUpdates: 1 })
  expect(broken(its)).toContain('no-lost-update')
})
