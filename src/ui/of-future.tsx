/** Of two futures, which one a panel speaks of: in words, with the number that the stage has over each. */
import type { ReactElement } from 'react'
import { useFutureHere } from './store/context.ts'

interface Props {
  /** Absent: the one that the selection is in. */
  readonly future?: 1 | 2
}

export function OfFuture({ future }: Props): ReactElement | null {
  const here = useFutureHere()
  if (here === null) return null
  return (
    <span className="of-future">
      future <i className="future-number">{future ?? here}</i>
    </span>
  )
}
