/** What was published beside what this run gives, and all that is measured. */
import type { ReactElement } from 'react'
import { type FigureRow, figureRows, metricRows } from '../../analysis/metrics-view.ts'
import type { ScenarioDocument } from '../../scenarios/document/document.ts'
import type { SwitchValue } from '../../trace/tuple.ts'
import { useApp } from '../store/context.ts'

export function valuesNow(
  document: ScenarioDocument,
  turned: Readonly<Record<string, SwitchValue>> | undefined,
): Record<string, SwitchValue> {
  const values: Record<string, SwitchValue> = {}
  for (const { key, default: usual } of document.switches) values[key] = turned?.[key] ?? usual
  return values
}

export function Numbers(): ReactElement | null {
  const document = useApp((s) => s.document)
  const turned = useApp((s) => s.tuple?.switches)
  const summary = useApp((s) => s.run?.summary)
  const veiled = useApp((s) => s.veilFrom !== null)
  if (!document) return null
  const metrics = veiled ? null : (summary?.metrics ?? null)
  const figures = figureRows(
    document.figures ?? [],
    metrics,
    valuesNow(document, turned),
    document.metrics,
    document.switches,
  )
  return (
    <details className="drawer">
      <summary>
        Figures and measures
        <small>
          {figures.length === 0 ? 'no published figure' : `${figures.length} published or reported`}
        </small>
      </summary>
      {veiled ? <p className="quiet">Hidden until you predict.</p> : null}
      {figures.map((row) => (
        <Figure key={`${row.label} ${row.published} ${row.when}`} row={row} />
      ))}
      {metrics ? <MetricTable metrics={metrics} named={document.metrics} /> : null}
    </details>
  )
}

const BADGE = { published: 'published', reported: 'reported', ours: 'derived' } as const

function Figure({ row }: { readonly row: FigureRow }): ReactElement {
  const two = useApp((s) => s.other !== null)
  return (
    <div className="figure">
      <p>
        <b>{row.label}</b> <span className="num">{row.published}</span>
        {row.simulated === '' ? null : (
          <span className="num figure-run">
            {two ? 'future 1' : 'here'} {row.simulated}
            {row.apart === '' ? '' : `, ${row.apart}`}
          </span>
        )}
      </p>
      <p className="figure-source">
        <span className={`confidence ${row.badge}`}>
          <ConfidenceSign badge={row.badge} />
          {BADGE[row.badge]}
        </span>
        {row.calibrated ? (
          <span className="confidence calibrated">† calibration: proves nothing</span>
        ) : null}
        {row.when === '' ? null : <span>for {row.when}</span>}
      </p>
      <p className="figure-source">
        {row.source} <span className="mono">[{row.tag.replace(/^\[|\]$/g, '')}]</span>
        {row.note === '' ? null : <> {row.note}</>}
      </p>
    </div>
  )
}

export function ConfidenceSign({ badge }: { readonly badge: FigureRow['badge'] }): ReactElement {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" className="confidence-sign">
      <circle cx="7" cy="7" r="5.5" strokeDasharray={badge === 'published' ? undefined : '2 1.8'} />
      <path d="M7 0v4M7 10v4M0 7h4M10 7h4" />
    </svg>
  )
}

interface MetricsProps {
  readonly metrics: Parameters<typeof metricRows>[0]
  readonly named: Parameters<typeof metricRows>[1]
}

function MetricTable({ metrics, named }: MetricsProps): ReactElement {
  const two = useApp((s) => s.other !== null)
  return (
    <table className="measures">
      <caption>Measured in {two ? 'future 1' : 'this run'}</caption>
      <tbody>
        {metricRows(metrics, named).map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.label}</th>
            <td className="num">{row.value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
