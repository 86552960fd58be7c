import { expect, test } from 'vitest'
import { Spans } from './spans.ts'

const US = 1000

/** `many` spans of 2 µs, one every 10 µs. */
function row(many: number, asked: (row: Spans) => void = () => undefined): Spans {
  const spans = new Spans()
  for (let i = 0; i < many; i++) {
    const slot = spans.open(i * 10 * US, 1, i, 0)
    spans.close(slot, (i * 10 + 2) * US)
    asked(spans)
  }
  return spans
}
const whole = { count: 0, kind: 0, share: 0 }

test('how full a row is does not depend on when somebody asks', () => {
  const MANY = 20_000
  const late = row(MANY).density
  const early = row(MANY, ({ density }) => density.fill(0, 1, { ...whole })).density
  expect(late.width).toBe(early.width)
  const end = MANY * 10 * US
  for (const [from, to] of [
    [0, end],
    [0, end / 2],
    [end / 3, end / 2],
    [end - 400 * US, end],
  ] as const) {
    const first = late.fill(from, to, { ...whole })
    const second = early.fill(from, to, { ...whole })
    expect(first.count).toBe(second.count)
    expect(first.share).toBeCloseTo(second.share, 3)
    expect(first.share).toBeCloseTo(0.2, 1)
  }
})
