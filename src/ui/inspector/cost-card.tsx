/** What each stage costs, and where the number comes from. */
import type { ReactElement } from 'react'
import { length } from '../../analysis/numbers.ts'
import type { RunSetup } from '../../trace/setup.ts'

export function CostCard({ setup }: { readonly setup: RunSetup }): ReactElement | null {
  if (setup.costs.length === 0) return null
  return (
    <details className="drawer costs">
      <summary>
        What it costs
        <small>{setup.costs.length} stages, with their sources</small>
      </summary>
      <table className="measures">
        <thead>
          <tr>
            <th scope="col">stage</th>
            <th scope="col">owner</th>
            <td>time</td>
            <td>tag</td>
          </tr>
        </thead>
        <tbody>
          {setup.costs.map((row) => (
            <tr key={`${row.preset} ${row.stage}`} title={row.source}>
              <th scope="row">{row.stage}</th>
              <td className="cost-owner">{row.owner}</td>
              <td className="num">
                {length(row.nanos)}
                {row.nanosPerByte > 0 ? ` + ${length(row.nanosPerByte)} a byte` : ''}
              </td>
              <td className="mono">{row.tag}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="sources">
        {[...new Set(setup.costs.map(({ preset, source }) => `${preset}: ${source}`))].map(
          (each) => (
            <li key={each}>{each}</li>
          ),
        )}
      </ul>
    </details>
  )
}
