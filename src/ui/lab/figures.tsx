/** The table of published figures: source, how sure, what the model gives, how far apart. */
import { type ReactElement, useMemo, useState } from 'react'
import { PAPERS } from '../../lab/papers.ts'
import type { Answers } from '../../lab/question.ts'
import { gates, type LabRow, resultOf, rowQuestions } from '../../lab/row.ts'
import { labRows } from '../../lab/rows.ts'
import { tableCsv, tableRow } from '../../lab/table.ts'
import type { ScenarioDocument } from '../../scenarios/document/document.ts'
import { Button } from '../button.tsx'
import { FigureRow } from './figure-row.tsx'
import { RunBar } from './run-bar.tsx'
import { ROLE } from './table-roles.ts'
import { download, useProgress } from './use-lab.ts'

interface Filter {
  readonly label: string
  readonly keeps: (row: LabRow, answers: Answers) => boolean
}
const FILTERS: readonly Filter[] = [
  { label: 'All', keeps: () => true },
  { label: 'Predicted', keeps: ({ calibrated }) => !calibrated },
  { label: 'Calibrated', keeps: ({ calibrated }) => calibrated },
  { label: 'A test fails on it', keeps: gates },
  { label: 'Shown only', keeps: (row) => !gates(row) },
  {
    label: 'Outside its tolerance',
    keeps: (row, answers) => resultOf(row, answers).judgement?.inside === false,
  },
]

function matches(row: LabRow, words: string): boolean {
  const { figure, source, network, clock, note, tag } = row
  const text = [figure, source, network, clock, note, tag].join(' ').toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

export function Figures({
  documents,
}: {
  readonly documents: readonly ScenarioDocument[]
}): ReactElement {
  const rows = useMemo(() => labRows(documents), [documents])
  const { answers } = useProgress()
  const [words, setWords] = useState('')
  const [filter, setFilter] = useState(0)
  const keeps = FILTERS[filter]?.keeps ?? (() => true)
  const shown = rows.filter((row) => keeps(row, answers) && matches(row, words.trim()))
  const save = (): void => {
    download('one-machine-lab.csv', tableCsv(shown.map((row) => tableRow(row, answers))))
  }
  return (
    <>
      <p className="lab-lead">
        Each line is a figure that was published, or is remembered, or follows from a rule, and the
        runs of this model that should give it. A calibrated line was used to set the model, so its
        agreement proves nothing; a predicted line was not.
      </p>
      <div className="lab-filter">
        <div className="filters" role="group" aria-label="Show">
          {FILTERS.map(({ label }, i) => (
            <Button
              key={label}
              look={i === filter ? 'solid' : 'line'}
              aria-pressed={i === filter}
              onClick={() => setFilter(i)}
            >
              {i === 0 ? `All ${rows.length}` : label}
            </Button>
          ))}
        </div>
        <label className="find">
          <span className="aside">Find a figure or a source</span>
          <input
            type="search"
            placeholder="Find a figure or a source"
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </label>
      </div>
      <RunBar label="Run these" questions={shown.flatMap(rowQuestions)} documents={documents}>
        <Button look="line" onClick={save}>
          Download CSV
        </Button>
      </RunBar>
      {PAPERS.map((paper) => {
        const its = shown.filter((row) => row.paper === paper.id)
        if (its.length === 0) return null
        return (
          <section key={paper.id} className="paper" aria-label={paper.title}>
            <header>
              <h2>{paper.title}</h2>
              <p>{paper.about}</p>
            </header>
            <RowTable title={paper.title} rows={its} answers={answers} documents={documents} />
          </section>
        )
      })}
      {shown.length === 0 ? (
        <p className="nothing">No figure is like this. Show all, or try another word.</p>
      ) : null}
    </>
  )
}

const HEAD = ['Figure', 'Published', 'Simulated', 'Apart', 'Verdict', 'Run'] as const

interface TableProps {
  readonly title: string
  readonly rows: readonly LabRow[]
  readonly answers: Answers
  readonly documents: readonly ScenarioDocument[]
}

function RowTable({ title, rows, answers, documents }: TableProps): ReactElement {
  return (
    <table className="rows" {...ROLE.table}>
      <caption className="aside">{title}</caption>
      <thead {...ROLE.rows}>
        <tr {...ROLE.row}>
          {HEAD.map((word) => (
            <th key={word} scope="col" {...ROLE.head}>
              {word}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...ROLE.rows}>
        {rows.map((row) => (
          <FigureRow key={row.id} row={row} answers={answers} documents={documents} />
        ))}
      </tbody>
    </table>
  )
}
