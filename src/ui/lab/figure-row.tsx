/** One published figure and its run. */
import type { ReactElement } from 'react'
import { badgeOf } from '../../analysis/metrics-view.ts'
import { runsOf } from '../../lab/measure.ts'
import type { Answers } from '../../lab/question.ts'
import { gates, type LabRow, type RowResult, resultOf } from '../../lab/row.ts'
import { toleranceWords } from '../../lab/table.ts'
import { certaintyWords } from '../../lab/tags.ts'
import type { ScenarioDocument } from '../../scenarios/document/document.ts'
import { ConfidenceSign } from '../story/numbers.tsx'
import { Deviation } from './deviation.tsx'
import { ROLE } from './table-roles.ts'
import { runLink } from './use-lab.ts'
import { meanWords, percentWords, publishedWords, spreadWords } from './words.ts'

interface Props {
  readonly row: LabRow
  readonly answers: Answers
  readonly documents: readonly ScenarioDocument[]
}

export function FigureRow({ row, answers, documents }: Props): ReactElement {
  const result = resultOf(row, answers)
  const { spread, judgement, sentence } = result
  return (
    <tr {...ROLE.row}>
      <th scope="row" {...ROLE.name}>
        <b>{row.figure}</b>
        <span className="row-place">
          {row.network}, {row.clock}
        </span>
        <span className="row-source">
          <span className="confidence">
            <ConfidenceSign badge={badgeOf(row.tag)} />
            {certaintyWords(row.tag)} <span className="mono">{tagWords(row.tag)}</span>
          </span>
          <span className={row.calibrated ? 'use calibrated' : 'use'}>
            {row.calibrated ? '† calibrated' : 'predicted'}
          </span>
          <span className="row-words">
            {[`${row.source}.`, row.note, row.shownBecause].filter(Boolean).join(' ')}
          </span>
        </span>
      </th>
      <td {...ROLE.cell} data-head="Published" className="num">
        {publishedWords(row.expected, row.unit)}
        <small>{toleranceWords(row.expected)}</small>
      </td>
      <td {...ROLE.cell} data-head="Simulated" className="num">
        {spread ? (
          <>
            {meanWords(spread, row.unit)}
            <small>{spreadWords(spread)}</small>
          </>
        ) : (
          <span className="quiet">{sentence ?? 'not run'}</span>
        )}
      </td>
      <td {...ROLE.cell} data-head="Apart" className="num">
        {judgement ? (
          <>
            <Deviation judgement={judgement} />
            <small>{judgement.percent === null ? '' : percentWords(judgement.percent)}</small>
          </>
        ) : (
          <span className="quiet">–</span>
        )}
      </td>
      <td {...ROLE.cell} data-head="Verdict">
        <Verdict result={result} gated={gates(row)} />
      </td>
      <td {...ROLE.cell} data-head="Run">
        {runsOf(row.measure).map((run, i, { length }) => (
          <a key={JSON.stringify(run)} className="run-link" href={runLink(run, 1, documents)}>
            {length > 1 ? `Open run ${i + 1}` : 'Open this run'}
            <span className="aside">: {row.figure}</span>
          </a>
        ))}
      </td>
    </tr>
  )
}

const tagWords = (tag: string) => `[${tag.replace(/^\[|\]$/g, '')}]`

function Verdict({
  result,
  gated,
}: {
  readonly result: RowResult
  readonly gated: boolean
}): ReactElement {
  const { verdict, judgement } = result
  if (verdict === null)
    return <span className="quiet">{gated ? 'a test fails on it' : 'shown only'}</span>
  if (verdict === 'inside')
    return (
      <span className="verdict inside">
        <Sign d="M3 8.5l3.5 3.5L13 4.5" />
        inside
      </span>
    )
  if (verdict === 'outside')
    return (
      <span className="verdict outside">
        <Sign d="M4 4l8 8M12 4l-8 8" />
        outside
      </span>
    )
  return (
    <span className="verdict">
      <Sign d="M3 8h10" />
      shown only
      <small>{judgement?.inside ? 'would be inside' : 'would be outside'}</small>
    </span>
  )
}

function Sign({ d }: { readonly d: string }): ReactElement {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" className="verdict-sign">
      <path d={d} />
    </svg>
  )
}
