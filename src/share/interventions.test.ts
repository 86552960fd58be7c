import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ACTIONS, AMOUNTS } from '../scenarios/document/words.ts'
import type { Intervention } from '../trace/tuple.ts'
import { formatIntervention, formatTime, parseIntervention, parseTime } from './interventions.ts'

test.each<[number, string]>([
  [0, '0ns'],
  [1234, '1.234us'],
  [250_000, '250us'],
  [1_500_000, '1.5ms'],
  [1_234_567, '1.234567ms'],
  [12_000_000_000, '12s'],
  [Number.MAX_SAFE_INTEGER, '9007199.254740991s'],
])('%d ns is %s', (nanos, text) => {
  expect(formatTime(nanos)).toBe(text)
  expect(parseTime(text)).toBe(nanos)
})

test.each<[string, number]>([
  ['1234ns', 1234],
  ['1.50ms', 1_500_000],
  ['0.1us', 100],
  ['2µs', 2000],
])('%s is %d ns', (text, nanos) => expect(parseTime(text)).toBe(nanos))

const good: [string, Intervention][] = [
  ['1.5ms:crash:F', { time: 1_500_000, action: 'crash', target: 'F' }],
  [
    '1.234us.3:lose:A.client/send1/REPLY.1@F2',
    { time: 1234, cut: 3, action: 'lose', target: 'A.client/send1/REPLY.1@F2' },
  ],
  ['1.5ms.0:pause:F', { time: 1_500_000, cut: 0, action: 'pause', target: 'F' }],
  ['0ns:delay:A.client/*=250', { time: 0, action: 'delay', target: 'A.client/*', amount: 250 }],
  ['12s:cut:cable=120.5', { time: 12_000_000_000, action: 'cut', target: 'cable', amount: 120.5 }],
]
test.each(good)('%s', (text, intervention) => {
  expect(parseIntervention(text)).toEqual({ ok: true, intervention })
  expect(formatIntervention(intervention)).toBe(text)
})

describe('sentences', () => {
  test.each([
    ['crash F', 'no intervention; write TIME:ACTION:TARGET'],
    ['1:crash:F', '"1" is no time; write 12s, 1.5ms, 250us or 1234ns'],
    ['-1ms:crash:F', '"-1ms" is no time'],
    ['1.5ns:crash:F', '1.5ns is finer than a nanosecond'],
    ['9999999999s:crash:F', '9999999999s is later than any run can last'],
    ['1ms:explode:F', '"explode" is no action; there are lose, corrupt'],
    ['1ms:toString:F', '"toString" is no action'],
    ['1ms:crash:', '"" names nothing that crash could act on'],
    ['1ms:crash:<b>', '"<b>" names nothing'],
    ['1ms:crash:F=3', 'crash takes no amount'],
    ['1ms:slow:F', 'slow needs an amount in percent'],
    ['1ms:slow:F=0', 'slow takes 1 to 100 percent, not 0'],
    ['1ms:slow:F=x', '"x" is no amount'],
  ])('%s: %s', (text, sentence) => {
    const parsed = parseIntervention(text)
    expect(parsed.ok ? 'it parses' : parsed.sentence).toContain(sentence)
  })
})

test('what is written can be read', () => {
  const act = fc
    .record({
      time: fc.maxSafeNat(),
      cut: fc.option(fc.nat(1_000_000), { nil: undefined }),
      action: fc.constantFrom(...ACTIONS),
      target: fc.stringMatching(/^[A-Za-z][A-Za-z0-9./-]{0,30}$/),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ time, cut, action, target, part }): Intervention => {
      const rule = AMOUNTS[action]
      const amount = rule ? { amount: rule.min + Math.round(part * (rule.max - rule.min)) } : {}
      return { time, ...(cut === undefined ? {} : { cut }), action, target, ...amount }
    })
  fc.assert(
    fc.property(act, (intervention) => {
      expect(parseIntervention(formatIntervention(intervention))).toEqual({
        ok: true,
        intervention,
      })
    }),
  )
})

test('any text gets an answer', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(typeof parseIntervention(text).ok).toBe('boolean')
    }),
  )
})
