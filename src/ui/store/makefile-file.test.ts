import { expect, test } from 'vitest'
import { isMakefile } from './makefile-file.ts'

test.each([
  ['Makefile', '{', true],
  ['GNUmakefile', '', true],
  ['makefile.2001', 'a: b', true],
  ['rules.mk', '', true],
  ['notes.txt', 'prog: main.o\n', true],
  ['lesson.json', 'prog: main.o\n', false],
  ['lesson', ' { "format": 1 }', false],
  ['Makefile.json', 'a: b', false],
])('%s: %j', (name, text, is) => {
  expect(isMakefile(name, text)).toBe(is)
})
