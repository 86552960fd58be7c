// The store without a page: real runs are put into it by hand.

import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { StoreApi } from 'zustand/vanilla'
import { beatCursors } from '../../analysis/beats.ts'
import { BEGIN } from '../../analysis/steps.ts'
import { recordWords } from '../../analysis/words.ts'
import { libraryDocument } from '../../scenarios/catalogue.ts'
import { defaultTuple } from '../../scenarios/document/default-tuple.ts'
import type { ScenarioDocument } from '../../scenarios/document/document.ts'
import { toldStory } from '../../scenarios/document/told.ts'
import type { RecordPredicate } from '../../trace/predicate.ts'
import { Trace } from '../../trace/trace.ts'
import type { RunTuple } from '../../trace/tuple.ts'
import { trial } from '../../worker/trial.ts'
import { keyOf } from '../keyboard.ts'
import type { RunView, Store } from './app-state.ts'
import { currentBeat, questionHere, runAnswer, storyOf } from './asking.ts'
import { linkOf, readLink, sameRun } from './link.ts'
import { moveOn } from './moves.ts'
import { createAppStore } from './store.ts'

const document = libraryDocument('lost-reply') as ScenarioDocument
globalThis.requestAnimationFrame ??= () => 0

const runView = (tuple: RunTuple): RunView => ({ tuple, ...trial(document, tuple) })

let store: StoreApi<Store>
const state = (): Store => store.getState()
beforeEach(() => {
  store = createAppStore(libraryDocument)
  state().openRun({ document, authored: false, tuple: defaultTuple(document) })
  const run = runView(state().tuple as RunTuple)
  store.setState({ run, beats: beatCursors(run.trace, toldStory(document)), placed: true })
})

test('a run that cannot be made for what was done to it can be made without', async () => {
  const tuple = defaultTuple(document)
  const notice = async (interventions: RunTuple['interventions']): Promise<Store['notice']> => {
    state().openRun({ document, authored: false, tuple: { ...tuple, interventions } })
    await vi.waitFor(() => expect(state().notice).not.toBeNull())
    return state().notice
  }
  // There is no worker here, so that no run can be made.
  expect((await notice([]))?.action).toBeUndefined()
  const { action } = (await notice([{ time: 1, action: 'crash', target: 'Nobody' }])) ?? {}
  expect(action?.label).toBe('Run it without what was done')
  action?.run()
  expect(state().tuple).toEqual({ ...tuple, interventions: [] })
})

describe('moving', () => {
  test('steps go on, back, and to both ends', () => {
    expect(state().cursor).toEqual(BEGIN)
    state().step(1)
    const first = state().cursor
    expect(first.time).toBeGreaterThan(0)
    state().step(1)
    state().step(-1)
    expect(state().cursor).toEqual(first)
    state().toEnd()
    expect(state().cursor.time).toBe(state().run?.summary?.simulatedNs)
    state().toStart()
    expect(state().cursor).toEqual(BEGIN)
  })

  test('page keys alone lead through every beat, and past every question', () => {
    const seen = new Set<number>()
    for (let i = 0; i < 40; i++) {
      seen.add(currentBeat(state()))
      state().beat(1)
    }
    expect(seen.size).toBe(storyOf(state()).length)
    expect(state().cursor.time).toBe(state().run?.summary?.simulatedNs)
  })

  test('back from the end of the instant of a beat is to the beat before', () => {
    const run = state().run as RunView
    const last = run.trace.length - 1
    const begin = { time: run.trace.time(last), ordinal: 0 }
    store.setState({
      beats: state().beats.map((its, i, all) => (i === all.length - 1 ? begin : its)),
    })
    for (let i = 0; i < 40; i++) state().beat(1)
    state().beat(-1)
    expect(currentBeat(state())).toBe(state().beats.length - 2)
  })

  test('the end of the run is no place to stay when Play is pressed', () => {
    for (const { id } of document.predictions)
      store.setState({ answers: { ...state().answers, [id]: { choice: null, revealed: true } } })
    state().toEnd()
    state().play()
    expect(state().cursor).toEqual(BEGIN)
    expect(state().playing).toBe(true)
  })

  test('what is said of a step is said of its own run, whichever is on the screen', () => {
    for (let i = 0; i < 20; i++) state().step(1)
    const said = (): string => {
      const { spokenOf } = state()
      return spokenOf ? recordWords(spokenOf.run, spokenOf.record) : ''
    }
    const before = said()
    const run = runView({ ...(state().tuple as RunTuple), switches: { duplicateTable: 'off' } })
    store.setState({ run })
    expect(recordWords(run, state().spokenOf?.record ?? 0)).not.toBe(before)
    expect(said()).toBe(before)
  })

  test('a step that stops at a question does not tell what lies behind it', () => {
    for (let i = 0; i < 400 && state().asking === null; i++) state().step(1)
    const { asking, cursor, spokenOf, run } = state()
    expect(asking).not.toBe(null)
    if (spokenOf) expect(run?.trace.time(spokenOf.record)).toBeLessThanOrEqual(cursor.time)
  })
})

describe('a press that is ahead of the run', () => {
  test('waits for the beat, and is not lost', () => {
    const { beats } = state()
    store.setState({ beats: beats.map((begin, i) => (i === 0 ? begin : null)), placed: false })
    state().beat(1)
    const before = state().cursor
    state().beat(1)
    expect(state().cursor).toEqual(before)
    expect(state().spoken).toMatch(/not come so far/)
    moveOn(store)
    expect(state().cursor).toEqual(before)
    store.setState({ beats, placed: true })
    moveOn(store)
    expect(currentBeat(state())).toBe(1)
    moveOn(store)
    expect(currentBeat(state())).toBe(1)
  })

  test('to the end goes as far as the run has come, and on with it', () => {
    const whole = state().run as RunView
    const { tuple } = state()
    const half = new Trace()
    store.setState({ run: { ...whole, trace: half, summary: null }, placed: false })
    state().toEnd()
    expect(state().cursor.time).toBe(0)
    store.setState({ run: whole, tuple, placed: true })
    moveOn(store)
    expect(state().cursor.time).toBe(whole.summary?.simulatedNs)
  })

  test('is forgotten when the reader goes elsewhere', () => {
    const { beats } = state()
    store.setState({ beats: beats.map(() => null), placed: false })
    state().beat(1)
    state().step(1)
    const there = state().cursor
    store.setState({ beats, placed: true })
    moveOn(store)
    expect(state().cursor).toEqual(there)
  })
})

describe('predicting', () => {
  function toQuestion(): void {
    for (let i = 0; i < 20 && state().asking === null; i++) state().beat(1)
  }

  test('a question veils what is to come, keeps the choice, and is answered by the run', () => {
    toQuestion()
    expect(state().asking).not.toBe(null)
    expect(state().veilFrom).toBe(state().cursor.time)
    state().seek({ time: state().cursor.time + 1e9, ordinal: -1 })
    expect(state().cursor.time).toBe(state().veilFrom)
    state().choose(0)
    const question = questionHere(state())
    if (!question) throw new Error('No question here.')
    expect(state().answers[question.id]).toEqual({ choice: 0, revealed: false })
    state().reveal()
    expect(state().veilFrom).toBe(null)
    expect(runAnswer(state(), question)?.choice).toBe(2)
    state().choose(1)
    expect(state().answers[question.id]?.choice).toBe(0)
  })

  test('before it is reached, a question about this run veils what lies behind it', () => {
    state().toStart()
    const asked = state().beats[storyOf(state()).findIndex(({ ask }) => ask === 'frames')]
    expect(asked?.time).toBeGreaterThan(0)
    expect(state().asking).toBe(null)
    expect(state().veilFrom).toBe(asked?.time)
    state().seek({ time: (asked?.time ?? 0) + 1e6, ordinal: -1 })
    expect(state().asking).toBe('frames')
    state().reveal()
    state().toStart()
    expect(state().veilFrom).toBe(null)
  })

  test('asked at the first beat: the moment, then the answer, then on, a press each', () => {
    const [first, ...others] = document.story
    if (!first) throw new Error('No story.')
    const [question] = document.predictions
    const story = [
      { ...first, ask: question?.id ?? '' },
      ...others.map(({ ask: _, ...beat }) => beat),
    ]
    const asking = { ...document, story }
    const openAgain = (): void => {
      store.setState({ document: asking, asking: null, answers: {}, cursor: BEGIN, veilFrom: null })
      state().toStart()
    }
    openAgain()
    const begin = state().beats[0]
    expect(begin?.time).toBeGreaterThan(0)
    expect(state()).toMatchObject({ asking: question?.id, veilFrom: 0 })
    state().beat(1)
    expect(state().cursor).toEqual(begin)
    expect(state()).toMatchObject({ asking: question?.id, veilFrom: begin?.time, answers: {} })
    state().beat(1)
    expect(state().cursor).toEqual(begin)
    expect(state().asking).toBe(null)
    expect(state().answers[question?.id ?? '']?.revealed).toBe(true)
    state().beat(1)
    expect(currentBeat(state())).toBe(1)
    openAgain()
    for (let i = 0; i < 200 && (state().beats[0]?.time ?? 0) > state().cursor.time; i++) {
      state().step(1)
      expect(state().asking).toBe(question?.id)
      expect(state().veilFrom).toBe(state().cursor.time)
    }
    expect(state().cursor.time).toBe(begin?.time)
    for (let i = 0; i < 200 && state().asking !== null; i++) state().step(1)
    expect(state().cursor.time).toBeGreaterThan(begin?.time ?? 0)
    store.setState({ document, answers: {} })
  })

  test('a beat may look at the process that it happens to', () => {
    const [first] = document.story
    if (!first) throw new Error('No story.')
    const lookedAt = (at: RecordPredicate): string | undefined => {
      const story = [{ ...first, at, look: ['*'] }]
      const trace = state().run?.trace as Trace
      const asking = { ...document, story }
      store.setState({ document: asking, beats: beatCursors(trace, story), cursor: BEGIN })
      state().beat(1)
      return state().selection?.entity
    }
    expect(lookedAt({ kind: 'sendOpen' })).toBe('A.client')
    expect(lookedAt({ kind: 'change:state', entity: 'S.*', nth: -1 })).toBe('S.server')
    // Neither a record of no process nor one that never was.
    expect(lookedAt({ kind: 'cableCut' })).toBe('S.server')
    store.setState({ document })
  })

  test('a question whose overrides are what the switches say is about this run', () => {
    const asking = (overrides: Record<string, string>): number | null => {
      const predictions = document.predictions.map((each) => ({ ...each, overrides }))
      store.setState({ document: { ...document, predictions }, answers: {} })
      state().step(1)
      state().toStart()
      return state().veilFrom
    }
    expect(asking({ duplicateTable: 'kept' })).toBeGreaterThan(0)
    expect(asking({ duplicateTable: 'off' })).toBe(null)
    store.setState({ document, answers: {} })
  })

  test('two futures are looked at without a veil', () => {
    state().toStart()
    store.setState({ other: state().run })
    expect(state().veilFrom).toBe(null)
    store.setState({ other: null })
    expect(state().veilFrom).not.toBe(null)
  })

  test('a step on from an open question leaves it', () => {
    toQuestion()
    const { time } = state().cursor
    state().step(1)
    expect(state().cursor.time).toBeGreaterThan(time)
    expect(state().veilFrom).toBe(null)
  })
})

describe('another run', () => {
  test('a switch that cannot be turned so is refused with a sentence', () => {
    state().turn('retriesMax', 99)
    expect(state().refused ?? '').toMatch(/retriesMax/)
    state().turn('retriesMax', 5)
    expect(state().refused).toBe(null)
  })

  test('what is done is kept in the order of time, and can be taken out', () => {
    state().intervene({ time: 5e6, action: 'crash', target: 'S' })
    state().intervene({ time: 1e6, action: 'crash', target: 'A' })
    expect(state().tuple?.interventions.map(({ target }) => target)).toEqual(['A', 'S'])
    expect(state().apart).not.toBe(null)
    state().takeOut(0)
    expect(state().tuple?.interventions.map(({ target }) => target)).toEqual(['S'])
  })

  test('comparing wants another future', () => {
    state().compare(true)
    expect(state().notice?.sentence).toMatch(/one future/)
    state().toDifference()
    expect(state().other).toBe(null)
  })
})

describe('links', () => {
  test('hold the run and the place in it', async () => {
    state().turn('requests', 3)
    state().intervene({ time: 5e6, action: 'slow', target: 'S', amount: 10 })
    state().seek({ time: 123_456, ordinal: -1 })
    state().select({ entity: 'A.client' })
    const read = await readLink(linkOf(state()), libraryDocument)
    expect(read).toMatchObject({
      ok: true,
      opening: { cursor: { time: 123_456, ordinal: -1 }, selection: 'A.client' },
    })
    if (read.ok) expect(sameRun(state(), read.opening)).toBe(true)
    state().turn('requests', 2)
    if (read.ok) expect(sameRun(state(), read.opening)).toBe(false)
  })

  test('wait for a scenario that has to be loaded, and say so when it cannot be', async () => {
    const link = linkOf(state())
    const late = await readLink(link, () => Promise.resolve(document))
    expect(late).toMatchObject({ ok: true, opening: { document: { id: 'lost-reply' } } })
    const lost = await readLink(link, () => Promise.reject(new Error('offline')))
    expect(lost).toMatchObject({ ok: false, sentence: expect.stringContaining('“lost-reply”') })
    const none = readLink(link, () => undefined)
    expect(none).toMatchObject({ ok: false, sentence: expect.stringContaining('does not exist') })
  })

  test('to a scenario that is not here are refused with a sentence', () => {
    const link = linkOf(state())
    expect(readLink(link, () => undefined)).toMatchObject({ ok: false })
    state().open('no-such-scenario')
    expect(state().notice?.sentence).toMatch(/no-such-scenario/)
    expect(state().screen).toBe('gallery')
  })
})

test('keys are told apart by Shift only where that matters', () => {
  expect(keyOf({ key: 'W', shiftKey: true })).toBe('Shift+w')
  expect(keyOf({ key: 'W', shiftKey: false })).toBe('w')
  expect(keyOf({ key: '?', shiftKey: true })).toBe('?')
  expect(keyOf({ key: 'ArrowLeft', shiftKey: true })).toBe('Shift+ArrowLeft')
})

describe('opening a scenario that is still being loaded', () => {
  const later = async (its: ScenarioDocument, act: () => void): Promise<Store> => {
    let arrive = (): void => undefined
    const coming = new Promise<ScenarioDocument>((resolve) => {
      arrive = () => resolve(its)
    })
    store = createAppStore(() => coming)
    state().open('lost-reply')
    act()
    arrive()
    await coming
    return state()
  }

  test('shows it when it has come', async () => {
    expect((await later(document, () => undefined)).document?.id).toBe('lost-reply')
  })

  test('leaves the reader where he has gone meanwhile', async () => {
    const own = { ...document, id: 'own' }
    const opening = { document: own, authored: true, tuple: defaultTuple(own) }
    expect((await later(document, () => state().openRun(opening))).document?.id).toBe('own')
  })
})
