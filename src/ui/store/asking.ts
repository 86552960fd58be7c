/** Predictions: when one opens, what is kept of it, what the run says. */
import type { StoreApi } from 'zustand/vanilla'
import { beatAt } from '../../analysis/beats.ts'
import { answerOf, type RunAnswer } from '../../analysis/predictions.ts'
import { compareCursors } from '../../analysis/steps.ts'
import type { Prediction } from '../../scenarios/document/document.ts'
import type { Cursor } from '../../trace/cursor.ts'
import type { Answer, AppState, Store } from './app-state.ts'

export function currentBeat({ beats, cursor }: Pick<AppState, 'beats' | 'cursor'>): number {
  return beatAt(beats, cursor)
}

export function predictionOf(state: AppState, id: string | undefined | null): Prediction | null {
  return state.document?.predictions.find((each) => each.id === id) ?? null
}

/** The question asked at the beat that the cursor is in. */
export function questionHere(state: AppState): Prediction | null {
  return predictionOf(state, state.document?.story[currentBeat(state)]?.ask)
}

const isOpen = (answer: Answer | undefined): boolean => !answer?.revealed

/** Opens the question of the beat that has been reached, unless it has been answered; the veil falls where we are. */
export function syncQuestion(store: StoreApi<Store>): void {
  const state = store.getState()
  const question = questionHere(state)
  if (
    !question ||
    !state.run ||
    state.asking === question.id ||
    !isOpen(state.answers[question.id])
  )
    return
  const begin = state.beats[currentBeat(state)]
  // What is asked at the first beat is asked from the start: the run's answer lies right of it.
  const first = currentBeat(state) === 0
  if (!begin || (!first && compareCursors(begin, state.cursor) > 0)) return
  store.setState({ asking: question.id, veilFrom: state.cursor.time, playing: false })
}

/** The next place where something will be asked: nothing runs past it unasked. */
export function nextAsk(state: AppState): Cursor | null {
  const { document, beats, cursor, answers } = state
  let found: Cursor | null = null
  document?.story.forEach(({ ask }, i) => {
    const begin = beats[i]
    if (!ask || !begin || !isOpen(answers[ask]) || compareCursors(begin, cursor) <= 0) return
    if (!found || compareCursors(begin, found) < 0) found = begin
  })
  return found
}

/** Whether it is not about the run on the screen. */
export function needsCompanion({ overrides, interventions, untilMs }: Prediction): boolean {
  return overrides !== undefined || interventions !== undefined || untilMs !== undefined
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
