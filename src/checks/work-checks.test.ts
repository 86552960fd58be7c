// atomic-outcome by hand: every way in which work may be found, and what it says of it.
import { expect, test } from 'vitest'
import { Kind, WorkEnd } from '../trace/kinds.ts'
import { atomicOutcome } from './atomic-outcome.ts'
import { FakeRun } from './fake-run.ts'

const BEFORE = [100, 100, 0]
const AFTER = [95, 105, 5]

function found(numbers: readonly (number | null)[], end: number): FakeRun {
  const run = new FakeRun().check(atomicOutcome)
  run.emit(Kind.workBegun, 'A.client', 3, 2)
  BEFORE.forEach((b, a) => {
    run.emit(Kind.workBefore, 'A.client', a, b)
    run.emit(Kind.workPlanned, 'A.client', a, AFTER[a])
  })
  run.emit(Kind.workEnded, 'A.client', end)
  numbers.forEach((b, a) => {
    if (b === null) run.emit(Kind.numberMissing, 'A.auditor', a)
    else run.emit(Kind.numberFound, 'A.auditor', a, b)
  })
  run.emit(Kind.audited, 'A.auditor', numbers.filter((each) => each !== null).length)
  return run
}

test.each([
  [BEFORE, WorkEnd.interrupted, null],
  [AFTER, WorkEnd.interrupted, null],
  [AFTER, WorkEnd.done, null],
  [BEFORE, WorkEnd.aborted, null],
  [BEFORE, WorkEnd.done, /told that it is done/],
  [AFTER, WorkEnd.aborted, /told that it is aborted/],
  [[95, 100, 0], WorkEnd.interrupted, /1 of 3 writes .* 5 too low/],
  [[100, 105, 0], WorkEnd.interrupted, /1 of 3 writes .* 5 too high/],
  [[95, 105, 0], WorkEnd.interrupted, /2 of 3 writes .* the balances agree/],
  [[95, 105, null], WorkEnd.done, /Number 3 .* cannot be read/],
])('%j after an end of %i: %s', (numbers, end, says) => {
  const run = found(numbers, end)
  expect(run.exercised).toBeGreaterThan(0)
  if (says === null) expect(run.told).toEqual([])
  else expect(run.told.join(' ')).toMatch(says)
})

test('who looks where no work was begun has nothing to compare', () => {
  const run = new FakeRun().check(atomicOutcome)
  run.emit(Kind.numberFound, 'A.auditor', 0, 7)
  run.emit(Kind.audited, 'A.auditor', 1)
  expect([run.exercised, run.told]).toEqual([0, []])
})
