import { expect, test } from 'vitest'
import { headline } from './headline.ts'

test('a title gets its full stop, and a question keeps its own sign', () => {
  expect(headline('Read must wait')).toBe('Read must wait.')
  expect(headline('Has S seen this before?')).toBe('Has S seen this before?')
})
