/** For the last row of a lecture hall: the stage, one sentence, the choices, and a strip of the whole run. */
import type { ReactElement } from 'react'
import { metricRows } from '../../analysis/metrics-view.ts'
import type { Prediction } from '../../scenarios/document/document.ts'
import { Bold } from '../bold.tsx'
import { Button } from '../button.tsx'
import { OfFuture } from '../of-future.tsx'
import { part } from '../part.tsx'
import { loadStrip, loadWire } from '../parts.ts'
import { Stage } from '../stage/stage.tsx'
import type { Answer } from '../store/app-state.ts'
import { currentBeat, questionHere, runAnswer, storyOf } from '../store/asking.ts'
import { useApp, useAppStore } from '../store/context.ts'
import { Because, Choices } from '../story/prediction-card.tsx'
import { Beats } from '../story/story.tsx'
import { useTold } from '../story/told.tsx'
import { Clock } from '../transport/clock.tsx'
import { PlayButton } from '../transport/transport.tsx'
import './presentation.css'
import { headline } from './headline.ts'

const OverviewStrip = part(() => loadStrip().then((its) => its.OverviewStrip))
const Wire = part(() => loadWire().then((its) => its.Wire))

const UNANSWERED: Answer = { choice: null, revealed: false }

// A point ends a sentence where white space follows it: “0.19 ms” is one word.
const sentencesOf = (text: string): readonly string[] => text.split(/(?<=[.!?](?:\*\*)?)\s+/)

/** The sentence that counts: the bold one, else the first. */
export function oneSentence(text: string): string {
  const sentences = sentencesOf(text)
  const told = sentences.find((each) => each.includes('**')) ?? sentences[0] ?? text
  const marks = told.split('**').length - 1
  return marks % 2 === 0 ? told : told.replaceAll('**', '')
}

/** Letters in a line, and how many lines a question, once answered, and its reason may have together. */
const LINE = 95
const LINES = 4

/** As many sentences as there is room for beside the question: the machines stay large enough to be seen. */
function briefReason({ question, because }: Prediction): string {
  const lines = Math.min(2, LINES - Math.ceil(question.length / LINE))
  const [first = '', ...others] = sentencesOf(because)
  let told = first
  for (const sentence of others) {
    if (told.length + sentence.length >= lines * LINE) break
    told += ` ${sentence}`
  }
  return told
}

export function Presentation(): ReactElement {
  const store = useAppStore()
  const document = useApp((s) => s.document)
  const at = useApp(currentBeat)
  const question = useApp(questionHere)
  const wire = useApp((s) => s.wire)
  const beat = useApp(storyOf)[at]
  const verdict = useVerdict()
  const told = oneSentence(useTold(beat?.text ?? ''))
  return (
    <main className="pres">
      <header className="pres-head">
        <h1>{document?.title}</h1>
        <Beats />
        <span className="grow" />
        <PlayButton />
        <Clock withNext={false} />
        <Button look="line" onClick={() => store.getState().present(false)}>
          Leave
        </Button>
      </header>
      <div className="place-stage">
        <Stage store={store} />
        {wire ? <Wire store={store} /> : null}
      </div>
      <section className="pres-ask" aria-label="Story">
        {verdict ? (
          <Verdict rows={verdict} />
        ) : question ? (
          <Question key={question.id} question={question} told={told.replaceAll('**', '')} />
        ) : (
          <p>
            <OfFuture future={1} /> <b>{headline(beat?.title ?? '')}</b> <Bold text={told} />
          </p>
        )}
      </section>
      <div className="pres-strip">
        <OverviewStrip store={store} />
      </div>
    </main>
  )
}

interface VerdictRow {
  readonly label: string
  readonly value: string
}

/** Of two futures: what each comes to; null where there is one, or while a question is open. */
function useVerdict(): readonly VerdictRow[] | null {
  const run = useApp((s) => s.run)
  const other = useApp((s) => s.other)
  const outcome = useApp((s) => s.document?.cuts?.outcome)
  const named = useApp((s) => s.document?.metrics)
  const isVeiled = useApp((s) => s.asking !== null || s.veilFrom !== null)
  if (isVeiled || !run?.summary || !other?.summary || !named) return null
  const rows = metricRows(run.summary.metrics, named, other.summary.metrics)
  const row = rows.find(({ name }) => name === outcome) ?? rows.find(({ differs }) => differs)
  if (!row) return null
  const { label, value } = row
  return [
    { label, value },
    { label, value: row.other ?? value },
  ]
}

function Verdict({ rows }: { readonly rows: readonly VerdictRow[] }): ReactElement {
  return (
    <div className="pres-verdict">
      {rows.map(({ label, value }, i) => (
        <p key={i === 0 ? 'one' : 'two'}>
          <span>
            {i + 1} · {label}
          </span>
          <b>{value}</b>
        </p>
      ))}
    </div>
  )
}

interface QuestionProps {
  readonly question: Prediction
  /** What has just happened, in one sentence. */
  readonly told: string
}

function Question({ question, told }: QuestionProps): ReactElement {
  const store = useAppStore()
  const answer = useApp((s) => s.answers[question.id]) ?? UNANSWERED
  useApp((s) => (s.run?.summary && !(question.id in s.companions)) || s.companions[question.id])
  return (
    <>
      <p>
        {answer.revealed ? null : `${told} `}
        <b>
          <Bold text={question.question} />
        </b>
      </p>
      <Choices
        question={question}
        answer={answer}
        runs={runAnswer(store.getState(), question)}
        brief
      />
      {answer.revealed ? <Because text={briefReason(question)} /> : null}
    </>
  )
}
