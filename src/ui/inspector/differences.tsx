/** Two futures: what differs, and from when. */
import { type ReactElement, useMemo } from 'react'
import { metricRows } from '../../analysis/metrics-view.ts'
import { moment } from '../../analysis/numbers.ts'
import { firstDifference } from '../../analysis/timeline/first-difference.ts'
import { useApp, useAppStore } from '../store/context.ts'
import { Glyph } from '../theme/glyphs.tsx'

export function Differences(): ReactElement | null {
  const store = useAppStore()
  const run = useApp((s) => s.run)
  const other = useApp((s) => s.other)
  const named = useApp((s) => s.document?.metrics)
  const found = useMemo(
    () => (run?.summary && other?.summary ? firstDifference(run.trace, other.trace, true) : null),
    [run, other],
  )
  if (!run?.summary || !other?.summary)
    return <p className="inspect-note">The other future is being run.</p>
  const rows = metricRows(run.summary.metrics, named ?? [], other.summary.metrics)
  return (
    <>
      <p className="inspect-note">
        {found ? (
          <button
            type="button"
            className="badge plain"
            onClick={() => store.getState().toDifference()}
          >
            <Glyph name="e-diff" size={12} />
            first at {moment(found.time)}
          </button>
        ) : (
          'The two futures are the same to the end.'
        )}
      </p>
      <table className="measures cmp">
        <thead>
          <tr>
            <th scope="col">
              <span className="aside">measure</span>
            </th>
            <th scope="col">1</th>
            <th scope="col">2</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name} className={row.differs ? 'diff' : ''}>
              <th scope="row">
                {row.differs ? <Glyph name="e-diff" size={9} /> : null}
                {row.label}
              </th>
              <td className="num">{row.value}</td>
              <td className="num">{row.other}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
