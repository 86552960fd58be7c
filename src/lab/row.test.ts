import { describe, expect, test } from 'vitest'
import { judge } from './expected.ts'
import { type Answer, keyOf } from './question.ts'
import { gates, type LabRow, resultOf } from './row.ts'
import { mayGate } from './tags.ts'

const run = { scenario: 'trial', switches: {} }
const row = (change: Partial<LabRow> = {}): LabRow => ({
  id: 'trial',
  paper: 'rules',
  figure: 'Trial',
  expected: { is: 'near', value: 100, percent: 5 },
  unit: 'ms',
  source: 'nowhere',
  tag: 'F',
  calibrated: false,
  measure: { of: 'run', run, metric: 'm' },
  seeds: [1, 2],
  network: '',
  clock: '',
  note: '',
  ...change,
})
const answers = (...values: (number | string)[]) =>
  new Map<string, Answer>(
    values.map((value, i) => [
      keyOf({ ...run, seed: i + 1 }),
      typeof value === 'string'
        ? { sentence: value }
        : { metrics: { m: value, n: 50 }, fingerprint: '' },
    ]),
  )

test.each([
  ['F', true],
  ['F †', true],
  ['V, indirect', true],
  ['[SEED]', true],
  ['SEED †', true],
  ['[SRC]', true],
  ['[ABS]', true],
  ['M+', true],
  ['M+ †', true],
  ['[MEM✓]', true],
  ['[TXT]', false],
  ['M', false],
  ['[MEM]', false],
  ['[MEM?]', false],
  ['R+', false],
  ['R', false],
  ['R−', false],
  ['D', false],
  ['[DER]', false],
  ['S', false],
  ['X', false],
  ['?', false],
])('a figure tagged %s may fail a build: %s; an exact count always', (tag, may) => {
  expect(mayGate(tag, false)).toBe(may)
  expect(mayGate(tag, true)).toBe(true)
})

test.each([
  [{ is: 'near', value: 100, percent: 5 }, 105, true],
  [{ is: 'near', value: 100, percent: 5 }, 105.1, false],
  [{ is: 'near', value: 2.54, percent: 3 }, 2.54 * 0.97, true],
  [{ is: 'near', value: -100, percent: 5 }, -94, false],
  [{ is: 'close', value: 0.625, by: 0.02 }, 0.645, true],
  [{ is: 'close', value: 0.625, by: 0.02 }, 0.65, false],
  [{ is: 'between', from: 8, to: 8.5, by: 0.1 }, 8.6, true],
  [{ is: 'between', from: 8, to: 8.5, by: 0.1 }, 8.61, false],
  [{ is: 'between', from: 8, to: 8.5, by: 0 }, 7.99, false],
  [{ is: 'exactly', value: 2 }, 2, true],
  [{ is: 'exactly', value: 2 }, 2.000001, false],
  [{ is: 'exactly', value: 0 }, 0, true],
  [{ is: 'more-than', value: 0 }, 0.01, true],
  [{ is: 'more-than', value: 0 }, 0, false],
] as const)('%j has %d inside: %s', (expected, value, inside) =>
  expect(judge(expected, value).inside).toBe(inside),
)

describe('a row', () => {
  test('has no verdict before all its runs are there', () => {
    expect(resultOf(row(), answers(100)).verdict).toBeNull()
    expect(resultOf(row(), answers(100, 102)).verdict).toBe('inside')
  })

  test('is outside when its mean leaves the tolerance, and says by how much', () => {
    const result = resultOf(row(), answers(106, 108))
    expect(result.verdict).toBe('outside')
    expect(result.judgement?.percent).toBeCloseTo(7)
    expect(result.judgement?.ofTolerance).toBeCloseTo(1.4)
    expect(result.spread).toMatchObject({ mean: 107, min: 106, max: 108, count: 2 })
  })

  test('is only shown where its tag does not allow more, or a correction says so', () => {
    expect(resultOf(row({ tag: 'M' }), answers(300, 300)).verdict).toBe('shown')
    const corrected = row({ shownBecause: 'a sum of two recalled terms' })
    expect(gates(corrected)).toBe(false)
    expect(resultOf(corrected, answers(300, 300)).verdict).toBe('shown')
  })

  test('is outside when a run fails, and says why', () => {
    const result = resultOf(row(), answers(100, 'It broke.'))
    expect(result).toMatchObject({ verdict: 'outside', sentence: 'It broke.', spread: null })
    const nameless = row({ measure: { of: 'run', run, metric: 'other' } })
    expect(resultOf(nameless, answers(100, 100)).verdict).toBe('outside')
  })

  test('that is exact must be so for every seed', () => {
    const exact = row({ tag: 'D', expected: { is: 'exactly', value: 2 } })
    expect(resultOf(exact, answers(1, 3)).verdict).toBe('outside')
    expect(resultOf(exact, answers(2, 2)).verdict).toBe('inside')
  })

  test('may be a quotient of one run, or a ratio of two', () => {
    const measure = { of: 'run', run, metric: 'm', per: 'n', times: 1000 } as const
    expect(resultOf(row({ measure }), answers(1, 3)).values).toEqual([20, 60])
    const to = { scenario: 'trial', switches: { other: 1 } }
    const ratio = row({ seeds: [1], measure: { of: 'ratio', run, to, metric: 'm' } })
    const both = answers(6)
    both.set(keyOf({ ...to, seed: 1 }), { metrics: { m: 4 }, fingerprint: '' })
    expect(resultOf(ratio, answers(6)).verdict).toBeNull()
    expect(resultOf(ratio, both).values).toEqual([1.5])
    const less = { of: 'difference', run, to, metric: 'm' } as const
    expect(resultOf(row({ seeds: [1], measure: less }), both).values).toEqual([2])
  })
})
