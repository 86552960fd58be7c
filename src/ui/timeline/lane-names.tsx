/** The names at the left: a machine's opens and closes its rows. */
import type { ReactElement } from 'react'
import type { Layout, Row } from '../../analysis/timeline/rows.ts'
import type { HostTrack } from '../../analysis/timeline/tracks.ts'

interface Props {
  readonly layout: Layout
  readonly futures: number
  readonly narrow: boolean
  readonly chosen: string | null
  readonly toggle: (host: HostTrack, open: boolean) => void
}

export function LaneNames(props: Props): ReactElement {
  return (
    <>
      {props.futures > 1 ? <Numbers {...props} /> : null}
      {props.layout.rows.map((row) => (
        <Name
          key={`${row.future} ${row.host?.name ?? row.kind} ${row.label} ${row.kind}`}
          {...props}
          row={row}
        />
      ))}
    </>
  )
}

/** Which of two futures the rows are of: its number stays in sight as long as one of its rows does. */
function Numbers({ layout }: Props): ReactElement {
  return (
    <>
      {[0, 1].map((future) => {
        const rows = layout.rows.filter((row) => row.future === future && row.kind !== 'divide')
        const ref = (element: HTMLElement | null): void => {
          if (!element) return
          element.style.top = `${rows[0]?.y ?? 0}px`
          element.style.height = `${rows.reduce((sum, { height }) => sum + height, 0)}px`
        }
        return (
          <div key={future} ref={ref} className="tl-future" aria-hidden="true">
            <span className="tl-disc">{future + 1}</span>
          </div>
        )
      })}
    </>
  )
}

function Name({ row, futures, narrow, chosen, toggle }: Props & { row: Row }): ReactElement | null {
  const ref = (element: HTMLElement | null): void => {
    if (!element) return
    element.style.top = `${row.y}px`
    element.style.height = `${row.height}px`
  }
  if (row.kind === 'divide') return null
  if (row.kind === 'quiet')
    return (
      <p ref={ref} className="tl-name tl-quiet">
        {row.label}
      </p>
    )
  const { host } = row
  if (!host) return null
  if (!row.first)
    return (
      <div ref={ref} className="tl-name tl-part">
        <span className="tl-role">{row.label}</span>
      </div>
    )
  const open = row.kind !== 'lane'
  const isChosen = chosen === host.name
  const where = futures > 1 ? `Future ${row.future + 1}: ` : ''
  return (
    <div ref={ref} className={`tl-name${open ? ' tl-open' : ''}`}>
      {narrow ? (
        <span className="tl-host">{host.name}</span>
      ) : (
        <button
          type="button"
          className={isChosen ? 'tl-host tl-chosen' : 'tl-host'}
          aria-expanded={open}
          aria-label={`${where}${host.name}, ${host.role}`}
          onClick={() => toggle(host, !open)}
        >
          {host.name}
        </button>
      )}
      {narrow ? null : <span className="tl-role">{row.label}</span>}
    </div>
  )
}
