/** What every scenario of the library owes its readers (DESIGN.md §9), at the defaults. */
import { describe, expect, test } from 'vitest'
import { filled } from '../analysis/placeholders.ts'
import { CHANGE, Field, fieldInfo } from '../trace/fields.ts'
import { Kind } from '../trace/kinds.ts'
import type { RecordPredicate } from '../trace/predicate.ts'
import { NONE } from '../trace/record.ts'
import type { Trace } from '../trace/trace.ts'
import type { SwitchValue } from '../trace/tuple.ts'
import { derivedMetrics } from '../worker/derive.ts'
import { known } from '../worker/known.ts'
import { defaultTuple } from '../worker/run.ts'
import { trial } from '../worker/trial.ts'
import { matcher } from './build/interventions.ts'
import { library } from './catalogue.ts'
import type {
  Beat,
  Comparator,
  Figure,
  PredictionTest,
  ScenarioDocument,
} from './document/document.ts'
import { HOST_LIMITS, loadDocument } from './document/load.ts'
import { toldStory } from './document/told.ts'
import { TURNED } from './turned.ts'

type Metrics = Readonly<Record<string, SwitchValue | null>>

/** Tags that a build may fail on (SCENARIOS.md, "How to read an entry"); counts of ours are exact. */
const GATED = ['F', 'V', '[SEED]', '[SRC]', '[ABS]', 'M+', '[MEM✓]', '[DER]', 'D']
/** About three lines of the story's column. */
const TEXT_MAX = 175

function found(trace: Trace, what: RecordPredicate): number {
  const change = what.kind.startsWith('change:')
  const kind = change
    ? CHANGE + Field[what.kind.slice(7) as keyof typeof Field]
    : Kind[what.kind as keyof typeof Kind]
  const isNamed = matcher(what.entity ?? '*')
  const nth = what.nth ?? 1
  let left = Math.abs(nth)
  const all = Array.from({ length: trace.length }, (_, i) => i)
  for (const i of nth > 0 ? all : all.reverse()) {
    if (trace.kind(i) !== kind || !isNamed(trace.nameOf(trace.entity(i)))) continue
    const columns = { a: trace.a(i), b: trace.b(i) } as Record<string, number>
    const word = (value: number) =>
      change ? fieldInfo(kind - CHANGE)?.values?.[value] : trace.string(value)
    const holds = Object.entries(what.where ?? {}).every(
      ([key, value]) => columns[key] === value || word(columns[key] as number) === value,
    )
    if (holds && --left === 0) return i
  }
  return NONE
}

function compare(left: SwitchValue, is: Comparator, right: SwitchValue, within = 0): boolean {
  if (typeof left !== typeof right) return is === '!='
  const apart = typeof left === 'number' && typeof right === 'number' ? Math.abs(left - right) : 0
  if (is === '=') return typeof left === 'number' ? apart <= within : left === right
  if (is === '!=') return typeof left === 'number' ? apart > within : left !== right
  if (is === '<') return left < right
  if (is === '<=') return left <= right
  return is === '>' ? left > right : left >= right
}

function holds(by: PredictionTest, metric: string, metrics: Metrics): boolean {
  const value = metrics[metric]
  if (value === null) return 'value' in by && by.is === '=' && by.value === 'none'
  if (value === undefined) return false
  if ('from' in by) return Number(value) >= by.from && Number(value) <= by.to
  if ('metric' in by) return compare(value, by.is, metrics[by.metric] as SwitchValue)
  return compare(value, by.is, by.value, by.within)
}

/** The choices of a prediction that hold, given what is on the screen. */
function answers(document: ScenarioDocument, id: string, switches = {}, seed = 1): string[] {
  const asked = document.predictions.find((each) => each.id === id)
  if (!asked) throw new Error(`There is no prediction ${id}.`)
  const tuple = {
    ...defaultTuple(document),
    seed,
    switches: { ...switches, ...asked.overrides },
    interventions: asked.interventions ?? [],
  }
  const { summary } = trial(document, tuple, 'nothing')
  const ofSweep = document.metrics.some(
    ({ name, kind }) => name === asked.metric && kind === 'sweep',
  )
  const metrics = { ...summary.metrics, ...(ofSweep ? derivedMetrics(document, tuple) : {}) }
  return asked.choices
    .filter((choice) => holds(choice.test, asked.metric, metrics))
    .map((choice) => choice.text)
}

/** The runs besides the default one that a reader is led to. */
function shownRuns(document: ScenarioDocument) {
  const asked = document.predictions.map(({ overrides = {}, interventions = [] }) =>
    trial(document, { switches: overrides, interventions }),
  )
  const figured = (document.figures ?? []).map(({ when = {} }) =>
    trial(document, { switches: when }),
  )
  return [...asked, ...figured]
}

const isGated = ({ tag }: Figure) => GATED.includes(tag.split(/[ ,†]/)[0] as string)

function lines(trace: Trace, before: number): string[] {
  const all: string[] = []
  for (let i = 0; i < trace.length && trace.time(i) < before; i++) {
    const { time, kind, entity, a, b, cause, because, span } = trace.at(i)
    all.push([time, kind, trace.nameOf(entity), a, b, cause, because, span].join(' '))
  }
  return all
}

/** The switches by which every condition holds. */
function sideOf(
  { switches }: ScenarioDocument,
  when: Beat['when'] = [],
): Record<string, SwitchValue> {
  return Object.fromEntries(
    when.flatMap(({ switch: key, is, value }) => {
      if (is !== '!=') return [[key, value]]
      const its = switches.find((each) => each.key === key)
      if (its?.kind !== 'choice' || its.default !== value) return []
      const other = its.values.find((each) => each.value !== value)
      return other ? [[key, other.value]] : []
    }),
  )
}

function figuresOf(
  { metrics: named, switches }: ScenarioDocument,
  metrics: Parameters<typeof filled>[1]['metrics'],
  turned: Record<string, SwitchValue>,
  text: string,
): string {
  return filled(text, { metrics, named, switches, turned })
}

describe.each(library.map((document) => [document.id, document] as const))('%s', (_, document) => {
  const { trace, setup, summary } = trial(document)

  test('loads, and names nothing that this build does not know', () => {
    const load = loadDocument(document, { hosts: HOST_LIMITS.library }, known())
    expect(load).toMatchObject({ ok: true })
  })

  test('ends by itself, keeps its promises and uses all its interventions', () => {
    expect(summary.endReason).toBe('timeMs' in document.until ? 'time' : 'quiescent')
    expect(summary.violations).toEqual([])
    expect(summary.didNotApply).toEqual([])
  })

  test('lights the lamp of every check that it names, here or where a question or a figure leads', () => {
    const lit = new Set<string>()
    for (const { trace: its } of [{ trace }, ...shownRuns(document)])
      for (let i = 0; i < its.length; i++)
        if (its.kind(i) === Kind.exercised) lit.add(its.nameOf(its.entity(i)))
    for (const id of document.checks ?? []) expect([...lit]).toContain(id)
  })

  test('gives every metric of a run a value, here or where a question or a figure leads', () => {
    const unknown = document.metrics.filter(
      ({ name, kind }) => kind === 'run' && summary.metrics[name] === null,
    )
    const others = unknown.length > 0 ? shownRuns(document) : []
    for (const { name } of unknown)
      expect([name, others.some((run) => run.summary.metrics[name] !== null)]).toEqual([name, true])
  })

  test('has beats that occur, in order of time', () => {
    const times = toldStory(document).map(({ id, at }) => {
      if ('ms' in at) return at.ms * 1e6
      const index = found(trace, at)
      expect([id, index]).not.toContain(NONE)
      return trace.time(index)
    })
    expect(times).toEqual([...times].sort((x, y) => x - y))
    expect(times.length).toBeGreaterThanOrEqual(4)
  })

  test.each(document.story.map((beat) => [beat.id, beat] as const))(
    'tells %s where it holds: it occurs, looks at things that are there, in few words',
    (id, { at, when, look = [], text }) => {
      const switches = sideOf(document, when)
      expect(toldStory(document, switches).map((each) => each.id)).toContain(id)
      const its = trial(document, { switches })
      if (!('ms' in at)) expect(found(its.trace, at)).not.toBe(NONE)
      for (const name of look.filter((each) => each !== '*'))
        expect([name, its.trace.find(name)]).not.toContain(NONE)
      const words = figuresOf(document, its.summary.metrics, switches, text)
      expect(words, words).not.toMatch(/[{}…]/)
      expect(words.length, words).toBeLessThanOrEqual(TEXT_MAX)
      expect(words.split('**').length % 2, words).toBe(1)
    },
  )

  test('has a story, with all its questions, on every side of its switches', () => {
    for (const { when } of document.story) {
      const told = toldStory(document, sideOf(document, when))
      expect(told.length).toBeGreaterThanOrEqual(4)
      for (const { id } of document.predictions) expect(told.map(({ ask }) => ask)).toContain(id)
    }
  })

  test('asks each prediction at one beat', () => {
    const asked = toldStory(document).flatMap(({ ask }) => (ask === undefined ? [] : [ask]))
    expect([...asked].sort()).toEqual(document.predictions.map(({ id }) => id).sort())
  })

  test.each(document.predictions.map(({ id }) => id))('has one right answer to %s', (id) => {
    expect(answers(document, id)).toHaveLength(1)
  })

  test.each((document.figures ?? []).map((each) => [each.metric, each.value, each] as const))(
    'reproduces %s = %d, where its source allows a gate',
    (metric, value, figure) => {
      const run = trial(document, { switches: figure.when ?? {} }, 'nothing').summary
      const measured = Number(run.metrics[metric])
      const apart = (Math.abs(measured - value) / (value || 1)) * 100
      expect(measured).not.toBeNaN()
      if (isGated(figure)) expect(apart).toBeLessThanOrEqual(figure.tolerancePercent ?? 0)
    },
  )

  test('is the same run for the same seed', () => {
    const again = trial(document)
    expect(again.summary).toEqual(summary)
    expect(lines(again.trace, Number.POSITIVE_INFINITY)).toEqual(
      lines(trace, Number.POSITIVE_INFINITY),
    )
  })

  test('is untouched before an intervention', () => {
    const time = trace.time(Math.floor(trace.length / 2))
    for (const what of [
      { time, action: 'crash', target: (setup.hosts[0] as { name: string }).name },
      { time, action: 'lose', target: '*' },
    ])
      expect(lines(trial(document, { interventions: [what] }).trace, time)).toEqual(
        lines(trace, time),
      )
  })

  test('can be played back: every change undoes the one before', () => {
    const state = new Map<string, number>()
    for (let i = 0; i < trace.length; i++) {
      if (trace.kind(i) < CHANGE) continue
      const key = `${trace.entity(i)} ${trace.kind(i)}`
      if (state.has(key)) expect(trace.a(i)).toBe(state.get(key))
      state.set(key, trace.b(i))
    }
  })
})

test.each(TURNED)('$id: turning $switches changes the answer to $prediction', (turned) => {
  const document = library.find(({ id }) => id === turned.id) as ScenarioDocument
  const usual = answers(document, turned.prediction)
  const now = answers(document, turned.prediction, turned.switches, turned.seed)
  expect(now).toHaveLength(1)
  expect(now[0]).toMatch(turned.answer)
  expect(now).not.toEqual(usual)
})

test('every prediction of the library has such a switch', () => {
  for (const { id, predictions } of library)
    for (const prediction of predictions)
      expect(TURNED.some((each) => each.id === id && each.prediction === prediction.id)).toBe(true)
})
