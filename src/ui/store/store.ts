/** The one store. Each part of its actions is in a file of its own; none of them draws. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { askedOf } from '../../analysis/asked.ts'
import { SPEEDS } from '../../analysis/pacing.ts'
import { BEGIN } from '../../analysis/steps.ts'
import { whyChain } from '../../analysis/why.ts'
import { NONE, type RecordIndex } from '../../trace/record.ts'
import { invalidate, invalidateInTurn } from '../frame.ts'
import { firstTheme } from '../theme/first-theme.ts'
import type { AppActions, AppState, FindScenario, Mark, Store } from './app-state.ts'
import { predictionOf, questionHere, syncQuestion } from './asking.ts'
import { futures } from './futures.ts'
import { recall, remember } from './memory.ts'
import { moves } from './moves.ts'
import { runOf } from './on-screen.ts'
import { Runs } from './runs.ts'

function initialState(): AppState {
  return {
    screen: 'gallery',
    labQuery: '',
    document: null,
    authored: false,
    tuple: null,
    refused: null,
    run: null,
    other: null,
    apart: null,
    grown: 0,
    beats: [],
    placed: false,
    bound: null,
    cursor: BEGIN,
    played: false,
    playing: false,
    pacing: 'broken',
    speed: 500_000,
    layer: 'message',
    wire: false,
    selection: null,
    hover: null,
    veilFrom: null,
    chain: [],
    link: 0,
    asking: null,
    answers: {},
    companions: {},
    theme: firstTheme(),
    presenting: false,
    blank: false,
    singleKeys: recall('single-keys') !== 'off',
    notice: null,
    dialog: null,
    makefile: null,
    tab: 'story',
    sheet: false,
    embed: false,
    spoken: '',
    spokenOf: null,
  }
}

/** The chain of the record that the inspector asks about. */
export function chainOf(state: AppState, mark: Mark | null): readonly RecordIndex[] {
  const run = runOf(state, mark)
  if (!run || !mark) return []
  const { trace } = run
  const entity = trace.find(mark.entity)
  if (entity === NONE) return []
  const record = askedOf({ trace, prefix: trace.prefix(state.cursor) }, entity, mark.record)
  return record === NONE ? [] : whyChain(trace, record).map((hop) => hop.record)
}

type Looks = Pick<
  AppActions,
  | 'select'
  | 'setHover'
  | 'why'
  | 'setLayer'
  | 'setWire'
  | 'setPacing'
  | 'setSpeed'
  | 'setTheme'
  | 'present'
  | 'show'
  | 'say'
  | 'setTab'
  | 'setSheet'
  | 'setSingleKeys'
  | 'setBlank'
>

function looks(store: StoreApi<Store>): Looks {
  const get = store.getState
  return {
    select: (mark) =>
      store.setState({
        selection: mark,
        chain: chainOf(get(), mark),
        link: 0,
        sheet: mark !== null,
      }),
    setHover: (hover) => store.setState({ hover }),
    why: (direction) => {
      const state = get()
      const chain = state.chain.length > 0 ? state.chain : chainOf(state, state.selection)
      if (chain.length === 0)
        return state.say({ sentence: 'Select a mark or a machine first, then ask why.' })
      const from = state.chain.length > 0 ? state.link + direction : 0
      const link = Math.max(0, Math.min(chain.length - 1, from))
      const run = runOf(state, state.selection)
      const record = chain[link] as RecordIndex
      const entity = run ? run.trace.nameOf(run.trace.entity(record)) : ''
      const hover = { ...state.selection, entity, record }
      store.setState({ chain, link, hover, sheet: true, tab: 'inspect' })
    },
    setLayer: (layer) => store.setState({ layer }),
    setWire: (wire) => store.setState({ wire }),
    setPacing: (pacing) => store.setState({ pacing }),
    setSpeed: (speed) => {
      const least = SPEEDS[0] as number
      const most = SPEEDS[SPEEDS.length - 1] as number
      store.setState({ speed: Math.max(least, Math.min(most, speed)) })
    },
    setTheme: (theme) => {
      remember('theme', theme)
      store.setState({ theme })
    },
    present: (presenting) => store.setState({ presenting, blank: false, dialog: null }),
    show: (dialog) => store.setState({ dialog, ...(dialog === null ? { makefile: null } : {}) }),
    say: (notice) => store.setState({ notice }),
    setTab: (tab) => store.setState({ tab }),
    setSheet: (sheet) => store.setState({ sheet }),
    setSingleKeys: (singleKeys) => {
      remember('single-keys', singleKeys ? 'on' : 'off')
      store.setState({ singleKeys })
    },
    setBlank: (blank) => store.setState({ blank }),
  }
}

function predicting(
  store: StoreApi<Store>,
  runs: Runs,
): Pick<AppActions, 'choose' | 'guess' | 'reveal'> {
  const answer = (change: Partial<Store['answers'][string]>): void => {
    const state = store.getState()
    const question = predictionOf(state, state.asking) ?? questionHere(state)
    if (!question) return
    const before = state.answers[question.id] ?? { choice: null, revealed: false }
    if (before.revealed) return
    runs.ask(question)
    store.setState({ answers: { ...state.answers, [question.id]: { ...before, ...change } } })
  }
  return {
    choose: (choice) => answer({ choice }),
    guess: (guess) => answer({ guess }),
    reveal: () => {
      answer({ revealed: true })
      store.setState({ asking: null, veilFrom: null })
      syncQuestion(store)
    },
  }
}

/** What changes as a run arrives, and leaves the instant on the screen what it is. */
const GROWS: ReadonlySet<keyof Store> = new Set([
  'grown',
  'run',
  'beats',
  'placed',
  'speed',
  'companions',
])

function isGrowth(state: Store, before: Store): boolean {
  const keys = Object.keys(state) as (keyof Store)[]
  return keys.every((key) => GROWS.has(key) || state[key] === before[key])
}

export function createAppStore(
  find: FindScenario,
  change: Partial<AppState> = {},
): StoreApi<Store> {
  let runs: Runs | null = null
  const store: StoreApi<Store> = createStore<Store>((_set, _get, api) => {
    runs = new Runs(api)
    runs.warm()
    return {
      ...initialState(),
      ...change,
      ...futures(api, runs, find),
      ...moves(api),
      ...looks(api),
      ...predicting(api, runs),
    }
  })
  // A question's companion run is begun when it is asked, so that its answer is there when it is wanted.
  store.subscribe((state) => {
    const question = state.run ? questionHere(state) : null
    if (question) runs?.ask(question)
  })
  store.subscribe((state, before) => {
    if (state.other !== before.other) syncQuestion(store)
  })
  store.subscribe((state, before) => {
    if (isGrowth(state, before)) invalidateInTurn()
    else invalidate()
  })
  return store
}
