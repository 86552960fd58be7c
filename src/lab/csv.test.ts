import { expect, test } from 'vitest'
import { csv } from './csv.ts'

test('commas and quotes stay inside their cell, and no cell is a formula', () => {
  expect(
    csv(
      ['a', 'b'],
      [
        ['x, "y"', -1.5],
        [null, '=1+1'],
        [true, ''],
      ],
    ),
  ).toBe('a,b\n"x, ""y""",-1.5\n,\'=1+1\ntrue,\n')
})
