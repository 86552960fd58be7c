/** What is run: opening a scenario, turning its switches, doing something to it, two futures. */
import type { StoreApi } from 'zustand/vanilla'
import { actWords } from '../../analysis/act-words.ts'
import { moment } from '../../analysis/numbers.ts'
import { BEGIN } from '../../analysis/steps.ts'
import { bindDocument } from '../../scenarios/document/bind.ts'
import { defaultTuple } from '../../scenarios/document/default-tuple.ts'
import type { ScenarioDocument } from '../../scenarios/document/document.ts'
import { USUAL_VIEW } from '../../share/state.ts'
import type { Intervention, RunTuple } from '../../trace/tuple.ts'
import type { AppActions, AppState, FindScenario, Opening, RunView, Store } from './app-state.ts'
import type { Runs } from './runs.ts'

type Futures = Pick<
  AppActions,
  'open' | 'openRun' | 'gallery' | 'openLab' | 'turn' | 'intervene' | 'takeOut' | 'compare'
>

export function notLoaded(id: string): string {
  return `The scenario “${id}” could not be loaded. Reload the page when the connection is back.`
}

/** The run was another one: what was found out about it is void, what the reader answered is kept. */
const NEW_RUN: Partial<AppState> = {
  refused: null,
  companions: {},
  chain: [],
  link: 0,
  hover: null,
}

/** Nothing of the scenario before stays. */
const NEW_SCENARIO: Partial<AppState> = {
  ...NEW_RUN,
  screen: 'scenario',
  run: null,
  other: null,
  apart: null,
  beats: [],
  placed: false,
  bound: null,
  played: false,
  playing: false,
  veilFrom: null,
  asking: null,
  answers: {},
  notice: null,
  dialog: null,
  sheet: false,
  tab: 'story',
  spoken: '',
  spokenOf: null,
}

export function futures(store: StoreApi<Store>, runs: Runs, find: FindScenario): Futures {
  const get = store.getState
  return {
    open: (id) => open(store, find, id),
    openRun: (opening) => openRun(store, runs, opening),
    gallery: () =>
      store.setState({
        screen: 'gallery',
        playing: false,
        presenting: false,
        dialog: null,
        notice: null,
      }),
    openLab: (labQuery = '') =>
      store.setState({
        screen: 'lab',
        labQuery,
        playing: false,
        presenting: false,
        dialog: null,
        notice: null,
      }),
    turn: (key, value) => {
      const { tuple, run } = get()
      if (!tuple) return
      store.setState({ apart: run })
      rerun(store, runs, { ...tuple, switches: { ...tuple.switches, [key]: value } })
    },
    intervene: (what) => {
      const { tuple, run } = get()
      if (!tuple) return
      store.setState({ apart: run, dialog: null })
      const interventions = inOrder([...tuple.interventions, what])
      if (run) tellAct(store, run, what)
      rerun(store, runs, { ...tuple, interventions }, { beside: hasRoom() ? run : null })
    },
    takeOut: (index) => {
      const { tuple, run } = get()
      if (!tuple) return
      store.setState({ apart: run })
      rerun(store, runs, {
        ...tuple,
        interventions: tuple.interventions.filter((_, i) => i !== index),
      })
    },
    compare: (on) => compare(store, runs, on),
  }
}

function open(store: StoreApi<Store>, find: FindScenario, id: string): void {
  const { say, openRun } = store.getState()
  const found = find(id)
  if (!found) {
    store.setState({ screen: 'gallery' })
    return say({ sentence: `There is no scenario “${id}” here. These are the ones there are.` })
  }
  const start = (document: ScenarioDocument): void =>
    openRun({ document, authored: false, tuple: defaultTuple(document) })
  if (!(found instanceof Promise)) return start(found)
  const { screen, document: before } = store.getState()
  // Who has opened something else meanwhile is left there.
  const isWaiting = (): boolean => {
    const now = store.getState()
    return now.screen === screen && now.document === before
  }
  found.then(
    (document) => isWaiting() && start(document),
    () => isWaiting() && say({ sentence: notLoaded(id) }),
  )
}

function openRun(store: StoreApi<Store>, runs: Runs, opening: Opening): void {
  const { document, authored, tuple } = opening
  store.setState({
    ...NEW_SCENARIO,
    document,
    authored,
    tuple,
    cursor: opening.cursor ?? BEGIN,
    played: (opening.cursor?.time ?? 0) > 0,
    selection: opening.selection ? { entity: opening.selection } : null,
    layer: opening.layer ?? USUAL_VIEW.layer,
    pacing: opening.pacing ?? 'broken',
    wire: opening.wire ?? document.view?.wire ?? false,
  })
  rerun(store, runs, tuple, { fresh: true })
  if (opening.compare) runs.startOther({ ...tuple, ...opening.compare }, document)
}

/** Asks for a run, unless the scenario itself says that these switches do not go together. */
function rerun(
  store: StoreApi<Store>,
  runs: Runs,
  tuple: RunTuple,
  how: Parameters<Runs['start']>[2] = {},
): void {
  const { document } = store.getState()
  if (!document) return
  const bind = bindDocument(document, tuple.switches)
  store.setState({ ...NEW_RUN, ...ofOne(store.getState()), tuple, playing: false })
  if (bind.ok) runs.start(tuple, document, how)
  else store.setState({ refused: bind.sentence })
}

/** Where both futures are not shown at once, a sentence says that something was done. */
function tellAct(store: StoreApi<Store>, run: RunView, what: Intervention): void {
  const act = `At ${moment(what.time)} ${actWords(run.trace, what).replaceAll('**', '')}.`
  store.setState({ spoken: `${act} This is another run.`, spokenOf: null })
  if (hasRoom()) return
  const sentence = `${act} This is another run; take it out again under What you did, in the story.`
  const { say, compare: show } = store.getState()
  const both = (): void => {
    say(null)
    show(true)
  }
  say({ sentence, action: { label: 'Compare', run: both } })
}

/** Two futures side by side want a screen that is wider than a phone's. */
function hasRoom(): boolean {
  return globalThis.matchMedia?.('(min-width: 720px)').matches ?? true
}

function inOrder(list: readonly Intervention[]): readonly Intervention[] {
  return [...list].sort((one, two) => one.time - two.time)
}

/** One future alone again: what was selected in the second is looked for in the first. */
function ofOne({ selection, chain }: AppState): Pick<AppState, 'other' | 'selection' | 'chain'> {
  const isInSecond = selection?.future === 2
  return isInSecond
    ? { other: null, selection: { entity: selection.entity }, chain: [] }
    : { other: null, selection, chain }
}

function compare(store: StoreApi<Store>, runs: Runs, on: boolean): void {
  const { apart, tuple, document, say } = store.getState()
  if (!on) return store.setState(ofOne(store.getState()))
  if (apart) return store.setState({ other: apart })
  if (!tuple || !document) return
  const changed = tuple.interventions.length > 0 || Object.keys(tuple.switches).length > 0
  if (!changed)
    return say({ sentence: 'There is one future so far. Ask What if, or turn a switch.' })
  runs.startOther({ ...tuple, switches: {}, interventions: [] }, document)
}
