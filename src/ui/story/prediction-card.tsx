/** The one thing that asks something of the reader: a choice is kept, the veil lifts, the run answers. */
import { type FormEvent, type ReactElement, useEffect, useRef, useState } from 'react'
import { valueWords } from '../../analysis/numbers.ts'
import { guessIsClose, type RunAnswer, wantsNumber } from '../../analysis/predictions.ts'
import type { Prediction } from '../../scenarios/document/document.ts'
import { Bold } from '../bold.tsx'
import { Button } from '../button.tsx'
import type { Answer, AppState } from '../store/app-state.ts'
import { runAnswer } from '../store/asking.ts'
import { useApp, useAppStore } from '../store/context.ts'
import { Glyph } from '../theme/glyphs.tsx'

const NONE: Answer = { choice: null, revealed: false }

/** The parts of the state that an answer hangs on: they change far more rarely than the cursor. */
function useRunAnswer(question: Prediction): RunAnswer | null {
  const store = useAppStore()
  const key = useApp((s: AppState) => {
    const answer = runAnswer(s, question)
    return answer ? `${answer.choice} ${answer.value}` : null
  })
  return key === null ? null : runAnswer(store.getState(), question)
}

export function PredictionCard({ question }: { readonly question: Prediction }): ReactElement {
  const answer = useApp((s) => s.answers[question.id]) ?? NONE
  const runs = useRunAnswer(question)
  const asksNumber = wantsNumber(runs)
  const isNone = answer.revealed && !asksNumber && runs?.choice === null
  return (
    <div className="predict">
      <h3 tabIndex={-1}>
        <small>
          {answer.revealed
            ? answer.choice === null && answer.guess === undefined
              ? 'Answered by the run'
              : 'You predicted'
            : 'Predict, then play'}
        </small>
        <Bold text={question.question} />
      </h3>
      {asksNumber ? (
        <NumberAnswer question={question} answer={answer} runs={runs} />
      ) : (
        <Choices question={question} answer={answer} runs={runs} />
      )}
      {isNone ? (
        <p className="because">
          <b>None of these. The run: {valueWords(runs.value, question.unit ?? '')}.</b>
        </p>
      ) : null}
      <After question={question} answer={answer} runs={runs} />
    </div>
  )
}

export interface AnswerProps {
  readonly question: Prediction
  readonly answer: Answer
  readonly runs: RunAnswer | null
}

interface ChoicesProps extends AnswerProps {
  /** Once it is answered, only what was chosen and what the run says: a projector has no room for more. */
  readonly brief?: boolean
}

export function Choices({ question, answer, runs, brief = false }: ChoicesProps): ReactElement {
  const store = useAppStore()
  return (
    <div className={question.choices.length > 3 ? 'choices many' : 'choices'}>
      {question.choices.map(({ text }, i) => {
        const mine = answer.choice === i
        const right = answer.revealed && runs?.choice === i
        if (brief && answer.revealed && runs !== null && !mine && !right) return null
        return (
          <button
            type="button"
            key={text}
            className={`choice ${mine ? 'mine' : ''} ${right ? 'right' : ''}`}
            aria-pressed={mine}
            aria-disabled={answer.revealed}
            onClick={() => store.getState().choose(i)}
          >
            <i>{i + 1}</i>
            <span>{text}</span>
            <Tags mine={answer.revealed && mine} right={right} />
          </button>
        )
      })}
    </div>
  )
}

function Tags({
  mine,
  right,
}: {
  readonly mine: boolean
  readonly right: boolean
}): ReactElement | null {
  if (!mine && !right) return null
  return (
    <span className="tag">
      {mine ? 'your choice' : null}
      {right ? (
        <>
          <Glyph name="e-ok" size={14} />
          the run
        </>
      ) : null}
    </span>
  )
}

/** Where the switches are turned so that no choice holds, a number is asked for. */
function NumberAnswer({ question, answer, runs }: AnswerProps): ReactElement {
  const store = useAppStore()
  const [typed, setTyped] = useState('')
  const unit = question.unit ?? ''
  const value = runs?.value ?? null
  const keep = (event: FormEvent): void => {
    event.preventDefault()
    const guess = Number(typed.replace(',', '.'))
    if (typed.trim() === '' || !Number.isFinite(guess)) return
    store.getState().guess(guess)
    store.getState().reveal()
  }
  if (answer.revealed) {
    const close =
      answer.guess !== undefined && typeof value === 'number' && guessIsClose(answer.guess, value)
    return (
      <p className="number-answer">
        {answer.guess === undefined ? null : <>You said {valueWords(answer.guess, unit)}. </>}
        <b>
          The run: {valueWords(value, unit)}
          {close ? ', close' : ''}.
        </b>
      </p>
    )
  }
  return (
    <form className="number-answer" onSubmit={keep}>
      <label>
        In this run, as it is now, none of the choices fits. Your number
        {unit === '' ? '' : `, ${unit}`}:{' '}
        <input
          inputMode="decimal"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <Button look="line" type="submit">
        Keep it
      </Button>
    </form>
  )
}

/** The reason that the document gives is of the run as it stands there; a changed run has only its answer. */
export function Because({ text }: { readonly text: string }): ReactElement {
  const changed = useApp(
    (s) =>
      (s.tuple?.interventions.length ?? 0) > 0 ||
      Object.keys(s.tuple?.switches ?? {}).some((key) => isTurned(s, key)),
  )
  const box = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    // Newer browsers answer with a promise, which an effect must not hand on.
    void box.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <p className="because" ref={box}>
      {changed
        ? 'You have changed this run, and this is its own answer. Without your changes: '
        : null}
      <Bold text={text} />
    </p>
  )
}

function isTurned({ document, tuple }: AppState, key: string): boolean {
  const its = document?.switches.find((each) => each.key === key)
  return its !== undefined && String(tuple?.switches[key] ?? its.default) !== String(its.default)
}

/** The keys while it is open; the reason once it is answered. */
function After({ question, answer, runs }: AnswerProps): ReactElement {
  const store = useAppStore()
  const keys = useApp((s) => s.singleKeys)
  if (answer.revealed)
    return (
      <>
        {runs === null ? <p className="because">The run is still being made.</p> : null}
        <Because text={question.because} />
      </>
    )
  return (
    <div className="foot">
      {keys ? question.choices.map(({ text }, i) => <kbd key={text}>{i + 1}</kbd>) : null}
      <span>choose</span>
      <span className="grow" />
      <Button
        look={answer.choice === null ? 'quiet' : 'solid'}
        onClick={(event) => {
          // The button goes, and focus is not to go with it.
          event.currentTarget.closest('.predict')?.querySelector('h3')?.focus()
          store.getState().reveal()
        }}
      >
        Reveal {keys ? <kbd>R</kbd> : null}
      </Button>
    </div>
  )
}
