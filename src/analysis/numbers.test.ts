import { expect, test } from 'vitest'
import { figuresIn } from './numbers.ts'

test.each([
  ['A compile takes 3 s, the biggest', ['3 s']],
  ['after 1.4 ms.', ['1.4 ms']],
  ['2.94 Mb/s over 500 m of coax', ['2.94 Mb/s', '500 m']],
  ['32 bytes and 1,024 KB, 5 %', ['32 bytes', '1,024 KB', '5 %']],
  ['4 machines, 3 same replies, 2 more, of 3 mails, 10 Mb/seconds', []],
])('figures with their units: %s', (text, figures) => {
  const parts = figuresIn(text)
  expect(parts.filter((_, i) => i % 2 === 1)).toEqual(figures)
  expect(parts.join('')).toBe(text)
})
