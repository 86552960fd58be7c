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
      {props.layout.rows.map((row, i) => (
        <Name
          key={`${row.future} ${row.host?.name ?? row.kind} ${row.label} ${row.kind}`}
          {...props}
          row={row}
          before={props.layout.rows[i - 1]}
        />
      ))}
    </>
  )
}

function Name({
  row,
  before,
  futures,
  narrow,
  chosen,
  toggle,
}: Props & { row: Row; before: Row | undefined }): ReactElement | null {
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
  const disc = futures > 1 && (!before || before.kind === 'divide')
  const number = disc ? <span className="tl-disc">{row.future + 1}</span> : null
  if (!row.first)
    return (
      <div ref={ref} className="tl-name tl-part">
        <span className="tl-role">{row.label}</span>
      </div>
    )
  const open = row.kind !== 'lane'
  const isChosen = chosen === host.name
  return (
    <div ref={ref} className={`tl-name${open ? ' tl-open' : ''}`}>
      {number}
      {narrow ? (
        <span className="tl-host">{host.name}</span>
      ) : (
        <button
          type="button"
          className={isChosen ? 'tl-host tl-chosen' : 'tl-host'}
          aria-expanded={open}
          aria-label={`${host.name}, ${host.role}`}
          onClick={() => toggle(host, !open)}
        >
          {host.name}
        </button>
      )}
      {narrow ? null : <span className="tl-role">{row.label}</span>}
    </div>
  )
}
