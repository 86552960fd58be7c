/** The time and what comes next: written with every frame, past React. */
import { type ReactElement, useEffect, useRef } from 'react'
import { clock } from '../../analysis/numbers.ts'
import { nextHappening } from '../../analysis/stage/stage-at.ts'
import { onFrame } from '../frame.ts'
import type { Store } from '../store/app-state.ts'
import { useAppStore } from '../store/context.ts'

function nextLine({ run, cursor, veilFrom, refused }: Store): string {
  if (!run) return refused === null ? 'The run is being made' : 'This run cannot be made'
  if (veilFrom !== null && cursor.time >= veilFrom) return 'Next: hidden until you predict'
  const next = nextHappening(run, run.trace.prefix(cursor), cursor.time)
  if (next) return next.line
  if (!run.summary) return 'The run goes on'
  const isOver = run.summary.endReason === 'quiescent'
  return isOver ? 'Nothing is left to happen' : 'It would go on: the run’s time is over'
}

export function Clock({ withNext = true }: { readonly withNext?: boolean }): ReactElement {
  const store = useAppStore()
  const figure = useRef<HTMLSpanElement>(null)
  const line = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    let last: Pick<Store, 'cursor' | 'grown' | 'veilFrom' | 'run'> | null = null
    return onFrame(() => {
      const state = store.getState()
      const same =
        last?.cursor === state.cursor &&
        last.grown === state.grown &&
        last.veilFrom === state.veilFrom &&
        last.run === state.run
      if (same) return
      last = state
      const now = clock(state.cursor.time)
      if (figure.current) figure.current.textContent = now.figure
      if (line.current) line.current.textContent = nextLine(state)
    })
  }, [store])
  return (
    <div className="now">
      <div className="clock" role="timer" aria-label="Time" aria-live="off">
        <span ref={figure}>0.000 000</span> <small>ms</small>
      </div>
      {withNext ? <p ref={line}>The run is being made</p> : null}
    </div>
  )
}
