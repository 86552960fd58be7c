/** A column for each member, a row for each place; the first row that disagrees carries a diamond. */
import type { ReactElement } from 'react'
import type { Logs } from '../../analysis/groups/logs.ts'
import type { RunView } from '../store/app-state.ts'
import { Glyph } from '../theme/glyphs.tsx'

interface Props {
  readonly run: RunView
  readonly logs: Logs
  readonly go: (record: number) => void
}

export function LogTable({ run, logs, go }: Props): ReactElement {
  const { trace } = run
  return (
    <div className="heard-scroll">
      <table className="log-table">
        <caption className="aside">What each member has delivered, place by place</caption>
        <thead>
          <tr>
            <th scope="col">place</th>
            {logs.members.map((member) => (
              <th key={member} scope="col">
                {trace.nameOf(member)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {logs.rows.map((row, i) => (
            <tr key={logs.places[i]} className={i === logs.differs ? 'differs' : ''}>
              <th scope="row">
                {i === logs.differs ? <Glyph name="e-diff" size={10} /> : null}
                {logs.places[i]}
                {i === logs.differs ? (
                  <span className="aside">, the first that differs</span>
                ) : null}
              </th>
              {logs.members.map((member, column) => {
                const entry = row[column]
                return (
                  <td key={member}>
                    {entry ? (
                      <button type="button" onClick={() => go(entry.record)}>
                        {entry.text}
                      </button>
                    ) : null}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
