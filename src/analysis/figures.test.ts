// Numbers, predictions and published figures as the chrome tells them.
import { expect, test } from 'vitest'
import { badgeOf, figureRows, metricRows } from './metrics-view.ts'
import { clock, figure, labelOf, length, moment, unitOf, valueWords } from './numbers.ts'
import { answerOf, guessIsClose, passes, wantsNumber } from './predictions.ts'

test.each([
  [42_080_600, '42.080 600'],
  [0, '0.000 000'],
  [1_003_924_299, '1,003.924 299'],
])('the clock at %i ns', (ns, shown) => expect(clock(ns).figure).toBe(shown))

test('lengths and moments keep to the unit that suits them', () => {
  expect(length(9000)).toBe('9 µs')
  expect(length(900_000)).toBe('900 µs')
  expect(length(1_500_000_000)).toBe('1.5 s')
  expect(moment(41_020_000)).toBe('41.02 ms')
  expect(figure(1428)).toBe('1,428')
  expect(figure(0.0064)).toBe('0.0064')
  expect(figure(-2.5)).toBe('−2.5')
})

test('metrics are named by their words and their unit', () => {
  expect(labelOf('framesPerExchange')).toBe('Frames per exchange')
  expect(unitOf('exchangeMs')).toBe('ms')
  expect(labelOf('exchangeMs')).toBe('Exchange')
  expect(valueWords(12.5, '%')).toBe('12.5 %')
  expect(valueWords(null, 'ms')).toBe('none')
})

test('a prediction’s answer is what the metrics say', () => {
  const question = {
    metric: 'frames',
    choices: [
      { test: { is: '=', value: 2 } },
      { test: { is: '=', value: 4 } },
      { test: { is: '>', value: 4 } },
    ],
  }
  expect(answerOf(question, { frames: 4 })).toEqual({ choice: 1, value: 4 })
  expect(answerOf(question, { frames: 9 })).toEqual({ choice: 2, value: 9 })
  expect(answerOf(question, { frames: 3 })).toEqual({ choice: null, value: 3 })
  expect(answerOf(question, {})).toEqual({ choice: null, value: null })
})

test.each([
  [{ is: '=', value: 2.5, within: 0.1 }, 2.54, true],
  [{ is: '=', value: 2.5 }, 2.54, false],
  [{ from: 1, to: 2 }, 2, true],
  [{ from: 1, to: 2 }, 2.1, false],
  [{ is: '<', metric: 'other' }, 4, true],
  [{ is: '=', value: 'replied' }, 'replied', true],
  [{ is: '!=', value: 'replied' }, 'failed', true],
  [{ is: '>', value: 1 }, null, false],
  [{ is: '=', value: 'none' }, null, true],
  [{ is: '=', value: 'none' }, undefined, false],
  [{ is: '=', value: 'none' }, 6651, false],
])('%o of %s is %s', (test, value, holds) => {
  expect(passes(test, value, { other: 5 })).toBe(holds)
})

test('a guess is close within a tenth', () => {
  expect(guessIsClose(95, 100)).toBe(true)
  expect(guessIsClose(80, 100)).toBe(false)
})

test.each([
  ['F', 'published'],
  ['F †', 'published'],
  ['[ABS, DER]', 'reported'],
  ['[ABS]', 'published'],
  ['M+', 'reported'],
  ['D', 'ours'],
  ['X', 'ours'],
])('a figure with tag %s is %s', (tag, badge) => expect(badgeOf(tag)).toBe(badge))

test('a figure stands beside the run that it belongs to, and only there', () => {
  const row = (clock: string) =>
    figureRows(
      [
        {
          metric: 'exchangeMs',
          value: 2.5,
          unit: 'ms',
          source: 's',
          tag: 'M+',
          when: { clock: '8' },
        },
      ],
      { exchangeMs: 2.55 },
      { clock },
      [],
    )[0]
  expect(row('8')).toMatchObject({ simulated: '2.55 ms', apart: '+2 %', when: '' })
  expect(row('10')).toMatchObject({ simulated: '', apart: '', when: 'clock 8' })
})

test('two futures’ metrics are told apart where they differ', () => {
  const rows = metricRows({ a: 1, b: 2 }, [{ name: 'b', label: 'Bees' }], { a: 1, b: 3 })
  expect(rows.map(({ label, differs }) => [label, differs])).toEqual([
    ['Bees', true],
    ['A', false],
  ])
})

test('a number is asked for where no choice holds, and the run answers with one', () => {
  expect(wantsNumber({ choice: null, value: 7 })).toBe(true)
  expect(wantsNumber({ choice: null, value: 'in-doubt' })).toBe(false)
  expect(wantsNumber({ choice: null, value: null })).toBe(false)
  expect(wantsNumber({ choice: 0, value: 7 })).toBe(false)
  expect(wantsNumber(null)).toBe(false)
})
