// Two futures on the screen: what is selected, and by what, stays in the one that it is of.
import { beforeEach, expect, test } from 'vitest'
import type { StoreApi } from 'zustand/vanilla'
import { beatCursors } from '../../analysis/beats.ts'
import { libraryDocument } from '../../scenarios/catalogue.ts'
import { defaultTuple } from '../../scenarios/document/default-tuple.ts'
import type { ScenarioDocument } from '../../scenarios/document/document.ts'
import { toldStory } from '../../scenarios/document/told.ts'
import type { Intervention } from '../../trace/tuple.ts'
import { trial } from '../../worker/trial.ts'
import { press } from '../keyboard.ts'
import { futureTitle } from '../stage/future-title.ts'
import type { RunView, Store } from './app-state.ts'
import { pacer } from './playback.ts'
import { createAppStore } from './store.ts'

globalThis.requestAnimationFrame ??= () => 0
globalThis.Element ??= class {} as typeof Element

const document = libraryDocument('lost-reply') as ScenarioDocument

function runView(interventions: readonly Intervention[]): RunView {
  const tuple = { ...defaultTuple(document), interventions }
  return { tuple, ...trial(document, tuple) }
}

/** The client's machine loses its power before the answer is sent again, so that this future ends early. */
const early = runView([{ time: 4_463_402, action: 'crash', target: 'A' }])
const whole = runView([])

let store: StoreApi<Store>
const state = (): Store => store.getState()
const key = (name: string, shiftKey = false): void =>
  press(store, { key: name, shiftKey, preventDefault: () => undefined, target: null } as never)

beforeEach(() => {
  store = createAppStore(libraryDocument)
  state().openRun({ document, authored: false, tuple: early.tuple })
  store.setState({
    run: early,
    other: whole,
    apart: whole,
    beats: beatCursors(early.trace, toldStory(document)),
    placed: true,
  })
})

test('the arrow keys walk through the machines of the first, then of the second, and back', () => {
  const seen: string[] = []
  for (let i = 0; i < 9; i++) {
    key('ArrowDown')
    const { entity, future = 1 } = state().selection ?? { entity: '' }
    seen.push(`${future} ${entity}`)
  }
  const each = ['A', 'A.client', 'S', 'S.server']
  const all = [...each.map((name) => `1 ${name}`), ...each.map((name) => `2 ${name}`)]
  expect(seen).toEqual([...all, all.at(-1)])
  for (let i = 0; i < 4; i++) key('ArrowUp')
  expect(state().selection).toEqual({ entity: 'S.server' })
})

test('a key goes to the same thing in the other future, where it exists', () => {
  state().select({ entity: 'S.server', record: 3 })
  key('ArrowUp', true)
  expect(state().selection).toEqual({ entity: 'S.server', record: 3 })
  key('ArrowDown', true)
  expect(state().selection).toEqual({ entity: 'S.server', future: 2 })
  key('ArrowUp', true)
  expect(state().selection).toEqual({ entity: 'S.server' })
  // Only where it keeps its power is the request sent again.
  const again = { entity: 'A.client/send1/SEND.2', future: 2 as const }
  state().select(again)
  key('ArrowUp', true)
  expect(state().selection).toEqual(again)
  expect(state().notice?.sentence).toMatch(/does not exist in future 1/)
})

test('why is asked, and shown, in the future of the selection', () => {
  state().seek({ time: whole.summary?.simulatedNs ?? 0, ordinal: -1 })
  state().select({ entity: 'A.client', future: 2 })
  key('w')
  expect(state().hover?.future).toBe(2)
  const { record } = state().hover ?? {}
  const entity = whole.trace.nameOf(whole.trace.entity(record ?? 0))
  expect(state().hover?.entity).toBe(entity)
})

test('a selection in the second goes over to the first when that is alone again', () => {
  state().select({ entity: 'S.server', record: 3, future: 2 })
  key('c')
  expect(state().other).toBe(null)
  expect(state().selection).toEqual({ entity: 'S.server' })
  state().compare(true)
  state().select({ entity: 'S', future: 2 })
  state().intervene({ time: 5e6, action: 'crash', target: 'S' })
  expect(state().selection).toEqual({ entity: 'S' })
})

const end = (run: RunView): number => run.summary?.simulatedNs ?? 0

test('the end is that of the future that goes on longer, and steps reach it', () => {
  expect(end(early)).toBeLessThan(end(whole))
  state().toEnd()
  expect(state().cursor.time).toBe(end(whole))
  state().seek({ time: end(early), ordinal: -1 })
  const { time } = state().cursor
  state().step(1)
  expect(state().cursor.time).toBeGreaterThan(time)
  expect(state().spoken).toMatch(/Future 2:$/)
  expect(state().spokenOf?.run).toBe(whole)
  state().step(-1)
  expect(state().cursor.time).toBeLessThanOrEqual(time)
})

test('steps stop at what happens in either, once where it happens in both', () => {
  const stops: number[] = []
  for (let at = -1; at !== state().cursor.time; ) {
    at = state().cursor.time
    state().step(1)
    if (state().cursor.time < 4_463_402) expect(state().spoken).not.toMatch(/Future/)
    stops.push(state().cursor.time)
  }
  const alone = (run: RunView): number[] => {
    store.setState({ run, other: null })
    state().toStart()
    const its: number[] = []
    for (let at = -1; at !== state().cursor.time; its.push(state().cursor.time)) {
      at = state().cursor.time
      state().step(1)
    }
    return its
  }
  const each = new Set([...alone(early), ...alone(whole)])
  expect([...new Set(stops)]).toEqual([...each].sort((one, two) => one - two))
})

test('a lane is stepped in the future of the selection', () => {
  state().seek({ time: end(early), ordinal: -1 })
  state().select({ entity: 'A' })
  state().stepLane(1)
  expect(state().cursor.time).toBe(end(early))
  state().select({ entity: 'A', future: 2 })
  state().stepLane(1)
  expect(state().cursor.time).toBeGreaterThan(end(early))
})

test('play goes on at the pace of the future that is not over', () => {
  expect(pacer.of(state())?.trace).toBe(early.trace)
  state().toEnd()
  state().play(true)
  expect(state().cursor.time).toBe(0)
  state().play(false)
  state().seek({ time: end(early), ordinal: -1 })
  state().play(true)
  expect(state().cursor.time).toBe(end(early))
  expect(pacer.of(state())?.trace).toBe(whole.trace)
})

test('a second thing that is done stands against the first, not against nothing', () => {
  const more = runView([
    ...early.tuple.interventions,
    { time: 4_700_000, action: 'crash', target: 'S' },
  ])
  expect(futureTitle(more, early)[0]).toBe('S loses its power at 4.7 ms')
  expect(futureTitle(early, more)).toEqual(['Without that'])
  expect(futureTitle(whole, early)).toEqual(['As it was'])
})
