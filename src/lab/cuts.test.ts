import { describe, expect, test } from 'vitest'
import { cutPlan } from '../scenarios/document/cuts.ts'
import { immutableVersions } from '../scenarios/immutable-versions/document.ts'
import { stableStorage } from '../scenarios/stable-storage/document.ts'
import { swapTheName } from '../scenarios/swap-the-name/document.ts'
import type { Touch } from '../trace/touch.ts'
import { windowWords } from './cut-words.ts'
import { type CutOutcome, columnsOf, countsOf, cutInstants, stretchesOf } from './cuts.ts'

const touch = (time: number, events: number, rest: Partial<Touch> = {}): Touch => ({
  time,
  events,
  on: true,
  writing: false,
  ...rest,
})

describe('instants', () => {
  test('one for each stretch between two changes, the first when it has been started', () => {
    expect(cutInstants([touch(0, 0), touch(5, 1), touch(9, 1)])).toEqual([
      { time: 0 },
      { time: 5 },
      { time: 9 },
    ])
  })
  test('one event of many records is one change; two events of one instant are two', () => {
    expect(cutInstants([touch(5, 2), touch(5, 2), touch(5, 4), touch(5, 4)])).toEqual([
      { time: 5, cut: 2 },
      { time: 5 },
    ])
  })
  test('in the middle of a write too, for the platter changes there', () => {
    const written = [touch(10, 1, { writing: true }), touch(31, 1), touch(40, 1)]
    expect(cutInstants(written)).toEqual([{ time: 10 }, { time: 20 }, { time: 31 }, { time: 40 }])
  })
  test('none while there is no power', () => {
    const cut = [touch(10, 1), touch(20, 1, { on: false }), touch(30, 0), touch(35, 1)]
    expect(cutInstants(cut)).toEqual([{ time: 10 }, { time: 30 }, { time: 35 }])
    const within = [touch(10, 1, { on: false }), touch(10, 2)]
    expect(cutInstants(within)).toEqual([{ time: 10 }])
  })
})

describe('states', () => {
  const outcome = (index: number, state: string, ...broken: string[]): CutOutcome => ({
    index,
    state,
    broken,
  })
  // Workers answer in any order.
  const outcomes = [
    outcome(3, 'old', 'atomic-outcome'),
    outcome(0, 'old'),
    outcome(1, 'old'),
    outcome(2, 'new', 'atomic-outcome', 'pair-equal'),
    { index: 4, state: null, broken: [], sentence: 'This run did not come to its end.' },
  ]
  const columns = columnsOf(outcomes)

  test('in the order in which the run comes to them, with what breaks there', () => {
    expect(columns.map(({ state, cuts }) => [state, cuts])).toEqual([
      ['old', [0, 1, 3]],
      ['new', [2]],
    ])
    expect([...(columns[0]?.broken ?? [])]).toEqual([['atomic-outcome', 1]])
    expect([...(columns[1]?.broken ?? [])]).toEqual([
      ['atomic-outcome', 1],
      ['pair-equal', 1],
    ])
  })
  test('neighbours that lead to one state with one verdict are one stretch', () => {
    expect(stretchesOf(outcomes, columns)).toEqual([
      { from: 0, to: 1, column: 0, broken: false },
      { from: 2, to: 2, column: 1, broken: true },
      { from: 3, to: 3, column: 0, broken: true },
      { from: 4, to: 4, column: -1, broken: false },
    ])
  })
  test('a gap where no answer has come yet parts two stretches', () => {
    const some = outcomes.filter(({ index }) => index !== 1)
    expect(stretchesOf(some, columnsOf(some))[0]).toMatchObject({ from: 0, to: 0 })
  })
  test('are counted', () => {
    expect(countsOf(outcomes)).toEqual({ instants: 5, states: 2, brokenStates: 2, brokenRuns: 2 })
  })
})

test.each([
  [stableStorage, 'once at every instant at which S changes'],
  [swapTheName, 'once at every instant at which D1 changes, up to 12 s'],
  [immutableVersions, 'once at every instant at which F1 changes, from 4 s to 14 s'],
])('where cuts are tried is said: $id', (document, words) => {
  const plan = cutPlan(document)
  expect(plan && windowWords(plan)).toBe(words)
})
