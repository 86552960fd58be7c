import { expect, test } from 'vitest'
import { coordinatorInDoubt } from '../../scenarios/coordinator-in-doubt/document.ts'
import { twoPhaseCommit } from '../../scenarios/two-phase-commit/document.ts'
import { Kind } from '../../trace/kinds.ts'
import { records, type Trial, trial } from '../../worker/trial.ts'
import { circleIn, hasLocks, locksWords, lockWaitsAt } from './lock-waits.ts'

const at = ({ trace, setup }: Trial, prefix: number) => lockWaitsAt(trace, setup, prefix)
const shown = (run: Trial, prefix: number) =>
  at(run, prefix).map(({ host, item, holder, waiters }) => [host, item, holder, ...waiters])

test('two transactions from opposite ends wait for each other, until time breaks the circle', () => {
  const run = trial(twoPhaseCommit, { switches: { happens: 'deadlock' } })
  const waits = records(run.trace, Kind.lockWaitsFor)
  expect(waits).toHaveLength(2)
  const [first = 0, second = 0] = waits
  expect(circleIn(at(run, first + 1))).toBeNull()
  const inCircle = second + 1
  expect(circleIn(at(run, inCircle))?.slice().sort()).toEqual(['T50', 'T51'])
  expect(locksWords(at(run, inCircle))).toMatch(/^Deadlock: T5\d waits for T5\d, T5\d waits for T5/)
  expect(shown(run, inCircle)).toHaveLength(3)
  const [aborted = 0] = records(run.trace, Kind.decided)
  expect(run.trace.a(aborted)).toBe(0)
  expect(run.trace.time(aborted) - run.trace.time(second)).toBeGreaterThan(300e6)
  expect(at(run, run.trace.length)).toEqual([])
  expect(locksWords([])).toBe('Nobody has a lock.')
  expect(run.summary.violations).toEqual([])
  expect(run.summary.endReason).toBe('quiescent')
})

test('who only looks waits as well, and that is no circle', () => {
  const run = trial(coordinatorInDoubt)
  expect(hasLocks(run.trace, run.setup)).toBe(true)
  const last = records(run.trace, Kind.lockAwaited).at(-1) as number
  const locks = at(run, last + 2)
  expect(locks.flatMap(({ waiters }) => waiters)).toHaveLength(2)
  expect(circleIn(locks)).toBeNull()
  expect(locksWords(locks)).toContain('goes on when the lock is free')
})
