/** The shapes by which states are told apart: four filled, then four hollow; beyond that the letter alone. */
import type { ReactElement } from 'react'

const PATHS: readonly string[] = [
  'M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z',
  'M-4.5 -4.5h9v9h-9z',
  'M0 -5.6l5.4 9.4h-10.8z',
  'M0 -6.2l6.2 6.2l-6.2 6.2l-6.2 -6.2z',
]

export function StateMark({
  column,
  broken,
}: {
  readonly column: number
  readonly broken: boolean
}): ReactElement {
  const hollow = Math.floor(column / PATHS.length) % 2 === 1
  const look = `cut-mark ${broken ? 'broken' : 'kept'} ${hollow ? 'hollow' : ''}`
  return <path className={look} d={PATHS[column % PATHS.length]} />
}

export function StateKey(props: Parameters<typeof StateMark>[0]): ReactElement {
  return (
    <svg className="cut-key" width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true">
      <StateMark {...props} />
    </svg>
  )
}
