/** Starts runs, shows how far they are, and stops them. */
import type { ReactElement, ReactNode } from 'react'
import { count } from '../../analysis/numbers.ts'
import { distinct, keyOf, type Question } from '../../lab/question.ts'
import type { ScenarioDocument } from '../../scenarios/document/document.ts'
import { Button } from '../button.tsx'
import { type LabRuns, labRuns } from './lab-runs.ts'
import { useProgress } from './use-lab.ts'
import './run-bar.css'

interface Props {
  readonly label: string
  readonly questions: readonly Question[]
  readonly documents: readonly ScenarioDocument[]
  readonly runs?: LabRuns
  readonly children?: ReactNode
}

export function RunBar(props: Props): ReactElement {
  const { label, questions, documents, runs = labRuns, children } = props
  const { answers, done, all } = useProgress(runs)
  const left = distinct(questions).filter((question) => !answers.has(keyOf(question))).length
  return (
    <div className="run-bar">
      {all > 0 ? (
        <Button look="line" onClick={() => runs.cancel()}>
          Cancel
        </Button>
      ) : (
        <Button
          look={left === 0 ? 'line' : 'solid'}
          // One that is disabled would lose the focus as the last run is done.
          aria-disabled={left === 0}
          onClick={() => left > 0 && runs.ask(questions, documents)}
        >
          {label}
        </Button>
      )}
      {all > 0 ? <progress value={done} max={all} aria-label="Runs done" /> : null}
      <p className="num" role="status">
        {all > 0
          ? `${done} of ${count(all, 'run')}`
          : left === 0
            ? 'All runs are done.'
            : `${count(left, 'run')} to do.`}
      </p>
      <div className="grow" />
      {children}
    </div>
  )
}
