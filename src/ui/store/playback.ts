/** Playing: each frame moves the cursor by the pacing. React is not asked; the views draw in the same frame. */
import type { StoreApi } from 'zustand/vanilla'
import { advance, type Pace, paceOf } from '../../analysis/pacing.ts'
import { compareCursors } from '../../analysis/steps.ts'
import { beforeFrame, invalidate } from '../frame.ts'
import type { AppState, RunView, Store } from './app-state.ts'
import { nextAsk, syncQuestion } from './asking.ts'
import { endOnScreen, lastTime } from './on-screen.ts'

/** After a pause of the page's own (a hidden tab) the run goes on where it was, not where it would be. */
const LONGEST_FRAME_S = 0.1

interface Known {
  readonly key: string
  readonly trace: object
  readonly pace: Pace
}

/** Of two futures the first, for as long as anything happens in it. */
function paced({ run, other, cursor }: AppState): RunView | null {
  const isOver = run !== null && other !== null && cursor.time >= lastTime(run.trace)
  return isOver && lastTime(other.trace) > cursor.time ? other : run
}

/** The pace of what is on the screen, made once for as long as nothing changes it. */
export class Pacer {
  private known: Known | null = null

  of(state: AppState): Pace | null {
    const { pacing, layer, speed } = state
    const run = paced(state)
    if (!run || run.trace.length === 0) return null
    const key = `${pacing} ${layer} ${speed} ${run.trace.length}`
    if (this.known?.trace !== run.trace || this.known.key !== key)
      this.known = { key, trace: run.trace, pace: paceOf(run, { pacing, layer, speed }) }
    return this.known.pace
  }
}

export const pacer = new Pacer()

export function startPlayback(store: StoreApi<Store>): () => void {
  let last: number | null = null
  const onHidden = (): void => {
    if (document.hidden) store.getState().play(false)
  }
  document.addEventListener('visibilitychange', onHidden)
  const stop = beforeFrame((now) => {
    const state = store.getState()
    if (!state.playing) {
      last = null
      return
    }
    const seconds = last === null ? 0 : Math.min(LONGEST_FRAME_S, (now - last) / 1000)
    last = now
    if (seconds > 0) move(store, state, seconds)
    invalidate()
  })
  return () => {
    stop()
    document.removeEventListener('visibilitychange', onHidden)
  }
}

function move(store: StoreApi<Store>, state: Store, seconds: number): void {
  const pace = pacer.of(state)
  if (!pace) return
  const { time, ended } = advance(pace, state.cursor.time, seconds)
  const cursor = { time, ordinal: -1 }
  const asked = nextAsk(state)
  if (asked && compareCursors(asked, cursor) <= 0) {
    store.setState({ cursor: asked })
    syncQuestion(store)
  } else if (ended) {
    const isMore = state.run?.summary === null || endOnScreen(state) > time
    store.setState({ cursor, playing: isMore })
  } else store.setState({ cursor })
}
