/** Predictions: when one opens, what is kept of it, what the run says. */
import type { StoreApi } from 'zustand/vanilla'
import { beatAt } from '../../analysis/beats.ts'
import { answerOf, type RunAnswer } from '../../analysis/predictions.ts'
import { compareCursors } from '../../analysis/steps.ts'
import type { Beat, Prediction, ScenarioDocument } from '../../scenarios/document/document.ts'
import { changedSwitches } from '../../scenarios/document/switches.ts'
import { toldStory } from '../../scenarios/document/told.ts'
import type { Cursor } from '../../trace/cursor.ts'
import type { Answer, AppState, Store } from './app-state.ts'

export function currentBeat({ beats, cursor }: Pick<AppState, 'beats' | 'cursor'>): number {
  return beatAt(beats, cursor)
}

const toldOf = new WeakMap<ScenarioDocument, { switches: object | null; story: readonly Beat[] }>()

/** The story of the run on the screen: its beats stand in the order of `beats`. */
export function storyOf({
  document,
  run,
  tuple,
}: Pick<AppState, 'document' | 'run' | 'tuple'>): readonly Beat[] {
  if (!document) return []
  const switches = run?.tuple.switches ?? tuple?.switches ?? null
  const known = toldOf.get(document)
  if (known && known.switches === switches) return known.story
  const story = toldStory(document, switches ?? {})
  toldOf.set(document, { switches, story })
  return story
}

export function predictionOf(state: AppState, id: string | undefined | null): Prediction | null {
  return state.document?.predictions.find((each) => each.id === id) ?? null
}

/** The question asked at the beat that the cursor is in. */
export function questionHere(state: AppState): Prediction | null {
  return predictionOf(state, storyOf(state)[currentBeat(state)]?.ask)
}

const isOpen = (answer: Answer | undefined): boolean => !answer?.revealed

/**
 * Opens the question of the beat that has been reached, unless it has been answered; the veil falls where we are.
 * While none is open, it lies from where the next one will be.
 */
export function syncQuestion(store: StoreApi<Store>): void {
  const state = store.getState()
  const question = reachedQuestion(state)
  if (question) {
    store.setState({ asking: question.id, veilFrom: state.cursor.time, playing: false })
    return
  }
  const veilFrom = state.asking === null ? veilAhead(state) : veilOfOpen(state)
  if (veilFrom !== state.veilFrom) store.setState({ veilFrom })
}

/** A question that is open from the start takes its veil along to the moment that it is asked at, and no further. */
function veilOfOpen({ beats, cursor, veilFrom }: AppState): number | null {
  const begin = beats[currentBeat({ beats, cursor })]
  const before = begin && cursor.time <= begin.time
  return before && veilFrom !== null ? Math.max(veilFrom, cursor.time) : veilFrom
}

function reachedQuestion(state: AppState): Prediction | null {
  const question = questionHere(state)
  if (!question || !state.run || state.asking === question.id) return null
  if (!isOpen(state.answers[question.id])) return null
  const begin = state.beats[currentBeat(state)]
  // What is asked at the first beat is asked from the start: the run's answer lies right of it.
  const first = currentBeat(state) === 0
  return begin && (first || compareCursors(begin, state.cursor) <= 0) ? question : null
}

/**
 * ns; what is still to be asked of this very run is not shown before. Who has changed the run, or looks at two
 * futures, has a question of their own: nothing is held back from them.
 */
function veilAhead(state: AppState): number | null {
  if (!state.run || state.other !== null || state.run.tuple.interventions.length > 0) return null
  const isAboutThis = (id: string): boolean => {
    const question = predictionOf(state, id)
    return question !== null && isOfThisRun(state, question)
  }
  return nextAsk(state, isAboutThis)?.time ?? null
}

/** The next place where something will be asked: nothing runs past it unasked. */
export function nextAsk(
  state: AppState,
  wanted: (question: string) => boolean = () => true,
): Cursor | null {
  const { beats, cursor, answers } = state
  let found: Cursor | null = null
  storyOf(state).forEach(({ ask }, i) => {
    const begin = beats[i]
    if (!ask || !wanted(ask)) return
    if (!begin || !isOpen(answers[ask]) || compareCursors(begin, cursor) <= 0) return
    if (!found || compareCursors(begin, found) < 0) found = begin
  })
  return found
}

/** Whether it is not about the run on the screen. */
export function needsCompanion({ overrides, interventions, untilMs }: Prediction): boolean {
  return overrides !== undefined || interventions !== undefined || untilMs !== undefined
}

/** Whether the run on the screen is the one it asks about: its overrides may be what the switches say anyway. */
function isOfThisRun({ document, tuple }: AppState, question: Prediction): boolean {
  if (question.interventions !== undefined || question.untilMs !== undefined) return false
  if (!document || !tuple) return false
  const asked = { ...tuple.switches, ...question.overrides }
  const here = changedSwitches(document, tuple.switches)
  const there = changedSwitches(document, asked)
  const keys = new Set([...Object.keys(here), ...Object.keys(there)])
  return [...keys].every((key) => here[key] === there[key])
}

/** What the run says: null while it is not known yet. */
export function runAnswer(state: AppState, question: Prediction): RunAnswer | null {
  const metrics = needsCompanion(question)
    ? state.companions[question.id]
    : state.run?.tuple === state.tuple
      ? state.run?.summary?.metrics
      : undefined
  return metrics ? answerOf(question, metrics) : null
}
