import { expect, test } from 'vitest'
import { makeGraph } from '../../makefile/graph.ts'
import { fileToTouch, staleJobs, type Touch } from './stale.ts'

const graph = makeGraph(
  [
    'all: prog tools',
    'tools: lint',
    'lint: lint.o; ld',
    'prog: a.o b.o c.o; ld',
    '%.o: %.c all.h; cc -c $<',
    'a.o: some.h',
    'b.o: some.h',
  ].join('\n'),
)
const number = (name: string) => graph.files.findIndex((file) => file.name === name)
const names = (numbers: Iterable<number>) =>
  [...numbers].map((file) => graph.files[file]?.name).sort()
/** Sources never written, all else at 100 ms, but for what is said. */
const due = (written: Readonly<Record<string, number>>) =>
  names(
    staleJobs(graph, (file) => {
      const { name = '', kind = 'source' } = graph.files[file] ?? {}
      return written[name] ?? (kind === 'source' ? 0 : 100)
    }).keys(),
  )

test('nothing is due where nothing was written since', () => {
  expect(due({})).toEqual([])
  expect(due({ 'a.c': 100 })).toEqual([])
})
test('what is older than what it is made of, and what is made of that, is due, and nothing else', () => {
  expect(due({ 'a.c': 101 })).toEqual(['a.o', 'all', 'prog'])
  expect(due({ 'some.h': 101 })).toEqual(['a.o', 'all', 'b.o', 'prog'])
  expect(due({ 'lint.c': 101 })).toEqual(['all', 'lint', 'lint.o', 'tools'])
  expect(due({ 'c.o': 101 })).toEqual(['all', 'prog'])
})
test('what should have been made and nobody knows of is due', () => {
  expect(due({ 'c.o': 0 })).toEqual(['all', 'c.o', 'prog'])
})
test('each is due for a file that it needs', () => {
  const why = staleJobs(graph, (file) => (file === number('some.h') ? 101 : 100))
  expect(why.get(number('b.o'))).toBe(number('some.h'))
  expect(why.get(number('prog'))).toBe(number('a.o'))
})
test.each<[Touch, string]>([
  ['one', 'a.c'],
  ['some', 'some.h'],
  ['most', 'all.h'],
])('%s: %s is edited', (touch, name) => {
  expect(graph.files[fileToTouch(graph, touch)]?.name).toBe(name)
})
