/** The lab's numbers in words. */
import { figure, valueWords } from '../../analysis/numbers.ts'
import type { Expected } from '../../lab/expected.ts'
import type { Spread } from '../../lab/spread.ts'

export function publishedWords(expected: Expected, unit: string): string {
  switch (expected.is) {
    case 'between':
      return `${figure(expected.from)} to ${valueWords(expected.to, unit)}`
    case 'more-than':
      return `more than ${valueWords(expected.value, unit)}`
    default:
      return valueWords(expected.value, unit)
  }
}

export function meanWords({ mean }: Spread, unit: string): string {
  return valueWords(mean, unit)
}

/** `2.51 to 2.58 over 5 seeds`; the same for every seed is said so. */
export function spreadWords({ min, max, count }: Spread): string {
  if (count === 1) return 'one seed'
  return min === max
    ? `the same for ${count} seeds`
    : `${figure(min)} to ${figure(max)} over ${count} seeds`
}

export function percentWords(percent: number): string {
  const size = Math.abs(percent)
  if (size < 0.005) return 'equal'
  return `${percent < 0 ? '−' : '+'}${figure(Number(size.toFixed(size < 1 ? 2 : 1)))} %`
}
