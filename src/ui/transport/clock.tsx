/** The time and what comes next: written with every frame, past React. */
import { type ReactElement, useEffect, useRef } from 'react'
import { clock } from '../../analysis/numbers.ts'
import { nextHappening } from '../../analysis/stage/stage-at.ts'
import { onFrame } from '../frame.ts'
import type { Store } from '../store/app-state.ts'
import { useAppStore } from '../store/context.ts'
import { runsOnScreen } from '../store/on-screen.ts'

function nextLine(state: Store): string {
  const { run, cursor, veilFrom, refused } = state
  if (!run) return refused === null ? 'The run is being made' : 'This run cannot be made'
  if (veilFrom !== null && cursor.time >= veilFrom) return 'Next: hidden until you predict'
  const next = nextIn(state)
  if (next !== null) return next
  if (!run.summary) return 'The run goes on'
  const isOver = run.summary.endReason === 'quiescent'
  return isOver ? 'Nothing is left to happen' : 'It would go on: the run’s time is over'
}

/** Of two futures the one in which something happens first is named, unless it is the same in both. */
function nextIn(state: Store): string | null {
  const { cursor } = state
  const [one, two] = runsOnScreen(state).map((run) =>
    nextHappening(run, run.trace.prefix(cursor), cursor.time),
  )
  if (state.other === null || one?.line === two?.line) return one?.line ?? null
  const isSecond = two && (!one || two.time < one.time)
  const line = isSecond ? two.line : one?.line
  return line?.replace(/^Next:/, `Next in future ${isSecond ? 2 : 1}:`) ?? null
}

export function Clock({ withNext = true }: { readonly withNext?: boolean }): ReactElement {
  const store = useAppStore()
  const figure = useRef<HTMLSpanElement>(null)
  const line = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    let last: Pick<Store, 'cursor' | 'grown' | 'veilFrom' | 'run' | 'other'> | null = null
    return onFrame(() => {
      const state = store.getState()
      const same =
        last?.cursor === state.cursor &&
        last.grown === state.grown &&
        last.veilFrom === state.veilFrom &&
        last.run === state.run &&
        last.other === state.other
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
