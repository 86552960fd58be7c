import { describe, expect, test } from 'vitest'
import { parallelMake } from '../../scenarios/parallel-make/document.ts'
import { decodeLink, encodeLink } from '../../share/link.ts'
import { USUAL_VIEW } from '../../share/state.ts'
import { defaultTuple } from '../../worker/run.ts'
import { trial } from '../../worker/trial.ts'
import { makefileOf, withMakefile } from './own-makefile.ts'

const TEXT = 'prog: main.o big.o\n\tcc -o $@ $^\nbig.o: MS = 9000\n'
const own = () => {
  const load = withMakefile(parallelMake, TEXT)
  if (!load.ok) throw new Error(load.sentence)
  return load.document
}

describe('a makefile of one’s own', () => {
  test('is in the document, which runs', () => {
    const document = own()
    expect(makefileOf(document)).toBe(TEXT)
    const { summary } = trial(document, { switches: {} }, 'summaries')
    expect(summary.violations).toEqual([])
    expect(summary.metrics).toMatchObject({ criticalPathSeconds: 12, workSeconds: 15 })
  })
  test('is carried by the link, and can be written over', () => {
    const document = own()
    const state = {
      tuple: defaultTuple(document),
      document,
      cursor: { time: 0, ordinal: 0 },
      selection: null,
      view: USUAL_VIEW,
    }
    const back = decodeLink(encodeLink(state))
    expect(back.ok && back.state.document && makefileOf(back.state.document)).toBe(TEXT)
    const again = withMakefile(document, 'a: a.c\n\tcc a.c')
    expect(again.ok && makefileOf(again.document)).toBe('a: a.c\n\tcc a.c')
  })
  test.each([
    ['', 'The makefile has no target: there is nothing to make.'],
    ['a: a.o', /^$/],
    ['x: y\n\tcc', 'Line 1 of the makefile: no rule makes “y”, which “x” needs.'],
    [
      `a: a.c\n\tcc ${'x'.repeat(5000)}`,
      'Line 2 of the makefile: it is longer than 4000 characters; break it with a backslash.',
    ],
    [
      `a: a.c\n\tcc\n${`#${'x'.repeat(49)}\n`.repeat(19_500)}`,
      'The makefile is too long: with its scenario it would be more than a megabyte.',
    ],
    ['#\n'.repeat(40_001), 'The makefile has more than 40000 lines.'],
    ['a: a.c\n\tcc\na: MS = $(CPU) * 2', /^$/],
    ['ifdef CPU\na: a\nendif\na: a.c\n\tcc', /a circle of prerequisites: a needs a/],
    ['<script>alert(1)</script>', /^Line 1 of the makefile: “<script>.*neither a rule/],
  ])('%j is run, or refused in one sentence', (text, sentence) => {
    const load = withMakefile(parallelMake, text)
    expect(load.ok ? '' : load.sentence).toMatch(sentence)
  })
})
