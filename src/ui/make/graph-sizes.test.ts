import { describe, expect, test } from 'vitest'
import type { GraphJob } from '../../analysis/make/make-graph.ts'
import { shortNames } from '../../analysis/make/short-names.ts'
import { columnWidths, graphSizes } from './graph-sizes.ts'

describe('columns', () => {
  test('are as wide as their names, and share what is over', () => {
    expect(columnWidths([100, 40], 200, 400)).toEqual([130, 70])
    expect(columnWidths([150, 100], 200, 400)).toEqual([150, 100])
  })

  test('the modest ones keep theirs where there is too little for all', () => {
    expect(columnWidths([300, 50, 400], 200, 450)).toEqual([200, 50, 200])
    expect(columnWidths([300, 300], 20, 40)).toEqual([28, 28])
  })
})

const job = (file: number, name: string, column: number, row: number): GraphJob => ({
  file,
  name,
  column,
  row,
  critical: false,
})

test('a name that has no room is left out, and the others are not', () => {
  const jobs = [job(0, 'long'.repeat(40), 0, 0), job(1, 'short', 0, 1), job(2, 'end', 1, 0)]
  const graph = { jobs, edges: [], columns: 2, rows: 2, longestMs: 0 }
  const sizes = graphSizes(graph, 300, ({ name }) => name.length * 7)
  expect(jobs.map(sizes.isNamed)).toEqual([false, true, true])
  const [one, , two] = jobs as [GraphJob, GraphJob, GraphJob]
  expect(sizes.x(two)).toBeGreaterThanOrEqual(sizes.x(one) + sizes.width(one))
  expect(sizes.wide).toBeGreaterThanOrEqual(sizes.x(two) + sizes.width(two))
  expect(sizes.wide).toBeLessThanOrEqual(600)
  // Where there are too many for names, none is asked for room.
  const many = { ...graph, rows: 41 }
  expect(graphSizes(many, 300, () => 900).wide).toBeLessThanOrEqual(300)
  expect(graphSizes(many, 300, () => 1).isNamed(one)).toBe(false)
})

describe('short names', () => {
  test('are the file’s own, with as many directories as tell it from others', () => {
    const long = 'src/very/long/directory'
    expect(shortNames([`${long}/one.o`, `${long}/two.o`, 'program'])).toEqual([
      'one.o',
      'two.o',
      'program',
    ])
    expect(shortNames(['a/x/io.o', 'b/x/io.o', 'c/main.o'])).toEqual([
      'a/x/io.o',
      'b/x/io.o',
      'main.o',
    ])
  })

  test('of a name that is another’s end, and of one that ends in a stroke', () => {
    expect(shortNames(['io.o', 'lib/io.o', 'out/', '/'])).toEqual(['io.o', 'lib/io.o', 'out/', '/'])
    expect(shortNames([])).toEqual([])
  })
})
