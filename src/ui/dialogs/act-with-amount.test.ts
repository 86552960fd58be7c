import { expect, test } from 'vitest'
import type { ChosenAmount } from '../../analysis/what-if.ts'
import { readAmount } from './act-with-amount.tsx'

const by: ChosenAmount = { unit: 'ms', usual: 5, counts: 1000, joined: 'by' }
const idle = { amount: 10, vain: 'S already runs at 10 %' }
const to: ChosenAmount = { unit: '%', usual: 10, counts: 1, joined: 'to', idle }

test.each([
  ['5', 'delay', by, 5000],
  [' 0.25 ', 'delay', by, 250],
  ['1,5', 'delay', by, 1500],
  ['50', 'slow', to, 50],
] as const)('%j to %s is counted as a link does', (typed, action, amount, value) => {
  expect(readAmount(typed, action, amount)).toEqual({ value, problem: null })
})

test.each([
  ['', 'delay', by, 'Write a number from 0.001 to 1,000,000 ms.'],
  ['soon', 'delay', by, 'Write a number from 0.001 to 1,000,000 ms.'],
  ['0', 'pause', by, 'Write a number from 0.001 to 1,000,000 ms.'],
  ['101', 'slow', to, 'Write a number from 1 to 100 %.'],
  ['10', 'slow', to, 'It would change nothing: S already runs at 10 %.'],
] as const)('%j to %s is refused in a sentence', (typed, action, amount, problem) => {
  expect(readAmount(typed, action, amount)).toEqual({ value: null, problem })
})
