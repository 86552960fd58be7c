import { describe, expect, test } from 'vitest'
import { DecidedBy, Kind } from '../../trace/kinds.ts'
import type { RunTuple, SwitchValue } from '../../trace/tuple.ts'
import { records, type Trial, trial } from '../../worker/trial.ts'
import { coordinatorInDoubt } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (switches: Switches = {}, rest: Partial<RunTuple> = {}) =>
  trial(coordinatorInDoubt, { switches, ...rest })
const metrics = (switches: Switches = {}) => run(switches).summary.metrics
const broken = ({ summary }: Trial) =>
  [...new Set(summary.violations.map(({ check }) => check))].sort()
const POINTS = ['first-vote', 'after-votes', 'after-force', 'after-one-decision'] as const

describe('each moment is what it is called', () => {
  test.each([
    ['first-vote', 1, 0, 0],
    ['after-votes', 3, 0, 0],
    ['after-force', 3, 1, 0],
    ['after-one-decision', 3, 1, 1],
  ])('%s', (crashPoint, votes, decisions, told) => {
    for (const fault of ['crash', 'partition']) {
      const { trace } = run({ crashPoint, fault })
      const kind = fault === 'crash' ? Kind.crash : Kind.cableCut
      const at = records(trace, kind)[0] as number
      const earlier = (what: number, entity: RegExp) =>
        records(trace, what, entity).filter((i) => i < at).length
      expect(earlier(Kind.voted, /^P/)).toBe(votes)
      expect(earlier(Kind.sendClose, /^C.coordinator/)).toBe(votes)
      expect(earlier(Kind.decided, /^C/)).toBe(decisions)
      expect(earlier(Kind.transmitClose, /^C.coordinator\/send[456]\/SEND/)).toBe(told)
    }
  })
})

describe('patient', () => {
  test('without a record it was aborted, with one committed, and nobody learns it before C is back', () => {
    for (const rebootMs of [3000, 20_000])
      for (const crashPoint of POINTS) {
        const its = metrics({ crashPoint, rebootMs })
        const isDecided = crashPoint.startsWith('after-force') || crashPoint.endsWith('decision')
        expect([crashPoint, its.decisionState]).toEqual([
          crashPoint,
          isDecided ? 'committed' : 'aborted',
        ])
        expect(its.decisionsDiffering).toBe(0)
        expect(Number(its.inDoubtMs)).toBeGreaterThan(rebootMs)
        expect(Number(its.inDoubtMs)).toBeLessThan(rebootMs + 1500)
      }
  })
  test('cut off, C has decided all the same', () => {
    expect(metrics({ fault: 'partition' })).toMatchObject({
      decisionState: 'committed',
      decisionsDiffering: 0,
    })
  })
  test('whoever wants the item waits as long', () => {
    expect(Number(metrics({}).lockWaitMs)).toBeGreaterThan(4700)
    expect(metrics({ crashPoint: 'never' }).lockWaitMs).toBeNull()
  })
})

test('cooperation helps exactly where somebody knows, or is free to abort', () => {
  const held = (crashPoint: string) =>
    Number(metrics({ crashPoint, participant: 'cooperative' }).inDoubtMs)
  expect(held('first-vote')).toBeLessThan(1500)
  expect(held('after-votes')).toBeGreaterThan(5000)
  expect(held('after-force')).toBeGreaterThan(5000)
  expect(held('after-one-decision')).toBeLessThan(1500)
  const { trace } = run({ crashPoint: 'after-one-decision', participant: 'cooperative' })
  const told = records(trace, Kind.decided).filter((i) => trace.b(i) === DecidedBy.participant)
  expect(told).toHaveLength(2)
})

describe('impatient', () => {
  test('is quick', () => {
    for (const crashPoint of POINTS)
      expect(Number(metrics({ crashPoint, participant: 'impatient' }).inDoubtMs)).toBeLessThan(1100)
  })
  test.each([
    ['after-votes', 0, ['no-unilateral-abort']],
    ['after-force', 1, ['commit-record-decides', 'no-unilateral-abort', 'one-decision']],
    ['after-one-decision', 2, ['commit-record-decides', 'no-unilateral-abort', 'one-decision']],
  ])('and may make two truths: %s', (crashPoint, differing, checks) => {
    const its = run({ crashPoint, participant: 'impatient' })
    expect(its.summary.metrics.decisionsDiffering).toBe(differing)
    expect(broken(its)).toEqual(checks)
  })
  test('without any fault, where it is more impatient than a commitment is long', () => {
    const its = run({ crashPoint: 'never', participant: 'impatient', impatienceMs: 200 })
    expect(broken(its)).toContain('one-decision')
    const calm = run({ crashPoint: 'never', participant: 'impatient', impatienceMs: 1000 })
    expect(broken(calm)).toEqual([])
  })
})

test('a sixty-second absence ends like a short one', () => {
  for (const participant of ['patient', 'cooperative'])
    for (const rebootMs of [100, 60_000]) {
      const its = run({ participant, rebootMs, crashPoint: 'after-force' })
      expect(its.summary.metrics.decisionState).toBe('committed')
      expect([broken(its), its.summary.endReason]).toEqual([[], 'quiescent'])
    }
})
