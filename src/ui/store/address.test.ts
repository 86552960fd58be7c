// The address without a browser: its bar is a word, its clock is turned by hand.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { StoreApi } from 'zustand/vanilla'
import { libraryDocument } from '../../scenarios/catalogue.ts'
import { defaultTuple } from '../../scenarios/document/default-tuple.ts'
import type { ScenarioDocument } from '../../scenarios/document/document.ts'
import { parallelMake } from '../../scenarios/parallel-make/document.ts'
import { makefileOf, withMakefile } from '../make/own-makefile.ts'
import { Address } from './address.ts'
import type { Store } from './app-state.ts'
import { createAppStore } from './store.ts'

const document = libraryDocument('lost-reply') as ScenarioDocument
/** Longer than an address waits to be written. */
const LONG_MS = 2000

let store: StoreApi<Store>
let written: string[]
function open(authored: boolean): void {
  new Address(store, libraryDocument).start()
  store.getState().openRun({ document, authored, tuple: defaultTuple(document) })
  vi.advanceTimersByTime(LONG_MS)
  written = []
}
function playTo(time: number): void {
  store.setState({ playing: true, cursor: { time, ordinal: 0 } })
  vi.advanceTimersByTime(LONG_MS)
}

beforeEach(() => {
  vi.useFakeTimers()
  written = []
  const write = (state: unknown, _title: string, url: string): void => {
    written.push(url)
    history.state = state
    location.hash = url.slice(url.indexOf('#'))
  }
  const history = { state: null as unknown, pushState: write, replaceState: write }
  const location = { pathname: '/', search: '', hash: '' }
  vi.stubGlobal('location', location)
  vi.stubGlobal('history', history)
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('requestAnimationFrame', () => 0)
  store = createAppStore(libraryDocument)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('the address of a scenario of the library follows the cursor while it plays', () => {
  open(false)
  playTo(1000)
  expect(written).toHaveLength(1)
})

test('that of one’s own file waits until the run rests, for its link holds the whole file', () => {
  open(true)
  playTo(1000)
  playTo(2000)
  expect(written).toEqual([])
  store.setState({ playing: false })
  vi.advanceTimersByTime(LONG_MS)
  expect(written).toHaveLength(1)
})

test('what is done while it plays is a step, and Back leads to the instant at which it was done', () => {
  open(true)
  playTo(1000)
  const { tuple } = store.getState()
  const interventions = [{ time: 1000, action: 'crash', target: 'A' }]
  store.setState({ tuple: tuple && { ...tuple, interventions } })
  expect(written).toHaveLength(2)
})

test('what is too large for a link is there again after a reload, and is a link for nobody else', () => {
  const rules = Array.from({ length: 4000 }, (_, i) => `t${i}: t${i + 1}\n\tcc`)
  const text = [...rules, 't4000: a.c\n\tcc'].join('\n')
  const load = withMakefile(parallelMake, text)
  if (!load.ok) throw new Error(load.sentence)
  new Address(store, libraryDocument).start()
  store
    .getState()
    .openRun({ document: load.document, authored: true, tuple: defaultTuple(load.document) })
  vi.advanceTimersByTime(LONG_MS)
  expect(location.hash.length).toBeGreaterThan(16 * 1024)
  const opened = (): string | null => {
    store = createAppStore(libraryDocument, { screen: 'opening' })
    new Address(store, libraryDocument).start()
    const its = store.getState().document
    return its && makefileOf(its)
  }
  expect(opened()).toBe(text)
  vi.stubGlobal('history', { ...history, state: null })
  expect(opened()).toBeNull()
  expect(store.getState().notice?.sentence).toContain('longer than 16 KB')
})
