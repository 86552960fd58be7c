import { describe, expect, test } from 'vitest'
import { makeGraph } from './graph.ts'
import type { MakefileError } from './makefile-error.ts'

const lines = (...all: string[]) => all.join('\n')
function tell(text: string, goal = '', given: Record<string, string> = {}) {
  const { files, order } = makeGraph(text, goal, new Map(Object.entries(given)))
  const names = (numbers: readonly number[]) => numbers.map((n) => files[n]?.name).join(' ')
  return {
    order: names(order),
    needs: (name: string) => names(files.find((each) => each.name === name)?.needs ?? []),
    reads: (name: string) => names(files.find((each) => each.name === name)?.reads ?? []),
    ms: (name: string) => files.find((each) => each.name === name)?.ms,
  }
}
function refusal(text: string, goal = ''): string {
  try {
    makeGraph(text, goal)
  } catch (error) {
    return (error as MakefileError).message
  }
  return 'accepted'
}

describe('a makefile is read', () => {
  test('targets, prerequisites and automatic variables', () => {
    const graph = tell(
      lines('prog: a.o b.o', '\tcc -o $@ $^ util.h', 'a.o: a.c util.h', '\tcc -c $<', 'b.o: b.c'),
    )
    expect(graph.order).toBe('a.o b.o prog')
    expect(graph.needs('a.o')).toBe('a.c util.h')
    expect(graph.needs('b.o')).toBe('b.c')
    // The recipe names a file that is no prerequisite: it opens it all the same.
    expect(graph.reads('prog')).toBe('a.o b.o util.h')
  })
  test('variables, their suffixes, functions, conditions and continued lines', () => {
    const text = lines(
      'ALL = a b c d # four',
      'N ?= 2',
      'OBJECTS := $(addsuffix .o,$(wordlist 1,$(N),$(ALL)))',
      'OBJECTS += \\',
      '  x.o',
      'ifeq ($(N),2)',
      'prog: $(OBJECTS:.o=.x)',
      'else',
      'prog: nothing.x',
      'endif',
      '\tcc -o $@ $^',
      '$(OBJECTS:.o=.x): %.x: %.o',
      '\tmv $< $@',
    )
    expect(tell(text).needs('prog')).toBe('a.x b.x x.x')
    expect(tell(text).needs('a.x')).toBe('a.o')
    expect(tell(text, '', { N: '3' }).needs('prog')).toBe('nothing.x')
  })
  test.each([
    ['a', 'a.x'],
    ['b', 'b.x'],
    ['c', 'c.x'],
    ['d', 'd.x'],
  ])('of the branches of a condition the first that holds: N is %s', (N, needs) => {
    const text = lines(
      'ifeq ($(N),a)',
      'prog: a.x',
      'else ifeq ($(N),b)',
      'prog: b.x',
      'else ifneq ($(N),d)',
      'prog: c.x',
      'else',
      'prog: d.x',
      'endif',
      '\tcc $^',
    )
    expect(tell(text, '', { N }).needs('prog')).toBe(needs)
  })
  test('the target that .DEFAULT_GOAL names, wherever that is written', () => {
    const text = lines(
      'NAME = two',
      'one: a.c',
      '\tcc',
      '.DEFAULT_GOAL := $(NAME)',
      'two: b.c',
      '\tcc',
    )
    expect(tell(text).order).toBe('two')
    expect(refusal(text.replace('= two', '= three'))).toBe('The makefile has no rule for “three”.')
  })
  test('pattern rules, those of make itself, suffix rules, and a second recipe', () => {
    const text = lines(
      'prog: a.o b.o',
      '\tfirst $^',
      'prog: c.o',
      '\tsecond c.txt $^',
      '%.o: %.c defs.h',
      '\tcc -c $*.c',
      '.y.c:',
      '\tyacc $<',
      'c.c: c.y',
    )
    const graph = tell(text)
    expect(graph.order).toBe('a.o b.o c.c c.o prog')
    expect(graph.needs('a.o')).toBe('a.c defs.h')
    expect(tell('a: b.o\n\tld $<').needs('b.o')).toBe('b.c')
  })
  test('names for several targets do nothing themselves, and order-only ones are not read', () => {
    const graph = tell(
      lines('.PHONY: all', 'all: a b', 'a: a.c | b', '\tcc a.c', 'b: b.c; cc b.c -lm'),
    )
    expect(graph.order).toBe('b a')
    expect(graph.needs('a')).toBe('a.c b')
    expect(graph.reads('a')).toBe('a.c')
  })
  test('how long a recipe takes: MS of a target, of a pattern, of all', () => {
    const text = lines(
      'prog: a.o b.o',
      '\tld $^',
      '%.o: MS = $(CPU)',
      'b.o: MS = $(CPU) * 4',
      'CPU = 100',
    )
    expect([tell(text).ms('a.o'), tell(text).ms('b.o'), tell(text).ms('prog')]).toEqual([
      100,
      400,
      null,
    ])
    expect(tell(text, '', { CPU: '7' }).ms('b.o')).toBe(28)
  })
})

describe('what is wrong is said in a sentence that names the line', () => {
  test.each([
    ['', 'The makefile has no target: there is nothing to make.'],
    ['# only this\n\nA = 1', 'The makefile has no target: there is nothing to make.'],
    ['all: a.c', 'The makefile has nothing to do for “all”: no rule has a recipe.'],
    ['\n\tcc', 'Line 2 of the makefile: a line that begins with a tab belongs to no rule.'],
    [
      'a: b\n\tx\n\nb: c\n\tx\nc: a\n\tx',
      'Line 6 of the makefile: a circle of prerequisites: a needs b needs c needs a.',
    ],
    ['a: a\n\tx', 'Line 1 of the makefile: a circle of prerequisites: a needs a.'],
    [
      'X = 1\nprog: main.o helper\n\tld $^\nmain.o: main.c',
      'Line 2 of the makefile: no rule makes “helper”, which “prog” needs.',
    ],
    [
      'a: b\n\tx\nthis is nothing',
      'Line 3 of the makefile: “this is nothing” is neither a rule, nor a variable, nor a recipe’s line.',
    ],
    ['A = $(B)\nB = $(A)\nx: $(A)\n\ty', 'Line 3 of the makefile: a variable refers to itself.'],
    ['x: $(A\n\ty', 'Line 1 of the makefile: “$(” is not closed.'],
    [
      'x: $(shell rm -rf /)\n\ty',
      'Line 1 of the makefile: $(shell …) is not known here, where nothing is run.',
    ],
    ['A != date\nx:\n\ty', 'Line 1 of the makefile: “A” would run a program; nothing is run here.'],
    [
      'include other.mk',
      'Line 1 of the makefile: “include” names another file, and there is only this one.',
    ],
    [
      'a: b.c\n    cc b.c',
      'Line 2 of the makefile: a recipe’s line begins with a tab, and this one begins with spaces.',
    ],
    [
      'C:\\prog: b.c\n\tcc',
      'Line 1 of the makefile: what stands between two colons is a pattern with a %, and “\\prog” has none.',
    ],
    ['ifdef A\nx: y.c', 'Line 1 of the makefile: the “if” has no “endif”.'],
    [
      'x: y.c\n\tcc\nx: MS = soon',
      'Line 1 of the makefile: MS is “soon”; it must be a number of milliseconds up to 10000000.',
    ],
  ])('%j', (text, sentence) => expect(refusal(text)).toBe(sentence))

  test('also where a few lines would grow without end', () => {
    const doubled = Array.from({ length: 40 }, (_, i) => `A${i + 1} = $(A${i})$(A${i})`)
    const text = lines('A0 = xxxxxxxxxx', ...doubled, 'x: $(A40)', '\ty')
    expect(refusal(text)).toBe('Line 42 of the makefile: its variables grow without end.')
  })
  test.each([
    '$(subst a,$(LONG),$(MANY))',
    '$(addprefix $(LONG),$(MANY))',
    '$(addsuffix $(LONG),$(MANY))',
    '$(patsubst %,$(LONG),$(MANY))',
    '$(MANY:%=$(LONG))',
  ])('and where one function would: %s', (call) => {
    const text = lines(
      `LONG = ${'b'.repeat(90_000)}`,
      `MANY = ${'a '.repeat(90_000)}`,
      `x: ${call}`,
    )
    expect(refusal(text)).toBe('Line 3 of the makefile: its variables grow without end.')
  })
  test('and where every name would be held against very many patterns', () => {
    const all = Array.from({ length: 3000 }, (_, i) => i)
    const goal = `all: ${all.map((i) => `f${i}.x${i}`).join(' ')}\n\tld`
    const sentence = 'The makefile has too many patterns for so many files.'
    expect(refusal(lines(goal, ...all.map((i) => `%.x${i}: %.c\n\tcc`)))).toBe(sentence)
    const own = all.map((i) => `%.x${i}: MS = 5\nf${i}.x${i}: a.c\n\tcc`)
    expect(refusal(lines(goal, ...own))).toBe(sentence)
  })
  test('and where a name means something to the language', () => {
    const text = lines('__proto__: constructor.c', '\tcc $(toString)')
    expect(tell(text).order).toBe('__proto__')
  })
})

test('ten thousand targets, beside each other or in a chain', () => {
  const wide = Array.from({ length: 10_000 }, (_, i) => `f${i}.o`)
  const beside = makeGraph(lines(`prog: ${wide.join(' ')}`, '\tld -o $@ $^'))
  expect(beside.order).toHaveLength(10_001)
  expect(beside.files[beside.goal]?.reads).toHaveLength(10_000)
  const chain = wide.map((_, i) => `g${i}: g${i + 1}\n\tstep`)
  const long = makeGraph(lines(...chain, 'g10000:\n\tstart'))
  expect(long.order).toHaveLength(10_001)
  const circle = refusal(lines(...chain, 'g10000: g0\n\tstart'))
  expect(circle).toMatch(/^Line \d+ of the makefile: a circle.*g0 needs g1 .*needs g0\.$/)
})
