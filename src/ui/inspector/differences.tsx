/** Two futures: what differs, and from when. */
import { type ReactElement, useMemo } from 'react'
import { blockRows, type PromiseRow, promiseRows } from '../../analysis/disks/differing.ts'
import { type MetricRow, metricRows } from '../../analysis/metrics-view.ts'
import { moment } from '../../analysis/numbers.ts'
import { firstDifference } from '../../analysis/timeline/first-difference.ts'
import { useApp, useAppStore, useSettledCursor } from '../store/context.ts'
import { Glyph } from '../theme/glyphs.tsx'

export function Differences(): ReactElement | null {
  const store = useAppStore()
  const run = useApp((s) => s.run)
  const other = useApp((s) => s.other)
  const named = useApp((s) => s.document?.metrics)
  const checks = useApp((s) => s.document?.checks)
  const cursor = useSettledCursor()
  const found = useMemo(
    () => (run?.summary && other?.summary ? firstDifference(run.trace, other.trace, true) : null),
    [run, other],
  )
  if (!run?.summary || !other?.summary)
    return <p className="inspect-note">The other future is being run.</p>
  const one = { ...run, prefix: run.trace.prefix(cursor) }
  const two = { ...other, prefix: other.trace.prefix(cursor) }
  const blocks = blockRows(one, two).filter(({ differs }) => differs)
  const promises = promiseRows(one, two).filter(
    ({ id, ...its }) => checks?.includes(id) || its.one === 'broken' || its.two === 'broken',
  )
  const rows = metricRows(run.summary.metrics, named ?? [], other.summary.metrics)
  const isOwn = ({ name }: MetricRow) => named?.some((each) => each.name === name)
  const own = rows.filter(isOwn)
  const rest = rows.filter((row) => !isOwn(row))
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
            <th scope="col">
              <span className="aside">future </span>1
            </th>
            <th scope="col">
              <span className="aside">future </span>2
            </th>
          </tr>
        </thead>
        <tbody>
          {blocks.map((row) => (
            <tr key={row.label} className="diff">
              <th scope="row">
                <Glyph name="e-diff" size={9} />
                {row.label}
              </th>
              <td className="num">{row.one}</td>
              <td className="num">{row.two}</td>
            </tr>
          ))}
          {own.map((row) => (
            <Measure key={row.name} row={row} />
          ))}
        </tbody>
        {promises.length > 0 ? <Promises rows={promises} /> : null}
        <tbody>
          {rest.map((row) => (
            <Measure key={row.name} row={row} />
          ))}
        </tbody>
      </table>
    </>
  )
}

function Measure({ row }: { readonly row: MetricRow }): ReactElement {
  return (
    <tr className={row.differs ? 'diff' : ''}>
      <th scope="row">
        {row.differs ? <Glyph name="e-diff" size={9} /> : null}
        {row.label}
      </th>
      <td className="num">{row.value}</td>
      <td className="num">{row.other}</td>
    </tr>
  )
}

const SIGNS = { 'not yet exercised': 'e-none', kept: 'e-ok', broken: 'e-drop' } as const

/** What each future has kept up to the cursor, one sign for each. */
function Promises({ rows }: { readonly rows: readonly PromiseRow[] }): ReactElement {
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={3}>
          Promises, up to now
        </th>
      </tr>
      {rows.map(({ id, one, two }) => (
        <tr key={id} className={one === two ? '' : 'diff'}>
          <th scope="row">{id.replaceAll('-', ' ')}</th>
          {[one, two].map((state, i) => (
            <td key={i === 0 ? 'one' : 'two'} className="num">
              <Glyph name={SIGNS[state]} size={14} />
              <span className="aside">{state}</span>
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  )
}
